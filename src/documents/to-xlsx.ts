import { strToU8, zipSync } from 'fflate'
import type { Form } from '#engine'
import { officialSheet } from './official.ts'
import { escapeXml } from './ooxml/escape-xml.ts'
import { type StyleTable, styleTable } from './ooxml/style-table.ts'
import { worksheetXml } from './ooxml/worksheet-xml.ts'
import type { Sheet } from './sheet.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The official form as an .xlsx for A4 paper. The same form gives the same bytes. */
export function toXlsx(form: Form): Uint8Array {
  return sheetToXlsx(officialSheet(form))
}

/** Any sheet as an .xlsx. Zip keeps local dates without zone: the first one it knows stands for none. */
export function sheetToXlsx(sheet: Sheet): Uint8Array {
  const styles = styleTable()
  const worksheet = worksheetXml(sheet, styles)
  const parts = { ...packageParts(sheet), ...workbookParts(sheet, worksheet, styles) }
  const files = Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(HEAD + xml)]))
  return zipSync(files, { level: 6, mtime: new Date(1980, 0, 1) })
}

function packageParts(sheet: Sheet): Readonly<Record<string, string>> {
  return {
    '[Content_Types].xml':
      `<Types xmlns="${PACKAGE}/content-types">` +
      `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/>` +
      `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${CONTENT}.worksheet+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${CONTENT}.styles+xml"/>` +
      `<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
      `</Types>`,
    '_rels/.rels': relations([
      ['rId1', `${RELATIONS}/officeDocument`, 'xl/workbook.xml'],
      ['rId2', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
    ]),
    'docProps/core.xml':
      `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
      `<dc:title>${escapeXml(sheet.name)}</dc:title></cp:coreProperties>`,
  }
}

function workbookParts(sheet: Sheet, worksheet: string, styles: StyleTable): Readonly<Record<string, string>> {
  const name = sheetName(sheet.name)
  const titles = sheet.repeatRows
  const names =
    titles === null
      ? ''
      : `<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">` +
        `'${escapeXml(name.replaceAll("'", "''"))}'!$${titles[0] + 1}:$${titles[1] + 1}</definedName></definedNames>`
  return {
    'xl/workbook.xml':
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>` +
      `<sheet name="${escapeXml(name)}" sheetId="1" r:id="rId1"/></sheets>${names}</workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ['rId1', `${RELATIONS}/worksheet`, 'worksheets/sheet1.xml'],
      ['rId2', `${RELATIONS}/styles`, 'styles.xml'],
    ]),
    'xl/worksheets/sheet1.xml': worksheet,
    'xl/styles.xml': styles.write(),
  }
}

function relations(list: readonly (readonly [id: string, type: string, target: string])[]): string {
  const items = list.map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`)
  return `<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`
}

/** Excel refuses some signs and more than 31 characters. */
function sheetName(name: string): string {
  return name.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31) || '自评表'
}
