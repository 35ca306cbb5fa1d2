import type { Problem } from '#engine'
import type { Reader, ReadResult } from './formats.ts'
import { gridOf } from './page-grid.ts'
import { forgetEngine, pdfium, readPages } from './pdf/open.ts'
import type { Page } from './pdf/page.ts'
import { readTextPages } from './pdf/text-page.ts'
import { Unreadable } from './unreadable.ts'

/** The reader, once PDFium is loaded: text PDFs with ruled tables, over page breaks, to one grid. Scanned pages are told, not guessed. */
export async function load(): Promise<Reader> {
  const library = await pdfium()
  if (!library)
    return {
      read: () => ({ grids: [], problems: [{ message: '这里没有装载 PDF 组件，读不了 PDF。请另存为 .xlsx 再试。' }] }),
    }
  return {
    read(bytes) {
      try {
        return resultOf(readPages(library, bytes))
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'RuntimeError') throw error
        // PDFium itself gave up on the file: its memory can't be trusted any more, the next file gets a fresh one.
        forgetEngine()
        throw new Unreadable('PDF 已损坏，读到一半读不下去。请重新导出后再试。')
      }
    },
  }
}

function resultOf(pages: readonly Page[]): ReadResult {
  const found = readTextPages(pages)
  const scans = found.flatMap(({ isScan }, i) => (isScan ? [i + 1] : []))
  const problems: Problem[] =
    scans.length === 0
      ? []
      : [{ message: `第 ${scans.join('、')} 页没有文字，是扫描图，还不能识别。请提供电子版，或先用识别软件转成文字。` }]
  const grid = gridOf('PDF', found)
  return { grids: grid ? [grid] : [], problems }
}
