import { PAPER, type Paper } from './paper.ts'

/** Where a page has thin dark lines: not 0 in `level` for pixels darker than what lies above and below, in `upright` left and right. */
export type RulingPixels = { readonly level: Uint8Array; readonly upright: Uint8Array }

/** A line is at least this much darker than both its sides. */
const CONTRAST = 38
/** A line thicker than this is an area, in inches. */
const THICKEST = 0.045

/** Marks the pixels that may belong to rulings: both sides are lighter, close by (text may follow) or behind a thick line. */
export function rulingPixels({ width, height, grey, dpi }: Paper, contrast = CONTRAST): RulingPixels {
  const level = new Uint8Array(width * height)
  const upright = new Uint8Array(width * height)
  const [near, middle, far] = [0.4, 0.65, 1].map((share) => Math.max(2, Math.round(share * THICKEST * dpi))) as Reaches
  const darkest = 255 - contrast
  for (let y = 0, i = 0; y < height; y++) {
    // Beyond the edge lies what lies at it.
    const [up, down] = [y, height - 1 - y]
    const [up1, up2, up3] = [Math.min(near, up) * width, Math.min(middle, up) * width, Math.min(far, up) * width]
    const [down1, down2, down3] = [
      Math.min(near, down) * width,
      Math.min(middle, down) * width,
      Math.min(far, down) * width,
    ]
    for (let x = 0; x < width; x++, i++) {
      const value = grey[i] as number
      if (value > darkest) continue
      const least = value + contrast
      const isAbove = isAnyFrom(grey, least, i - up1, i - up2, i - up3)
      if (isAbove && isAnyFrom(grey, least, i + down1, i + down2, i + down3)) level[i] = 1
      const right = width - 1 - x
      const isLeft = isAnyFrom(grey, least, i - Math.min(near, x), i - Math.min(middle, x), i - Math.min(far, x))
      if (!isLeft) continue
      if (isAnyFrom(grey, least, i + Math.min(near, right), i + Math.min(middle, right), i + Math.min(far, right)))
        upright[i] = 1
    }
  }
  return { level, upright }
}

type Reaches = [near: number, middle: number, far: number]

/** Whether one of three pixels is at least that light. */
function isAnyFrom(grey: Uint8Array, least: number, a: number, b: number, c: number): boolean {
  return (grey[a] as number) >= least || (grey[b] as number) >= least || (grey[c] as number) >= least
}

/** A pixel too dark for a faint ruling, or beside one: of a ruling that is dark all the same, or of text. */
const DARK = 2

/** The same for faint rulings: at least `contrast` darker than their sides and no darker than `darkest`, unless in a stretch longer than any stroke of text. */
export function faintPixels(paper: Paper, contrast: number, darkest: number): RulingPixels {
  const { width, height } = paper
  const { level, upright } = rulingPixels(paper, contrast)
  for (let i = 0; i < level.length; i++) {
    if (level[i] && isNearInk(paper, i, width, PAPER - darkest)) level[i] = DARK
    if (upright[i] && isNearInk(paper, i, 1, PAPER - darkest)) upright[i] = DARK
  }
  for (let y = 0; y < height; y++) dropShort(level, y * width, 1, width, paper.dpi)
  for (let x = 0; x < width; x++) dropShort(upright, x, width, height, paper.dpi)
  return { level, upright }
}

/** Whether the pixel is dark or the rim of something dark: the strokes of text have rims as light as a faint ruling. */
function isNearInk({ grey, dpi }: Paper, at: number, step: number, dark: number): boolean {
  const reach = Math.max(1, Math.round(dpi / 70))
  for (let k = 0; k <= reach; k++)
    if ((grey[at - k * step] ?? PAPER) < dark || (grey[at + k * step] ?? PAPER) < dark) return true
  return false
}

/** No stroke of text is as long, in inches. */
const LONGEST_STROKE = 0.3

/** Takes the dark pixels out of one row or column that stand in no long stretch: those of text. A line that crosses leaves a hole. In place. */
function dropShort(mask: Uint8Array, start: number, step: number, length: number, dpi: number): void {
  const hole = Math.max(2, Math.round(dpi / 50))
  let [from, last] = [-1, -1]
  for (let k = 0; k <= length; k++) {
    if (from >= 0 && (k === length || k - last > hole)) {
      if (last - from + 1 < LONGEST_STROKE * dpi)
        for (let i = from; i <= last; i++) if (mask[start + i * step] === DARK) mask[start + i * step] = 0
      from = -1
    }
    if (k === length || mask[start + k * step] === 0) continue
    if (from < 0) from = k
    last = k
  }
}
