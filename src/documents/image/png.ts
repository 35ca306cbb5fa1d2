import { convertIndexedToRgb, decode } from 'fast-png'
import { Unzlib } from 'fflate'
import { MAX_IMAGE_BYTES } from '../limits.ts'
import { Unreadable } from '../unreadable.ts'
import { checkSize, type Raster } from './raster.ts'

const DAMAGED = 'PNG 图片不完整或已损坏，读不出内容。请重新保存后再试。'
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** A PNG of any colour type and depth, transparent parts on white. Throws Unreadable for damaged or oversized files. */
export function readPng(bytes: Uint8Array): Raster {
  checkPacked(bytes)
  const png = orDamaged(() => decode(bytes))
  const { width, height, depth, palette } = png
  const channels = palette ? (palette[0]?.length ?? 3) : png.channels
  const data = palette ? convertIndexedToRgb(png) : depth === 16 || depth === 8 ? png.data : unpacked(png.data, png)
  const shift = !palette && depth === 16 ? 8 : 0
  const colours = channels >= 3 ? 3 : 1
  const hasAlpha = channels === 2 || channels === 4
  const { resolution } = png
  const dpi = resolution?.unit === 1 ? Math.round(resolution.x * 0.0254) : undefined
  if (!hasAlpha && data instanceof Uint8Array && data.length === width * height * colours)
    return { width, height, channels: colours, data, dpi }
  const out = new Uint8Array(width * height * colours)
  for (let i = 0; i < width * height; i++) {
    const alpha = hasAlpha ? (data[i * channels + channels - 1] ?? 0) >> shift : 255
    for (let k = 0; k < colours; k++) {
      const value = (data[i * channels + k] ?? 0) >> shift
      out[i * colours + k] = alpha === 255 ? value : Math.round((value * alpha + 255 * (255 - alpha)) / 255)
    }
  }
  return { width, height, channels: colours, data: out, dpi }
}

/** Grey of 1, 2 or 4 bits, rows padded to bytes, to one byte a pixel. */
function unpacked(
  data: ArrayLike<number>,
  { width, height, depth }: { width: number; height: number; depth: number },
): Uint8Array {
  const stride = Math.ceil((width * depth) / 8)
  const most = (1 << depth) - 1
  const out = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = x * depth
      const byte = data[y * stride + (bit >> 3)] ?? 0
      out[y * width + x] = (((byte >> (8 - depth - (bit & 7))) & most) * 255) / most
    }
  }
  return out
}

/** Size by the header, then the packed pixels counted without keeping them: a small file must not unpack to gigabytes. */
function checkPacked(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 33 || view.getUint32(12) !== 0x49484452) throw new Unreadable(DAMAGED)
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  checkSize(width, height)
  const bits = (bytes[24] ?? 8) * (CHANNELS[bytes[25] ?? 0] ?? 4)
  // Interlaced files hold seven smaller pictures, each row of each with a filter byte.
  const most = (Math.ceil((width * bits) / 8) + 8) * height * 1.1 + 4096
  if ((width * height * bits) / 8 > MAX_IMAGE_BYTES)
    throw new Unreadable('PNG 图片每个像素的位数太多，展开后太大。请存为 8 位灰度或彩色，按 200–300 dpi 重新扫描。')
  let unpacked = 0
  const inflate = new Unzlib((chunk) => {
    unpacked += chunk.length
    if (unpacked > most) throw new Unreadable('PNG 图片展开后比它写明的尺寸大得多，已停止读取。请重新保存后再试。')
  })
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at)
    const kind = view.getUint32(at + 4)
    if (kind === 0x49444154) orDamaged(() => inflate.push(bytes.subarray(at + 8, at + 8 + length), false))
    at += length + 12
  }
}

function orDamaged<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof Unreadable) throw error
    // Whatever the decoder stumbled over, the file is at fault.
    throw new Unreadable(DAMAGED)
  }
}
