import type { Box } from '../pdf/page.ts'
import type { Paper } from './paper.ts'

/** A line of text in a picture, as the frame of its ink; `mark` when it is a single stroke that stands for an empty slot. */
export type TextLine = {
  readonly box: Box
  readonly mark: '-' | '/' | undefined
  /** The white gaps between its strokes: their middles, as x of the page, and their widths. */
  readonly gaps: readonly { readonly x: number; readonly width: number }[]
}

/** A ruling's share of a row at the border of a cell. */
const RULED_SHARE = 0.7
const RULING_GREY = 205

/** The inside of a cell: its box without the rulings, which are as thick as they are found to be. */
export function insideOf({ grey, width, height, dpi }: Paper, box: Box): Box {
  const [left, right] = [Math.max(0, Math.round(box.left)), Math.min(width, Math.round(box.right))]
  const [top, bottom] = [Math.max(0, Math.round(box.top)), Math.min(height, Math.round(box.bottom))]
  const isRow = (y: number): boolean => {
    let dark = 0
    for (let x = left; x < right; x++) if ((grey[y * width + x] ?? 255) < RULING_GREY) dark++
    return dark > RULED_SHARE * (right - left)
  }
  const isColumn = (x: number): boolean => {
    let dark = 0
    for (let y = top; y < bottom; y++) if ((grey[y * width + x] ?? 255) < RULING_GREY) dark++
    return dark > RULED_SHARE * (bottom - top)
  }
  return {
    left: left + depthOf(dpi, (step) => isColumn(left + step)),
    right: right - depthOf(dpi, (step) => isColumn(right - 1 - step)),
    top: top + depthOf(dpi, (step) => isRow(top + step)),
    bottom: bottom - depthOf(dpi, (step) => isRow(bottom - 1 - step)),
  }
}

/** How many pixels of a ruling lie inside a box: it starts within a point or so and goes on without a break. Strokes of text come later. */
function depthOf(dpi: number, isRuling: (step: number) => boolean): number {
  const [nearest, deepest] = [Math.max(2, Math.round(dpi / 70)), Math.round(dpi / 20)]
  let start = 0
  while (start <= nearest && !isRuling(start)) start++
  if (start > nearest) return 1
  let end = start
  while (end < deepest && isRuling(end)) end++
  return end + 1
}

/** A stroke of less ink, in squares of a line's height, is dust: a full stop has three times as much. */
const LEAST_INK = 0.009
const STRAY_GAP = 1.1
const STRAY_INK = 0.05

/** Ink of a box: 1 for the pixels of every stroke that is dark enough somewhere and no dust. */
type Ink = { readonly width: number; readonly height: number; readonly data: Uint8Array }

function inkOf({ grey, width, core, edge }: Paper, box: Box, textHeight: number): Ink | undefined {
  const [wide, high] = [box.right - box.left, box.bottom - box.top]
  if (wide < 3 || high < 3) return undefined
  // With a border of paper around nothing has to be asked about ends.
  const stride = wide + 2
  const values = new Uint8Array(stride * (high + 2)).fill(255)
  for (let y = 0; y < high; y++) {
    const from = (box.top + y) * width + box.left
    values.set(grey.subarray(from, from + wide), (y + 1) * stride + 1)
  }
  const marks = marked(values, stride, core, edge, LEAST_INK * textHeight * textHeight)
  if (!marks) return undefined
  const data = new Uint8Array(wide * high)
  for (let y = 0; y < high; y++) {
    const from = (y + 1) * stride + 1
    data.set(marks.subarray(from, from + wide), y * wide)
  }
  return { width: wide, height: high, data }
}

/** 1 for the pixels of strokes of at least `least` pixels; undefined where there is none. The border must be paper. */
function marked(values: Uint8Array, stride: number, core: number, edge: number, least: number): Uint8Array | undefined {
  const marks = new Uint8Array(values.length)
  const around = [-stride - 1, -stride, -stride + 1, -1, 1, stride - 1, stride, stride + 1]
  const stroke: number[] = []
  const dust: number[] = []
  let found = false
  for (let start = 0; start < values.length; start++) {
    if ((values[start] as number) >= core || marks[start] !== 0) continue
    marks[start] = 1
    stroke.length = 0
    stroke.push(start)
    for (let k = 0; k < stroke.length; k++) {
      const at = stroke[k] as number
      for (let i = 0; i < 8; i++) {
        const next = at + (around[i] as number)
        if (marks[next] !== 0 || (values[next] as number) >= edge) continue
        marks[next] = 1
        stroke.push(next)
      }
    }
    if (stroke.length >= least) found = true
    else for (const at of stroke) dust.push(at)
  }
  if (!found) return undefined
  for (const at of dust) marks[at] = 0
  return marks
}

