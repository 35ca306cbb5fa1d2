import { dpiOf, paperOf } from './paper.ts'
import type { Raster } from './raster.ts'
import { ruledOf } from './ruled.ts'
import { skewOf, straightened } from './skew.ts'

/** Rulings are still seen at so many dots an inch. */
const COARSE_DPI = 75
/** A table has at least so many rulings each way; a page of prose has level ones at most. */
const FEWEST_RULINGS = 2

/** Whether a page has rulings both ways, by a look at a coarse picture of it: a seventh of the work of finding them all. */
export function mayHoldTable(raster: Raster): boolean {
  const coarse = shrunk(raster, Math.floor(dpiOf(raster) / COARSE_DPI))
  const paper = paperOf(coarse)
  const { levels, uprights } = ruledOf(straightened(paper, skewOf(paper)))
  return levels.length >= FEWEST_RULINGS && uprights.length >= FEWEST_RULINGS
}

/** Grey, each pixel the darkest of a square: hairlines stay. */
function shrunk(raster: Raster, by: number): Raster {
  const { width, height, channels, data } = raster
  if (by < 2) return raster
  const [wide, high] = [Math.floor(width / by), Math.floor(height / by)]
  const out = new Uint8Array(wide * high).fill(255)
  for (let y = 0; y < high * by; y++) {
    const row = Math.floor(y / by) * wide
    for (let x = 0, column = 0, within = 0, at = y * width * channels; x < wide * by; x++, at += channels) {
      const red = data[at] as number
      const value =
        channels === 1 ? red : (red * 77 + (data[at + 1] as number) * 150 + (data[at + 2] as number) * 29) >> 8
      if (value < (out[row + column] as number)) out[row + column] = value
      within++
      if (within === by) {
        within = 0
        column++
      }
    }
  }
  return { width: wide, height: high, channels: 1, data: out, dpi: dpiOf(raster) / by }
}
