import type { Cell, Grid } from '#engine'
import { MAX_TABLE_COLUMNS } from './limits.ts'
import { shownOf } from './struck.ts'
import { Unreadable } from './unreadable.ts'

/** One `<td>` before it has a place. */
export type TableCell = {
  text: string
  readonly rowSpan: number
  readonly columnSpan: number
  readonly hidden: boolean
}

/** A run of table rows, or a line of text between tables. `table` and `line` count from 1. */
export type Segment =
  | { readonly table: number; readonly rows: readonly (readonly TableCell[])[] }
  | { readonly line: number; readonly text: string }

/** A nested table with fewer cells is a part of its cell's text. */
const LEAST_INNER_CELLS = 12

/** Whether a table inside a cell is a form of its own that the outer table only lays out. */
export function standsAlone(rows: readonly (readonly TableCell[])[]): boolean {
  return rows.length >= 3 && rows.reduce((sum, row) => sum + row.length, 0) >= LEAST_INNER_CELLS
}

/** Puts segments under each other in one grid; text lies across its whole width. Undefined when there is nothing. */
export function assemble(segments: readonly Segment[]): Grid | undefined {
  const cells: Cell[] = []
  const prose: number[] = []
  const tableRows = new Map<number, number>()
  const ends: (number | undefined)[] = []
  let row = 0
  let columns = 1
  for (const segment of segments) {
    if ('line' in segment) {
      prose.push(cells.length)
      const source = { line: segment.line, column: 1 }
      cells.push({ row, column: 0, rowSpan: 1, columnSpan: 1, ...shownOf(segment.text), source })
      row += 1
      continue
    }
    const before = tableRows.get(segment.table) ?? 0
    columns = Math.max(columns, placeTable(segment, row, before, cells, ends))
    row += segment.rows.length
    tableRows.set(segment.table, before + segment.rows.length)
  }
  for (const index of prose) {
    const cell = cells[index]
    if (cell) cells[index] = { ...cell, columnSpan: columns }
  }
  if (cells.every(({ text }) => text === '')) return undefined
  return { name: '网页', rows: row, columns, positions: 'exact', cells, ends }
}

/** The table model of HTML: a cell takes the first column free of row spans from above. Notes where each row ends and returns the width. */
function placeTable(
  { table, rows }: { readonly table: number; readonly rows: readonly (readonly TableCell[])[] },
  top: number,
  before: number,
  cells: Cell[],
  ends: (number | undefined)[],
): number {
  /** Per column the first row that is free again. */
  const freeFrom: number[] = []
  for (const [index, row] of rows.entries()) {
    let column = 0
    for (const cell of row) {
      while ((freeFrom[column] ?? 0) > index) column += 1
      const rowSpan = Math.min(cell.rowSpan, rows.length - index)
      if (column + cell.columnSpan > MAX_TABLE_COLUMNS)
        throw new Unreadable(`第 ${table} 个表超过 ${MAX_TABLE_COLUMNS} 列，没有读。请只保留自评表再试。`)
      for (let c = column; c < column + cell.columnSpan; c++) freeFrom[c] = index + rowSpan
      if (!cell.hidden) {
        const source = { table, row: before + index + 1, column: column + 1 }
        cells.push({ row: top + index, column, rowSpan, columnSpan: cell.columnSpan, ...shownOf(cell.text), source })
      }
      column += cell.columnSpan
    }
    ends[top + index] = freeFrom.findLastIndex((row) => row > index) + 1
  }
  return freeFrom.length
}
