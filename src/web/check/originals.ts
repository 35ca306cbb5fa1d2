import type { Grid, Source } from '#engine'
import type { Original } from '../reading/steps.ts'

/** The place of a value on a page: points from the upper left corner. */
export type Place = { readonly page: number; readonly box: readonly number[] }

/** Where a value stands in the original, if that can be shown. */
export function placeIn(original: Original | undefined, source: Source | undefined): Place | undefined {
  if (!original || !('pages' in original) || !source || !('page' in source)) return undefined
  return original.pages.some(({ page }) => page === source.page) ? source : undefined
}

/** The grid and the cell of it in which a value stood, for files without pages. */
export function cellIn(
  original: Original | undefined,
  source: Source | undefined,
): { grid: number; cell: number } | undefined {
  if (!original || !('grids' in original) || !source) return undefined
  for (const [grid, { cells }] of original.grids.entries()) {
    const cell = cells.findIndex((one) => isSame(one.source, source))
    if (cell >= 0) return { grid, cell }
  }
  return undefined
}

function isSame(a: Source, b: Source): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** Rows and columns beyond this are not drawn: the form is near, the rest is a list. */
export const MOST_ROWS = 400

/** The rows of a grid for a table: cells by the row they begin in, left to right. */
export function rowsOf({
  cells,
  rows,
}: Grid): readonly (readonly { readonly index: number; readonly cell: Grid['cells'][number] }[])[] {
  const list: { index: number; cell: Grid['cells'][number] }[][] = Array.from(
    { length: Math.min(rows, MOST_ROWS) },
    () => [],
  )
  for (const [index, cell] of cells.entries()) list[cell.row]?.push({ index, cell })
  for (const row of list) row.sort((a, b) => a.cell.column - b.cell.column)
  return list
}

/** Points kept around a value when it is cut out of its page. */
const AROUND = 6
const MOST_ZOOM = 2.4

export type Crop = {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly zoom: number
}

/** How a value is cut out of its page to fit into `room` by `tall` pixels; left, top, width and height in points. */
export function cropOf(
  { box }: Place,
  page: { readonly width: number; readonly height: number },
  room: number,
  tall: number,
): Crop {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = box
  const left = Math.max(0, x0 - AROUND)
  const top = Math.max(0, y0 - AROUND)
  const width = Math.max(1, Math.min(page.width, x1 + AROUND) - left)
  const height = Math.max(1, Math.min(page.height, y1 + AROUND) - top)
  return { left, top, width, height, zoom: Math.min(MOST_ZOOM, room / width, tall / height) }
}
