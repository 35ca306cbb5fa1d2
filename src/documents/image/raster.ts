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
  const { first, right, down } = walkOf(width, height, turns)
  for (let y = 0, to = 0; y < high; y++) {
    let from = (first + y * down) * channels
    for (let x = 0; x < wide; x++, from += right * channels)
      for (let k = 0; k < channels; k++) out[to++] = data[from + k] as number
  }
  return { ...raster, width: wide, height: high, data: out }
}

/** Where the first pixel of a turned picture stood, and how far apart those of neighbouring columns and rows stood, in pixels of the old one. */
function walkOf(
  width: number,
  height: number,
  turns: Exclude<Turns, 0>,
): { readonly first: number; readonly right: number; readonly down: number } {
  switch (turns) {
    case 1:
      return { first: (height - 1) * width, right: -width, down: 1 }
    case 2:
      return { first: width * height - 1, right: -1, down: -width }
    case 3:
      return { first: width - 1, right: width, down: -1 }
  }
}