type Band = { from: number; to: number }

/**
 * The lines of text in a box, from top to bottom, each cut where a gap of more than `gap` pixels shows that two texts
 * stand side by side. `textHeight` is how high a full line of the page is, in pixels.
 */
export function linesIn(
  paper: Paper,
  box: Box,
  textHeight: number,
  gap = Number.POSITIVE_INFINITY,
): readonly (readonly TextLine[])[] {
  const ink = inkOf(paper, box, textHeight)
  if (!ink) return []
  const rows = rowsOf(ink)
  const bands = cutTall(joinSmall(bandsOf(rows), textHeight), rows, textHeight)
  return bands.flatMap((band) => {
    const columns = columnsOf(ink, band)
    const chunks = withoutStray(chunksOf(columns, gap), columns, textHeight).flatMap(({ from, to }) => {
      const line = { left: box.left + from, right: box.left + to, top: box.top + band.from, bottom: box.top + band.to }
      const own = columns.slice(from, to)
      return isSpeck(line, own, textHeight)
        ? []
        : [
            {
              box: line,
              mark: markOf(line, own, ink, band.from, from, textHeight),
              gaps: gapsOf(own).map(({ x, width }) => ({ x: line.left + x, width })),
            },
          ]
    })
    return chunks.length === 0 ? [] : [chunks]
  })
}

/** Specks far from the text at either end of a line do not belong to it. */
function withoutStray(chunks: readonly Band[], columns: readonly number[], textHeight: number): readonly Band[] {
  return chunks.map(({ from, to }) => {
    const parts = chunksOf(columns.slice(from, to), STRAY_GAP * textHeight).map((part) => ({
      ...part,
      ink: columns.slice(from + part.from, from + part.to).reduce((sum, count) => sum + count, 0),
    }))
    const most = Math.max(...parts.map(({ ink }) => ink))
    const isText = ({ ink }: { ink: number }): boolean => ink === most || ink > STRAY_INK * textHeight * textHeight
    const [first, last] = [parts.find(isText), parts.findLast(isText)]
    return { from: from + (first?.from ?? 0), to: from + (last?.to ?? to - from) }
  })
}

function gapsOf(columns: readonly number[]): TextLine['gaps'] {
  const bands = bandsOf(columns)
  return bands.slice(1).map(({ from }, i) => {
    const end = bands[i]?.to ?? from
    return { x: Math.round((from + end) / 2), width: from - end }
  })
}

function chunksOf(columns: readonly number[], gap: number): readonly Band[] {
  const chunks: Band[] = []
  for (const { from, to } of bandsOf(columns)) {
    const last = chunks.at(-1)
    if (last && from - last.to <= gap) last.to = to
    else chunks.push({ from, to })
  }
  return chunks
}

/** Heights of the bands of ink in a box: what the height of a full line is estimated from. */
export function bandHeights(paper: Paper, box: Box, textHeight: number): readonly number[] {
  const ink = inkOf(paper, box, textHeight)
  if (!ink) return []
  return bandsOf(rowsOf(ink)).map(({ from, to }) => to - from)
}

/** How much ink each row has. */
function rowsOf({ width, height, data }: Ink, from = 0, to = height): readonly number[] {
  const rows = new Array<number>(to - from).fill(0)
  for (let y = from; y < to; y++) {
    let count = 0
    for (let at = y * width, end = at + width; at < end; at++) count += data[at] as number
    rows[y - from] = count
  }
  return rows
}

/** How much ink each column has within a band of rows. */
function columnsOf({ width, data }: Ink, { from, to }: Band): readonly number[] {
  const columns = new Array<number>(width).fill(0)
  for (let y = from, at = from * width; y < to; y++)
    for (let x = 0; x < width; x++, at++) columns[x] = (columns[x] as number) + (data[at] as number)
  return columns
}

