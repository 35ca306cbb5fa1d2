import { columnName } from '#engine'
import { MAX_CELL_TEXT } from '../limits.ts'
import type { Sheet, SheetCell } from '../sheet.ts'
import { escapeXml } from './escape-xml.ts'
import { storedNumber } from './printed-number.ts'
import type { StyleTable } from './style-table.ts'

/** Excel counts the cell's own margin into a column's width. */
const CELL_MARGIN = 0.71
const FROZEN = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
const CUT = '……（文字过长，其余见 JSON 记录）'

/** The sheet part: cells, merges and the print set-up for A4. Strings stand in their cells, so one part holds it all. */
export function worksheetXml(sheet: Sheet, styles: StyleTable, comments: 'with-comments' | 'plain' = 'plain'): string {
  const merged = sheet.cells.filter(({ rowSpan, columnSpan }) => rowSpan > 1 || columnSpan > 1)
  const merges = merged.map((cell) => `<mergeCell ref="${rangeName(cell)}"/>`).join('')
  const lastColumn = columnName(sheet.columnWidths.length)
  return (
    `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
    `<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    `<dimension ref="A1:${lastColumn}${Math.max(1, sheet.rowHeights.length)}"/>` +
    `<sheetViews><sheetView showGridLines="0" workbookViewId="0">${sheet.isList ? FROZEN : ''}</sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="21"/>${columnsXml(sheet)}` +
    `<sheetData>${rowsXml(sheet, styles)}</sheetData>` +
    (sheet.isList ? `<autoFilter ref="A1:${lastColumn}${sheet.rowHeights.length}"/>` : '') +
    (merges === '' ? '' : `<mergeCells count="${merged.length}">${merges}</mergeCells>`) +
    `<printOptions horizontalCentered="1"/>` +
    `<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>` +
    `<pageSetup paperSize="9" orientation="${sheet.orientation}" fitToWidth="1" fitToHeight="0"/>` +
    `<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>` +
    `<ignoredErrors><ignoredError sqref="A1:${lastColumn}${sheet.rowHeights.length}" numberStoredAsText="1"/></ignoredErrors>` +
    (sheet.charts ? '<drawing r:id="rId1"/>' : '') +
    (comments === 'with-comments' ? '<legacyDrawing r:id="rId1"/>' : '') +
    `</worksheet>`
  )
}

function columnsXml({ columnWidths }: Sheet): string {
  if (columnWidths.length === 0) return ''
  const columns = columnWidths.map(
    (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width + CELL_MARGIN}" customWidth="1"/>`,
  )
  return `<cols>${columns.join('')}</cols>`
}

function rowsXml(sheet: Sheet, styles: StyleTable): string {
  const rows = sheet.rowHeights.map(() => [] as { column: number; xml: string }[])
  for (const cell of sheet.cells) {
    for (const piece of cellPieces(cell, styles)) rows[piece.row]?.push(piece)
  }
  return rows
    .map((cells, i) => {
      cells.sort((a, b) => a.column - b.column)
      const content = cells.map(({ xml }) => xml).join('')
      return `<row r="${i + 1}" ht="${sheet.rowHeights[i]}" customHeight="1">${content}</row>`
    })
    .join('')
}

/** Every cell under a merge is written with the style of the first: borders are drawn cell by cell. */
function cellPieces(cell: SheetCell, styles: StyleTable): { row: number; column: number; xml: string }[] {
  const number = cell.role === 'number' ? storedNumber(cell.text) : undefined
  const style = styles.indexOf(cell, number?.format ?? '')
  const pieces: { row: number; column: number; xml: string }[] = []
  for (let row = cell.row; row < cell.row + cell.rowSpan; row++) {
    for (let column = cell.column; column < cell.column + cell.columnSpan; column++) {
      const isFirst = row === cell.row && column === cell.column
      const content = isFirst ? contentXml(cell.text, number?.value) : ''
      const type = isFirst && content !== '' && number === undefined ? ' t="inlineStr"' : ''
      pieces.push({ row, column, xml: `<c r="${columnName(column + 1)}${row + 1}" s="${style}"${type}>${content}</c>` })
    }
  }
  return pieces
}

function contentXml(text: string, number: string | undefined): string {
  if (number !== undefined) return `<v>${number}</v>`
  if (text === '') return ''
  const short = text.length > MAX_CELL_TEXT ? text.slice(0, MAX_CELL_TEXT - CUT.length) + CUT : text
  const escaped = escapeXml(short.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'))
  return `<is><t xml:space="preserve">${escaped}</t></is>`
}

function rangeName({ row, column, rowSpan, columnSpan }: SheetCell): string {
  return `${columnName(column + 1)}${row + 1}:${columnName(column + columnSpan)}${row + rowSpan}`
}
