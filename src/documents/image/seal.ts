import type { Raster } from './raster.ts'

/** How bright the seal's own red is: the middle of all. */
export function sealLevel(data: Uint8Array, seal: Uint8Array): number {
  const histogram = new Uint32Array(256)
  let count = 0
  for (let i = seal.indexOf(1); i >= 0; i = seal.indexOf(1, i + 1)) {
    const red = data[3 * i] ?? 0
    histogram[red] = (histogram[red] ?? 0) + 1
    count++
  }
  let value = 0
  for (let below = 0; value < 245 && below <= count / 2; value++) below += histogram[value] ?? 0
  return Math.max(90, value)
}

const REDNESS = 28
/** A seal is at least this large, in inches; smaller red is text. */
const SEAL_INCHES = 0.55
const BLOCK = 8
/** Fewer red pixels in a block are the grain of the scanner. */
const FEWEST_RED = 4

/** Where a seal's red stands: red pixels inside the frames of large red shapes. Small red shapes are text and stay ink. */
export function sealOf({ width, height, data }: Raster, dpi: number): Uint8Array {
  const mask = new Uint8Array(width * height)
  const wide = Math.ceil(width / BLOCK)
  const high = Math.ceil(height / BLOCK)
  const counts = new Uint8Array(wide * high)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const r = data[3 * i] as number
      const g = data[3 * i + 1] as number
      const b = data[3 * i + 2] as number
      if (r - g < REDNESS || r - b < REDNESS * 0.7) continue
      mask[i] = 1
      const block = (y >> 3) * wide + (x >> 3)
      counts[block] = (counts[block] ?? 0) + 1
    }
  }
  const framed = framedBlocks(counts, wide, high, Math.max(3, Math.round((SEAL_INCHES * dpi) / BLOCK)))
  if (!framed) return new Uint8Array(width * height)
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) if (framed[(y >> 3) * wide + (x >> 3)] === 0) mask[i] = 0
  // Colour is stored coarser than light: what lies beside a red pixel holds some of its red.
  const reach = Math.max(2, Math.round(dpi / 65))
  return spread(spread(mask, width, height, 1, width, reach), height, width, width, 1, reach)
}

/** Sets all that lies within `reach` of a set pixel along one direction: from pixel to pixel it is `step`, from line to line `stride`. */
function spread(
  mask: Uint8Array,
  length: number,
  lines: number,
  step: number,
  stride: number,
  reach: number,
): Uint8Array {
  const out = new Uint8Array(mask.length)
  for (let line = 0; line < lines; line++) {
    const start = line * stride
    let set = 0
    for (let k = -reach, at = start - reach * step; k < length; k++, at += step) {
      const ahead = k + reach
      if (ahead < length) set += mask[at + reach * step] as number
      if (k > reach) set -= mask[at - (reach + 1) * step] as number
      if (k >= 0 && set > 0) out[at] = 1
    }
  }
  return out
}

/** 1 for the blocks inside the frames of large red shapes; undefined where there is none. */
function framedBlocks(counts: Uint8Array, wide: number, high: number, least: number): Uint8Array | undefined {
  const frames = largeShapes(counts, wide, high, least)
  if (frames.length === 0) return undefined
  const framed = new Uint8Array(wide * high)
  for (const { left, top, right, bottom } of frames)
    for (let y = top; y <= bottom; y++) framed.fill(1, y * wide + left, y * wide + right + 1)
  return framed
}

type Frame = { left: number; top: number; right: number; bottom: number }

/** Frames of connected blocks with red in them that are at least `least` blocks wide and high. */
function largeShapes(counts: Uint8Array, wide: number, high: number, least: number): readonly Frame[] {
  const seen = new Uint8Array(counts.length)
  const frames: Frame[] = []
  for (let start = 0; start < counts.length; start++) {
    if ((counts[start] ?? 0) < FEWEST_RED || seen[start]) continue
    const frame = { left: wide, top: high, right: 0, bottom: 0 }
    const stack = [start]
    seen[start] = 1
    while (stack.length > 0) {
      const at = stack.pop() ?? 0
      const [x, y] = [at % wide, Math.floor(at / wide)]
      frame.left = Math.min(frame.left, x)
      frame.right = Math.max(frame.right, x)
      frame.top = Math.min(frame.top, y)
      frame.bottom = Math.max(frame.bottom, y)
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const next = at + dy * wide + dx
          const isOff = x + dx < 0 || x + dx >= wide || y + dy < 0 || y + dy >= high
          if (isOff || seen[next] || (counts[next] ?? 0) < FEWEST_RED) continue
          seen[next] = 1
          stack.push(next)
        }
    }
    if (frame.right - frame.left + 1 >= least && frame.bottom - frame.top + 1 >= least) frames.push(frame)
  }
  return frames
}
