import type { Raster } from './raster.ts'
import { sealLevel, sealOf } from './seal.ts'

/**
 * A page as ink on even paper: 255 is paper and 0 is black, light and shadow taken out, the red of seals made light.
 * `seal` is 1 where a seal's red stood.
 */
export type Paper = {
  readonly width: number
  readonly height: number
  readonly dpi: number
  readonly grey: Uint8Array
  readonly seal: Uint8Array
  /** Darker than this is ink for sure; what is darker than `edge` and joined with it is its rim, or a thin stroke. */
  readonly core: number
  readonly edge: number
}

/** The narrower side of A4, in inches. */
const A4_INCHES = 8.27
/** A page this much narrower or wider than paper of any form is not as many dots an inch as it claims. */
const [NARROWEST, WIDEST] = [5, 17.5]

/** Dots an inch: as stated where the page then has a size that paper has, else as if it were A4. */
export function dpiOf({ width, height, dpi }: Pick<Raster, 'width' | 'height' | 'dpi'>): number {
  const [short, long] = [Math.min(width, height), Math.max(width, height)]
  if (dpi !== undefined && dpi >= 60 && short / dpi >= NARROWEST && long / dpi <= WIDEST) return dpi
  return Math.max(50, Math.round(short / A4_INCHES))
}

/** Colour to ink: luminance, but within a seal the red channel, in which the seal fades and black text stays. */
export function paperOf(raster: Raster): Paper {
  const { width, height, channels, data } = raster
  const dpi = dpiOf(raster)
  const grey = new Uint8Array(width * height)
  const seal = channels === 3 ? sealOf(raster, dpi) : new Uint8Array(width * height)
  const level = sealLevel(data, seal)
  if (channels === 1) grey.set(data)
  for (let i = 0, at = 0; i < grey.length && channels === 3; i++, at += 3) {
    const r = data[at] as number
    const g = data[at + 1] as number
    const b = data[at + 2] as number
    if (seal[i] === 0) grey[i] = (r * 77 + g * 150 + b * 29) >> 8
    else {
      // The paler the red, the less of the seal there is to lighten.
      const redness = Math.max(0, Math.min(1, (r - Math.max(g, b)) / 40))
      grey[i] = Math.min(255, r * (1 + redness * (245 / level - 1)))
    }
  }
  lighten(grey, seal, width, height, Math.max(8, Math.round(dpi / 6)))
  return { width, height, dpi, grey, seal, ...inkLevels(grey) }
}

const [SEALED_BLACK, SEALED_WHITE] = [50, 165]

/** The page for reading text: what is left of a seal (its rim is a little darker than paper, black text darker by far) is made white. Thin rulings go with it. */
export function withoutSeal(paper: Paper): Paper {
  const grey = paper.grey.slice()
  for (let i = paper.seal.indexOf(1); i >= 0; i = paper.seal.indexOf(1, i + 1)) {
    const stretched = (((grey[i] ?? 0) - SEALED_BLACK) * PAPER) / (SEALED_WHITE - SEALED_BLACK)
    grey[i] = Math.max(0, Math.min(PAPER, stretched))
  }
  return { ...paper, grey }
}

/** White of an evened page. */
export const PAPER = 250

/** How dark ink is here, and from what darkness on a pixel is more than the grain of paper and scanner. */
function inkLevels(grey: Uint8Array): { readonly core: number; readonly edge: number } {
  const histogram = new Uint32Array(256)
  let [dark, light, squares] = [0, 0, 0]
  for (let i = 1; i < grey.length - 1; i += 3) {
    const value = grey[i] ?? 0
    if (value < 160) {
      histogram[value] = (histogram[value] ?? 0) + 1
      dark++
    } else if (value > 205) {
      const difference = value - ((grey[i - 1] ?? 0) + (grey[i + 1] ?? 0)) / 2
      // Beside ink the difference is an edge, not grain.
      if (Math.abs(difference) > 45) continue
      squares += difference * difference
      light++
    }
  }
  let ink = 0
  for (let below = 0; ink < 160 && below < dark * 0.25; ink++) below += histogram[ink] ?? 0
  const grain = Math.sqrt(squares / Math.max(1, light) / 1.5)
  const contrast = PAPER - ink
  return {
    core: PAPER - Math.min(0.6 * contrast, Math.max(0.3 * contrast, 6 * grain)),
    edge: PAPER - Math.min(0.5 * contrast, Math.max(0.17 * contrast, 3 * grain)),
  }
}

