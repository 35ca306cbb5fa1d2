import type { Box } from '../pdf/page.ts'
import type { Paper } from './paper.ts'

/** A line of text in a picture, as the frame of its ink; `isDash` when it is one flat stroke, a printed dash. */
export type TextLine = { readonly box: Box; readonly isDash: boolean }

/** Paper is near 250; what is not at least this much darker somewhere is noise. */
const LEAST_CONTRAST = 55
/** A ruling's share of a row at the border of a cell. */
const RULED_SHARE = 0.5

/** The inside of a cell: its box without the rulings, which are as thick as they are found to be. */
export function insideOf({ grey, width, height, dpi }: Paper, box: Box): Box {
  const most = Math.max(3, Math.round(dpi / 25))
  const [left, right] = [Math.max(0, Math.round(box.left)), Math.min(width, Math.round(box.right))]
  const [top, bottom] = [Math.max(0, Math.round(box.top)), Math.min(height, Math.round(box.bottom))]
  const isRow = (y: number): boolean => {
    let dark = 0
    for (let x = left; x < right; x++) if ((grey[y * width + x] ?? 255) < 200) dark++
    return dark > RULED_SHARE * (right - left)
  }
  const isColumn = (x: number): boolean => {
    let dark = 0
    for (let y = top; y < bottom; y++) if ((grey[y * width + x] ?? 255) < 200) dark++
    return dark > RULED_SHARE * (bottom - top)
  }
  const depth = (isRuling: (step: number) => boolean): number => {
    let deepest = 0
    for (let step = 0; step < most; step++) if (isRuling(step)) deepest = step + 1
    return deepest + 1
  }
  return {
    left: left + depth((step) => isColumn(left + step)),
    right: right - depth((step) => isColumn(right - 1 - step)),
    top: top + depth((step) => isRow(top + step)),
    bottom: bottom - depth((step) => isRow(bottom - 1 - step)),
  }
}

/** Ink of a box: 1 where darker than half way to the darkest, specks without neighbours left out. */
type Ink = { readonly width: number; readonly height: number; readonly data: Uint8Array }

function inkOf({ grey, width }: Paper, box: Box): Ink | undefined {
  const [wide, high] = [box.right - box.left, box.bottom - box.top]
  if (wide < 3 || high < 3) return undefined
  const histogram = new Uint32Array(256)
  for (let y = box.top; y < box.bottom; y++)
    for (let x = box.left; x < box.right; x++) {
      const value = grey[y * width + x] ?? 255
      histogram[value] = (histogram[value] ?? 0) + 1
    }
  let darkest = 0
  for (let count = 0; darkest < 255 && count < 4; darkest++) count += histogram[darkest] ?? 0
  if (250 - darkest < LEAST_CONTRAST) return undefined
  const limit = 250 - Math.max(LEAST_CONTRAST * 0.8, 0.42 * (250 - darkest))
  const data = new Uint8Array(wide * high)
  for (let y = 0; y < high; y++)
    for (let x = 0; x < wide; x++)
      if ((grey[(y + box.top) * width + x + box.left] ?? 255) < limit) data[y * wide + x] = 1
  return { width: wide, height: high, data: withoutSpecks(data, wide, high) }
}

function withoutSpecks(data: Uint8Array, width: number, height: number): Uint8Array {
  const out = new Uint8Array(data.length)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const i = y * width + x
      if (!data[i]) continue
      let around = 0
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++)
          if (x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height) around += data[i + dy * width + dx] ?? 0
      if (around >= 3) out[i] = 1
    }
  return out
}

type Band = { from: number; to: number }

/** The lines of text in a box, from top to bottom. `textHeight` is how high a full line of the page is, in pixels. */
export function linesIn(paper: Paper, box: Box, textHeight: number): readonly TextLine[] {
  const ink = inkOf(paper, box)
  if (!ink) return []
  const rows = profile(ink.height, ink.width, (y, x) => ink.data[y * ink.width + x] === 1)
  const bands = cutTall(joinSmall(bandsOf(rows), textHeight), rows, textHeight)
  return bands.flatMap((band) => {
    const columns = profile(ink.width, band.to - band.from, (x, y) => ink.data[(band.from + y) * ink.width + x] === 1)
    const from = columns.findIndex((count) => count > 0)
    const to = columns.findLastIndex((count) => count > 0) + 1
    if (from < 0) return []
    const line = { left: box.left + from, right: box.left + to, top: box.top + band.from, bottom: box.top + band.to }
    if (isSpeck(line, columns, textHeight)) return []
    return [{ box: line, isDash: isDash(line, columns.slice(from, to), textHeight) }]
  })
}

/** Heights of the bands of ink in a box: what the height of a full line is estimated from. */
export function bandHeights(paper: Paper, box: Box): readonly number[] {
  const ink = inkOf(paper, box)
  if (!ink) return []
  return bandsOf(profile(ink.height, ink.width, (y, x) => ink.data[y * ink.width + x] === 1)).map(
    ({ from, to }) => to - from,
  )
}

function profile(
  length: number,
  breadth: number,
  isInk: (along: number, across: number) => boolean,
): readonly number[] {
  return Array.from({ length }, (_, along) => {
    let count = 0
    for (let across = 0; across < breadth; across++) if (isInk(along, across)) count++
    return count
  })
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
    const cuts = [band.from]
    for (let i = 1; i < count; i++) {
      const middle = band.from + (i * (band.to - band.from)) / count
      const [first, last] = [Math.round(middle - 0.35 * textHeight), Math.round(middle + 0.35 * textHeight)]
      let cut = first
      for (let y = first; y <= last; y++) if ((rows[y] ?? 0) < (rows[cut] ?? 0)) cut = y
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

/** One flat stroke, shorter than a character: the dash of an empty slot. */
function isDash({ left, right, top, bottom }: Box, columns: readonly number[], textHeight: number): boolean {
  const [width, height] = [right - left, bottom - top]
  const isWhole = columns.every((count) => count > 0)
  return isWhole && height <= 0.3 * textHeight && width >= 1.6 * height && width <= 1.2 * textHeight
}
