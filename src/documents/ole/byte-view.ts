import { Unreadable } from '../unreadable.ts'

/** Little-endian numbers at a place. Reading beyond the end throws Unreadable: a value that is not there is not zero. */
export type ByteView = {
  readonly length: number
  readonly u8: (at: number) => number
  readonly u16: (at: number) => number
  readonly i16: (at: number) => number
  readonly u32: (at: number) => number
  readonly f64: (at: number) => number
  readonly part: (from: number, to: number) => Uint8Array
}

/** The message of every place where an old Office file breaks off or points nowhere. */
export const BROKEN_OLE =
  '文件不完整或已损坏，读不出里面的内容。请用 Office 或 WPS 打开后另存为 .xlsx 或 .docx 再试；若打不开，请重新取得原文件。'

/** Opens bytes for reading in place; nothing is copied. */
export function byteView(bytes: Uint8Array): ByteView {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const at = (place: number, size: number) => {
    if (!(place >= 0 && place + size <= bytes.length)) throw new Unreadable(BROKEN_OLE)
    return place
  }
  return {
    length: bytes.length,
    u8: (place) => view.getUint8(at(place, 1)),
    u16: (place) => view.getUint16(at(place, 2), true),
    i16: (place) => view.getInt16(at(place, 2), true),
    u32: (place) => view.getUint32(at(place, 4), true),
    f64: (place) => view.getFloat64(at(place, 8), true),
    part: (from, to) => bytes.subarray(at(from, Math.max(0, to - from)), to),
  }
}
