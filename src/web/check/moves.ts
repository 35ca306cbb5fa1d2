import type { SheetCell } from '#documents'
import type { Layout } from './layout.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

/** The next cell with a value in a direction, over labels; undefined at the edge. `column` keeps the way straight over merged cells. */
export function neighbour(
  layout: Layout,
  from: SheetCell,
  direction: Direction,
  column = from.column,
): SheetCell | undefined {
  switch (direction) {
    case 'right':
      return inRow(layout, from).find((cell) => cell.column >= from.column + from.columnSpan)
    case 'left':
      return inRow(layout, from).findLast((cell) => cell.column + cell.columnSpan <= from.column)
    case 'down':
      return scan(layout, from.row + from.rowSpan, 1, column)
    case 'up':
      return scan(layout, from.row - 1, -1, column)
  }
}

/** The next or previous cell with a value in reading order: Tab and Shift+Tab. */
export function inOrder(layout: Layout, from: SheetCell, step: 1 | -1): SheetCell | undefined {
  return layout.fields[layout.fields.indexOf(from) + step]
}

/** First or last cell with a value in the row. */
export function rowEnd(layout: Layout, from: SheetCell, end: 'first' | 'last'): SheetCell | undefined {
  return inRow(layout, from).at(end === 'first' ? 0 : -1)
}

/** As far as the direction goes: Ctrl + arrow. */
export function farthest(layout: Layout, from: SheetCell, direction: Direction): SheetCell {
  let at = from
  for (
    let next = neighbour(layout, at, direction, from.column);
    next;
    next = neighbour(layout, at, direction, from.column)
  ) {
    at = next
  }
  return at
}

/** Cells with a value that lie in the rectangle between two cells. */
export function between(layout: Layout, a: SheetCell, b: SheetCell): readonly SheetCell[] {
  const top = Math.min(a.row, b.row)
  const bottom = Math.max(a.row + a.rowSpan, b.row + b.rowSpan)
  const left = Math.min(a.column, b.column)
  const right = Math.max(a.column + a.columnSpan, b.column + b.columnSpan)
  return layout.fields.filter(
    (cell) =>
      cell.row < bottom && cell.row + cell.rowSpan > top && cell.column < right && cell.column + cell.columnSpan > left,
  )
}

/** Cells with a value that cover some place of the row, left to right. */
export function inRow(layout: Layout, from: SheetCell): readonly SheetCell[] {
  return fieldsOfRow(layout, from.row)
}

export function fieldsOfRow(layout: Layout, row: number): readonly SheetCell[] {
  return [...new Set(layout.covered[row] ?? [])].filter((cell) => cell?.at !== undefined) as readonly SheetCell[]
}

function scan(layout: Layout, start: number, step: 1 | -1, column: number): SheetCell | undefined {
  for (let row = start; row >= 0 && row < layout.covered.length; row += step) {
    const here = layout.covered[row]?.[column]
    if (here?.at !== undefined) return here
  }
  return undefined
}
