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
  return sheetsToXlsx([sheet])
}

/** A workbook of one or more sheets; names are made unique, the first names the document. */
export function sheetsToXlsx(sheets: readonly Sheet[]): Uint8Array {
  const styles = styleTable()
  const worksheets = sheets.map((sheet) => worksheetXml(sheet, styles))
  const parts = { ...packageParts(sheets), ...workbookParts(sheets, worksheets, styles) }
  const files = Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(HEAD + xml)]))
  return zipSync(files, { level: 6, mtime: new Date(1980, 0, 1) })
}

function packageParts(sheets: readonly Sheet[]): Readonly<Record<string, string>> {
  return {
    '[Content_Types].xml':
      `<Types xmlns="${PACKAGE}/content-types">` +
      `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/>` +
      sheets
        .map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${CONTENT}.worksheet+xml"/>`)
        .join('') +
      `<Override PartName="/xl/styles.xml" ContentType="${CONTENT}.styles+xml"/>` +
      `<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
      `</Types>`,
    '_rels/.rels': relations([
      ['rId1', `${RELATIONS}/officeDocument`, 'xl/workbook.xml'],
      ['rId2', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
    ]),
    'docProps/core.xml':
      `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
      `<dc:title>${escapeXml(sheets[0]?.name ?? '')}</dc:title></cp:coreProperties>`,
  }
}

function workbookParts(
  sheets: readonly Sheet[],
  worksheets: readonly string[],
  styles: StyleTable,
): Readonly<Record<string, string>> {
  const names = sheets.map((sheet, i) =>
    sheetName(i === 0 || sheet.name !== sheets[0]?.name ? sheet.name : `${sheet.name}${i + 1}`),
  )
  const list = names
    .map((name, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
    .join('')
  const titles = sheets
    .map(({ repeatRows }, i) => (repeatRows === null ? '' : printTitles(names[i] ?? '', i, repeatRows)))
    .join('')
  return {
    'xl/workbook.xml':
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView/></bookViews>` +
      `<sheets>${list}</sheets>` +
      `${titles === '' ? '' : `<definedNames>${titles}</definedNames>`}</workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((_, i) => [`rId${i + 1}`, `${RELATIONS}/worksheet`, `worksheets/sheet${i + 1}.xml`] as const),
      [`rId${sheets.length + 1}`, `${RELATIONS}/styles`, 'styles.xml'],
    ]),
    ...Object.fromEntries(worksheets.map((worksheet, i) => [`xl/worksheets/sheet${i + 1}.xml`, worksheet])),
    'xl/styles.xml': styles.write(),
  }
}

function printTitles(name: string, index: number, [first, last]: readonly [number, number]): string {
  const quoted = escapeXml(name.replaceAll("'", "''"))
  return `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">'${quoted}'!$${first + 1}:$${last + 1}</definedName>`
}

function relations(list: readonly (readonly [id: string, type: string, target: string])[]): string {
  const items = list.map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`)
  return `<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`
}

/** Excel refuses some signs and more than 31 characters. */
function sheetName(name: string): string {
  return name.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31) || '自评表'
}
