import { type Lattice, type Region, regionsOf } from '../pdf/lattice.ts'
import { type IsEdge, levelEdges, uprightEdges } from './edges.ts'
import { type Paper, withoutSeal } from './paper.ts'
import { type Ruled, rowStrokes, ruledOf, type Stroke } from './ruled.ts'
import { bendOf, unbent } from './unbend.ts'

/** A page with its rulings straight, and the cells between them; lengths in pixels. */
export type RuledPage = { readonly paper: Paper; readonly ruled: Ruled; readonly lattice: Lattice }

/** Lines closer than this are one, in inches. */
const SNAP = 0.035
/** Two lines that bound cells lie further apart than this, in inches: no text fits between closer ones. */
const CLOSEST = 0.08
const MOST_LINES = 300
/** A form has up to 200 pieces of line, faint and broken ones too; in noise there are thousands, and no table. */
const MOST_STROKES = 1500
const NOTHING: Lattice = { xs: [], ys: [], regions: [], openTop: false, openBottom: false }

/** Finds the rulings of a page, takes leaning and bowing out, and gives the cells. */
export function ruledPageOf(first: Paper): RuledPage {
  let paper = first
  let ruled = ruledOf(paper)
  for (let round = 0; round < 2 && !isNoise(ruled); round++) {
    const { width, height } = paper
    const better = unbent(paper, bendOf(ruled.levels, width, height), bendOf(ruled.uprights, height, width))
    if (!better) break
    paper = better
    ruled = ruledOf(paper)
  }
  return { paper: withoutSeal(paper), ruled, lattice: latticeOf(ruled) }
}

const isNoise = ({ levels, uprights }: Ruled): boolean => levels.length + uprights.length > MOST_STROKES

function latticeOf(ruled: Ruled): Lattice {
  const { levels, uprights } = ruled
  if (isNoise(ruled)) return NOTHING
  const snap = Math.max(2, SNAP * ruled.dpi)
  const allXs = positionsOf([...uprights, ...rowStrokes(ruled)], snap)
  const allYs = positionsOf(levels, snap)
  if (allXs.length < 2 || allYs.length < 1 || allXs.length > MOST_LINES || allYs.length > MOST_LINES) return NOTHING

  // Strokes of text may stand in a row like a line; a ruling reaches from crossing to crossing somewhere.
  const drawn = withoutCrowded(allYs, CLOSEST * ruled.dpi, drawnLength(levelEdges(ruled, allXs), allXs))
  const top = uprights.reduce((least, { from }) => Math.min(least, from), Number.POSITIVE_INFINITY)
  const bottom = uprights.reduce((most, { to }) => Math.max(most, to), Number.NEGATIVE_INFINITY)
  const openTop = (drawn[0] ?? 0) - top > 4 * snap
  const openBottom = bottom - (drawn.at(-1) ?? 0) > 4 * snap
  const ys = [...(openTop ? [top] : []), ...drawn, ...(openBottom ? [bottom] : [])]
  const xs = withoutCrowded(allXs, CLOSEST * ruled.dpi, drawnLength(uprightEdges(ruled, ys), ys))
  if (ys.length < 2 || xs.length < 2) return NOTHING

  const [isLevel, isUpright] = [levelEdges(ruled, xs), uprightEdges(ruled, ys)]
  const isOpenEnd = (y: number): boolean => (openTop && y === ys[0]) || (openBottom && y === ys.at(-1))
  const isDrawn = (y: number, from: number, to: number): boolean => !isOpenEnd(y) && isLevel(y, from, to)
  /** A cell cut by the page break has no line there, only the ends of its two sides; lines of other rows may cross it. */
  const isCut = (y: number, from: number, to: number): boolean => {
    const inner = y === ys[0] ? ys[1] : y === ys.at(-1) ? ys.at(-2) : undefined
    if (inner === undefined) return false
    const [above, below] = [Math.min(y, inner), Math.max(y, inner)]
    // Where the page ends a side may be a little shorter than the row.
    const [first, last] = y < inner ? [above + snap, below] : [above, below - snap]
    const isSide = (x: number): boolean => isUpright(x, above, below) || isUpright(x, first, last)
    return xs.some((x) => x <= from && isSide(x)) && xs.some((x) => x >= to && isSide(x))
  }
  const regions = regionsOf(
    xs,
    ys,
    (line, from, to) => isDrawn(ys[line] ?? 0, from, to) || isCut(ys[line] ?? 0, from, to),
    (line, from, to) => isUpright(xs[line] ?? 0, from, to),
  ).map((region) => ({
    ...region,
    openTop: region.row === 0 && !isDrawn(region.box.top, region.box.left, region.box.right),
    openBottom:
      region.row + region.rowSpan === ys.length - 1 && !isDrawn(region.box.bottom, region.box.left, region.box.right),
  }))
  return { ...withoutUnused(xs, ys, regions), openTop, openBottom }
}

/** Lines that bound no cell are dropped and the cells counted anew. */
function withoutUnused(
  xs: readonly number[],
  ys: readonly number[],
  regions: readonly Region[],
): Pick<Lattice, 'xs' | 'ys' | 'regions'> {
  const usedRows = [...new Set(regions.flatMap(({ row, rowSpan }) => [row, row + rowSpan]))].sort((a, b) => a - b)
  const usedColumns = [...new Set(regions.flatMap(({ column, columnSpan }) => [column, column + columnSpan]))].sort(
    (a, b) => a - b,
  )
  return {
    xs: usedColumns.map((line) => xs[line] ?? 0),
    ys: usedRows.map((line) => ys[line] ?? 0),
    regions: regions.map((region) => {
      const row = usedRows.indexOf(region.row)
      const column = usedColumns.indexOf(region.column)
      return {
        ...region,
        row,
        column,
        rowSpan: usedRows.indexOf(region.row + region.rowSpan) - row,
        columnSpan: usedColumns.indexOf(region.column + region.columnSpan) - column,
      }
    }),
  }
}

/** How much of a line is drawn, from crossing to crossing. */
function drawnLength(isEdge: IsEdge, stops: readonly number[]): (at: number) => number {
  return (at) =>
    stops.slice(1).reduce((sum, to, i) => sum + (isEdge(at, stops[i] ?? 0, to) ? to - (stops[i] ?? 0) : 0), 0)
}

/** Lines drawn nowhere are none, and of two that lie too close the less drawn one is a row of strokes of text. */
function withoutCrowded(
  positions: readonly number[],
  closest: number,
  lengthAt: (at: number) => number,
): readonly number[] {
  const kept: { at: number; length: number }[] = []
  for (const at of positions) {
    const length = lengthAt(at)
    if (length === 0) continue
    const last = kept.at(-1)
    if (!last || at - last.at >= closest) kept.push({ at, length })
    else if (length > last.length) kept[kept.length - 1] = { at, length }
  }
  return kept.map(({ at }) => at)
}

/** Where lines stand: their middles, weighed by length, those that lie close taken together. */
function positionsOf(strokes: readonly Stroke[], snap: number): readonly number[] {
  const middles = strokes
    .map(({ from, to, points }) => ({
      at: points.reduce((sum, { across }) => sum + across, 0) / points.length,
      weight: to - from,
    }))
    .sort((a, b) => a.at - b.at)
  const groups: { sum: number; weight: number }[] = []
  for (const { at, weight } of middles) {
    const group = groups.at(-1)
    if (group && at - group.sum / group.weight <= snap) {
      group.sum += at * weight
      group.weight += weight
    } else groups.push({ sum: at * weight, weight })
  }
  return groups.map(({ sum, weight }) => sum / weight)
}
