import type { WrappedPdfiumModule } from '@embedpdf/pdfium'

const IMAGE = 3
/** A picture covers a page when it has more than this share of its area. */
const COVERS = 0.6

/** The fineness of the picture that covers the page; undefined where none does. */
export function scanDpi(library: WrappedPdfiumModule, page: number): number | undefined {
  const { pdfium } = library
  const area = library.FPDF_GetPageWidthF(page) * library.FPDF_GetPageHeightF(page)
  const at = pdfium.wasmExports.malloc(24)
  let dpi: number | undefined
  const count = Math.min(50, library.FPDFPage_CountObjects(page))
  for (let i = 0; i < count; i++) {
    const object = library.FPDFPage_GetObject(page, i)
    if (library.FPDFPageObj_GetType(object) !== IMAGE) continue
    if (!library.FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12)) continue
    if (!library.FPDFImageObj_GetImagePixelSize(object, at + 16, at + 20)) continue
    const side = (k: number): number => pdfium.getValue(at + 4 * k, 'float')
    const covered = (side(2) - side(0)) * (side(3) - side(1))
    const pixels = pdfium.getValue(at + 16, 'i32') * pdfium.getValue(at + 20, 'i32')
    if (covered > COVERS * area) dpi = Math.sqrt(pixels / covered) * 72
  }
  pdfium.wasmExports.free(at)
  return dpi
}
