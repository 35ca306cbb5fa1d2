import type { Cell, Grid } from '../grid.ts'

/** A grid row by row: the cells that start in a row, and the cell that covers a place (merged cells cover several). */
export type View = {
  readonly grid: Grid
  readonly rows: readonly (readonly Cell[])[]
  readonly covering: (row: number, column: number) => Cell | undefined
  /** The cell of a place in which all text is struck out; such cells stand in no row. */
  readonly struckAt: (row: number, column: number) => Cell | undefined
}

/** Merged areas are indexed by row up to this many entries; a hostile file can claim more, a form cannot. */
const MOST_COVERED_ROWS = 400_000

/** Rows and merged areas of a grid, cells without text left out. */
export function viewOf(whole: Grid): View {
  const grid = withoutBlankRows(whole)
  const rows: Cell[][] = Array.from({ length: grid.rows }, () => [])
  const tall = new Map<number, Cell[]>()
  const struck: Cell[] = []
  let entries = 0
  for (const cell of grid.cells) {
    if (cell.text.trim() === '') {
      if (cell.struck !== undefined) struck.push(cell)
      continue
    }
    rows[cell.row]?.push(cell)
    const last = Math.min(cell.row + cell.rowSpan, grid.rows)
    for (let row = cell.row + 1; row < last && entries < MOST_COVERED_ROWS; row++, entries++) {
      const known = tall.get(row)
      if (known) known.push(cell)
      else tall.set(row, [cell])
    }
  }
  for (const row of rows) row.sort((a, b) => a.column - b.column)
  const covering = (row: number, column: number): Cell | undefined =>
    rows[row]?.find((cell) => spans(cell, column)) ?? tall.get(row)?.find((cell) => spans(cell, column))
  const struckAt = (row: number, column: number): Cell | undefined =>
    struck.find((cell) => row >= cell.row && row < cell.row + cell.rowSpan && spans(cell, column))
  return { grid, rows, covering, struckAt }
}

/** A stray cell in the last row of a sheet must not cost a million rows: rows without cells are closed up. */
function withoutBlankRows(grid: Grid): Grid {
  if (grid.rows <= 4 * grid.cells.length + 1000) return grid
  const used = [...new Set(grid.cells.map(({ row }) => row))].sort((a, b) => a - b)
  const place = new Map(used.map((row, i) => [row, i]))
  const cells = grid.cells.map((cell) => {
    const row = place.get(cell.row) ?? 0
    let last = row
    while ((used[last + 1] ?? Number.POSITIVE_INFINITY) < cell.row + cell.rowSpan) last++
    return { ...cell, row, rowSpan: last - row + 1 }
  })
  const ends = grid.ends ? { ends: used.map((row) => grid.ends?.[row]) } : {}
  return { ...grid, rows: used.length, cells, ...ends }
}

function spans(cell: Cell, column: number): boolean {
  return column >= cell.column && column < cell.column + cell.columnSpan
}
