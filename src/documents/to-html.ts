import type { Form } from '#engine'
import { lookOf } from './cell-look.ts'
import { FONT_SIZE } from './layout.ts'
import { officialSheet } from './official.ts'
import { escapeXml } from './ooxml/escape-xml.ts'
import type { Sheet, SheetCell } from './sheet.ts'

/** Millimetres left and right of the page. */
const MARGIN = 12
const POINTS_A_MILLIMETRE = 72 / 25.4
/** Browsers make room for text by themselves: lower rows keep a usual form on one page. */
const ROW_SHARE = 0.8
/** Points a cell loses to padding and ruling. */
const CELL_MARGIN = 4

/** The official form as one complete page, ready to print on A4; needs nothing from elsewhere. */
export function toHtml(form: Form): string {
  return sheetToHtml(officialSheet(form))
}

/** Any sheet as a complete page. */
export function sheetToHtml(sheet: Sheet): string {
  const { size, columns } = measures(sheet)
  const rows = sheet.rowHeights.map(() => [] as SheetCell[])
  for (const cell of sheet.cells) rows[cell.row]?.push(cell)
  const scale = size / FONT_SIZE.body
  const body = rows.map((cells, i) => rowHtml(cells, (sheet.rowHeights[i] ?? 0) * scale * ROW_SHARE)).join('\n')
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(sheet.name)}</title>
<style>
@page { size: A4 ${sheet.orientation}; margin: 12mm ${MARGIN}mm }
body { margin: 0 auto; max-width: ${paperWidth(sheet)}mm; color: #000; background: #fff; font: ${size}pt/1.25 SimSun, "Songti SC", "Noto Serif CJK SC", serif }
table { width: 100%; border-collapse: collapse; table-layout: fixed }
td { padding: 1px 2px; border: 1px solid #000; vertical-align: middle; text-align: center; overflow-wrap: anywhere }
td:not([rowspan]) { break-inside: avoid }
td.left { text-align: left }
td.right { text-align: right }
td.plain { border: 0 }
td.top { vertical-align: top }
td.title { font: bold ${(FONT_SIZE.title * scale).toFixed(1)}pt SimHei, "Heiti SC", "Noto Sans CJK SC", sans-serif }
</style>
</head>
<body>
<table>
<colgroup>${columns}</colgroup>
<tbody>
${body}
</tbody>
</table>
</body>
</html>
`
}

/** Millimetres between the margins of A4. */
function paperWidth({ orientation }: Sheet): number {
  return (orientation === 'portrait' ? 210 : 297) - 2 * MARGIN
}

/** The largest body size in points, up to that of the xlsx, in which every column keeps the characters it is made for. */
function measures(sheet: Sheet): { readonly size: number; readonly columns: string } {
  const total = sheet.columnWidths.reduce((sum, width) => sum + width, 0)
  const points = paperWidth(sheet) * POINTS_A_MILLIMETRE - sheet.columnWidths.length * CELL_MARGIN
  const columns = sheet.columnWidths.map((width) => `<col style="width:${((width / total) * 100).toFixed(2)}%">`)
  return { size: Math.min(FONT_SIZE.body, Math.floor((20 * points) / total) / 10), columns: columns.join('') }
}

function rowHtml(cells: readonly SheetCell[], height: number): string {
  const sorted = [...cells].sort((a, b) => a.column - b.column)
  return `<tr style="height:${height.toFixed(1)}pt">${sorted.map(cellHtml).join('')}</tr>`
}

function cellHtml(cell: SheetCell): string {
  const { align, font, bordered, vertical } = lookOf(cell)
  const classes = [
    align,
    ...(bordered ? [] : ['plain']),
    ...(font === 'title' ? ['title'] : []),
    ...(vertical === 'top' ? ['top'] : []),
  ]
  const spans =
    (cell.columnSpan > 1 ? ` colspan="${cell.columnSpan}"` : '') +
    (cell.rowSpan > 1 ? ` rowspan="${cell.rowSpan}"` : '')
  const text = escapeXml(cell.text).replaceAll('\n', '<br>')
  return `<td class="${classes.join(' ')}"${spans}>${text}</td>`
}
