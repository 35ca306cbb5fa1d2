import type { Raster } from '../../src/documents/image/raster.ts'
import { randomOf } from '../damage/random.ts'

/** How a clean page is spoiled, as a scanner, a camera and a seal do. */
export type Spoil = {
  /** Degrees clockwise. */
  readonly turn: number
  /** Standard deviation of the grain, in grey levels. */
  readonly grain: number
  /** How much darker the darkest corner is, 0 to 1. */
  readonly shade: number
  /** A round seal of this radius in inches, or none. */
  readonly seal: number
  /** How far ink and paper are drawn together, 0 to 1: weak toner. */
  readonly fade: number
  /** Share of the page's width by which the upper edge is narrower than the lower, as in a photo. */
  readonly keystone: number
}

export const CLEAN: Spoil = { turn: 0, grain: 0, shade: 0, seal: 0, fade: 0, keystone: 0 }
export const SCANNED: Spoil = { turn: 1.2, grain: 8, shade: 0.15, seal: 0.75, fade: 0.1, keystone: 0 }

/** The page spoiled; the same seed gives the same picture. */
export function degraded(raster: Raster, spoil: Spoil, dpi: number, seed: number): Raster {
  const random = randomOf(seed)
  const { width, height } = raster
  const sealed = spoil.seal > 0 ? withSeal(raster, spoil.seal * dpi, 0.22 * width, 0.13 * height) : rgbOf(raster)
  const out = new Uint8Array(width * height * 3).fill(255)
  const [sin, cos] = [Math.sin((spoil.turn * Math.PI) / 180), Math.cos((spoil.turn * Math.PI) / 180)]
  for (let y = 0; y < height; y++) {
    const squeeze = 1 + spoil.keystone * (1 - y / height)
    for (let x = 0; x < width; x++) {
      const [dx, dy] = [(x - width / 2) * squeeze, y - height / 2]
      const [sx, sy] = [width / 2 + dx * cos + dy * sin, height / 2 - dx * sin + dy * cos]
      const light = 1 - spoil.shade * (x / width) * (1 - y / height)
      const grain = spoil.grain * gauss(random)
      for (let k = 0; k < 3; k++) {
        const ink = blended(sealed, width, height, sx, sy, k)
        const value = (ink * (1 - spoil.fade) + 240 * spoil.fade) * light * 0.97 + grain
        out[(y * width + x) * 3 + k] = Math.max(0, Math.min(255, Math.round(value)))
      }
    }
  }
  return { width, height, channels: 3, data: out, dpi: raster.dpi }
}

function rgbOf({ width, height, channels, data }: Raster): Uint8Array {
  if (channels === 3) return data
  const out = new Uint8Array(width * height * 3)
  for (let i = 0; i < width * height; i++) out.fill(data[i] ?? 0, 3 * i, 3 * i + 3)
  return out
}

/** A red ring with a star-like cross and dashes for its characters, multiplied onto the page. */
function withSeal(raster: Raster, radius: number, middleX: number, middleY: number): Uint8Array {
  const out = rgbOf(raster).slice()
  const { width, height } = raster
  for (let y = Math.max(0, Math.floor(middleY - radius)); y < Math.min(height, middleY + radius); y++)
    for (let x = Math.max(0, Math.floor(middleX - radius)); x < Math.min(width, middleX + radius); x++) {
      const [dx, dy] = [x - middleX, y - middleY]
      const distance = Math.hypot(dx, dy) / radius
      const isRing = distance > 0.93 && distance < 1
      const angle = Math.atan2(dy, dx)
      const isSign = distance > 0.66 && distance < 0.84 && Math.sin(angle * 24) > 0.2
      const isStar = distance < 0.26 && Math.min(Math.abs(dx), Math.abs(dy)) < 0.07 * radius
      if (!isRing && !isSign && !isStar) continue
      const i = (y * width + x) * 3
      out[i] = Math.round(((out[i] ?? 0) * 215) / 255)
      out[i + 1] = Math.round(((out[i + 1] ?? 0) * 60) / 255)
      out[i + 2] = Math.round(((out[i + 2] ?? 0) * 60) / 255)
    }
  return out
}

function blended(data: Uint8Array, width: number, height: number, x: number, y: number, k: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return 250
  const [u, v] = [x - left, y - top]
  const at = (row: number, column: number): number => data[(row * width + column) * 3 + k] ?? 0
  const upper = at(top, left) * (1 - u) + at(top, left + 1) * u
  return upper * (1 - v) + (at(top + 1, left) * (1 - u) + at(top + 1, left + 1) * u) * v
}

function gauss(random: { readonly int: (low: number, high: number) => number }): number {
  let sum = 0
  for (let i = 0; i < 6; i++) sum += random.int(0, 1000) / 1000
  return (sum - 3) * 1.41
}
