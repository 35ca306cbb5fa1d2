import type { Found } from '../page-grid.ts'
import type { Box } from '../pdf/page.ts'

/** How far, in points, and by how much a table may be shifted and stretched from sheet to sheet in a scanner. */
const MOST_SHIFT = 40
const MOST_STRETCH = 0.03

/** Sheets lie a little differently in a scanner: further pages are moved and stretched so that their tables stand under the first one's. */
export function alignPages<T extends Found>(pages: readonly T[]): readonly T[] {
  const model = pages.find(({ xs }) => xs.length > 1)
  if (!model) return pages
  const [left, right] = ends(model.xs)
  return pages.map((page) => {
    if (page === model || page.xs.length < 2) return page
    const [from, to] = ends(page.xs)
    const stretch = (right - left) / Math.max(1, to - from)
    if (Math.abs(left - from) > MOST_SHIFT || Math.abs(stretch - 1) > MOST_STRETCH) return page
    const move = (x: number): number => left + (x - from) * stretch
    const moved = (box: Box): Box => ({ ...box, left: move(box.left), right: move(box.right) })
    return {
      ...page,
      xs: page.xs.map(move),
      pieces: page.pieces.map((piece) => ({ ...piece, box: moved(piece.box), seen: piece.box })),
    }
  })
}

function ends(xs: readonly number[]): readonly [number, number] {
  return [xs[0] ?? 0, xs.at(-1) ?? 0]
}
