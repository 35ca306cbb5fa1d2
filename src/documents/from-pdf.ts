import type { Cell, Grid, Problem } from '#engine'
import type { Reader, ReadResult } from './formats.ts'
import { type Lattice, latticeOf, type Region } from './pdf/lattice.ts'
import { chunksOf, joinLines, type Line, linesOf } from './pdf/lines.ts'
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
        return gridOf(readPages(library, bytes))
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'RuntimeError') throw error
        // PDFium itself gave up on the file: its memory can't be trusted any more, the next file gets a fresh one.
        forgetEngine()
        throw new Unreadable('PDF 已损坏，读到一半读不下去。请重新导出后再试。')
      }
    },
  }
}

/** A row on the way to the grid: cells with their horizontal box, rows of a table counted from the page's first. */
type Piece = {
  readonly text: string
  readonly box: Box
  readonly page: number
  /** Where its last line stands: a row may run over several pages. */
  readonly lastPage: number
  readonly row: number
  readonly rowSpan: number
  /** A table cell that touches a page break no ruling closes: its text runs on there. */
  readonly fromAbove: boolean
  readonly onBelow: boolean
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
  const { pieces, rows } = joinPages(found)
  const cells = pieces.filter(({ text }) => text !== '').map((piece) => cellOf(piece, xs))
  const scans = found.flatMap(({ isScan }, i) => (isScan ? [i + 1] : []))
  const problems: Problem[] =
    scans.length === 0
      ? []
      : [{ message: `第 ${scans.join('、')} 页没有文字，是扫描图，还不能识别。请提供电子版，或先用识别软件转成文字。` }]
  const grid: Grid = { name: 'PDF', rows, columns: Math.max(1, xs.length + 1), positions: 'exact', cells }
  return { grids: cells.length === 0 ? [] : [grid], problems }
}

/** One page under the other. A row cut by the page break is one row: its pieces are joined with those above in the same columns. */
function joinPages(pages: readonly Found[]): { readonly pieces: readonly Piece[]; readonly rows: number } {
  const all: Piece[] = []
  let rows = 0
  for (const page of pages) {
    const open = all.flatMap((piece, i) =>
      piece.onBelow && piece.lastPage === (page.pieces[0]?.page ?? 0) - 1 ? [i] : [],
    )
    for (const piece of page.pieces) {
      const moved = { ...piece, row: piece.row + rows }
      const above = piece.fromAbove ? open.find((i) => isSameColumn(all[i]?.box, piece.box)) : undefined
      const first = above === undefined ? undefined : all[above]
      if (above === undefined || !first) all.push(moved)
      else
        all[above] = {
          ...first,
          text: first.text + moved.text,
          rowSpan: moved.row + moved.rowSpan - first.row,
          lastPage: moved.lastPage,
          onBelow: moved.onBelow,
        }
    }
    rows += page.rows
  }
  return { pieces: all, rows }
}

function isSameColumn(a: Box | undefined, b: Box): boolean {
  return a !== undefined && Math.abs(a.left - b.left) <= 3 && Math.abs(a.right - b.right) <= 3
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
  return { ...inOrder(lattice, inside, free, index + 1), xs: lattice.xs, isScan }
}

/** Table rows and the lines between and around them, from top to bottom. */
function inOrder(
  { ys, openTop, openBottom }: Lattice,
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
      for (const { text, box } of chunksOf(top.line, SIDE_BY_SIDE))
        pieces.push({ text, box, page, lastPage: page, row: i, rowSpan: 1, fromAbove: false, onBelow: false })
  }
  for (const [region, glyphs] of inside) {
    const row = place.get(region.row) ?? 0
    const last = place.get(region.row + region.rowSpan - 1) ?? row
    pieces.push({
      text: joinLines(linesOf(glyphs)),
      box: region.box,
      page,
      lastPage: page,
      row,
      rowSpan: last - row + 1,
      fromAbove: openTop && region.row === 0,
      onBelow: openBottom && region.row + region.rowSpan === ys.length - 1,
    })
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

function cellOf({ text, box, page, row, rowSpan }: Piece, xs: readonly number[]): Cell {
  const column = columnAt(xs, box.left + 2)
  const last = Math.max(column, columnAt(xs, box.right - 2))
  const rounded = [box.left, box.top, box.right, box.bottom].map((value) => Math.round(value * 10) / 10)
  return { row, column, rowSpan, columnSpan: last - column + 1, text, source: { page, box: rounded } }
}

function columnAt(xs: readonly number[], x: number): number {
  let column = 0
  while (column < xs.length && (xs[column] ?? 0) <= x) column++
  return column
}
