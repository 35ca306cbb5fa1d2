import { PAPER, type Paper } from './paper.ts'
import { faintPixels, type RulingPixels, rulingPixels } from './ruling-pixels.ts'

/** The pixels of a page that may belong to rulings, and the lines they make. */
export type Ruled = RulingPixels & {
  readonly width: number
  readonly height: number
  readonly dpi: number
  /** The rulings are much lighter than print. */
  readonly isFaint: boolean
  readonly levels: readonly Stroke[]
  /** Upright lines; `along` is y and `across` is x. */
  readonly uprights: readonly Stroke[]
  /** Upright pieces too short to be told from strokes of text. */
  readonly short: readonly Stroke[]
}

/** One drawn line: the middles of its pieces, along `at` (x of a level line) and across. */
export type Stroke = {
  readonly from: number
  readonly to: number
  readonly points: readonly { readonly along: number; readonly across: number }[]
}

/** Shorter straight pieces are parts of characters, in inches. */
const SHORTEST_PIECE = 0.2
const SHORTEST_LINE = 0.36
/** Rulings of less darkness, from 0 to 255, are faint; a hairline of a sound print scanned at 100 dpi has 150. */
const FAINT = 125
/** Faint rulings may be so much lighter or darker than most of a page. */
const [LIGHTER, DARKER] = [0.3, 1.6]

/** Finds the pixels that may belong to rulings; where these are much lighter than print they are looked for again, and text is left out by its darkness. */
export function ruledOf(paper: Paper): Ruled {
  const ruled = withStrokes(paper, rulingPixels(paper), false)
  const darkness = darknessOf(paper, ruled)
  if (darkness === undefined || darkness >= FAINT) return ruled
  return withStrokes(paper, faintPixels(paper, LIGHTER * darkness, DARKER * darkness), true)
}

function withStrokes({ width, height, dpi }: Paper, { level, upright }: RulingPixels, isFaint: boolean): Ruled {
  const isLong = ({ from, to }: Stroke): boolean => to - from >= SHORTEST_LINE * dpi
  const levels = strokesOf({ mask: level, step: 1, stride: width, length: width }, height, dpi).filter(isLong)
  const all = strokesOf({ mask: upright, step: width, stride: 1, length: height }, width, dpi)
  const [uprights, short] = [all.filter(isLong), all.filter((stroke) => !isLong(stroke))]
  return { width, height, dpi, level, upright, isFaint, levels, uprights, short }
}

/** How dark the rulings of a page are: the middle of all places where one was found. */
function darknessOf({ grey, width }: Paper, { levels, uprights }: Ruled): number | undefined {
  const darknessAt = (at: number, step: number): number => {
    let least = PAPER
    for (let k = -2; k <= 2; k++) least = Math.min(least, grey[at + k * step] ?? PAPER)
    return PAPER - least
  }
  const found = [
    ...levels.flatMap(({ points }) =>
      points.map(({ along, across }) => darknessAt(Math.round(across) * width + along, width)),
    ),
    ...uprights.flatMap(({ points }) =>
      points.map(({ along, across }) => darknessAt(along * width + Math.round(across), 1)),
    ),
  ].sort((a, b) => a - b)
  return found[Math.floor(found.length / 2)]
}

/** How near the end of a short line is to the one it meets, in inches. */
const MEETING = 0.03

/** Upright lines of one row only: too short to be told from text, but for both ends standing on level ones. */
export function rowStrokes({ dpi, levels, short }: Ruled): readonly Stroke[] {
  const reach = MEETING * dpi
  const meets = (x: number, y: number): boolean =>
    levels.some(
      ({ from, to, points }) =>
        x >= from - reach &&
        x <= to + reach &&
        points.some(({ along, across }) => Math.abs(along - x) <= SAMPLE && Math.abs(across - y) <= reach),
    )
  return short.filter(({ from, to, points }) => {
    const x = points.reduce((sum, { across }) => sum + across, 0) / points.length
    return meets(x, from) && meets(x, to)
  })
}

type Piece = { readonly across: number; readonly from: number; readonly to: number; group: number }

/** Straight pieces of neighbouring rows that touch make one line. */
function strokesOf(mask: Marked, rows: number, dpi: number): readonly Stroke[] {
  const pieces: Piece[] = []
  const parent: number[] = []
  const find = (i: number): number => {
    let at = i
    while (parent[at] !== at) at = parent[at] = parent[parent[at] ?? at] ?? at
    return at
  }
  let before: Piece[] = []
  for (let across = 0; across < rows; across++) {
    const here = piecesIn(mask, across, dpi)
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
  return [...groups.values()].map(strokeOf)
}

/** Marked pixels, seen along rows or columns: from one to the next along it is `step`, from one line to the next `stride`. */
type Marked = { readonly mask: Uint8Array; readonly step: number; readonly stride: number; readonly length: number }

/** Stretches of set pixels in one row, small gaps closed. */
function piecesIn({ mask, step, stride, length }: Marked, across: number, dpi: number): Piece[] {
  const least = SHORTEST_PIECE * dpi
  const gap = Math.max(2, Math.round(dpi / 60))
  const pieces: Piece[] = []
  let from = -1
  let last = -1
  const close = (): void => {
    if (from >= 0 && last - from + 1 >= least) pieces.push({ across, from, to: last + 1, group: 0 })
  }
  for (let along = 0, at = across * stride; along < length; along++, at += step) {
    if (mask[at] === 0) continue
    if (from < 0 || along - last > gap + 1) {
      close()
      from = along
    }
    last = along
  }
  close()
  return pieces
}

const SAMPLE = 32

function strokeOf(pieces: readonly Piece[]): Stroke {
  // A page of noise may be one stroke of more pieces than a call takes arguments.
  const from = pieces.reduce((least, piece) => Math.min(least, piece.from), Number.POSITIVE_INFINITY)
  const to = pieces.reduce((most, piece) => Math.max(most, piece.to), 0)
  const sums = new Map<number, { sum: number; count: number }>()
  for (const piece of pieces)
    for (let bin = Math.floor(piece.from / SAMPLE); bin * SAMPLE < piece.to; bin++) {
      const known = sums.get(bin) ?? { sum: 0, count: 0 }
      sums.set(bin, { sum: known.sum + piece.across, count: known.count + 1 })
    }
  const points = [...sums].map(([bin, { sum, count }]) => ({ along: bin * SAMPLE + SAMPLE / 2, across: sum / count }))
  return { from, to, points }
}
