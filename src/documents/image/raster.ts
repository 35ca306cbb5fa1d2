import { MAX_IMAGE_PIXELS, MAX_IMAGE_SIDE } from '../limits.ts'
import { Unreadable } from '../unreadable.ts'

/** A decoded picture, rows from the top: one byte a pixel (grey) or three (red, green, blue). */
export type Raster = {
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3
  readonly data: Uint8Array
  /** Dots an inch as the file states them; undefined where it does not. */
  readonly dpi: number | undefined
}

/** Quarter turns clockwise that bring a picture upright. */
export type Turns = 0 | 1 | 2 | 3

/** Refuses a picture whose stated size is beyond what a scan of a form can have, before its pixels are unpacked. */
export function checkSize(width: number, height: number): void {
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1)
    throw new Unreadable('图片的尺寸写错了，文件可能已损坏。请重新扫描或另存后再试。')
  if (width > MAX_IMAGE_SIDE || height > MAX_IMAGE_SIDE || width * height > MAX_IMAGE_PIXELS)
    throw new Unreadable(
      `图片有 ${width}×${height} 像素，最多读 ${MAX_IMAGE_PIXELS / 10_000} 万像素。请按 200–300 dpi 重新扫描。`,
    )
}

/** The picture turned clockwise by quarter turns. */
export function turned(raster: Raster, turns: Turns): Raster {
  if (turns === 0) return raster
  const { width, height, channels, data } = raster
  const out = new Uint8Array(data.length)
  const [wide, high] = turns === 2 ? [width, height] : [height, width]
  for (let y = 0; y < high; y++) {
    for (let x = 0; x < wide; x++) {
      const from = sourceOf(x, y, width, height, turns) * channels
      const to = (y * wide + x) * channels
      for (let k = 0; k < channels; k++) out[to + k] = data[from + k] ?? 0
    }
  }
  return { ...raster, width: wide, height: high, data: out }
}

function sourceOf(x: number, y: number, width: number, height: number, turns: Turns): number {
  switch (turns) {
    case 1:
      return (height - 1 - x) * width + y
    case 2:
      return (height - 1 - y) * width + (width - 1 - x)
    case 3:
      return x * width + (width - 1 - y)
    default:
      return y * width + x
  }
}
