import { Unreadable } from '../unreadable.ts'
import type { TiffPage } from './tiff-strips.ts'

const DAMAGED = 'TIFF 图片不完整或已损坏，读不出内容。请重新扫描或另存后再试。'
const TAG = {
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  offsets: 273,
  orientation: 274,
  samples: 277,
  rows: 278,
  counts: 279,
  xResolution: 282,
  planes: 284,
  faxOptions: 292,
  resolutionUnit: 296,
  predictor: 317,
  colours: 320,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileCounts: 325,
  jpegTables: 347,
} as const

type Tags = (tag: number) => readonly number[]

/** The pages of a TIFF as its directories describe them; `most` pages, then the file is refused. */
export function tiffDirectories(bytes: Uint8Array, most: number): readonly TiffPage[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const little = bytes[0] === 0x49
  const pages: TiffPage[] = []
  const seen = new Set<number>()
  try {
    for (let at = view.getUint32(4, little); at !== 0; ) {
      // A directory that leads back to an earlier one would never end.
      if (seen.has(at)) throw new Unreadable(DAMAGED)
      seen.add(at)
      if (pages.length >= most) throw new Unreadable(`TIFF 超过 ${most} 页。请只留自评表所在的页。`)
      const count = view.getUint16(at, little)
      pages.push(pageOf(tagsAt(view, at, count, little)))
      at = view.getUint32(at + 2 + 12 * count, little)
    }
  } catch (error) {
    if (error instanceof RangeError) throw new Unreadable(DAMAGED)
    throw error
  }
  if (pages.length === 0) throw new Unreadable(DAMAGED)
  return pages
}

/** Bytes of one value by type: byte, ascii, short, long, rational, and 7 for undefined. */
const SIZES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1 }
const MOST_VALUES = 100_000

function tagsAt(view: DataView, directory: number, count: number, little: boolean): Tags {
  const tags = new Map<number, readonly number[]>()
  for (let i = 0; i < count; i++) {
    const entry = directory + 2 + 12 * i
    const type = view.getUint16(entry + 2, little)
    const length = view.getUint32(entry + 4, little)
    const size = SIZES[type]
    if (size === undefined || length > MOST_VALUES) continue
    const start = size * length <= 4 ? entry + 8 : view.getUint32(entry + 8, little)
    const values: number[] = []
    for (let k = 0; k < length; k++) values.push(valueAt(view, start + k * size, type, little))
    tags.set(view.getUint16(entry, little), values)
  }
  return (tag) => tags.get(tag) ?? []
}

function valueAt(view: DataView, at: number, type: number, little: boolean): number {
  switch (type) {
    case 3:
      return view.getUint16(at, little)
    case 4:
      return view.getUint32(at, little)
    case 5:
      return view.getUint32(at, little) / Math.max(1, view.getUint32(at + 4, little))
    default:
      return view.getUint8(at)
  }
}

function pageOf(tags: Tags): TiffPage {
  const one = (tag: number, otherwise: number): number => tags(tag)[0] ?? otherwise
  const [width, height] = [one(TAG.width, 0), one(TAG.height, 0)]
  const isTiled = tags(TAG.tileOffsets).length > 0
  const resolution = one(TAG.xResolution, 0)
  const unit = one(TAG.resolutionUnit, 2)
  return {
    width,
    height,
    bits: one(TAG.bits, 1),
    samples: one(TAG.samples, 1),
    compression: one(TAG.compression, 1),
    photometric: one(TAG.photometric, 1),
    fillOrder: one(TAG.fillOrder, 1),
    orientation: one(TAG.orientation, 1),
    planes: one(TAG.planes, 1),
    faxOptions: one(TAG.faxOptions, 0),
    predictor: one(TAG.predictor, 1),
    colours: tags(TAG.colours),
    jpegTables: tags(TAG.jpegTables),
    pieceWidth: isTiled ? one(TAG.tileWidth, width) : width,
    pieceHeight: isTiled ? one(TAG.tileHeight, height) : Math.min(height, one(TAG.rows, height)),
    isTiled,
    offsets: tags(isTiled ? TAG.tileOffsets : TAG.offsets),
    counts: tags(isTiled ? TAG.tileCounts : TAG.counts),
    dpi: resolution > 0 && unit !== 1 ? Math.round(resolution * (unit === 3 ? 2.54 : 1)) : undefined,
  }
}
