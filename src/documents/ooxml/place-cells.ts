import { type Cell, columnName, type Grid } from '#engine'
import { MAX_COLUMNS } from '../limits.ts'
import type { Tell } from '../problems.ts'
import type { Address, Range } from './address.ts'
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
  const cells = isInOrder(sheet.cells) ? sheet.cells : inOrder(sheet.cells)
  const anchors = inOrder(sheet.merges.map(({ from }) => ({ ...from, text: '' })))
  const all: RawCell[] = []
  let next = 0
  for (const cell of cells) {
    for (; next < anchors.length; next++) {
      const anchor = anchors[next]
      if (!anchor || compare(anchor, cell) >= 0) break
      all.push(anchor)
    }
    const anchor = anchors[next]
    if (anchor && compare(anchor, cell) === 0) next += 1
    all.push(cell)
  }
  return all.concat(anchors.slice(next))
}

function compare(a: Address, b: Address): number {
  return a.row - b.row || a.column - b.column
}

/** The common case: Excel writes every address once and in order. */
function isInOrder(cells: readonly RawCell[]): boolean {
  return cells.every((cell, i) => {
    const before = cells[i - 1]
    return before === undefined || compare(before, cell) < 0
  })
}

function inOrder(cells: readonly RawCell[]): readonly RawCell[] {
  const byAddress = new Map<number, RawCell>()
  for (const cell of cells) byAddress.set(cell.row * (MAX_COLUMNS + 1) + cell.column, cell)
  return [...byAddress.values()].sort(compare)
}

function cellOf(sheet: string, { row, column, ...shown }: RawCell, { to }: Range): Cell {
  return {
    row: row - 1,
    column: column - 1,
    rowSpan: to.row - row + 1,
    columnSpan: to.column - column + 1,
    ...shown,
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
  const kept: Cell[] = []
  for (const cell of cells) {
    if (cell.row >= rows || cell.column >= columns) continue
    const rowSpan = Math.min(cell.rowSpan, rows - cell.row)
    const columnSpan = Math.min(cell.columnSpan, columns - cell.column)
    kept.push(rowSpan === cell.rowSpan && columnSpan === cell.columnSpan ? cell : { ...cell, rowSpan, columnSpan })
  }
  return { name, rows, columns, positions: 'exact', cells: kept }
}
