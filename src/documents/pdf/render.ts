import type { WrappedPdfiumModule } from '@embedpdf/pdfium'
import { checkSize, type Raster } from '../image/raster.ts'
import { pixelsOf } from '../image/wrapped.ts'
import { MAX_IMAGE_PIXELS } from '../limits.ts'
import { Unreadable } from '../unreadable.ts'
import { heapOf } from './heap.ts'
import { scanDpi } from './scan-dpi.ts'

const IMAGE = 3
const BGRX = 3
const [LEAST_DPI, USUAL_DPI, MOST_DPI] = [150, 200, 300]

/** A page of a PDF as a picture: as fine as the scan inside, from 150 to 300 dpi. `index` counts from 0. */
export function renderPage(library: WrappedPdfiumModule, bytes: Uint8Array, index: number): Raster {
  return opened(library, bytes, (document) => {
    const page = library.FPDF_LoadPage(document, index)
    if (!page) throw new Unreadable(`PDF 第 ${index + 1} 页已损坏，读不出内容。请重新导出后再试。`)
    try {
      return onlyPicture(library, page) ?? drawn(library, page)
    } finally {
      library.FPDF_ClosePage(page)
    }
  })
}

function opened<T>(library: WrappedPdfiumModule, bytes: Uint8Array, work: (document: number) => T): T {
  const { pdfium } = library
  const memory = pdfium.wasmExports.malloc(bytes.length)
  heapOf(pdfium).set(bytes, memory)
  const document = library.FPDF_LoadMemDocument(memory, bytes.length, '')
  try {
    if (!document) throw new Unreadable('PDF 不完整或已损坏，读不出内容。请重新导出后再试。')
    return work(document)
  } finally {
    if (document) library.FPDF_CloseDocument(document)
    pdfium.wasmExports.free(memory)
  }
}

/** A page that is nothing but an upright picture is taken as its pixels are: drawing would blur them. */
function onlyPicture(library: WrappedPdfiumModule, page: number): Raster | undefined {
  if (library.FPDFPage_CountObjects(page) !== 1 || library.FPDFPage_GetRotation(page) !== 0) return undefined
  const object = library.FPDFPage_GetObject(page, 0)
  if (library.FPDFPageObj_GetType(object) !== IMAGE || library.FPDFPage_GetAnnotCount(page) > 0) return undefined
  const dpi = scanDpi(library, page)
  const { pdfium } = library
  const at = pdfium.wasmExports.malloc(32)
  try {
    if (dpi === undefined || dpi > 1.3 * MOST_DPI || !library.FPDFPageObj_GetMatrix(object, at)) return undefined
    const [a, b, c, d] = [0, 1, 2, 3].map((i) => pdfium.getValue(at + 4 * i, 'float'))
    if (!a || !d || a < 0 || d < 0 || Math.abs(b ?? 1) > 1e-3 || Math.abs(c ?? 1) > 1e-3) return undefined
    library.FPDFImageObj_GetImagePixelSize(object, at + 24, at + 28)
    const [width, height] = [pdfium.getValue(at + 24, 'i32'), pdfium.getValue(at + 28, 'i32')]
    checkSize(width, height)
    // A picture stretched unevenly is drawn.
    if (Math.abs(width / a / (height / d) - 1) > 0.02) return undefined
    const bitmap = library.FPDFImageObj_GetBitmap(object)
    if (!bitmap) return undefined
    const raster = { ...pixelsOf(library, bitmap), dpi: Math.round(dpi) }
    library.FPDFBitmap_Destroy(bitmap)
    return raster
  } finally {
    pdfium.wasmExports.free(at)
  }
}

function drawn(library: WrappedPdfiumModule, page: number): Raster {
  const [width, height] = [library.FPDF_GetPageWidthF(page), library.FPDF_GetPageHeightF(page)]
  const fitting = Math.sqrt(MAX_IMAGE_PIXELS / Math.max(1, width * height)) * 72
  const dpi = Math.min(fitting, Math.max(LEAST_DPI, Math.min(MOST_DPI, scanDpi(library, page) ?? USUAL_DPI)))
  const [wide, high] = [Math.max(1, Math.round((width * dpi) / 72)), Math.max(1, Math.round((height * dpi) / 72))]
  const bitmap = library.FPDFBitmap_CreateEx(wide, high, BGRX, 0, 0)
  if (!bitmap) throw new Unreadable('PDF 的页面太大，画不出来。请按 A4 重新导出后再试。')
  try {
    library.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xffffffff)
    library.FPDF_RenderPageBitmap(bitmap, page, 0, 0, wide, high, 0, 0)
    return { ...pixelsOf(library, bitmap), dpi: Math.round(dpi) }
  } finally {
    library.FPDFBitmap_Destroy(bitmap)
  }
}
