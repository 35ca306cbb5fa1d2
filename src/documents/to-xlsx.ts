import type { Finding, Form } from '#engine'
import { type CellNote, notesOf } from './notes.ts'
import { officialSheet } from './official.ts'
import { chartParts, chartTypes } from './ooxml/chart-xml.ts'
import { commentBoxes, commentsXml } from './ooxml/comments-xml.ts'
import { escapeXml } from './ooxml/escape-xml.ts'
import { packageParts, packParts, RELATIONS, relationsXml } from './ooxml/package-xml.ts'
import { type StyleTable, styleTable } from './ooxml/style-table.ts'
import { worksheetXml } from './ooxml/worksheet-xml.ts'
import type { Sheet } from './sheet.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const COMMENT_TYPES = [
  ['xl/comments1.xml', `${CONTENT}.comments+xml`],
  ['xl/drawings/vmlDrawing1.vml', 'application/vnd.openxmlformats-officedocument.vmlDrawing'],
] as const

/** The official form as an .xlsx for A4 paper. The same form gives the same bytes. */
export function toXlsx(form: Form): Uint8Array {
  return sheetToXlsx(officialSheet(form))
}

/** The official form with its findings as comments on the cells they point at. */
export function toAnnotatedXlsx(form: Form, findings: readonly Finding[]): Uint8Array {
  const sheet = officialSheet(form)
  const notes = notesOf(sheet, findings)
  return notes.length === 0 ? sheetToXlsx(sheet) : sheetsToXlsx([sheet], notes)
}

/** Any sheet as an .xlsx. */
export function sheetToXlsx(sheet: Sheet): Uint8Array {
  return sheetsToXlsx([sheet])
}

/** A workbook of one or more sheets; names are made unique, the first names the document and carries the notes. */
export function sheetsToXlsx(sheets: readonly Sheet[], notes: readonly CellNote[] = []): Uint8Array {
  const styles = styleTable()
  const worksheets = sheets.map((sheet, i) =>
    worksheetXml(sheet, styles, i === 0 && notes.length > 0 ? 'with-comments' : 'plain'),
  )
  const types = [
    ['xl/workbook.xml', `${CONTENT}.sheet.main+xml`],
    ...sheets.map((_, i) => [`xl/worksheets/sheet${i + 1}.xml`, `${CONTENT}.worksheet+xml`] as const),
    ['xl/styles.xml', `${CONTENT}.styles+xml`],
    ...(notes.length > 0 ? COMMENT_TYPES : []),
    ...chartTypes(sheets),
  ] as const
  const general = packageParts(sheets[0]?.name ?? '', 'xl/workbook.xml', types)
  const names = sheetNames(sheets)
  return packParts({
    ...general,
    ...workbookParts(sheets, names, worksheets, styles),
    ...commentParts(notes),
    ...chartParts(sheets, names),
  })
}

function sheetNames(sheets: readonly Sheet[]): readonly string[] {
  return sheets.map((sheet, i) =>
    sheetName(i === 0 || sheet.name !== sheets[0]?.name ? sheet.name : `${sheet.name}${i + 1}`),
  )
}

function workbookParts(
  sheets: readonly Sheet[],
  names: readonly string[],
  worksheets: readonly string[],
  styles: StyleTable,
): Readonly<Record<string, string>> {
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
    'xl/_rels/workbook.xml.rels': relationsXml([
      ...sheets.map((_, i) => [`rId${i + 1}`, `${RELATIONS}/worksheet`, `worksheets/sheet${i + 1}.xml`] as const),
      [`rId${sheets.length + 1}`, `${RELATIONS}/styles`, 'styles.xml'],
    ]),
    ...Object.fromEntries(worksheets.map((worksheet, i) => [`xl/worksheets/sheet${i + 1}.xml`, worksheet])),
    'xl/styles.xml': styles.write(),
  }
}

function commentParts(notes: readonly CellNote[]): Readonly<Record<string, string>> {
  if (notes.length === 0) return {}
  return {
    'xl/comments1.xml': commentsXml(notes),
    'xl/drawings/vmlDrawing1.vml': commentBoxes(notes),
    'xl/worksheets/_rels/sheet1.xml.rels': relationsXml([
      ['rId1', `${RELATIONS}/vmlDrawing`, '../drawings/vmlDrawing1.vml'],
      ['rId2', `${RELATIONS}/comments`, '../comments1.xml'],
    ]),
  }
}

function printTitles(name: string, index: number, [first, last]: readonly [number, number]): string {
  const quoted = escapeXml(name.replaceAll("'", "''"))
  return `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">'${quoted}'!$${first + 1}:$${last + 1}</definedName>`
}

/** Excel refuses some signs and more than 31 characters. */
function sheetName(name: string): string {
  return name.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31) || '自评表'
}
