import type { WrappedPdfiumModule } from '@embedpdf/pdfium'
import type { Reader, ReadResult } from './formats.ts'
import { readJpeg } from './image/jpeg.ts'
import { readPng } from './image/png.ts'
import type { Raster } from './image/raster.ts'
import { imageReader, type ReadPicture } from './image/read-picture.ts'
import { gridOf } from './page-grid.ts'
import { pdfium } from './pdf/open.ts'

const NO_ENGINE = '这里没有装载文字识别组件，读不了扫描件和照片。请提供电子版（.xlsx、.docx 或能选中文字的 PDF）。'

/** The reader of scans and photos, once PDFium (which unpacks JPEG and TIFF) and the recogniser are loaded. */
export async function load(): Promise<Reader> {
  const [library, read] = await Promise.all([pdfium(), imageReader()])
  if (!library || !read) return { read: () => ({ grids: [], problems: [{ message: NO_ENGINE }] }) }
  return { read: (bytes) => readImage(library, read, bytes) }
}

async function readImage(library: WrappedPdfiumModule, read: ReadPicture, bytes: Uint8Array): Promise<ReadResult> {
  const pages = rastersOf(library, bytes)
  const found = []
  for (const [i, raster] of pages.entries()) found.push(await read(raster, i + 1))
  const grid = gridOf('图片', found)
  return { grids: grid ? [grid] : [], problems: found.flatMap(({ problems }) => problems) }
}

function rastersOf(library: WrappedPdfiumModule, bytes: Uint8Array): readonly Raster[] {
  return [bytes[0] === 0x89 ? readPng(bytes) : readJpeg(library, bytes)]
}
