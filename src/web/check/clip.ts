import type { SheetCell } from '#documents'

export type Block = readonly (readonly (string | null)[])[]

/** A block of cells as WPS and Excel take it: tab text, and HTML with the spans. */
export function copyBlock(
  cells: readonly SheetCell[],
  textOfCell: (cell: SheetCell) => string,
): { text: string; html: string } {
  const rows = new Map<number, SheetCell[]>()
  for (const cell of cells) rows.set(cell.row, [...(rows.get(cell.row) ?? []), cell])

  const lines = [...rows.entries()].sort(([a], [b]) => a - b).map(([, row]) => row)
  const text = lines.map((row) => row.map((cell) => quoteForTabText(textOfCell(cell))).join('\t')).join('\n')
  const body = lines.map((row) => `<tr>${row.map((cell) => cellHtml(cell, textOfCell(cell))).join('')}</tr>`).join('')
  return { text, html: `<table>${body}</table>` }
}

/** What stands in the clipboard as a block; HTML first, since it knows the merged cells. null: covered by a merged cell. */
export function readBlock(html: string, text: string): Block {
  const table = html.includes('<table')
    ? new DOMParser().parseFromString(html, 'text/html').querySelector('table')
    : null
  return table ? fromTable(table) : fromTabText(text)
}

/** Tab text with quoted cells: `"a\nb"` is one cell with a line break. */
export function fromTabText(text: string): Block {
  const rows: string[][] = [[]]
  const pattern = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\r?\n|$)/gy
  const source = text.replace(/\r?\n$/, '').replaceAll('\r\n', '\n')
  for (let match = pattern.exec(source); match; match = pattern.exec(source)) {
    rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] === '\n') rows.push([])
    if (match[3] === '') break
  }
  return rows
}

function fromTable(table: HTMLTableElement): Block {
  return [...table.rows].map((row) => [...row.cells].map((cell) => cellText(cell)))
}

function cellText(cell: HTMLTableCellElement): string {
  for (const line of cell.querySelectorAll('br')) line.replaceWith('\n')
  return (cell.textContent ?? '').replaceAll(/[ \t\u00a0]+/g, ' ').trim()
}

function quoteForTabText(text: string): string {
  return /[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function cellHtml(cell: SheetCell, text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>')
  return `<td rowspan="${cell.rowSpan}" colspan="${cell.columnSpan}">${escaped}</td>`
}
