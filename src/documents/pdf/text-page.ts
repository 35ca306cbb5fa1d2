import { type Found, inOrder, type PageText } from '../page-grid.ts'
import { type Lattice, latticeOf, type Region } from './lattice.ts'
import { joinLines, type Line, linesOf } from './lines.ts'
import type { Box, Glyph, Page } from './page.ts'
import { paragraphsOf } from './paragraphs.ts'
import { withStrikes } from './struck.ts'
import { isTable, unruledPages } from './unruled.ts'
import { type LooseRows, looseRows } from './unruled-rows.ts'

const PAGE_NUMBER = /^(?:第?\d+页?(?:[,，/]?共?\d+页?)?|-\d+-|—\d+—)$/

/** The texts of all pages, in rows from top to bottom: cells of ruled tables, of tables that texts alone show, and lines around them. */
export function readTextPages(pages: readonly Page[]): readonly Found[] {
  const found: Found[] = []
  let run: { readonly page: number; readonly rows: LooseRows }[] = []
  // A table without rulings that runs on over pages keeps its columns.
  const endRun = (): void => {
    found.push(...unruledPages(run))
    run = []
  }
  for (const [i, page] of pages.map(withStrikes).entries()) {
    const drawn = splitPage(page)
    const rows = drawn.lattice.regions.length === 0 ? looseRows(drawn.free, page.rulings, i + 1) : undefined
    if (rows && isTable(rows, run.length > 0 ? 'table' : 'text')) {
      run.push({ page: i + 1, rows })
      continue
    }
    endRun()
    found.push(ruledPage(drawn, i + 1))
  }
  endRun()
  return found
}

type Drawn = {
  readonly page: Page
  readonly lattice: Lattice
  readonly inside: ReadonlyMap<Region, readonly Glyph[]>
  readonly free: readonly Line[]
}

function splitPage(page: Page): Drawn {
  const lattice = latticeOf(page.rulings)
  // Blank cells count as well: text may run on in them behind a page break.
  const inside = new Map<Region, Glyph[]>(lattice.regions.map((region) => [region, []]))
  const outside: Glyph[] = []
  for (const glyph of page.glyphs) {
    // A spreadsheet draws the text of a merged cell on every page it covers, much of it outside the paper.
    if (glyph.bottom < 0 || glyph.top > page.height) continue
    const region = lattice.regions.find(({ box }) => holds(box, centreOf(glyph)))
    if (!region) outside.push(glyph)
    else inside.get(region)?.push(glyph)
  }
  const free = linesOf(outside).filter(({ text }) => !PAGE_NUMBER.test(text.replaceAll(/\s/g, '')))
  return { page, lattice, inside, free }
}

function ruledPage({ page, lattice, inside, free }: Drawn, number: number): Found {
  const isScan = page.glyphs.length === 0 && page.width > 0
  const texts = new Map([...inside].map(([region, glyphs]) => [region, textOf(region, glyphs)]))
  return { ...inOrder(lattice, texts, paragraphsOf(free, page.width), number), xs: lattice.xs, isScan }
}

function textOf({ box }: Region, glyphs: readonly Glyph[]): PageText {
  const lines = linesOf(glyphs)
  const last = lines.at(-1)
  const first = lines[0]?.glyphs[0]
  if (!last || !first) return { text: '' }
  const slack = box.right - box.left - (last.box.right - last.box.left)
  return { text: joinLines(lines), slack, lead: first.right - first.left }
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
