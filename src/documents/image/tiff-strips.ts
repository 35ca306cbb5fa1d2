import { Unreadable } from '../unreadable.ts'
import { jpegEntries } from './jpeg.ts'
import type { PackedImage } from './wrapped.ts'

/** One page of a TIFF: numbers as the TIFF 6.0 specification names them. A piece is a strip or a tile. */
export type TiffPage = {
  readonly width: number
  readonly height: number
  readonly bits: number
  readonly samples: number
  readonly compression: number
  readonly photometric: number
  readonly fillOrder: number
  readonly orientation: number
  readonly planes: number
  readonly faxOptions: number
  readonly predictor: number
  readonly colours: readonly number[]
  readonly jpegTables: readonly number[]
  readonly pieceWidth: number
  readonly pieceHeight: number
  readonly isTiled: boolean
  readonly offsets: readonly number[]
  readonly counts: readonly number[]
  readonly dpi: number | undefined
}

const UNKNOWN = '这种 TIFF 的压缩或颜色方式尚不支持。请另存为 PNG、JPEG 或 PDF 再试。'

/** The pieces of a page as pictures that PDF knows: every packing of scanners has its filter there. */
export function packedStrips(bytes: Uint8Array, page: TiffPage): readonly PackedImage[] {
  if (page.planes !== 1 || page.offsets.length === 0) throw new Unreadable(UNKNOWN)
  return page.offsets.map((offset, i) => {
    const height = page.isTiled ? page.pieceHeight : Math.min(page.pieceHeight, page.height - i * page.pieceHeight)
    if (height < 1) throw new Unreadable(UNKNOWN)
    const count = page.counts[i] ?? bytes.length - offset
    const raw = bytes.subarray(offset, offset + count)
    const data = page.fillOrder === 2 ? raw.map(reversed) : raw
    const entries = entriesOf(page, height)
    return { width: page.pieceWidth, height, entries, data: page.compression === JPEG ? withTables(page, data) : data }
  })
}

const JPEG = 7

function entriesOf(page: TiffPage, height: number): string {
  const { compression, bits, samples, predictor, pieceWidth } = page
  if (compression === JPEG) return jpegEntries(samples, false)
  const parameters =
    predictor === 2 ? `/Predictor 2/Colors ${samples}/BitsPerComponent ${bits}/Columns ${pieceWidth}` : ''
  const look = `/BitsPerComponent ${bits}${colourOf(page)}`
  switch (compression) {
    case 1:
      return look
    case 2:
    case 3:
    case 4:
      return `${look}/Filter/CCITTFaxDecode/DecodeParms<<${faxOf(page, height)}>>`
    case 5:
      return `${look}/Filter/LZWDecode/DecodeParms<<${parameters}>>`
    case 8:
    case 32946:
      return `${look}/Filter/FlateDecode/DecodeParms<<${parameters}>>`
    case 32773:
      return `${look}/Filter/RunLengthDecode`
    default:
      throw new Unreadable(UNKNOWN)
  }
}

/** Fax codes paint 1 black; white-is-zero files mean just that, which PDF takes for granted. */
function faxOf({ compression, faxOptions, photometric, pieceWidth }: TiffPage, height: number): string {
  const k = compression === 4 ? -1 : compression === 3 && (faxOptions & 1) === 1 ? 1 : 0
  const aligned = compression === 2 || (compression === 3 && (faxOptions & 4) === 4) ? '/EncodedByteAlign true' : ''
  const black = photometric === 1 ? '/BlackIs1 true' : ''
  return `/K ${k}/Columns ${pieceWidth}/Rows ${height}/EndOfBlock false${aligned}${black}`
}

function colourOf({ photometric, bits, samples, compression, colours }: TiffPage): string {
  const isFax = compression >= 2 && compression <= 4
  switch (photometric) {
    case 0:
      return samples === 1 ? `/ColorSpace/DeviceGray${isFax ? '' : '/Decode[1 0]'}` : refuse()
    case 1:
      return samples === 1 ? '/ColorSpace/DeviceGray' : refuse()
    case 2:
      return samples === 3 && bits === 8 ? '/ColorSpace/DeviceRGB' : refuse()
    case 3:
      return samples === 1 && bits <= 8
        ? `/ColorSpace[/Indexed/DeviceRGB ${(1 << bits) - 1}<${paletteOf(colours)}>]`
        : refuse()
    case 5:
      return samples === 4 && bits === 8 ? '/ColorSpace/DeviceCMYK' : refuse()
    default:
      return refuse()
  }
}

function refuse(): never {
  throw new Unreadable(UNKNOWN)
}

/** All reds, all greens, all blues, 16 bits each, to triples of bytes in hexadecimal. */
function paletteOf(colours: readonly number[]): string {
  const count = colours.length / 3
  const hex = (value: number | undefined): string => ((value ?? 0) >> 8).toString(16).padStart(2, '0')
  return Array.from({ length: count }, (_, i) =>
    [colours[i], colours[count + i], colours[2 * count + i]].map(hex).join(''),
  ).join('')
}

/** The tables that all pieces share go in front of each piece: behind its start, without their own start and end. */
function withTables({ jpegTables }: TiffPage, piece: Uint8Array): Uint8Array {
  if (jpegTables.length < 4) return piece
  const tables = Uint8Array.from(jpegTables.slice(2, -2))
  const whole = new Uint8Array(piece.length + tables.length)
  whole.set(piece.subarray(0, 2))
  whole.set(tables, 2)
  whole.set(piece.subarray(2), 2 + tables.length)
  return whole
}

function reversed(byte: number): number {
  let out = 0
  for (let bit = 0; bit < 8; bit++) out |= ((byte >> bit) & 1) << (7 - bit)
  return out
}
