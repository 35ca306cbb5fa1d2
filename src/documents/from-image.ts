import type { WrappedPdfiumModule } from '@embedpdf/pdfium'
import type { Reader, ReadOptions, ReadResult } from './formats.ts'
import { alignPages } from './image/align-pages.ts'
import { readJpeg } from './image/jpeg.ts'
import { readPng } from './image/png.ts'
import type { Raster } from './image/raster.ts'
import { imageReader, type ReadPicture } from './image/read-picture.ts'
import { readPictures } from './image/read-pictures.ts'
import { readTiffPage, tiffPages } from './image/tiff.ts'
import { gridOf } from './page-grid.ts'
import { orDamaged } from './pdf/damaged.ts'
import { pdfium } from './pdf/open.ts'

export const NO_RECOGNISER =
  '这里没有装载文字识别组件，读不了扫描件和照片。请提供电子版（.xlsx、.docx 或能选中文字的 PDF）。'

/** The reader of scans and photos, once PDFium (which unpacks JPEG and TIFF) and the recogniser are loaded. */
export async function load(): Promise<Reader> {
  const [library, read] = await Promise.all([pdfium(), imageReader()])
  if (!library || !read) return { read: () => ({ grids: [], problems: [{ message: NO_RECOGNISER }] }) }
  return { read: (bytes, options = {}) => readImage(library, read, bytes, options) }
}

async function readImage(
  library: WrappedPdfiumModule,
  read: ReadPicture,
  bytes: Uint8Array,
  options: ReadOptions,
): Promise<ReadResult> {
  const pages = pagesOf(library, bytes)
  const found = await readPictures(
    read,
    pages.map((raster, i) => ({ page: i + 1, raster: () => orDamaged('图片', raster) })),
    options,
  )
  const grid = gridOf('图片', alignPages(found))
  return { grids: grid ? [grid] : [], problems: found.flatMap(({ problems }) => problems) }
}

/** The pages of a picture file, each unpacked only when it is read. */
function pagesOf(library: WrappedPdfiumModule, bytes: Uint8Array): readonly (() => Raster)[] {
  if (bytes[0] === 0x89) return [() => readPng(bytes)]
  if (bytes[0] === 0xff) return [() => readJpeg(library, bytes)]
  return tiffPages(bytes).map((page) => () => readTiffPage(library, bytes, page))
}
