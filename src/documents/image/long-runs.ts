/** A stretch along a line, from its first pixel to behind its last. */
export type Run = { readonly from: number; readonly to: number }
export type IsDark = (across: number, along: number) => boolean
/** The lines of one direction on a page: its size across and along them, and where something like a ruling is. */
export type Lines = {
  readonly dpi: number
  readonly breadth: number
  readonly length: number
  readonly isFaint: boolean
  readonly isDark: IsDark
}

/** Strokes of text up to large type are shorter, in inches: what is longer is drawn with a ruler. */
const LONG = 0.06
/** Two such stretches in line belong together when the gap is shorter than any row of text is high, in inches. */
const WIDEST_GAP = 0.175
/** A gap that empties this much of a side between two crossings is no damage: there is no ruling. */
const EMPTY = 0.8

/**
 * Where a line at a place is drawn: its long stretches, gaps that wear and faint print left in them closed. `stops` are the
 * places of the lines that cross it.
 */
export function longRuns(lines: Lines, at: number, stops: readonly number[]): readonly Run[] {
  const { dpi } = lines
  const least = LONG * dpi
  const long = runsAt(lines, at).filter(({ from, to }) => to - from >= least)
  const joined: { from: number; to: number }[] = []
  for (const { from, to } of long) {
    const last = joined.at(-1)
    const isDamage = last && from - last.to <= WIDEST_GAP * dpi && !emptiesSide(last.to, from, stops)
    if (isDamage) last.to = to
    else joined.push({ from, to })
  }
  return joined
}

function emptiesSide(from: number, to: number, stops: readonly number[]): boolean {
  return stops.some((stop, i) => {
    const next = stops[i + 1]
    return next !== undefined && Math.min(next, to) - Math.max(stop, from) >= EMPTY * (next - stop)
  })
}

/** Stretches of dark pixels near a line, holes of a grain's size closed. The line is followed in short pieces: it may lean a little. */
function runsAt({ dpi, breadth, length, isDark }: Lines, at: number): readonly Run[] {
  const reach = Math.max(2, Math.round(dpi / 70))
  const [top, bottom] = [Math.max(0, Math.round(at) - reach), Math.min(breadth - 1, Math.round(at) + reach)]
  const size = Math.max(2, Math.round(dpi / 100))
  const piece = Math.round(dpi / 3)
  const hole = Math.max(2, Math.round(dpi / 60))
  const runs: { from: number; to: number }[] = []
  for (let start = 0; start < length; start += piece) {
    const stop = Math.min(length, start + piece)
    const band = darkestBand(top, bottom, size, start, stop, isDark)
    for (let along = start; along < stop; along++) {
      if (!isAnyDark(band, along, isDark)) continue
      const last = runs.at(-1)
      if (last && along - last.to <= hole) last.to = along + 1
      else runs.push({ from: along, to: along + 1 })
    }
  }
  return runs
}

/** Rows from the first to the last, both included. */
export type Band = readonly [from: number, to: number]

/** The band of that size, between top and bottom, in which the most places along a stretch are dark. */
export function darkestBand(
  top: number,
  bottom: number,
  size: number,
  start: number,
  stop: number,
  isDark: IsDark,
): Band {
  let winner: Band = [top, top + size - 1]
  let most = -1
  for (let from = top; from + size - 1 <= bottom; from++) {
    const dark = darkIn([from, from + size - 1], start, stop, isDark)
    if (dark <= most) continue
    most = dark
    winner = [from, from + size - 1]
  }
  return winner
}

/** How many places along a stretch are dark somewhere in the band. */
export function darkIn(band: Band, start: number, stop: number, isDark: IsDark): number {
  let dark = 0
  for (let along = start; along < stop; along++) if (isAnyDark(band, along, isDark)) dark++
  return dark
}

function isAnyDark([from, to]: Band, along: number, isDark: IsDark): boolean {
  for (let across = from; across <= to; across++) if (isDark(across, along)) return true
  return false
}
