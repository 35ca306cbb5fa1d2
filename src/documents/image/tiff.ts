import type { WrappedPdfiumModule } from '@embedpdf/pdfium'
import { MAX_IMAGE_PAGES, MAX_TIFF_STRIPS } from '../limits.ts'
import { Unreadable } from '../unreadable.ts'
import { checkSize, type Raster, type Turns, turned } from './raster.ts'
import { tiffDirectories } from './tiff-directories.ts'
import { packedStrips, type TiffPage } from './tiff-strips.ts'
import { type PackedImage, unpackAll } from './wrapped.ts'

/** How many pages a TIFF has. Throws Unreadable for damaged files and for those of too many pages. */
export function tiffPages(bytes: Uint8Array): readonly TiffPage[] {
  const pages = tiffDirectories(bytes, MAX_IMAGE_PAGES)
  for (const page of pages) {
    checkSize(page.width, page.height)
    if (page.offsets.length > MAX_TIFF_STRIPS)
      throw new Unreadable('TIFF 图片分成的条块太多，已停止读取。请另存后再试。')
  }
  return pages
}

const TURNS: Readonly<Record<number, Turns>> = { 3: 2, 6: 1, 8: 3 }

/** One page of a TIFF, upright as it says. Throws Unreadable where its packing is not known. */
export function readTiffPage(library: WrappedPdfiumModule, bytes: Uint8Array, page: TiffPage): Raster {
  const strips = packedStrips(bytes, page)
  const pieces = unpackAll(library, strips)
  const raster = pieces.length === 1 && strips[0]?.width === page.width ? pieces[0] : joined(page, strips, pieces)
  return turned({ ...(raster as Raster), dpi: page.dpi }, TURNS[page.orientation] ?? 0)
}

/** Strips and tiles laid side by side, top to bottom; tiles may stand over the page's edge. */
function joined(page: TiffPage, strips: readonly PackedImage[], pieces: readonly Raster[]): Raster {
  const channels = pieces[0]?.channels ?? 1
  const data = new Uint8Array(page.width * page.height * channels).fill(255)
  const across = Math.ceil(page.width / page.pieceWidth)
  for (const [i, piece] of pieces.entries()) {
    const left = (i % across) * page.pieceWidth
    const top = Math.floor(i / across) * page.pieceHeight
    const width = Math.min(strips[i]?.width ?? 0, page.width - left)
    for (let y = 0; y < piece.height && top + y < page.height; y++) {
      const from = y * piece.width * channels
      if (piece.channels === channels)
        data.set(piece.data.subarray(from, from + width * channels), ((top + y) * page.width + left) * channels)
    }
  }
  return { width: page.width, height: page.height, channels, data, dpi: page.dpi }
}
