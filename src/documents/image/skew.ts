import type { Paper } from './paper.ts'

const DARK = 150
/** A page laid on the glass by hand is off by less than this, in degrees; a photo may be more. */
const MOST_DEGREES = 6

/** The angle, in degrees clockwise, by which the page's level rulings and lines of text are turned. */
export function skewOf(paper: Paper): number {
  const points = runStarts(paper)
  if (points.length < 200) return 0
  const coarse = best(points, -MOST_DEGREES, MOST_DEGREES, 0.25)
  const fine = best(points, coarse - 0.3, coarse + 0.3, 0.05)
  return best(points, fine - 0.06, fine + 0.06, 0.01)
}

type Point = { readonly x: number; readonly y: number }

/** Middles of level stretches of ink, an eighth of an inch long, taken from every second row. */
function runStarts({ width, height, grey, dpi }: Paper): readonly Point[] {
  const least = Math.max(8, Math.round(dpi / 8))
  const points: Point[] = []
  for (let y = 1; y < height - 1; y++) {
    let run = 0
    for (let x = 0; x < width; x++) {
      const isDark = (grey[y * width + x] ?? 255) < DARK
      run = isDark ? run + 1 : 0
      if (run === least) {
        points.push({ x: x - least / 2, y })
        run = 0
      }
    }
  }
  const stride = Math.max(1, Math.ceil(points.length / 30_000))
  return points.filter((_, i) => i % stride === 0)
}

/** The angle whose projection is the most uneven: all points of a ruling fall into one row. */
function best(points: readonly Point[], from: number, to: number, step: number): number {
  let winner = 0
  let most = -1
  for (let degrees = from; degrees <= to + 1e-9; degrees += step) {
    const slope = Math.tan((degrees * Math.PI) / 180)
    const counts = new Map<number, number>()
    for (const { x, y } of points) {
      const row = Math.round(y - x * slope)
      counts.set(row, (counts.get(row) ?? 0) + 1)
    }
    let score = 0
    for (const count of counts.values()) score += count * count
    if (score > most || (score === most && Math.abs(degrees) < Math.abs(winner))) {
      most = score
      winner = degrees
    }
  }
  return winner
}

/** The page turned back by `degrees`, same size, white where nothing stood. */
export function straightened(paper: Paper, degrees: number): Paper {
  if (Math.abs(degrees) < 0.02) return paper
  const { width, height } = paper
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)]
  const [middleX, middleY] = [width / 2, height / 2]
  return warped(paper, (x, y) => [
    middleX + (x - middleX) * cos - (y - middleY) * sin,
    middleY + (x - middleX) * sin + (y - middleY) * cos,
  ])
}

/** The map is straight enough over so many pixels to be blended between its ends. */
const STRAIGHT = 16

/** The page taken through a map from new to old places; ink between pixels is blended, the seal's mask is not. */
export function warped(paper: Paper, from: (x: number, y: number) => readonly [number, number]): Paper {
  const { width, height, grey, seal } = paper
  const out = new Uint8Array(width * height).fill(250)
  const mask = new Uint8Array(width * height)
  const hasSeal = seal.includes(1)
  const [mostX, mostY] = [width - 1, height - 1]
  for (let y = 0, i = 0; y < height; y++) {
    let [x0, y0] = from(0, y)
    for (let start = 0; start < width; start += STRAIGHT) {
      const count = Math.min(width - start, STRAIGHT)
      const [x1, y1] = from(start + count, y)
      const [stepX, stepY] = [(x1 - x0) / count, (y1 - y0) / count]
      for (let k = 0; k < count; k++, i++) {
        const sx = x0 + k * stepX
        const sy = y0 + k * stepY
        if (sx < 0 || sy < 0 || sx >= mostX || sy >= mostY) continue
        // Behind the comparisons both are from 0: cutting off is rounding down.
        const left = sx | 0
        const top = sy | 0
        const u = sx - left
        const v = sy - top
        const at = top * width + left
        const upper = (grey[at] as number) * (1 - u) + (grey[at + 1] as number) * u
        const lower = (grey[at + width] as number) * (1 - u) + (grey[at + width + 1] as number) * u
        out[i] = upper * (1 - v) + lower * v
        if (hasSeal) mask[i] = seal[at + (u > 0.5 ? 1 : 0) + (v > 0.5 ? width : 0)] as number
      }
      x0 = x1
      y0 = y1
    }
  }
  return { ...paper, grey: out, seal: mask }
}
