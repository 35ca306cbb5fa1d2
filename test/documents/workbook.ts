import { strToU8, zipSync } from 'fflate'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

type Parts = {
  /** Inside `<worksheet>`, or whole parts by sheet name. */
  readonly sheet?: string
  readonly sheets?: readonly { readonly name: string; readonly xml: string; readonly state?: string }[]
  readonly strings?: string
  readonly styles?: string
  readonly workbookPr?: string
  readonly extra?: Readonly<Record<string, string>>
}

/** The parts of a minimal workbook, by path. */
export function workbookParts({
  sheet = '',
  sheets,
  strings,
  styles,
  workbookPr = '',
  extra = {},
}: Parts): Record<string, string> {
  const list = sheets ?? [{ name: '自评表', xml: sheet }]
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships><Relationship Id="a" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">${workbookPr}<sheets>${list
      .map(
        ({ name, state }, i) =>
          `<sheet name="${name}" sheetId="${i + 1}" r:id="s${i}"${state ? ` state="${state}"` : ''}/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${list
      .map((_, i) => `<Relationship Id="s${i}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`)
      .join(
        '',
      )}<Relationship Id="t" Type="${RELATIONS}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="y" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
  }
  for (const [i, { xml }] of list.entries())
    parts[`xl/worksheets/sheet${i + 1}.xml`] = `<worksheet xmlns="${MAIN}">${xml}</worksheet>`
  if (strings !== undefined) parts['xl/sharedStrings.xml'] = `<sst xmlns="${MAIN}">${strings}</sst>`
  if (styles !== undefined) parts['xl/styles.xml'] = `<styleSheet xmlns="${MAIN}">${styles}</styleSheet>`
  return { ...parts, ...extra }
}

/** Packs parts as they are. */
export function pack(parts: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])))
}

/** A minimal workbook, packed. */
export function workbook(parts: Parts): Uint8Array {
  return pack(workbookParts(parts))
}

/** Rows of cells given as XML, numbered from 1. */
export function sheetData(...rows: readonly string[]): string {
  return `<sheetData>${rows.map((cells, i) => `<row r="${i + 1}">${cells}</row>`).join('')}</sheetData>`
}
