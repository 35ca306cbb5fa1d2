import type { WrappedPdfiumModule } from '@embedpdf/pdfium'
import { MAX_PDF_GLYPHS } from '../limits.ts'
import { usualCharacter } from '../look-alikes.ts'
import { Unreadable } from '../unreadable.ts'
import { doublesAt } from './heap.ts'
import type { TextObject } from './objects.ts'
import type { Glyph } from './page.ts'

/** Character boxes, drawing order kept; generated spaces and line ends are left out, gaps decide later. */
export function glyphsOf(
  library: WrappedPdfiumModule,
  text: number,
  height: number,
  objects: ReadonlyMap<number, TextObject>,
): readonly Glyph[] {
  const count = library.FPDFText_CountChars(text)
  if (count > MAX_PDF_GLYPHS) throw new Unreadable('PDF 一页上的字过多，不像一张绩效自评表，已停止读取。')
  const { pdfium } = library
  const at = pdfium.wasmExports.malloc(48)
  const doubles = doublesAt(pdfium, at, 6)
  const glyphs: Glyph[] = []
  for (let i = 0; i < count; i++) {
    const code = library.FPDFText_GetUnicode(text, i)
    if (code <= 32 || code === 0xa0 || code === 0x3000 || library.FPDFText_IsGenerated(text, i) === 1) continue
    if (!library.FPDFText_GetCharBox(text, i, at, at + 8, at + 16, at + 24)) continue
    library.FPDFText_GetCharOrigin(text, i, at + 32, at + 40)
    const [left = 0, right = 0, bottom = 0, top = 0, , origin = 0] = doubles()
    const object = objects.get(library.FPDFText_GetTextObject(text, i))
    glyphs.push({
      text: usualCharacter(code),
      ...{ left, right, bottom: height - bottom, top: height - top, baseline: height - origin },
      size: library.FPDFText_GetFontSize(text, i) * (object?.scale ?? 1),
      clip: object?.clip,
    })
  }
  pdfium.wasmExports.free(at)
  return glyphs
}
