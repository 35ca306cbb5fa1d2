import type { WrappedPdfiumModule } from '@embedpdf/pdfium'
import { heapOf } from '../pdf/heap.ts'
import { Unreadable } from '../unreadable.ts'
import type { Raster } from './raster.ts'

/** One packed picture as a PDF carries it: the entries of its dictionary (without Width, Height and Length) and its bytes. */
export type PackedImage = {
  readonly width: number
  readonly height: number
  readonly entries: string
  readonly data: Uint8Array
}

const DAMAGED = '图片不完整或已损坏，读不出内容。请重新扫描或另存后再试。'

/**
 * JPEG, fax and the other packings of scanners are unpacked by PDFium, which is here anyway: each picture is laid into a
 * PDF of one page and taken out again pixel by pixel. Throws Unreadable where PDFium can't unpack one.
 */
export function unpackAll(library: WrappedPdfiumModule, images: readonly PackedImage[]): readonly Raster[] {
  const { pdfium } = library
  const bytes = pdfOf(images)
  const memory = pdfium.wasmExports.malloc(bytes.length)
  heapOf(pdfium).set(bytes, memory)
  const document = library.FPDF_LoadMemDocument(memory, bytes.length, '')
  const page = document ? library.FPDF_LoadPage(document, 0) : 0
  try {
    if (!page || library.FPDFPage_CountObjects(page) !== images.length) throw new Unreadable(DAMAGED)
    return images.map((image, i) => rasterOf(library, library.FPDFPage_GetObject(page, i), image))
  } finally {
    if (page) library.FPDF_ClosePage(page)
    if (document) library.FPDF_CloseDocument(document)
    pdfium.wasmExports.free(memory)
  }
}

function rasterOf(library: WrappedPdfiumModule, object: number, { width, height }: PackedImage): Raster {
  const bitmap = library.FPDFImageObj_GetBitmap(object)
  if (!bitmap) throw new Unreadable(DAMAGED)
  try {
    if (library.FPDFBitmap_GetWidth(bitmap) !== width || library.FPDFBitmap_GetHeight(bitmap) !== height)
      throw new Unreadable(DAMAGED)
    return pixelsOf(library, bitmap)
  } finally {
    library.FPDFBitmap_Destroy(bitmap)
  }
}

/** The pixels of a PDFium bitmap, whose colours stand in the order blue, green, red. */
export function pixelsOf(library: WrappedPdfiumModule, bitmap: number): Raster {
  const width = library.FPDFBitmap_GetWidth(bitmap)
  const height = library.FPDFBitmap_GetHeight(bitmap)
  const stride = library.FPDFBitmap_GetStride(bitmap)
  const bytesEach = [0, 1, 3, 4, 4][library.FPDFBitmap_GetFormat(bitmap)] ?? 4
  const start = library.FPDFBitmap_GetBuffer(bitmap)
  const heap = heapOf(library.pdfium)
  const channels = bytesEach === 1 ? 1 : 3
  const data = new Uint8Array(width * height * channels)
  for (let y = 0, to = 0; y < height; y++) {
    let from = start + y * stride
    if (channels === 1) {
      data.set(heap.subarray(from, from + width), to)
      to += width
      continue
    }
    for (let x = 0; x < width; x++, from += bytesEach, to += 3) {
      data[to] = heap[from + 2] as number
      data[to + 1] = heap[from + 1] as number
      data[to + 2] = heap[from] as number
    }
  }
  return { width, height, channels, data, dpi: undefined }
}

function pdfOf(images: readonly PackedImage[]): Uint8Array {
  const encoder = new TextEncoder()
  const parts: Uint8Array[] = []
  const offsets: number[] = []
  let length = 0
  const add = (...pieces: readonly (string | Uint8Array)[]): void => {
    for (const piece of pieces) {
      const bytes = typeof piece === 'string' ? encoder.encode(piece) : piece
      parts.push(bytes)
      length += bytes.length
    }
  }
  const object = (...pieces: readonly (string | Uint8Array)[]): void => {
    offsets.push(length)
    add(`${offsets.length} 0 obj\n`, ...pieces, '\nendobj\n')
  }
  const names = images.map((_, i) => `/I${i} ${i + 5} 0 R`).join(' ')
  const content = images.map((_, i) => `q 100 0 0 100 0 0 cm /I${i} Do Q`).join('\n')
  add('%PDF-1.7\n')
  object('<</Type/Catalog/Pages 2 0 R>>')
  object('<</Type/Pages/Kids[3 0 R]/Count 1>>')
  object(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Resources<</XObject<<${names}>>>>/Contents 4 0 R>>`)
  object(`<</Length ${content.length}>>\nstream\n${content}\nendstream`)
  for (const { width, height, entries, data } of images)
    object(
      `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}${entries}/Length ${data.length}>>\nstream\n`,
      data,
      '\nendstream',
    )
  const start = length
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  add(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${entries}`)
  add(`trailer\n<</Size ${offsets.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`)
  const all = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