/** Divides by the light of the paper around: the bright end of each block, smoothed between blocks. In place. */
function lighten(grey: Uint8Array, seal: Uint8Array, width: number, height: number, block: number): void {
  const wide = Math.ceil(width / block)
  const high = Math.ceil(height / block)
  const light = smoothed(lightOf(grey, seal, width, height, block, wide, high), wide, high)
  const [lows, nexts, shares] = [new Int32Array(width), new Int32Array(width), new Float64Array(width)]
  for (let x = 0; x < width; x++) {
    const at = Math.max(0, Math.min(wide - 1, x / block - 0.5))
    const low = Math.floor(at)
    lows[x] = low
    nexts[x] = Math.min(wide - 1, low + 1)
    shares[x] = at - low
  }
  const row = new Float32Array(wide)
  for (let y = 0; y < height; y++) {
    const at = Math.max(0, Math.min(high - 1, y / block - 0.5))
    const low = Math.floor(at)
    const next = Math.min(high - 1, low + 1)
    for (let x = 0; x < wide; x++)
      row[x] = (light[low * wide + x] ?? 255) * (1 - at + low) + (light[next * wide + x] ?? 255) * (at - low)
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const share = shares[x] as number
      const paper = (row[lows[x] as number] as number) * (1 - share) + (row[nexts[x] as number] as number) * share
      grey[i] = Math.min(255, ((grey[i] as number) * 250) / Math.max(40, paper))
    }
  }
}

/** Fewer pixels, as a share of a block (a quarter of its pixels is looked at), say nothing about its light. */
const LEAST_PAPER = 0.02

/** The light of each block's paper. Where a seal was taken away the page is whiter than its paper: that tells nothing, and a block of nothing else has 0. */
function lightOf(
  grey: Uint8Array,
  seal: Uint8Array,
  width: number,
  height: number,
  block: number,
  wide: number,
  high: number,
): Float32Array {
  const light = new Float32Array(wide * high)
  const histogram = new Uint32Array(256)
  for (let by = 0; by < high; by++) {
    for (let bx = 0; bx < wide; bx++) {
      histogram.fill(0)
      let count = 0
      for (let y = by * block; y < Math.min(height, (by + 1) * block); y += 2)
        for (let x = bx * block; x < Math.min(width, (bx + 1) * block); x += 2) {
          const i = y * width + x
          if (seal[i]) continue
          const value = grey[i] as number
          histogram[value] = (histogram[value] as number) + 1
          count++
        }
      let above = 0
      let value = count < LEAST_PAPER * block * block ? 0 : 255
      while (value > 0 && above < count * 0.2) above += histogram[value--] ?? 0
      light[by * wide + bx] = value
    }
  }
  return light
}

/** Large dark areas (a filled heading) take the light of their surroundings: the greatest of 3×3, then the mean of 3×3. */
function smoothed(light: Float32Array, wide: number, high: number): Float32Array {
  const around = (source: Float32Array, fold: (values: readonly number[]) => number): Float32Array => {
    const out = new Float32Array(source.length)
    for (let y = 0; y < high; y++)
      for (let x = 0; x < wide; x++) {
        const values: number[] = []
        for (let dy = -1; dy <= 1; dy++)
          for (let dx = -1; dx <= 1; dx++)
            if (x + dx >= 0 && x + dx < wide && y + dy >= 0 && y + dy < high)
              values.push(source[(y + dy) * wide + x + dx] ?? 0)
        out[y * wide + x] = fold(values)
      }
    return out
  }
  const widest = around(light, (values) => Math.max(...values))
  return around(widest, (values) => values.reduce((sum, value) => sum + value, 0) / values.length)
}
