import type { Box } from '../pdf/page.ts'
import type { Paper } from './paper.ts'
import { LINE_HEIGHT } from './recogniser.ts'

/** A line of text ready for the model: 48 pixels high, as wide as its shape asks, grey. */
export type Crop = { readonly width: number; readonly grey: Uint8Array }

const WIDEST = 2400
/** Share of a line's height left free around it. */
export const MARGIN = 0.14

/** A call of the model takes as long as so many pixels on top of the line's own, and each line has its margins. */
const WORK_OF_CALL = 14
const WORK_OF_MARGINS = (2 * MARGIN * LINE_HEIGHT) / (1 + 2 * MARGIN)

/** What recognising a line will cost, in pixels of width once it is 48 pixels high. */
export function lineWork({ left, right, top, bottom }: Box, textHeight: number): number {
  const height = Math.max(bottom - top, LEAST_HEIGHT * textHeight) * (1 + 2 * MARGIN)
  return ((right - left) * LINE_HEIGHT) / height + WORK_OF_MARGINS + WORK_OF_CALL
}

/** What recognising a crop costs, in the same measure. */
export const cropWork = ({ width }: Crop): number => width + WORK_OF_CALL

/** A line of less height, as a share of the page's usual one, is of small signs. */
const LEAST_HEIGHT = 0.85

/** The line cut out of the page and scaled; nothing outside `within` (the cell without its rulings) is taken along. */
export function cropOf(paper: Paper, line: Box, within: Box, textHeight: number, share = MARGIN, side = share): Crop {
  const inkHeight = line.bottom - line.top
  const height = Math.max(inkHeight, LEAST_HEIGHT * textHeight) * (1 + 2 * share)
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

/** Beyond the cell and the page lies paper. */
const BLANK = 250

/** Area means when shrinking, blending when enlarging; white beyond `within`. */
function resampled(paper: Paper, box: Box, within: Box, width: number): Uint8Array {
  const out = new Uint8Array(width * LINE_HEIGHT)
  const columns = weightsOf(box.left, box.right, width)
  const rows = weightsOf(box.top, box.bottom, LINE_HEIGHT)
  const low = Math.min(...rows.firsts)
  const high = Math.max(...rows.firsts) + rows.most - 1
  const strip = stripOf(paper, columns, within, low, high)
  const sums = new Float64Array(width)
  for (let y = 0; y < LINE_HEIGHT; y++) {
    sums.fill(0)
    const start = ((rows.firsts[y] as number) - low) * width
    for (let k = 0; k < rows.most; k++) {
      const share = rows.shares[y * rows.most + k] as number
      if (share === 0) continue
      const from = start + k * width
      for (let x = 0; x < width; x++) sums[x] = (sums[x] as number) + share * (strip[from + x] as number)
    }
    for (let x = 0; x < width; x++) out[y * width + x] = Math.max(0, Math.min(255, Math.round(sums[x] as number)))
  }
  return out
}

/** The rows from `low` to `high`, each brought to the width of the crop. */
function stripOf(paper: Paper, columns: Weights, within: Box, low: number, high: number): Float32Array {
  const { firsts, shares, most } = columns
  const width = firsts.length
  const strip = new Float32Array(width * (high - low + 1))
  const left = Math.min(...firsts)
  const line = new Uint8Array(Math.max(...firsts) + most - left)
  const [from, to] = [Math.max(0, within.left, left), Math.min(paper.width, within.right, left + line.length)]
  for (let y = low; y <= high; y++) {
    line.fill(BLANK)
    const isOn = y >= within.top && y < within.bottom && y >= 0 && y < paper.height
    if (isOn && to > from) line.set(paper.grey.subarray(y * paper.width + from, y * paper.width + to), from - left)
    for (let x = 0; x < width; x++) {
      const first = (firsts[x] as number) - left
      let sum = 0
      for (let k = 0; k < most; k++) sum += (shares[x * most + k] as number) * (line[first + k] as number)
      strip[(y - low) * width + x] = sum
    }
  }
  return strip
}

/** For each new pixel the first old one it is made of, and the shares of that and the next ones, `most` of them. */
type Weights = { readonly firsts: Int32Array; readonly shares: Float64Array; readonly most: number }

/** A triangle as wide as the step, at least one pixel. */
function weightsOf(from: number, to: number, count: number): Weights {
  const step = (to - from) / count
  const reach = Math.max(1, step)
  const most = Math.floor(2 * reach) + 1
  const firsts = new Int32Array(count)
  const shares = new Float64Array(count * most)
  for (let i = 0; i < count; i++) {
    const centre = from + (i + 0.5) * step - 0.5
    const [first, last] = [Math.ceil(centre - reach), Math.floor(centre + reach)]
    firsts[i] = first
    let sum = 0
    for (let k = first; k <= last; k++) sum += Math.max(0, 1 - Math.abs(k - centre) / reach)
    for (let k = first; k <= last; k++)
      shares[i * most + k - first] = Math.max(0, 1 - Math.abs(k - centre) / reach) / sum
  }
  return { firsts, shares, most }
}
