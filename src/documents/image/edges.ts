import { darkestBand, darkIn, type IsDark, type Lines, longRuns, type Run } from './long-runs.ts'
import type { Ruled } from './ruled.ts'

/** How much of a base cell's side must be dark to be an edge. */
const COVER = 0.84
/** This much is enough where the line goes on at both ends: text that stands against it hides a part. */
const HIDDEN_COVER = 0.5
/** This much is enough where it is of long strokes: faint and worn rulings have gaps, text has no such strokes. */
const DRAWN_COVER = 0.55
const WORN_COVER = 0.35
/** Up to so many base cells in a row may hide a line. */
const MOST_HIDDEN = 3

/** Whether a line at a place is drawn from one crossing to the next. */
export type IsEdge = (at: number, from: number, to: number) => boolean
type Cover = { readonly share: number; readonly reachesEnds: boolean }

/** The level lines of a page; `stops` are the places of the upright ones that cross them. */
export function levelEdges({ width, height, dpi, level, isFaint }: Ruled, stops: readonly number[]): IsEdge {
  return edgesOf(
    { dpi, breadth: height, length: width, isFaint, isDark: (across, along) => level[across * width + along] !== 0 },
    stops,
  )
}

/** The upright lines of a page; `stops` are the places of the level ones. */
export function uprightEdges({ width, height, dpi, upright, isFaint }: Ruled, stops: readonly number[]): IsEdge {
  return edgesOf(
    { dpi, breadth: width, length: height, isFaint, isDark: (across, along) => upright[along * width + across] !== 0 },
    stops,
  )
}

function edgesOf(lines: Lines, stops: readonly number[]): IsEdge {
  const { dpi, breadth, length, isDark } = lines
  const known = new Map<string, Cover>()
  const coverAt = (at: number, from: number, to: number): Cover => {
    const key = `${at}:${from}:${to}`
    const cover = known.get(key) ?? coverOf(dpi, at, breadth, from, Math.min(to, length), isDark)
    known.set(key, cover)
    return cover
  }
  const isPlain = ({ share, reachesEnds }: Cover): boolean => share >= COVER && reachesEnds
  /** Whether the line, followed from a crossing, is plain again before it ends or too much of it is hidden. */
  const goesOn = (at: number, stop: number, step: 1 | -1): boolean => {
    for (let k = stop; k !== stop + step * MOST_HIDDEN; k += step) {
      const [from, to] = step === 1 ? [stops[k], stops[k + 1]] : [stops[k - 1], stops[k]]
      if (from === undefined || to === undefined) return false
      const cover = coverAt(at, from, to)
      if (isPlain(cover)) return true
      if (cover.share < HIDDEN_COVER) return false
    }
    return false
  }
  const runs = new Map<number, readonly Run[]>()
  const runsAt = (at: number): readonly Run[] => {
    const found = runs.get(at) ?? longRuns(lines, at, stops)
    runs.set(at, found)
    return found
  }
  /** A ruling with gaps: text keeps away from both sides of its cell, a ruling reaches at least one. */
  const isWorn = (at: number, from: number, to: number): boolean => {
    const runs = runsAt(at)
    const ends = Number(reaches(runs, from, dpi, 1)) + Number(reaches(runs, to, dpi, -1))
    return ends > 0 && overlap(runs, from, to) >= (ends === 2 ? WORN_COVER : DRAWN_COVER) * (to - from)
  }
  return (at, from, to) => {
    const cover = coverAt(at, from, to)
    if (isPlain(cover)) return true
    if (lines.isFaint && isWorn(at, from, to)) return true
    if (cover.share < HIDDEN_COVER) return false
    return goesOn(at, stops.indexOf(from), -1) && goesOn(at, stops.indexOf(to), 1)
  }
}

/** How much is dark, and whether both ends are, where text never is. Looked at in short stretches, each in the narrow band where it is darkest: a ruling may lean a little, strokes of text stand at many heights. */
function coverOf(dpi: number, at: number, most: number, from: number, to: number, isDark: IsDark): Cover {
  // Within the thickness of the crossing line nothing is lighter than its sides.
  const trim = Math.min((to - from) / 5, dpi / 75)
  const [first, end] = [Math.max(0, Math.ceil(from + trim)), Math.floor(to - trim)]
  if (end <= first) return { share: 0, reachesEnds: false }
  const reach = Math.max(2, Math.round(dpi / 70))
  const [top, bottom] = [Math.max(0, Math.round(at) - reach), Math.min(most - 1, Math.round(at) + reach)]
  const count = Math.max(1, Math.round((end - first) / (dpi / 3)))
  const border = Math.max(2, Math.round(Math.min(dpi / 75, (end - first) / 4)))
  let dark = 0
  let reachesEnds = true
  for (let i = 0; i < count; i++) {
    const [start, stop] = [
      first + Math.round((i * (end - first)) / count),
      first + Math.round(((i + 1) * (end - first)) / count),
    ]
    const band = darkestBand(top, bottom, Math.max(2, Math.round(dpi / 100)), start, stop, isDark)
    dark += darkIn(band, start, stop, isDark)
    if (i === 0 && darkIn(band, start, start + border, isDark) === 0) reachesEnds = false
    if (i === count - 1 && darkIn(band, stop - border, stop, isDark) === 0) reachesEnds = false
  }
  return { share: dark / (end - first), reachesEnds }
}

function overlap(runs: readonly Run[], from: number, to: number): number {
  return runs.reduce((sum, run) => sum + Math.max(0, Math.min(run.to, to) - Math.max(run.from, from)), 0)
}

/** Whether a stretch begins or goes on within what the print of a cell keeps free. */
function reaches(runs: readonly Run[], end: number, dpi: number, step: 1 | -1): boolean {
  const [near, far] = [end + (step * dpi) / 75, end + (step * dpi) / 33]
  return runs.some(({ from, to }) => from <= Math.max(near, far) && to >= Math.min(near, far))
}
