import type { Problem } from '#engine'
import type { Reader, ReadResult } from './formats.ts'
import { type Found, gridOf, inOrder } from './page-grid.ts'
import { latticeOf, type Region } from './pdf/lattice.ts'
import { chunksOf, joinLines, linesOf } from './pdf/lines.ts'
import { forgetEngine, pdfium, readPages } from './pdf/open.ts'
import type { Box, Glyph, Page } from './pdf/page.ts'
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

const PAGE_NUMBER = /^(?:第?\d+页?(?:[,，/]?共?\d+页?)?|-\d+-|—\d+—)$/
const SIDE_BY_SIDE = 1.5

function resultOf(pages: readonly Page[]): ReadResult {
  const found = pages.map(readPage)
  const scans = found.flatMap(({ isScan }, i) => (isScan ? [i + 1] : []))
  const problems: Problem[] =
    scans.length === 0
      ? []
      : [{ message: `第 ${scans.join('、')} 页没有文字，是扫描图，还不能识别。请提供电子版，或先用识别软件转成文字。` }]
  const grid = gridOf('PDF', found)
  return { grids: grid ? [grid] : [], problems }
}

function readPage(page: Page, index: number): Found {
  const lattice = latticeOf(page.rulings)
  // Blank cells count as well: text may run on in them behind a page break.
  const inside = new Map<Region, Glyph[]>(lattice.regions.map((region) => [region, []]))
  const outside: Glyph[] = []
  for (const glyph of page.glyphs) {
    const region = lattice.regions.find(({ box }) => holds(box, centreOf(glyph)))
    if (!region) outside.push(glyph)
    else inside.set(region, [...(inside.get(region) ?? []), glyph])
  }
  const free = linesOf(outside).filter(({ text }) => !PAGE_NUMBER.test(text.replaceAll(/\s/g, '')))
  const isScan = page.glyphs.length === 0 && page.width > 0
  const texts = new Map([...inside].map(([region, glyphs]) => [region, { text: joinLines(linesOf(glyphs)) }]))
  const chunks = free.map((line) => chunksOf(line, SIDE_BY_SIDE).map(({ text, box }) => ({ text, box })))
  return { ...inOrder(lattice, texts, chunks, index + 1), xs: lattice.xs, isScan }
}

/** Where a glyph belongs: its own middle, or the middle of what its clip leaves of it where text runs over a border. */
function centreOf({ left, right, top, bottom, clip }: Glyph): { x: number; y: number } {
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 }
  if (!clip) return middle
  const isOver = middle.x < clip.left || middle.x > clip.right || middle.y < clip.top || middle.y > clip.bottom
  return isOver
    ? {
        x: Math.min(Math.max(middle.x, clip.left + 1), clip.right - 1),
        y: Math.min(Math.max(middle.y, clip.top + 1), clip.bottom - 1),
      }
    : middle
}

function holds(box: Box, { x, y }: { x: number; y: number }): boolean {
  return x >= box.left && x < box.right && y >= box.top && y < box.bottom
}
