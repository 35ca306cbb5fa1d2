import { BROKEN_OLE, type ByteView, byteView } from '../ole/byte-view.ts'
import { Unreadable } from '../unreadable.ts'
import type { Part } from './fib.ts'

/** A stretch of text in the file: `size` bytes a character, characters from `start`, bytes from `from`. */
export type Piece = { readonly start: number; readonly end: number; readonly from: number; readonly size: 1 | 2 }

/** A stretch of the file with properties of its own, from the pages that list them (FKP). */
export type Stretch = {
  readonly from: number
  readonly to: number
  readonly grpprl: ByteView
  /** Of a paragraph: its style, by its number in the style sheet. */
  readonly style: number
}

const UTF16 = new TextDecoder('utf-16le', { ignoreBOM: true })
const LATIN = new TextDecoder('windows-1252')
const NOTHING = byteView(new Uint8Array())
/** Style 0 is the one of plain paragraphs. */
const NO_PROPERTIES = { grpprl: NOTHING, style: 0 }
const MAX_PIECES = 200_000

/** The pieces of the text in order; a fast-saved file has many. */
export function readPieces(table: ByteView, { from, to }: Part): readonly Piece[] {
  let at = from
  while (at < to && table.u8(at) === 1) at += 3 + table.u16(at + 1)
  if (at >= to || table.u8(at) !== 2) throw new Unreadable(BROKEN_OLE)
  const start = at + 5
  const count = Math.floor((table.u32(at + 1) - 4) / 12)
  if (!(count >= 0 && count <= MAX_PIECES)) throw new Unreadable(BROKEN_OLE)
  return Array.from({ length: count }, (_, i) => {
    const place = table.u32(start + 4 * (count + 1) + 8 * i + 2)
    const isNarrow = (place & 0x40000000) !== 0
    return {
      start: table.u32(start + 4 * i),
      end: table.u32(start + 4 * i + 4),
      from: isNarrow ? (place & 0x3fffffff) >> 1 : place & 0x3fffffff,
      size: isNarrow ? 1 : 2,
    }
  })
}

export function pieceText(main: ByteView, { start, end, from, size }: Piece): string {
  if (end < start) throw new Unreadable(BROKEN_OLE)
  const bytes = main.part(from, from + (end - start) * size)
  return (size === 1 ? LATIN : UTF16).decode(bytes)
}

/** The paragraphs' properties in order of the file. `head` bytes before a grpprl name its style. */
export function readStretches(
  main: ByteView,
  table: ByteView,
  part: Part,
  kind: 'paragraph' | 'run',
): readonly Stretch[] {
  const count = Math.floor((part.to - part.from - 4) / 8)
  if (!(count >= 0 && count <= MAX_PIECES)) throw new Unreadable(BROKEN_OLE)
  const stretches: Stretch[] = []
  for (let i = 0; i < count; i++) {
    const page = 512 * (table.u32(part.from + 4 * (count + 1) + 4 * i) & 0x3fffff)
    const entries = main.u8(page + 511)
    for (let k = 0; k < entries; k++) {
      const at = page + 4 * (entries + 1) + (kind === 'paragraph' ? 13 : 1) * k
      const offset = 2 * main.u8(at)
      stretches.push({
        from: main.u32(page + 4 * k),
        to: main.u32(page + 4 * k + 4),
        ...(offset === 0 ? NO_PROPERTIES : propertiesAt(main, page + offset, kind)),
      })
    }
    if (stretches.length > MAX_PIECES) throw new Unreadable(BROKEN_OLE)
  }
  return stretches.sort((a, b) => a.from - b.from)
}

function propertiesAt(main: ByteView, at: number, kind: 'paragraph' | 'run'): Pick<Stretch, 'grpprl' | 'style'> {
  const size = main.u8(at)
  if (kind === 'run') return { grpprl: byteView(main.part(at + 1, at + 1 + size)), style: 0 }
  const [from, length] = size === 0 ? [at + 2, 2 * main.u8(at + 1)] : [at + 1, 2 * size - 1]
  if (length < 2) return NO_PROPERTIES
  const style = main.u16(from)
  return { grpprl: length === 2 ? NOTHING : byteView(main.part(from + 2, from + length)), style }
}

/** Finds the stretch a place of the file lies in. */
export function stretchAt<T extends Stretch>(stretches: readonly T[], place: number): T | undefined {
  let low = 0
  let high = stretches.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((stretches[middle]?.from ?? 0) <= place) low = middle
    else high = middle - 1
  }
  const found = stretches[low]
  return found && found.from <= place && place < found.to ? found : undefined
}
