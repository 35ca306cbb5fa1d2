import type { Part, Placed } from './draft.ts'

/** How a page looks; the same HTML is printed by Chromium and imported by LibreOffice. */
export type Look = {
  readonly orientation: 'portrait' | 'landscape'
  readonly font: string
  /** Points. */
  readonly size: number
  readonly borders: 'all' | 'none' | 'across'
  readonly padding: number
}

const htmlText = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\n', '<br>')
    .replaceAll('\u3000', '&#12288;')

/** Whole page out of its parts, in order. */
export function htmlOf(parts: readonly Part[], width: number, look: Look, name: string): string {
  const body = parts.flatMap((part) => ('cells' in part ? tablesOf(part, width, look) : [lineOf(part.paragraph, look)]))
  return `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${htmlText(name)}</title><style>${styleOf(look)}</style></head>
<body>${body.join('\n')}</body></html>
`
}

function styleOf({ orientation, font, size }: Look): string {
  return [
    `@page{size:A4 ${orientation};margin:14mm 12mm}`,
    `body,p,td{font-family:"${font}";font-size:${size}pt}p{margin:3pt 0}table{border-collapse:collapse;width:100%}`,
  ].join('')
}

function lineOf(text: string, { font, size }: Look): string {
  return `<p style="font-family:'${font}';font-size:${size}pt">${htmlText(text)}</p>`
}

/** Lines without rulings above and below the form are tables of their own: LibreOffice rules a table as a whole. */
function tablesOf({ cells, rows }: { cells: readonly Placed[]; rows: number }, width: number, look: Look): string[] {
  const isBare = (row: number): boolean => cells.filter((cell) => cell.row === row).every(({ bare }) => bare)
  const tables: string[] = []
  for (let from = 0; from < rows; ) {
    let to = from + 1
    const hasStart = (row: number): boolean => cells.some((cell) => cell.row === row)
    while (to < rows && (!hasStart(to) || isBare(to) === isBare(from))) to++
    const part = cells.filter(({ row }) => row >= from && row < to).map((cell) => ({ ...cell, row: cell.row - from }))
    tables.push(tableOf(part, to - from, width, isBare(from) ? { ...look, borders: 'none' } : look))
    from = to
  }
  return tables
}

/** The units a cell edge stands at are the columns of the table; units nobody uses as an edge are none. */
function tableOf(cells: readonly Placed[], rows: number, width: number, look: Look): string {
  const edges = [...new Set([0, width, ...cells.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b)
  const columns = edges.slice(1).map((edge, i) => (100 * (edge - (edges[i] ?? 0))) / width)
  const lines = Array.from({ length: rows }, (_, row) =>
    cells
      .filter((cell) => cell.row === row)
      .sort((a, b) => a.from - b.from)
      .map((cell) => cellOf(cell, edges.indexOf(cell.to) - edges.indexOf(cell.from), look))
      .join(''),
  )
  const cols = columns.map((share) => `<col style="width:${share.toFixed(2)}%" width="${pixels(share, look)}">`)
  const border = look.borders === 'all' ? 1 : 0
  return `<table border="${border}" cellspacing="0" width="100%"><colgroup>${cols.join('')}</colgroup><tbody>
${lines.map((line) => `<tr>${line}</tr>`).join('\n')}
</tbody></table>`
}

/** A share of the page in hundredths as LibreOffice takes it. */
const pixels = (share: number, { orientation }: Look): number =>
  Math.round(share * (orientation === 'portrait' ? 7 : 10))

const BORDERS = {
  all: 'border:0.75pt solid #000000',
  none: 'border:none',
  across: 'border:none;border-top:0.75pt solid #000000;border-bottom:0.75pt solid #000000',
}

function cellOf({ rows, text, heading, align }: Placed, span: number, look: Look): string {
  const spans = `${rows > 1 ? ` rowspan="${rows}"` : ''}${span > 1 ? ` colspan="${span}"` : ''}`
  const style = `${BORDERS[look.borders]};padding:${look.padding}pt;font-family:'${look.font}';font-size:${look.size}pt`
  const shown = heading ? `<b>${htmlText(text)}</b>` : htmlText(text)
  return `<td align="${align}" valign="middle"${spans} style="${style}">${shown}</td>`
}
