import { columnName } from '#engine'
import type { Tell } from '../problems.ts'
import type { Range } from './address.ts'
import type { RawCell, RawSheet } from './worksheet.ts'

/** Columns opened by merges in one sheet; a form opens a few hundred. */
const MAX_OPENED = 2_000_000

/** Gives the range a cell shows, or undefined when another cell covers it. Cells must come in reading order. */
export type PlaceCell = (cell: RawCell) => Range | undefined

type Sweep = {
  readonly sheet: string
  readonly tell: Tell
  readonly merges: readonly Range[]
  /** Per column the merge opened last. */
  readonly open: Map<number, Range>
  next: number
  opened: number
}

/** Sweeps merges and cells together, so that neither the size of a merge nor of the sheet is ever allocated. */
export function sweepMerges(sheet: RawSheet, tell: Tell): PlaceCell {
  const sweep: Sweep = {
    sheet: sheet.name,
    tell,
    merges: clippedMerges(sheet, tell),
    open: new Map(),
    next: 0,
    opened: 0,
  }
  return (cell) => {
    openUpTo(sweep, cell)
    const range = openAt(sweep, cell.row, cell.column)
    if (!range) return { from: cell, to: cell }
    if (range.from.row === cell.row && range.from.column === cell.column) return range
    if (cell.text.trim() !== '') {
      const shown = cell.text.slice(0, 20)
      tellAt(sweep, cell, `“${shown}”被合并单元格盖住，纸面上看不见，没有读。请核对这处合并。`)
    }
    return undefined
  }
}

function openUpTo(sweep: Sweep, cell: RawCell) {
  for (;;) {
    const range = sweep.merges[sweep.next]
    if (!range || range.from.row > cell.row) return
    if (range.from.row === cell.row && range.from.column > cell.column) return
    sweep.next += 1
    openRange(sweep, range)
  }
}

function openRange(sweep: Sweep, range: Range) {
  const { from, to } = range
  sweep.opened += to.column - from.column + 1
  if (sweep.opened > MAX_OPENED) return tellAt(sweep, from, '合并区域太多太大，这一处没有合并。')

  for (let column = from.column; column <= to.column; column++) {
    if (!openAt(sweep, from.row, column)) continue
    return tellAt(sweep, from, '合并区域互相重叠，只认先出现的一处。请用 Excel 或 WPS 重新合并后另存。')
  }
  for (let column = from.column; column <= to.column; column++) sweep.open.set(column, range)
}

function openAt({ open }: Sweep, row: number, column: number): Range | undefined {
  const range = open.get(column)
  return range && range.to.row >= row ? range : undefined
}

/** A merge that reaches far beyond the last `<c>` is cut back to it. */
function clippedMerges(sheet: RawSheet, tell: Tell): readonly Range[] {
  let lastRow = 1
  let lastColumn = 1
  for (const { row, column } of sheet.cells) {
    lastRow = Math.max(lastRow, row)
    lastColumn = Math.max(lastColumn, column)
  }
  const clipped = sheet.merges.map((range) => {
    const rows = Math.max(lastRow, range.from.row)
    const columns = Math.max(lastColumn, range.from.column)
    if (range.to.row <= 2 * rows + 20 && range.to.column <= 2 * columns + 20) return range

    const to = { row: Math.min(range.to.row, rows), column: Math.min(range.to.column, columns) }
    tellAt(
      { sheet: sheet.name, tell },
      range.from,
      '合并区域远远超出有内容的范围，只取有内容的部分。请重新合并后另存。',
    )
    return { from: range.from, to }
  })
  return clipped.sort((a, b) => a.from.row - b.from.row || a.from.column - b.from.column)
}

function tellAt({ sheet, tell }: Pick<Sweep, 'sheet' | 'tell'>, place: Range['from'], message: string) {
  const { row, column } = place
  tell(`${sheet}!${columnName(column)}${row}：${message}`, { sheet, row, column })
}
