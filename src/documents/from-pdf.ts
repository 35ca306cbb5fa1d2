import type { WrappedPdfiumModule } from '@embedpdf/pdfium'
import type { Problem } from '#engine'
import type { Reader, ReadOptions, ReadResult } from './formats.ts'
import type { ReadPage } from './image/read-picture.ts'
import { type Found, gridOf } from './page-grid.ts'
import { orDamaged } from './pdf/damaged.ts'
import { hasLegibleText } from './pdf/legible.ts'
import { pdfium, readPages } from './pdf/open.ts'
import type { Page } from './pdf/page.ts'
import { renderPage } from './pdf/render.ts'
import { readTextPages } from './pdf/text-page.ts'

/** The reader, once PDFium is loaded: pages with text by their characters, scanned pages by recognition, over page breaks, to one grid. */
export async function load(): Promise<Reader> {
  const library = await pdfium()
  if (!library)
    return {
      read: () => ({ grids: [], problems: [{ message: '这里没有装载 PDF 组件，读不了 PDF。请另存为 .xlsx 再试。' }] }),
    }
  return { read: (bytes, options = {}) => readPdf(library, bytes, options) }
}

async function readPdf(library: WrappedPdfiumModule, bytes: Uint8Array, options: ReadOptions): Promise<ReadResult> {
  const pages = orDamaged('PDF ', () => readPages(library, bytes))
  const pictures = pages.flatMap((page, i) => (isPicture(page) ? [i] : []))
  const read = pictures.length === 0 ? NONE : await readScans(library, bytes, pictures, options)
  const all: readonly Found[] = readTextPages(pages).map((page, i) => read.get(i) ?? page)
  const grid = gridOf('PDF', all)
  const problems = [...read.values()].flatMap((page) => page.problems)
  return { grids: grid ? [grid] : [], problems: [...problems, ...unruledNote(all)] }
}

/** Columns found by where texts stand are sure only as far as the texts stand apart: a person is asked to look. */
function unruledNote(pages: readonly Found[]): readonly Problem[] {
  const places = pages.flatMap(({ isUnruled }, i) => (isUnruled ? [i + 1] : []))
  if (places.length === 0) return []
  return [{ message: `第 ${places.join('、')} 页的表格没有竖线，各栏按文字的位置划分。请对照原件核对各栏。` }]
}

const NONE: ReadonlyMap<number, ReadPage> = new Map()

/** A page without characters; one whose characters are garbage; one that lies under a picture, whose text is another program's reading. */
function isPicture(page: Page): boolean {
  if (page.width === 0) return false
  return page.glyphs.length === 0 || (page.isCovered === true && page.rulings.length === 0) || !hasLegibleText(page)
}

/** The pages at these places, counted from 0, read as pictures; told as unread where no recogniser is at hand. */
async function readScans(
  library: WrappedPdfiumModule,
  bytes: Uint8Array,
  places: readonly number[],
  options: ReadOptions,
): Promise<ReadonlyMap<number, ReadPage>> {
  const [{ imageReader }, { readPictures }, { alignPages }] = await Promise.all([
    import('./image/read-picture.ts'),
    import('./image/read-pictures.ts'),
    import('./image/align-pages.ts'),
  ])
  const read = await imageReader()
  if (!read) return new Map([[places[0] ?? 0, unread(places)]])
  const found = await readPictures(
    read,
    places.map((i) => ({ page: i + 1, raster: () => orDamaged('PDF ', () => renderPage(library, bytes, i)) })),
    options,
  )
  return new Map(alignPages(found).map((page, k) => [places[k] ?? 0, page]))
}

function unread(places: readonly number[]): ReadPage {
  const pages = places.map((i) => i + 1).join('、')
  const problem: Problem = {
    message: `第 ${pages} 页没有能读的文字，是扫描图，而这里没有装载文字识别组件。请提供电子版（.xlsx、.docx 或能选中文字的 PDF）。`,
  }
  return { pieces: [], xs: [], rows: 0, isScan: true, problems: [problem] }
}
