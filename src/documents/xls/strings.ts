import { BROKEN_OLE, type ByteView } from '../ole/byte-view.ts'
import { Unreadable } from '../unreadable.ts'
import type { BiffRecord } from './records.ts'

/** 8 is Excel 97 and later (Unicode); 5 is Excel 5 and 95 (bytes in the code page of the writer). */
export type Biff = 5 | 8

const RSTRING = 0xd6
const WIDE = 1
const EXTENDED = 4
const RICH = 8
const UTF16 = new TextDecoder('utf-16le', { ignoreBOM: true })

/** Reads over a record and what continues it. Characters cut by a CONTINUE go on behind a new width byte. */
type Pen = { readonly chunks: readonly ByteView[]; chunk: number; at: number }

/** From the character `from` on the text is set in another font. */
export type FontRun = { readonly from: number; readonly font: number }
/** A string and the fonts it changes to; before the first run it has the font of its cell. */
export type RichString = { readonly text: string; readonly runs: readonly FontRun[] }

/** The shared strings in order; phonetic guides are left out. */
export function sharedStrings({ data, continued }: BiffRecord): readonly RichString[] {
  const pen: Pen = { chunks: [data, ...continued], chunk: 0, at: 8 }
  const count = data.u32(4)
  const strings: RichString[] = []
  while (strings.length < count && !isSpent(pen)) strings.push(unicodeString(pen))
  return strings
}

/** A string that stands in its own record at `at`: its length first, in one or two bytes. */
export function stringIn(record: BiffRecord, at: number, lengthBytes: 1 | 2, biff: Biff): string {
  return richStringIn(record, at, lengthBytes, biff).text
}

/** The same with the fonts it changes to; RSTRING lists them behind the text. */
export function richStringIn(
  { id, data, continued }: BiffRecord,
  at: number,
  lengthBytes: 1 | 2,
  biff: Biff,
): RichString {
  const length = lengthBytes === 1 ? data.u8(at) : data.u16(at)
  const from = at + lengthBytes
  if (biff === 8) {
    const pen: Pen = { chunks: [data, ...continued], chunk: 0, at: from }
    const { text, runs } = body(pen, length)
    return { text, runs: id === RSTRING && !isSpent(pen) ? fontRuns(pen, number(pen, 2)) : runs }
  }
  const bytes = data.part(from, from + length)
  const text = new TextDecoder('gb18030').decode(bytes)
  if (id !== RSTRING || from + length >= data.length) return { text, runs: [] }
  const count = Math.min(data.u8(from + length), (data.length - from - length - 1) >> 1)
  const runs = Array.from({ length: count }, (_, i) => {
    const place = from + length + 1 + 2 * i
    // Places count bytes; a character of the code page may take two.
    const before = new TextDecoder('gb18030').decode(bytes.subarray(0, data.u8(place)))
    return { from: before.length, font: data.u8(place + 1) }
  })
  return { text, runs }
}

function unicodeString(pen: Pen): RichString {
  const length = number(pen, 2)
  return body(pen, length)
}

function body(pen: Pen, length: number): RichString {
  const flags = number(pen, 1)
  const count = flags & RICH ? number(pen, 2) : 0
  const extended = flags & EXTENDED ? number(pen, 4) : 0
  const text = characters(pen, length, flags)
  const runs = fontRuns(pen, count)
  skip(pen, extended)
  return { text, runs }
}

function fontRuns(pen: Pen, count: number): readonly FontRun[] {
  const runs: FontRun[] = []
  for (let i = 0; i < count && !isSpent(pen); i++) runs.push({ from: number(pen, 2), font: number(pen, 2) })
  return runs
}

function characters(pen: Pen, length: number, flags: number): string {
  const pieces: string[] = []
  let left = length
  let size = flags & WIDE ? 2 : 1
  while (left > 0) {
    const view = current(pen)
    if (pen.at >= view.length) {
      pen.chunk += 1
      pen.at = 1
      size = current(pen).u8(0) & WIDE ? 2 : 1
      continue
    }
    const count = Math.min(left, Math.floor((view.length - pen.at) / size))
    if (count === 0) throw new Unreadable(BROKEN_OLE)
    const bytes = view.part(pen.at, pen.at + count * size)
    pieces.push(size === 2 ? UTF16.decode(bytes) : narrow(bytes))
    pen.at += count * size
    left -= count
  }
  return pieces.join('')
}

/** One byte a character means U+0000 to U+00FF, not a code page. */
function narrow(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

function number(pen: Pen, size: 1 | 2 | 4): number {
  if (pen.at >= current(pen).length) skip(pen, 0)
  const view = current(pen)
  const { at } = pen
  // A list of runs may be cut by a CONTINUE at any byte.
  if (size === 2 && at + 1 === view.length && pen.chunk + 1 < pen.chunks.length)
    return number(pen, 1) + 256 * number(pen, 1)
  pen.at += size
  return size === 1 ? view.u8(at) : size === 2 ? view.u16(at) : view.u32(at)
}

function skip(pen: Pen, count: number) {
  pen.at += count
  while (pen.at >= current(pen).length && pen.chunk + 1 < pen.chunks.length) {
    pen.at -= current(pen).length
    pen.chunk += 1
  }
}

function isSpent(pen: Pen): boolean {
  return pen.chunk + 1 >= pen.chunks.length && pen.at >= current(pen).length
}

function current({ chunks, chunk }: Pen): ByteView {
  const view = chunks[chunk]
  if (!view) throw new Unreadable(BROKEN_OLE)
  return view
}