function bandsOf(rows: readonly number[]): Band[] {
  const bands: Band[] = []
  let from = -1
  for (let y = 0; y <= rows.length; y++) {
    const isInk = y < rows.length && (rows[y] ?? 0) > 0
    if (isInk && from < 0) from = y
    if (!isInk && from >= 0) {
      bands.push({ from, to: y })
      from = -1
    }
  }
  return bands
}

/** Parts of one character that lie apart (二, =, a dot below) belong to one line. */
function joinSmall(bands: readonly Band[], textHeight: number): Band[] {
  const joined: Band[] = []
  for (const band of bands) {
    const last = joined.at(-1)
    const isPart =
      last &&
      band.to - last.from <= 1.2 * textHeight &&
      band.from - last.to <= 0.6 * textHeight &&
      Math.min(band.to - band.from, last.to - last.from) < 0.6 * textHeight
    if (last && isPart) last.to = band.to
    else joined.push({ ...band })
  }
  return joined
}

/** Lines set so close that they touch are cut where there is least ink. */
function cutTall(bands: readonly Band[], rows: readonly number[], textHeight: number): readonly Band[] {
  return bands.flatMap((band) => {
    const count = Math.round((band.to - band.from) / (1.25 * textHeight))
    if (count < 2 || band.to - band.from < 1.7 * textHeight) return [band]
    const mean = rows.slice(band.from, band.to).reduce((sum, ink) => sum + ink, 0) / (band.to - band.from)
    const cuts = [band.from]
    for (let i = 1; i < count; i++) {
      const middle = band.from + (i * (band.to - band.from)) / count
      const [first, last] = [Math.round(middle - 0.35 * textHeight), Math.round(middle + 0.35 * textHeight)]
      let cut = first
      for (let y = first; y <= last; y++) if ((rows[y] ?? 0) < (rows[cut] ?? 0)) cut = y
      // Large type is no two lines: it has ink all through.
      if ((rows[cut] ?? 0) > 0.35 * mean) return [band]
      cuts.push(cut)
    }
    cuts.push(band.to)
    return cuts.slice(1).map((to, i) => ({ from: cuts[i] ?? 0, to }))
  })
}

/** Too little ink to be a sign: a full stop is a seventh of a line high. */
function isSpeck({ left, right, top, bottom }: Box, columns: readonly number[], textHeight: number): boolean {
  const ink = columns.reduce((sum, count) => sum + count, 0)
  return ink < 0.01 * textHeight * textHeight || Math.max(right - left, bottom - top) < 0.12 * textHeight
}

/** One flat stroke, shorter than a character, is a dash; one that leans from end to end is a slash. */
function markOf(
  { left, right, top, bottom }: Box,
  columns: readonly number[],
  ink: Ink,
  fromRow: number,
  fromColumn: number,
  textHeight: number,
): TextLine['mark'] {
  const [width, height] = [right - left, bottom - top]
  if (!columns.every((count) => count > 0) || width > 1.2 * textHeight) return undefined
  if (height <= 0.3 * textHeight && width >= 1.6 * height) return isOneStroke(ink, fromRow, height) ? '-' : undefined
  if (height < 0.6 * textHeight || width < 0.22 * height || width > height) return undefined
  const points: (readonly [number, number])[] = []
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) if (ink.data[(fromRow + y) * ink.width + fromColumn + x]) points.push([x, y])
  return correlation(points) < STRAIGHT_SLASH ? '/' : undefined
}

/** Two strokes, one above the other, are =. */
function isOneStroke(ink: Ink, fromRow: number, height: number): boolean {
  const rows = rowsOf(ink, fromRow, fromRow + height)
  const most = Math.max(...rows)
  const [first, last] = [rows.findIndex((count) => count > most / 2), rows.findLastIndex((count) => count > most / 2)]
  return rows.slice(first, last + 1).every((count) => count > most / 2)
}

/** Ink of a slash lies on one falling line; that of 1 and 7 does not. */
const STRAIGHT_SLASH = -0.8

function correlation(points: readonly (readonly [number, number])[]): number {
  const mean = (k: 0 | 1): number => points.reduce((sum, point) => sum + point[k], 0) / points.length
  const [mx, my] = [mean(0), mean(1)]
  let [xy, xx, yy] = [0, 0, 0]
  for (const [x, y] of points) {
    xy += (x - mx) * (y - my)
    xx += (x - mx) ** 2
    yy += (y - my) ** 2
  }
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy)
}
