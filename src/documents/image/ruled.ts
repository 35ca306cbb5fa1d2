import type { Paper } from './paper.ts'

/** Where a page has thin dark lines: 1 in `level` for pixels darker than what lies above and below, in `upright` left and right. */
export type Ruled = {
  readonly width: number
  readonly height: number
  readonly dpi: number
  readonly level: Uint8Array
  readonly upright: Uint8Array
}

/** One drawn line: the middles of its pieces, along `at` (x of a level line) and across. */
export type Stroke = {
  readonly from: number
  readonly to: number
  readonly points: readonly { readonly along: number; readonly across: number }[]
}

/** A line is at least this much darker than both its sides. */
const CONTRAST = 38
/** Shorter straight pieces are parts of characters, in inches. */
const SHORTEST_PIECE = 0.2
const SHORTEST_LINE = 0.36
/** A line thicker than this is an area, in inches. */
const THICKEST = 0.045

/** Marks the pixels that may belong to rulings: both sides are lighter, close by (text may follow) or behind a thick line. */
export function ruledOf({ width, height, grey, dpi }: Paper): Ruled {
  const reaches = [0.4, 0.65, 1].map((share) => Math.max(2, Math.round(share * THICKEST * dpi)))
  const level = new Uint8Array(width * height)
  const upright = new Uint8Array(width * height)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const least = (grey[i] ?? 0) + CONTRAST
      if (least > 255) continue
      if (isLighter(grey, i, y, width, least, reaches) && isLighter(grey, i, height - 1 - y, -width, least, reaches))
        level[i] = 1
      if (isLighter(grey, i, x, 1, least, reaches) && isLighter(grey, i, width - 1 - x, -1, least, reaches))
        upright[i] = 1
    }
  }
  return { width, height, dpi, level, upright }
}

/** Whether one of the pixels `reaches` steps back is at least that light; `room` is how many steps there are to the edge. */
function isLighter(
  grey: Uint8Array,
  at: number,
  room: number,
  step: number,
  least: number,
  reaches: readonly number[],
): boolean {
  for (const reach of reaches) if ((grey[at - Math.min(reach, room) * step] ?? 0) >= least) return true
  return false
}

/** The level lines of a page. */
export function levelStrokes({ width, height, dpi, level }: Ruled): readonly Stroke[] {
  return strokesOf((across, along) => level[across * width + along] === 1, height, width, dpi)
}

/** The upright lines of a page; `along` is y and `across` is x. */
export function uprightStrokes({ width, height, dpi, upright }: Ruled): readonly Stroke[] {
  return strokesOf((across, along) => upright[along * width + across] === 1, width, height, dpi)
}

type Piece = { readonly across: number; readonly from: number; readonly to: number; group: number }

/** Straight pieces of neighbouring rows that touch make one line. */
function strokesOf(
  isSet: (across: number, along: number) => boolean,
  rows: number,
  length: number,
  dpi: number,
): readonly Stroke[] {
  const pieces: Piece[] = []
  const parent: number[] = []
  const find = (i: number): number => {
    let at = i
    while (parent[at] !== at) at = parent[at] = parent[parent[at] ?? at] ?? at
    return at
  }
  let before: Piece[] = []
  for (let across = 0; across < rows; across++) {
    const here = piecesIn((along) => isSet(across, along), across, length, dpi)
    for (const piece of here) {
      piece.group = parent.length
      parent.push(piece.group)
      for (const other of before)
        if (other.from <= piece.to + 3 && other.to >= piece.from - 3) parent[find(piece.group)] = find(other.group)
    }
    pieces.push(...here)
    before = here
  }
  const groups = new Map<number, Piece[]>()
  for (const piece of pieces) {
    const root = find(piece.group)
    const known = groups.get(root)
    if (known) known.push(piece)
    else groups.set(root, [piece])
  }
  return [...groups.values()].map(strokeOf).filter(({ from, to }) => to - from >= SHORTEST_LINE * dpi)
}

/** Stretches of set pixels in one row, small gaps closed. */
function piecesIn(isSet: (along: number) => boolean, across: number, length: number, dpi: number): Piece[] {
  const least = SHORTEST_PIECE * dpi
  const gap = Math.max(2, Math.round(dpi / 60))
  const pieces: Piece[] = []
  let from = -1
  let last = -1
  for (let along = 0; along <= length; along++) {
    const isOn = along < length && isSet(along)
    if (isOn) {
      if (from < 0) from = along
      last = along
    } else if (from >= 0 && (along - last > gap || along === length)) {
      if (last - from + 1 >= least) pieces.push({ across, from, to: last + 1, group: 0 })
      from = -1
    }
  }
  return pieces
}

const SAMPLE = 32

function strokeOf(pieces: readonly Piece[]): Stroke {
  const from = Math.min(...pieces.map((piece) => piece.from))
  const to = Math.max(...pieces.map((piece) => piece.to))
  const sums = new Map<number, { sum: number; count: number }>()
  for (const piece of pieces)
    for (let bin = Math.floor(piece.from / SAMPLE); bin * SAMPLE < piece.to; bin++) {
      const known = sums.get(bin) ?? { sum: 0, count: 0 }
      sums.set(bin, { sum: known.sum + piece.across, count: known.count + 1 })
    }
  const points = [...sums].map(([bin, { sum, count }]) => ({ along: bin * SAMPLE + SAMPLE / 2, across: sum / count }))
  return { from, to, points }
}
