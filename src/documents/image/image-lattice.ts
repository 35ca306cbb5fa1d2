import { type Lattice, type Region, regionsOf } from '../pdf/lattice.ts'
import { type Paper, withoutSeal } from './paper.ts'
import { levelStrokes, type Ruled, ruledOf, type Stroke, uprightStrokes } from './ruled.ts'
import { bendOf, unbent } from './unbend.ts'

/** A page with its rulings straight, and the cells between them; lengths in pixels. */
export type RuledPage = { readonly paper: Paper; readonly ruled: Ruled; readonly lattice: Lattice }

/** Lines closer than this are one, in inches. */
const SNAP = 0.035
/** How much of a base cell's side must be dark to be an edge. */
const COVER = 0.84
const MOST_LINES = 300
const NOTHING: Lattice = { xs: [], ys: [], regions: [], openTop: false, openBottom: false }

/** Finds the rulings of a page, takes leaning and bowing out, and gives the cells. */
export function ruledPageOf(first: Paper): RuledPage {
  let paper = first
  let ruled = ruledOf(paper)
  let [levels, uprights] = [levelStrokes(ruled), uprightStrokes(ruled)]
  for (let round = 0; round < 2; round++) {
    const { width, height } = paper
    const better = unbent(paper, bendOf(levels, width, height), bendOf(uprights, height, width))
    if (!better) break
    paper = better
    ruled = ruledOf(paper)
    levels = levelStrokes(ruled)
    uprights = uprightStrokes(ruled)
  }
  return { paper: withoutSeal(paper), ruled, lattice: latticeOf(ruled, levels, uprights) }
}

function latticeOf(ruled: Ruled, levels: readonly Stroke[], uprights: readonly Stroke[]): Lattice {
  const snap = Math.max(2, SNAP * ruled.dpi)
  const allXs = positionsOf(uprights, snap)
  const allYs = positionsOf(levels, snap)
  if (allXs.length < 2 || allYs.length < 1 || allXs.length > MOST_LINES || allYs.length > MOST_LINES) return NOTHING

  // Strokes of text may stand in a row like a line; a ruling reaches from crossing to crossing somewhere.
  const drawn = allYs.filter((y) => pairs(allXs).some(([from, to]) => isLevelEdge(ruled, y, from, to)))
  const top = Math.min(...uprights.map(({ from }) => from))
  const bottom = Math.max(...uprights.map(({ to }) => to))
  const openTop = (drawn[0] ?? 0) - top > 4 * snap
  const openBottom = bottom - (drawn.at(-1) ?? 0) > 4 * snap
  const ys = [...(openTop ? [top] : []), ...drawn, ...(openBottom ? [bottom] : [])]
  const xs = allXs.filter((x) => pairs(ys).some(([from, to]) => isUprightEdge(ruled, x, from, to)))
  if (ys.length < 2 || xs.length < 2) return NOTHING

  const isOpenEnd = (y: number): boolean => (openTop && y === ys[0]) || (openBottom && y === ys.at(-1))
  const isDrawn = (y: number, from: number, to: number): boolean => !isOpenEnd(y) && isLevelEdge(ruled, y, from, to)
  /** A cell cut by the page break has no line there, only the ends of its two sides. */
  const isCut = (y: number, from: number, to: number): boolean => {
    const inner = y === ys[0] ? ys[1] : y === ys.at(-1) ? ys.at(-2) : undefined
    if (inner === undefined) return false
    const [above, below] = [Math.min(y, inner), Math.max(y, inner)]
    return isUprightEdge(ruled, from, above, below) && isUprightEdge(ruled, to, above, below)
  }
  const regions = regionsOf(
    xs,
    ys,
    (line, from, to) => isDrawn(ys[line] ?? 0, from, to) || isCut(ys[line] ?? 0, from, to),
    (line, from, to) => isUprightEdge(ruled, xs[line] ?? 0, from, to),
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

function pairs(positions: readonly number[]): readonly (readonly [number, number])[] {
  return positions.slice(1).map((to, i) => [positions[i] ?? 0, to])
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

/** Whether a level line is drawn between two crossings: dark for most of the way, and at both ends, where text never is. */
function isLevelEdge({ width, height, dpi, level }: Ruled, y: number, from: number, to: number): boolean {
  return isEdge(dpi, y, height, from, Math.min(to, width), (across, along) => level[across * width + along] === 1)
}

function isUprightEdge({ width, height, dpi, upright }: Ruled, x: number, from: number, to: number): boolean {
  return isEdge(dpi, x, width, from, Math.min(to, height), (across, along) => upright[along * width + across] === 1)
}

type IsDark = (across: number, along: number) => boolean

/** Looked at in short stretches, each in the narrow band where it is darkest: a ruling may lean a little, strokes of text stand at many heights. */
function isEdge(dpi: number, at: number, most: number, from: number, to: number, isDark: IsDark): boolean {
  // Within the thickness of the crossing line nothing is lighter than its sides.
  const trim = Math.min((to - from) / 5, dpi / 75)
  const [first, end] = [Math.max(0, Math.ceil(from + trim)), Math.floor(to - trim)]
  if (end <= first) return false
  const reach = Math.max(2, Math.round(dpi / 70))
  const [top, bottom] = [Math.max(0, Math.round(at) - reach), Math.min(most - 1, Math.round(at) + reach)]
  const count = Math.max(1, Math.round((end - first) / (dpi / 3)))
  const border = Math.max(2, Math.round(Math.min(dpi / 75, (end - first) / 4)))
  let dark = 0
  for (let i = 0; i < count; i++) {
    const [start, stop] = [
      first + Math.round((i * (end - first)) / count),
      first + Math.round(((i + 1) * (end - first)) / count),
    ]
    const band = darkestBand(top, bottom, Math.max(2, Math.round(dpi / 100)), start, stop, isDark)
    dark += shareOf(band, start, stop, isDark)
    if (i === 0 && shareOf(band, start, start + border, isDark) === 0) return false
    if (i === count - 1 && shareOf(band, stop - border, stop, isDark) === 0) return false
  }
  return dark >= COVER * (end - first)
}

type Band = readonly [from: number, to: number]

function darkestBand(top: number, bottom: number, size: number, start: number, stop: number, isDark: IsDark): Band {
  let winner: Band = [top, top + size - 1]
  let most = -1
  for (let from = top; from + size - 1 <= bottom; from++) {
    const dark = shareOf([from, from + size - 1], start, stop, isDark)
    if (dark <= most) continue
    most = dark
    winner = [from, from + size - 1]
  }
  return winner
}

/** How many places along a stretch are dark somewhere in the band. */
function shareOf([from, to]: Band, start: number, stop: number, isDark: IsDark): number {
  let dark = 0
  for (let along = start; along < stop; along++)
    for (let across = from; across <= to; across++)
      if (isDark(across, along)) {
        dark++
        break
      }
  return dark
}
