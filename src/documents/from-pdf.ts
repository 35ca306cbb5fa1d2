import type { Cell, Grid, Problem } from '#engine'
import type { Reader, ReadResult } from './formats.ts'
import { latticeOf, type Region } from './pdf/lattice.ts'
import { chunksOf, joinLines, type Line, linesOf } from './pdf/lines.ts'
import { pdfium, readPages } from './pdf/open.ts'
import type { Box, Glyph, Page } from './pdf/page.ts'

/** The reader, once PDFium is loaded: text PDFs with ruled tables, over page breaks, to one grid. Scanned pages are told, not guessed. */
export async function load(): Promise<Reader> {
  const library = await pdfium()
  if (!library)
    return {
      read: () => ({ grids: [], problems: [{ message: '这里没有装载 PDF 组件，读不了 PDF。请另存为 .xlsx 再试。' }] }),
    }
  return { read: (bytes) => gridOf(readPages(library, bytes)) }
}

/** A row on the way to the grid: cells with their horizontal box, rows of a table counted from the page's first. */
type Piece = {
  readonly text: string
  readonly box: Box
  readonly page: number
  readonly row: number
  readonly rowSpan: number
}
type Found = {
  readonly pieces: readonly Piece[]
  readonly xs: readonly number[]
  readonly rows: number
  readonly isScan: boolean
}

const PAGE_NUMBER = /^(?:第?\d+页?(?:[,，/]?共?\d+页?)?|-\d+-|—\d+—)$/
const SIDE_BY_SIDE = 1.5

function gridOf(pages: readonly Page[]): ReadResult {
  const found = pages.map(readPage)
  const xs = commonColumns(found.flatMap(({ xs }) => xs))
  const cells: Cell[] = []
  let from = 0
  for (const { pieces, rows } of found) {
    for (const piece of pieces) cells.push(cellOf(piece, xs, from))
    from += rows
  }
  const scans = found.flatMap(({ isScan }, i) => (isScan ? [i + 1] : []))
  const problems: Problem[] =
    scans.length === 0
      ? []
      : [{ message: `第 ${scans.join('、')} 页没有文字，是扫描图，还不能识别。请提供电子版，或先用识别软件转成文字。` }]
  const grid: Grid = { name: 'PDF', rows: from, columns: Math.max(1, xs.length + 1), positions: 'exact', cells }
  return { grids: cells.length === 0 ? [] : [grid], problems }
}

function readPage(page: Page, index: number): Found {
  const lattice = latticeOf(page.rulings)
  const inside = new Map<Region, Glyph[]>()
  const outside: Glyph[] = []
  for (const glyph of page.glyphs) {
    const region = lattice.regions.find(({ box }) => holds(box, centreOf(glyph)))
    if (!region) outside.push(glyph)
    else inside.set(region, [...(inside.get(region) ?? []), glyph])
  }
  const free = linesOf(outside).filter(({ text }) => !PAGE_NUMBER.test(text.replaceAll(/\s/g, '')))
  const isScan = page.glyphs.length === 0 && page.width > 0
  return { ...inOrder(lattice.ys, inside, free, index + 1), xs: lattice.xs, isScan }
}

/** Table rows and the lines between and around them, from top to bottom. */
function inOrder(
  ys: readonly number[],
  inside: ReadonlyMap<Region, readonly Glyph[]>,
  free: readonly Line[],
  page: number,
): { pieces: readonly Piece[]; rows: number } {
  const tops = [
    ...ys.slice(0, -1).map((y, row) => ({ y, row })),
    ...free.map((line) => ({ y: line.box.top, line })),
  ].sort((a, b) => a.y - b.y)
  const place = new Map<number, number>()
  const pieces: Piece[] = []
  for (const [i, top] of tops.entries()) {
    if ('row' in top) place.set(top.row, i)
    else
      for (const { text, box } of chunksOf(top.line, SIDE_BY_SIDE)) pieces.push({ text, box, page, row: i, rowSpan: 1 })
  }
  for (const [region, glyphs] of inside) {
    const row = place.get(region.row) ?? 0
    const last = place.get(region.row + region.rowSpan - 1) ?? row
    pieces.push({ text: joinLines(linesOf(glyphs)), box: region.box, page, row, rowSpan: last - row + 1 })
  }
  return { pieces, rows: tops.length }
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

/** Column edges of all pages: a table that runs on has the same ones. */
function commonColumns(all: readonly number[]): readonly number[] {
  const edges: number[] = []
  for (const x of [...all].sort((a, b) => a - b)) if (x - (edges.at(-1) ?? Number.NEGATIVE_INFINITY) > 3) edges.push(x)
  return edges
}

function cellOf({ text, box, page, row, rowSpan }: Piece, xs: readonly number[], from: number): Cell {
  const column = columnAt(xs, box.left + 2)
  const last = Math.max(column, columnAt(xs, box.right - 2))
  const rounded = [box.left, box.top, box.right, box.bottom].map((value) => Math.round(value * 10) / 10)
  return { row: from + row, column, rowSpan, columnSpan: last - column + 1, text, source: { page, box: rounded } }
}

function columnAt(xs: readonly number[], x: number): number {
  let column = 0
  while (column < xs.length && (xs[column] ?? 0) <= x) column++
  return column
}
