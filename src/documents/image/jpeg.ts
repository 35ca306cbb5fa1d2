import type { WrappedPdfiumModule } from '@embedpdf/pdfium'
import { Unreadable } from '../unreadable.ts'
import { checkSize, type Raster, type Turns, turned } from './raster.ts'
import { unpackAll } from './wrapped.ts'

type Frame = { readonly width: number; readonly height: number; readonly components: number }
type Head = Frame & { readonly dpi: number | undefined; readonly turns: Turns; readonly isInverted: boolean }

/** A JPEG, turned upright as its EXIF orientation says. Throws Unreadable for damaged or oversized files. */
export function readJpeg(library: WrappedPdfiumModule, bytes: Uint8Array): Raster {
  const head = headOf(bytes)
  checkSize(head.width, head.height)
  const [raster] = unpackAll(library, [
    { ...head, entries: jpegEntries(head.components, head.isInverted), data: bytes },
  ])
  return turned({ ...(raster as Raster), dpi: head.dpi }, head.turns)
}

/** The dictionary entries of a JPEG picture in a PDF. */
export function jpegEntries(components: number, isInverted: boolean): string {
  const space = components === 1 ? 'DeviceGray' : components === 4 ? 'DeviceCMYK' : 'DeviceRGB'
  const decode = components === 4 && isInverted ? '/Decode[1 0 1 0 1 0 1 0]' : ''
  return `/ColorSpace/${space}/BitsPerComponent 8/Filter/DCTDecode${decode}`
}

function headOf(bytes: Uint8Array): Head {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let dpi: number | undefined
  let turns: Turns = 0
  let isInverted = false
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) break
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at++
      continue
    }
    const length = view.getUint16(at + 2)
    const body = bytes.subarray(at + 4, at + 2 + length)
    if (isFrame(marker) && body.length >= 6) return { ...frameOf(body), dpi, turns, isInverted }
    if (marker === 0xe0) dpi = jfifDpi(body) ?? dpi
    else if (marker === 0xe1) turns = exifTurns(body) ?? turns
    else if (marker === 0xee) isInverted = body.length >= 12
    at += 2 + Math.max(2, length)
  }
  throw new Unreadable('JPEG 图片不完整或已损坏，读不出内容。请重新扫描或另存后再试。')
}

/** SOF0 to SOF15; the three numbers between that are no frames are tables. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function frameOf(body: Uint8Array): Frame {
  const at = (i: number): number => body[i] ?? 0
  return { height: at(1) * 256 + at(2), width: at(3) * 256 + at(4), components: at(5) }
}

function jfifDpi(body: Uint8Array): number | undefined {
  const at = (i: number): number => body[i] ?? 0
  if (body.length < 12 || at(0) !== 0x4a || at(1) !== 0x46) return undefined
  const density = at(8) * 256 + at(9)
  return at(7) === 1 ? density : at(7) === 2 ? Math.round(density * 2.54) : undefined
}

const TURNS: Readonly<Record<number, Turns>> = { 3: 2, 6: 1, 8: 3 }

/** EXIF orientation; mirrored ones are no way a camera holds a page. */
function exifTurns(body: Uint8Array): Turns | undefined {
  if (body.length < 20 || body[0] !== 0x45 || body[1] !== 0x78) return undefined
  const view = new DataView(body.buffer, body.byteOffset + 6, body.byteLength - 6)
  const little = view.getUint16(0) === 0x4949
  const start = view.getUint32(4, little)
  if (start + 2 > view.byteLength) return undefined
  const count = Math.min(view.getUint16(start, little), 100)
  for (let i = 0; i < count; i++) {
    const entry = start + 2 + 12 * i
    if (entry + 12 > view.byteLength) return undefined
    if (view.getUint16(entry, little) === 0x112) return TURNS[view.getUint16(entry + 8, little)]
  }
  return undefined
}
