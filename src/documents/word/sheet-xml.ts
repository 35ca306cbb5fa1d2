import { lookOf } from '../cell-look.ts'
import { FONT_SIZE } from '../layout.ts'
import { escapeXml } from '../ooxml/escape-xml.ts'
import { RELATIONS } from '../ooxml/package-xml.ts'
import type { Sheet, SheetCell } from '../sheet.ts'

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
/** A4 in twentieths of a point. */
const SHORT = 11_906
const LONG = 16_838
const MARGIN = 680
/** Left and right inside a cell, in twentieths of a point. */
const CELL_MARGIN = 40
/** Word makes room for text by itself: lower rows keep a usual form on one page. */
const ROW_SHARE = 0.8

/** How a sheet fits its paper: widths in twentieths of a point, the body size in half points. */
export type Fit = { readonly widths: readonly number[]; readonly size: number }

/** The largest body size, up to that of the xlsx, in which every column keeps the characters it is made for. */
export function fitOf({ columnWidths, orientation }: Sheet): Fit {
  const room = (orientation === 'portrait' ? SHORT : LONG) - 2 * MARGIN
  const total = columnWidths.reduce((sum, width) => sum + width, 0)
  const text = room - columnWidths.length * 2 * CELL_MARGIN
  const size = Math.min(2 * FONT_SIZE.body, Math.floor((text * 4) / (20 * total)))
  return { widths: columnWidths.map((width) => Math.floor((room * width) / total)), size }
}

/** Numbers of the comments on cells, by `row,column` of the cell as the sheet has it. */
export type CommentNumbers = ReadonlyMap<string, number>

/** The document part around one sheet. */
export function documentXml(sheet: Sheet, fit: Fit, footerId: string, comments: CommentNumbers = new Map()): string {
  return documentOf(`${tablesXml(sheet, fit, comments)}${sectionXml(sheet, footerId)}`)
}

/** The document part around any body. */
export function documentOf(body: string): string {
  return `<w:document xmlns:w="${W}" xmlns:r="${RELATIONS}"><w:body>${body}</w:body></w:document>`
}

/** A sheet as tables. Word repeats only the first rows of a table, so a new table begins at the rows to repeat. */
export function tablesXml(sheet: Sheet, fit: Fit, comments: CommentNumbers = new Map()): string {
  const rows = sheet.rowHeights.length
  const [heading, last] = sheet.repeatRows ?? [0, -1]
  const isCut = sheet.cells.some(({ row, rowSpan }) => row < heading && row + rowSpan > heading)
  const pieces = sheet.cells
    .map((cell) => ({ ...cell, comment: comments.get(`${cell.row},${cell.column}`) }))
    .flatMap((cell) => piecesOf(cell, heading, last + 1))
  const tables =
    heading === 0 || isCut
      ? tableXml(sheet, pieces, fit, 0, rows)
      : tableXml(sheet, pieces, fit, 0, heading) + SEAM + tableXml(sheet, pieces, fit, heading, rows)
  return `${tables}${SEAM}`
}

/** Word joins tables that touch and wants a paragraph behind the last: a hidden one takes no room. */
const SEAM =
  '<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/><w:rPr><w:vanish/><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'

type Noted = SheetCell & { readonly comment: number | undefined }
type Piece = Noted & { readonly withoutLine?: 'top' | 'bottom' }

/**
 * A label that begins in the repeated rows and goes on below them would be printed cut on every page: its part in
 * them stays blank, without a line between the two. Above the seam the second table's own line is enough.
 */
function piecesOf(cell: Noted, heading: number, body: number): readonly Piece[] {
  const end = cell.row + cell.rowSpan
  if (end === heading) return [{ ...cell, withoutLine: 'bottom' }]
  if (cell.row < heading || cell.row >= body || end <= body) return [cell]
  return [
    { ...cell, text: '', comment: undefined, rowSpan: body - cell.row, withoutLine: 'bottom' },
    { ...cell, row: body, rowSpan: end - body, withoutLine: 'top' },
  ]
}

/** Paper, margins and footer of what stands before it. */
export function sectionXml({ orientation }: Pick<Sheet, 'orientation'>, footerId: string): string {
  const size =
    orientation === 'portrait' ? `w:w="${SHORT}" w:h="${LONG}"` : `w:w="${LONG}" w:h="${SHORT}" w:orient="landscape"`
  return (
    `<w:sectPr><w:footerReference w:type="default" r:id="${footerId}"/><w:pgSz ${size}/>` +
    `<w:pgMar w:top="${MARGIN}" w:right="${MARGIN}" w:bottom="850" w:left="${MARGIN}" w:header="400" w:footer="400" w:gutter="0"/></w:sectPr>`
  )
}

