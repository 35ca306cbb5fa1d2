import type { Cell, Grid, Recognition } from '#engine'
import { joinPages } from './page-join.ts'
import type { Lattice, Region } from './pdf/lattice.ts'
import type { Box } from './pdf/page.ts'
import { shownOf } from './struck.ts'

/** What stands in one place of a page: a cell of a table, or a chunk of a line outside. `recognition` where it was read from a picture. */
export type PageText = {
  readonly text: string
  readonly recognition?: Recognition
  /** Room behind the last line of a cell, and width of its first character, in points: whether a text may go on from one cell to another. */
  readonly slack?: number
  readonly lead?: number
}

/** A row on the way to the grid: cells with their horizontal box, rows of a table counted from the page's first. */
export type Piece = PageText & {
  readonly box: Box
  /** Where it lies on its own page, when `box` was moved to stand under the first page's. */
  readonly seen?: Box
  readonly inTable: boolean
  readonly page: number
  /** Where its last line stands: a row may run over several pages. */
  readonly lastPage: number
  readonly row: number
  readonly rowSpan: number
  /** A table cell that touches a page break no ruling closes: its text runs on there. */
  readonly fromAbove: boolean
  readonly onBelow: boolean
}
/** A page's texts in rows from top to bottom, the column edges of its tables, and whether it is a picture without text. */
export type Found = {
  readonly pieces: readonly Piece[]
  readonly xs: readonly number[]
  readonly rows: number
  readonly isScan: boolean
  /** The table has no upright rulings: its columns were found by where texts stand. */
  readonly isUnruled?: boolean
  /** Why nothing of the page was read. */
  readonly unread?: Unread
}

/** No table on a picture, too much ink to be text, or the limit for the file is reached. */
export type Unread = 'unruled' | 'noisy' | 'late'

/** All pages as one grid, one under the other; undefined where no page holds any text. */
export function gridOf(
  name: string,
  found: readonly Found[],
  positions: Grid['positions'] = 'exact',
): Grid | undefined {
  const xs = commonColumns(found.flatMap(({ xs }) => xs))
  const { pieces, rows } = joinPages(found)
  const cells = pieces.filter(({ text }) => text !== '').map((piece) => cellOf(piece, xs))
  if (cells.length === 0) return undefined
  const grid = { name, rows, columns: Math.max(1, xs.length + 1), positions, cells }
  return isCutShort(found) ? { ...grid, isCutShort: true } : grid
}

/** Whether a page behind the first one that was read was not: a form may go on there. */
function isCutShort(found: readonly Found[]): boolean {
  const first = found.findIndex(({ pieces }) => pieces.length > 0)
  return found.some(({ unread }, i) => i > first && unread !== undefined)
}

/** A chunk of a line outside the tables. */
export type FreeText = PageText & { readonly box: Box }

/** Table rows and the lines between and around them (each its chunks side by side), from top to bottom. */
export function inOrder(
  { ys, openTop, openBottom }: Lattice,
  inside: ReadonlyMap<Region, PageText>,
  free: readonly (readonly FreeText[])[],
  page: number,
): { pieces: readonly Piece[]; rows: number } {
  const tops = [
    ...ys.slice(0, -1).map((y, row) => ({ y, row })),
    ...free.map((line) => ({ y: Math.min(...line.map(({ box }) => box.top)), line })),
  ].sort((a, b) => a.y - b.y)
  const place = new Map<number, number>()
  const pieces: Piece[] = []
  for (const [i, top] of tops.entries()) {
    if ('row' in top) place.set(top.row, i)
    else
      for (const chunk of top.line)
        pieces.push({
          ...chunk,
          inTable: false,
          page,
          lastPage: page,
          row: i,
          rowSpan: 1,
          fromAbove: false,
          onBelow: false,
        })
  }
  for (const [region, text] of inside) {
    const row = place.get(region.row) ?? 0
    const last = place.get(region.row + region.rowSpan - 1) ?? row
    pieces.push({
      ...text,
      box: region.box,
      inTable: true,
      page,
      lastPage: page,
      row,
      rowSpan: last - row + 1,
      fromAbove: region.openTop ?? (openTop && region.row === 0),
      onBelow: region.openBottom ?? (openBottom && region.row + region.rowSpan === ys.length - 1),
    })
  }
  return { pieces, rows: tops.length }
}

/** Edges closer than this, in points, leave no room for a character between them: they are one, drawn unevenly. */
const ONE_EDGE = 6

/** Column edges of all pages: a table that runs on has the same ones. */
function commonColumns(all: readonly number[]): readonly number[] {
  const edges: number[] = []
  for (const x of [...all].sort((a, b) => a - b))
    if (x - (edges.at(-1) ?? Number.NEGATIVE_INFINITY) > ONE_EDGE) edges.push(x)
  return edges
}

function cellOf({ text, box, seen = box, page, row, rowSpan, recognition }: Piece, xs: readonly number[]): Cell {
  const column = columnAt(xs, box.left)
  const last = Math.max(column, lastColumnAt(xs, box.right))
  const rounded = [seen.left, seen.top, seen.right, seen.bottom].map((value) => Math.round(value * 10) / 10)
  const place = { row, column, rowSpan, columnSpan: last - column + 1 }
  return { ...place, ...shownOf(text), source: { page, box: rounded }, ...(recognition ? { recognition } : {}) }
}

/** The column that begins at an edge, or the one a place between edges lies in (text outside tables). */
function columnAt(xs: readonly number[], x: number): number {
  let column = 0
  while (column < xs.length && (xs[column] ?? 0) <= x) column++
  return column
}

function lastColumnAt(xs: readonly number[], x: number): number {
  const column = columnAt(xs, x)
  const isEdge = column > 0 && x - (xs[column - 1] ?? 0) <= ONE_EDGE
  return isEdge ? column - 1 : column
}
