import type { Sheet, SheetCell } from './sheet.ts'
import { lineCount } from './text-width.ts'

/** Excel shows no row higher than 409 points; a taller one is laid over several rows, low ones so that pages fill. */
const MAX_ROW_HEIGHT = 400
const PIECE_HEIGHT = 98
const MIN_ROW_HEIGHT = 21
/** Points a line of 10-point text takes, and what a cell keeps free above and below. */
const LINE_HEIGHT = 13
const PADDING = 6
/** Half characters a cell loses to its margins. */
const MARGIN = 1.5

/** A title is set in 16 points, everything else in 10. */
export const FONT_SIZE = { title: 16, body: 10 } as const

/** What is drawn before heights are known: rows are logical, one a line of the form. */
export type Draft = {
  readonly name: string
  readonly columnWidths: readonly number[]
  readonly cells: readonly SheetCell[]
  readonly rows: number
  /** Least heights of some logical rows, in points. */
  readonly heights: ReadonlyMap<number, number>
  /** Logical row printed again on each page, or null. */
  readonly repeatRow: number | null
  readonly orientation: Sheet['orientation']
}

/** Sets the heights by the wrapped texts; a row too tall for a spreadsheet becomes several rows under merged cells. */
export function layOut(draft: Draft): Sheet {
  const heights = logicalHeights(draft)
  const counts = heights.map((height) => (height > MAX_ROW_HEIGHT ? Math.ceil(height / PIECE_HEIGHT) : 1))
  const starts = [0]
  for (const count of counts) starts.push((starts.at(-1) ?? 0) + count)
  const start = (row: number) => starts[row] ?? 0
  const cells = draft.cells.map((cell) => ({
    ...cell,
    row: start(cell.row),
    rowSpan: start(cell.row + cell.rowSpan) - start(cell.row),
  }))
  const { repeatRow } = draft
  return {
    name: draft.name,
    columnWidths: draft.columnWidths,
    rowHeights: heights.flatMap((height, row) => {
      const count = counts[row] ?? 1
      return new Array<number>(count).fill(Math.ceil(height / count))
    }),
    cells,
    repeatRows: repeatRow === null ? null : [start(repeatRow), start(repeatRow + 1) - 1],
    orientation: draft.orientation,
  }
}

function logicalHeights(draft: Draft): number[] {
  const heights = Array.from({ length: draft.rows }, (_, row) => draft.heights.get(row) ?? MIN_ROW_HEIGHT)
  const bySpan = [...draft.cells].sort((a, b) => a.rowSpan - b.rowSpan)
  for (const cell of bySpan) {
    const last = cell.row + cell.rowSpan
    let present = 0
    for (let row = cell.row; row < last; row++) present += heights[row] ?? 0
    const lacking = cellHeight(cell, draft.columnWidths) - present
    if (lacking <= 0) continue
    for (let row = cell.row; row < last; row++) heights[row] = (heights[row] ?? 0) + Math.ceil(lacking / cell.rowSpan)
  }
  return heights
}

function cellHeight(cell: SheetCell, widths: readonly number[]): number {
  const scale = cell.role === 'title' ? FONT_SIZE.title / FONT_SIZE.body : 1
  let width = 0
  for (let i = cell.column; i < cell.column + cell.columnSpan; i++) width += widths[i] ?? 0
  return lineCount(cell.text, (width - MARGIN) / scale) * LINE_HEIGHT * scale + PADDING
}
