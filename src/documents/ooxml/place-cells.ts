import { type Cell, columnName, type Grid } from '#engine'
import type { Tell } from '../problems.ts'
import type { Range } from './address.ts'
import { sweepMerges } from './merges.ts'
import type { RawCell, RawSheet } from './worksheet.ts'

/**
 * A sheet as a reader of the paper sees it: merged cells are one cell, covered and hidden ones are gone, styled but
 * empty margins are cut off. Works on the cells that are there, never on the size a range claims.
 */
export function placeCells(sheet: RawSheet, tell: Tell): Grid {
  const place = sweepMerges(sheet, tell)
  const rows = hiddenCounter(sheet.hiddenRows)
  const columns = hiddenCounter(sheet.hiddenColumns)
  const shown: Cell[] = []
  const hidden = new Set<string>()
  for (const cell of readingOrder(sheet)) {
    const range = place(cell)
    if (!range) continue

    const rowHidden = rows(range.from.row, range.to.row)
    if (rowHidden || columns(range.from.column, range.to.column)) {
      if (cell.text.trim() !== '') hidden.add(rowHidden ? `第 ${cell.row} 行` : `${columnName(cell.column)} 列`)
      continue
    }
    shown.push(cellOf(sheet.name, cell, range))
  }
  if (hidden.size > 0) tell(hiddenMessage(sheet.name, [...hidden]))
  return trimmed(sheet.name, shown)
}

/** Every address once (the last one written wins), with an empty cell where a merge starts on none. */
function readingOrder(sheet: RawSheet): readonly RawCell[] {
  const key = ({ row, column }: Range['from']) => row * 16_385 + column
  const cells = new Map<number, RawCell>()
  for (const cell of sheet.cells) cells.set(key(cell), cell)
  for (const { from } of sheet.merges) {
    if (!cells.has(key(from))) cells.set(key(from), { ...from, text: '' })
  }
  return [...cells.values()].sort((a, b) => a.row - b.row || a.column - b.column)
}

function cellOf(sheet: string, { row, column, text }: RawCell, { to }: Range): Cell {
  return {
    row: row - 1,
    column: column - 1,
    rowSpan: to.row - row + 1,
    columnSpan: to.column - column + 1,
    text,
    source: { sheet, row, column },
  }
}

/** Tells whether everything from `first` to `last` is hidden: a merged cell that peeks out is still seen. */
function hiddenCounter(hidden: ReadonlySet<number>): (first: number, last: number) => boolean {
  if (hidden.size === 0) return () => false

  let end = 0
  for (const n of hidden) end = Math.max(end, n)
  const before = new Uint32Array(end + 2)
  for (let n = 0; n <= end; n++) before[n + 1] = (before[n] ?? 0) + (hidden.has(n) ? 1 : 0)
  return (first, last) => last <= end && (before[last + 1] ?? 0) - (before[first] ?? 0) === last - first + 1
}

function hiddenMessage(sheet: string, names: readonly string[]): string {
  const listed = names.slice(0, 10).join('、')
  const more = names.length > 10 ? `等 ${names.length} 处` : ''
  return `工作表“${sheet}”的${listed}${more}是隐藏的，里面的内容没有读。要读它，请取消隐藏后另存。`
}

/** Cuts off empty cells outside the block that has text. */
function trimmed(name: string, cells: readonly Cell[]): Grid {
  let rows = 0
  let columns = 0
  for (const cell of cells) {
    if (cell.text.trim() === '') continue
    rows = Math.max(rows, cell.row + cell.rowSpan)
    columns = Math.max(columns, cell.column + cell.columnSpan)
  }
  const kept = cells
    .filter((cell) => cell.row < rows && cell.column < columns)
    .map((cell) => ({
      ...cell,
      rowSpan: Math.min(cell.rowSpan, rows - cell.row),
      columnSpan: Math.min(cell.columnSpan, columns - cell.column),
    }))
  return { name, rows, columns, positions: 'exact', cells: kept }
}
