import type { PagePicture } from './formats.ts'

const POINTS = 72

/** The pages of a PDF drawn as pictures, for showing beside the form; numbers from 1. Pages that can't be drawn are left out. */
export async function pdfPictures(bytes: Uint8Array, pages: readonly number[]): Promise<readonly PagePicture[]> {
  const [{ pdfium }, { renderPage }, { orDamaged }] = await Promise.all([
    import('./pdf/open.ts'),
    import('./pdf/render.ts'),
    import('./pdf/damaged.ts'),
  ])
  const library = await pdfium()
  if (!library) return []
  return pages.map((page) => {
    const { dpi = POINTS, ...pixels } = orDamaged('PDF ', () => renderPage(library, bytes, page - 1))
    return { page, width: (pixels.width * POINTS) / dpi, height: (pixels.height * POINTS) / dpi, pixels }
  })
}
