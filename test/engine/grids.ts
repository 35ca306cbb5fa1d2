import type { Cell, Grid } from '#engine'

/** Rows of cells; `>` repeats the cell on its left (a merge to the right), `^` the one above (a merge downwards). */
export function sheetGrid(...rows: readonly (readonly string[])[]): Grid {
  const cells: Cell[] = []
  for (const [r, row] of rows.entries()) {
    for (const [c, text] of row.entries()) {
      if (text === '>' || text === '^' || text === '') continue
      let columnSpan = 1
      while (row[c + columnSpan] === '>') columnSpan++
      let rowSpan = 1
      while (rows[r + rowSpan]?.[c] === '^') rowSpan++
      cells.push({ row: r, column: c, rowSpan, columnSpan, text, source: { sheet: '表', row: r + 1, column: c + 1 } })
    }
  }
  const columns = Math.max(...rows.map((row) => row.length))
  return { name: '表', rows: rows.length, columns, positions: 'exact', cells }
}

/** Lines of tab fields as the text reader hands them over. */
export function textGrid(...lines: readonly string[]): Grid {
  const rows = lines.map((line) => line.split('\t'))
  const cells = rows.flatMap((row, r) =>
    row.flatMap((text, c): Cell[] =>
      text.trim() === ''
        ? []
        : [{ row: r, column: c, rowSpan: 1, columnSpan: 1, text, source: { line: r + 1, column: c + 1 } }],
    ),
  )
  const columns = Math.max(...rows.map((row) => row.length))
  return { name: '文本', rows: rows.length, columns, positions: 'loose', cells }
}
