import { MAX_READ_PIXELS } from '../limits.ts'
import { dpiOf } from './paper.ts'
import type { Raster } from './raster.ts'

/** The picture with no more pixels than reading gains from: a finer one is made coarser, each new pixel the mean of those it covers. */
export function fitted(raster: Raster): Raster {
  const { width, height, channels, data } = raster
  const factor = Math.sqrt((width * height) / MAX_READ_PIXELS)
  if (factor <= 1) return raster
  const [wide, high] = [Math.max(1, Math.floor(width / factor)), Math.max(1, Math.floor(height / factor))]
  const columns = sharesOf(width, wide)
  const rows = sharesOf(height, high)
  const out = new Uint8Array(wide * high * channels)
  const row = new Float32Array(width * channels)
  for (let y = 0; y < high; y++) {
    row.fill(0)
    const first = rows.firsts[y] as number
    for (let k = 0; k < rows.most; k++)
      addRow(row, data, (first + k) * width * channels, rows.shares[y * rows.most + k] as number)
    shrinkRow(row, columns, channels, out, y * wide * channels)
  }
  return { width: wide, height: high, channels, data: out, dpi: raster.dpi && dpiOf(raster) / factor }
}

/** For each new pixel the first old one it covers, and the shares of that and the next ones, `most` of them; together 1. */
type Shares = { readonly firsts: Int32Array; readonly shares: Float32Array; readonly most: number }

function sharesOf(old: number, count: number): Shares {
  const step = old / count
  const most = Math.ceil(step) + 1
  const firsts = new Int32Array(count)
  const shares = new Float32Array(count * most)
  for (let i = 0; i < count; i++) {
    const [from, to] = [i * step, Math.min(old, (i + 1) * step)]
    const first = Math.floor(from)
    firsts[i] = first
    for (let k = 0; k < most && first + k < old; k++)
      shares[i * most + k] = Math.max(0, Math.min(to, first + k + 1) - Math.max(from, first + k)) / (to - from)
  }
  return { firsts, shares, most }
}

function addRow(row: Float32Array, data: Uint8Array, start: number, share: number): void {
  // Behind the last row all shares are 0.
  if (share === 0) return
  for (let i = 0; i < row.length; i++) row[i] = (row[i] as number) + share * (data[start + i] as number)
}

function shrinkRow(
  row: Float32Array,
  { firsts, shares, most }: Shares,
  channels: number,
  out: Uint8Array,
  start: number,
): void {
  for (let x = 0; x < firsts.length; x++) {
    const from = (firsts[x] as number) * channels
    for (let c = 0; c < channels; c++) {
      let sum = 0.5
      for (let k = 0; k < most; k++) {
        const share = shares[x * most + k] as number
        if (share > 0) sum += share * (row[from + k * channels + c] as number)
      }
      out[start + x * channels + c] = sum
    }
  }
}
