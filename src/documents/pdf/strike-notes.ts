import type { WrappedPdfiumModule } from '@embedpdf/pdfium'
import { floatsAt } from './heap.ts'
import type { Box } from './page.ts'

const STRIKE_OUT = 12
const HIDDEN = 2
/** A page with more notes or pieces than this was not marked by hand. */
const MOST = 2_000
/** Four corners, x and y of each. */
const NUMBERS = 8

/** What a reviewer struck out with the viewer's own tool: a note laid over the page, no line of its drawing. Boxes in points from the top left. */
export function strikeNotes(library: WrappedPdfiumModule, page: number, height: number): readonly Box[] {
  const count = Math.min(MOST, library.FPDFPage_GetAnnotCount(page))
  if (count <= 0) return []
  const { pdfium } = library
  const at = pdfium.wasmExports.malloc(4 * NUMBERS)
  const corners = floatsAt(pdfium, at, NUMBERS)
  const boxes: Box[] = []
  try {
    for (let i = 0; i < count; i++) {
      const note = library.FPDFPage_GetAnnot(page, i)
      if (!note) continue
      const isStrike = library.FPDFAnnot_GetSubtype(note) === STRIKE_OUT
      const isShown = (library.FPDFAnnot_GetFlags(note) & HIDDEN) === 0
      const pieces = isStrike && isShown ? Math.min(MOST, Number(library.FPDFAnnot_CountAttachmentPoints(note))) : 0
      for (let k = 0; k < pieces; k++)
        if (library.FPDFAnnot_GetAttachmentPoints(note, k, at)) boxes.push(boxOf(corners(), height))
      library.FPDFPage_CloseAnnot(note)
    }
  } finally {
    pdfium.wasmExports.free(at)
  }
  return boxes
}

function boxOf(corners: Float32Array, height: number): Box {
  const side = (k: 0 | 1): readonly number[] => [...corners].filter((_, i) => i % 2 === k)
  const [xs, ys] = [side(0), side(1)]
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: height - Math.max(...ys),
    bottom: height - Math.min(...ys),
  }
}
