import type { Box } from '../pdf/page.ts'
import type { Paper } from './paper.ts'
import { LINE_HEIGHT } from './recogniser.ts'

/** A line of text ready for the model: 48 pixels high, as wide as its shape asks, grey. */
export type Crop = { readonly width: number; readonly grey: Uint8Array }

const WIDEST = 2400
/** Share of a line's height left free around it. */
export const MARGIN = 0.14

/** The line cut out of the page and scaled; nothing outside `within` (the cell without its rulings) is taken along. */
export function cropOf(paper: Paper, line: Box, within: Box, textHeight: number, share = MARGIN, side = share): Crop {
  const inkHeight = line.bottom - line.top
  const height = Math.max(inkHeight, 0.85 * textHeight) * (1 + 2 * share)
  const middle = (line.top + line.bottom) / 2
  const margin = side * height
  const box = {
    left: line.left - margin,
    right: line.right + margin,
    top: middle - height / 2,
    bottom: middle + height / 2,
  }
  const scale = LINE_HEIGHT / height
  const width = Math.max(16, Math.min(WIDEST, Math.round((box.right - box.left) * scale)))
  return { width, grey: resampled(paper, box, within, width) }
}

/** Several crops in one row, as if they stood on one line: wrapped and stacked text is read with what belongs to it. */
export function inOneRow(crops: readonly Crop[]): Crop {
  const width = crops.reduce((sum, crop) => sum + crop.width, 0)
  const grey = new Uint8Array(width * LINE_HEIGHT)
  let left = 0
  for (const crop of crops) {
    for (let y = 0; y < LINE_HEIGHT; y++)
      grey.set(crop.grey.subarray(y * crop.width, (y + 1) * crop.width), y * width + left)
    left += crop.width
  }
  return { width, grey }
}

/** Area means when shrinking, blending when enlarging; white beyond `within`. */
function resampled(paper: Paper, box: Box, within: Box, width: number): Uint8Array {
  const out = new Uint8Array(width * LINE_HEIGHT)
  const columns = weightsOf(box.left, box.right, width)
  const rows = weightsOf(box.top, box.bottom, LINE_HEIGHT)
  const high = rows.reduce((most, { last }) => Math.max(most, last), 0)
  const low = rows.reduce((least, { first }) => Math.min(least, first), Number.POSITIVE_INFINITY)
  const strip = new Float32Array(width * (high - low + 1))
  for (let y = low; y <= high; y++) {
    const isOff = y < within.top || y >= within.bottom
    for (let x = 0; x < width; x++) {
      const { first, shares } = columns[x] ?? { first: 0, shares: [] }
      let sum = 0
      for (let k = 0; k < shares.length; k++) {
        const column = first + k
        const isOut = isOff || column < within.left || column >= within.right
        sum += (shares[k] ?? 0) * (isOut ? 250 : (paper.grey[y * paper.width + column] ?? 250))
      }
      strip[(y - low) * width + x] = sum
    }
  }
  for (let y = 0; y < LINE_HEIGHT; y++) {
    const { first, shares } = rows[y] ?? { first: low, shares: [] }
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let k = 0; k < shares.length; k++) sum += (shares[k] ?? 0) * (strip[(first + k - low) * width + x] ?? 250)
      out[y * width + x] = Math.max(0, Math.min(255, Math.round(sum)))
    }
  }
  return out
}

type Weights = { readonly first: number; readonly last: number; readonly shares: readonly number[] }

/** For each new pixel the old ones it is made of: a triangle as wide as the step, at least one pixel. */
function weightsOf(from: number, to: number, count: number): readonly Weights[] {
  const step = (to - from) / count
  const reach = Math.max(1, step)
  return Array.from({ length: count }, (_, i) => {
    const centre = from + (i + 0.5) * step - 0.5
    const [first, last] = [Math.ceil(centre - reach), Math.floor(centre + reach)]
    const shares: number[] = []
    for (let k = first; k <= last; k++) shares.push(Math.max(0, 1 - Math.abs(k - centre) / reach))
    const sum = shares.reduce((all, share) => all + share, 0)
    return { first, last, shares: shares.map((share) => share / sum) }
  })
}
