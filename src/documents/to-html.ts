import type { Form } from '#engine'
import { lookOf } from './cell-look.ts'
import { officialSheet } from './official.ts'
import { escapeXml } from './ooxml/escape-xml.ts'
import type { Sheet, SheetCell } from './sheet.ts'

/** The official form as one complete page, ready to print on A4; needs nothing from elsewhere. */
export function toHtml(form: Form): string {
  return sheetToHtml(officialSheet(form))
}

/** Any sheet as a complete page. */
export function sheetToHtml(sheet: Sheet): string {
  const rows = sheet.rowHeights.map(() => [] as SheetCell[])
  for (const cell of sheet.cells) rows[cell.row]?.push(cell)
  const body = rows.map((cells, i) => rowHtml(cells, sheet.rowHeights[i] ?? 0)).join('\n')
  const total = sheet.columnWidths.reduce((sum, width) => sum + width, 0)
  const columns = sheet.columnWidths.map((width) => `<col style="width:${((width / total) * 100).toFixed(2)}%">`)
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeXml(sheet.name)}</title>
<style>
@page { size: A4 ${sheet.orientation}; margin: 15mm 12mm }
body { margin: 0 auto; max-width: ${sheet.orientation === 'portrait' ? 186 : 273}mm; color: #000; background: #fff; font: 10pt/1.35 SimSun, "Songti SC", "Noto Serif CJK SC", serif }
table { width: 100%; border-collapse: collapse; table-layout: fixed }
td { padding: 2px 4px; border: 1px solid #000; vertical-align: middle; text-align: center; overflow-wrap: anywhere }
tr { break-inside: avoid }
td.left { text-align: left }
td.right { text-align: right }
td.plain { border: 0 }
td.top { vertical-align: top }
td.title { font: bold 16pt SimHei, "Heiti SC", "Noto Sans CJK SC", sans-serif }
</style>
</head>
<body>
<table>
<colgroup>${columns.join('')}</colgroup>
<tbody>
${body}
</tbody>
</table>
</body>
</html>
`
}

function rowHtml(cells: readonly SheetCell[], height: number): string {
  const sorted = [...cells].sort((a, b) => a.column - b.column)
  return `<tr style="height:${height}pt">${sorted.map(cellHtml).join('')}</tr>`
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