/** The rows from `first` to before `end` as one table. */
function tableXml(sheet: Sheet, pieces: readonly Piece[], fit: Fit, first: number, end: number): string {
  if (first >= end) return ''
  const total = fit.widths.reduce((sum, width) => sum + width, 0)
  const rows = Array.from({ length: end - first }, () => [] as { column: number; xml: string }[])
  for (const cell of pieces) {
    for (let row = cell.row; row < cell.row + cell.rowSpan; row++) {
      rows[row - first]?.push({ column: cell.column, xml: cellXml(cell, row, fit) })
    }
  }
  const body = rows.map((cells, i) => rowXml(sheet, fit, first + i, cells)).join('')
  return (
    `<w:tbl><w:tblPr><w:tblW w:w="${total}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>` +
    `<w:tblCellMar><w:left w:w="${CELL_MARGIN}" w:type="dxa"/><w:right w:w="${CELL_MARGIN}" w:type="dxa"/></w:tblCellMar></w:tblPr>` +
    `<w:tblGrid>${fit.widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>${body}</w:tbl>`
  )
}

function rowXml(sheet: Sheet, fit: Fit, row: number, cells: { column: number; xml: string }[]): string {
  const points = (sheet.rowHeights[row] ?? 0) * (fit.size / 2 / FONT_SIZE.body) * ROW_SHARE
  const [from, to] = sheet.repeatRows ?? [-1, -1]
  const header = row >= from && row <= to ? '<w:tblHeader/>' : ''
  const content = cells.sort((a, b) => a.column - b.column).map(({ xml }) => xml)
  return (
    `<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="${Math.round(points * 20)}" w:hRule="atLeast"/>${header}</w:trPr>` +
    `${content.join('')}</w:tr>`
  )
}

function bordersXml(without: Piece['withoutLine']): string {
  const sides = ['top', 'left', 'bottom', 'right'].map((side) =>
    side === without ? `<w:${side} w:val="nil"/>` : `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`,
  )
  return `<w:tcBorders>${sides.join('')}</w:tcBorders>`
}

/** Every row under a merge has a cell of its own that continues it: borders are drawn cell by cell. */
function cellXml(cell: Piece, row: number, fit: Fit): string {
  const { bordered, vertical } = lookOf(cell)
  const width = fit.widths.slice(cell.column, cell.column + cell.columnSpan).reduce((sum, each) => sum + each, 0)
  const isFirst = row === cell.row
  const merge = cell.rowSpan === 1 ? '' : isFirst ? '<w:vMerge w:val="restart"/>' : '<w:vMerge/>'
  const span = cell.columnSpan > 1 ? `<w:gridSpan w:val="${cell.columnSpan}"/>` : ''
  return (
    `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${span}${merge}${bordered ? bordersXml(cell.withoutLine) : ''}` +
    `<w:vAlign w:val="${vertical}"/></w:tcPr>${isFirst ? paragraphXml(cell, fit) : '<w:p/>'}</w:tc>`
  )
}

function paragraphXml(cell: Piece, fit: Fit): string {
  const { align, font } = lookOf(cell)
  const properties = `<w:pPr><w:jc w:val="${align}"/></w:pPr>`
  const [begin, end] = commentMarks(cell.comment)
  if (cell.text === '') return `<w:p>${properties}${begin}${end}</w:p>`

  const size = Math.round((fit.size * FONT_SIZE.title) / FONT_SIZE.body)
  const look =
    font === 'title'
      ? `<w:rPr><w:rFonts w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体"/><w:b/><w:sz w:val="${size}"/></w:rPr>`
      : ''
  const lines = escapeXml(cell.text)
    .split('\n')
    .map((line) => `<w:t xml:space="preserve">${line}</w:t>`)
  return `<w:p>${properties}${begin}<w:r>${look}${lines.join('<w:br/>')}</w:r>${end}</w:p>`
}

function commentMarks(number: number | undefined): readonly [string, string] {
  if (number === undefined) return ['', '']
  return [
    `<w:commentRangeStart w:id="${number}"/>`,
    `<w:commentRangeEnd w:id="${number}"/><w:r><w:commentReference w:id="${number}"/></w:r>`,
  ]
}
