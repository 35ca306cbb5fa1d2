import type { Found, Piece } from '../page-grid.ts'
import type { Box } from './page.ts'
import { type Block, blocksOf, edgesOf, slotAt } from './unruled-columns.ts'
import type { LooseCell, LooseRow, LooseRows } from './unruled-rows.ts'

const LEAST_ROWS = 3
const LEAST_CELLS = 4

/** Whether rows show a table without upright rulings and no running text; one that began on the page before needs less to go on. */
export function isTable({ rows }: LooseRows, before: 'table' | 'text'): boolean {
  const [cells, least] = before === 'table' ? [LEAST_CELLS - 1, 1] : [LEAST_CELLS, LEAST_ROWS]
  return rows.filter((row) => row.cells.length >= cells).length >= least
}

type PageRows = { readonly page: number; readonly rows: LooseRows }

/** Pages with tables that have no upright rulings, one after the other: columns from where texts and headings stand. */
export function unruledPages(pages: readonly PageRows[]): readonly Found[] {
  const blocks = blocksOf(pages.flatMap(({ rows }) => rows.rows))
  return pages.map(({ page, rows }) => {
    const own = blocks
      .map((block) => ({ ...block, rows: block.rows.filter((row) => row.page === page) }))
      .filter((block) => block.rows.length > 0)
    const pieces: Piece[] = []
    let first = 0
    for (const block of own) {
      pieces.push(...blockPieces(block, rows.labels, page, first))
      first += block.rows.length
    }
    return { pieces, xs: own.flatMap(edgesOf), rows: first, isScan: false, isUnruled: true }
  })
}

function blockPieces(block: Block, labels: readonly LooseCell[], page: number, first: number): readonly Piece[] {
  const { rows } = block
  const edges = edgesOf(block)
  const bounds = boundsOf(rows)
  const [top, bottom] = [bounds[0] ?? 0, bounds.at(-1) ?? 0]
  const middle = ({ box }: LooseCell): number => (box.top + box.bottom) / 2
  const cells = rows.flatMap((row, i) =>
    row.cells.map((cell) => ({ cell, slot: slotAt(block, cell), row: i, rowSpan: 1 })),
  )
  const beside = labels
    .filter((cell) => middle(cell) > top && middle(cell) < bottom)
    .map((cell) => ({ cell, slot: slotAt(block, cell), row: nearest(rows, middle(cell)), rowSpan: 1 }))
  const placed = spread([...cells, ...beside], block, bounds)
  const place = (slot: number, box: Box): Box => ({
    ...box,
    left: edges[slot] ?? box.left,
    right: (slot < 0 ? undefined : edges[slot + 1]) ?? box.right,
  })
  const base = { inTable: rows.length > 1, page, lastPage: page, fromAbove: false, onBelow: false }
  const texts = placed.map(({ cell, slot, row, rowSpan }): Piece => {
    const box = place(slot, cell.box)
    const last = cell.lines.at(-1)?.box
    const [start] = cell.lines[0]?.glyphs ?? []
    const fit = {
      slack: box.right - box.left - (last ? last.right - last.left : 0),
      lead: start ? start.right - start.left : 0,
    }
    return { text: cell.text, box, ...base, ...fit, row: first + row, rowSpan }
  })
  // Blank cells of the outer rows: text may have run on into them over a page break.
  const blanks = [...new Set([0, rows.length - 1])].flatMap((row) =>
    block.slots.flatMap((_, slot): Piece[] => {
      const isFilled = placed.some((one) => one.slot === slot && one.row <= row && one.row + one.rowSpan > row)
      const { top: y, bottom: end } = rows[row] as LooseRow
      return isFilled
        ? []
        : [
            {
              text: '',
              box: place(slot, { left: 0, right: 0, top: y, bottom: end }),
              ...base,
              row: first + row,
              rowSpan: 1,
            },
          ]
    }),
  )
  return [...texts, ...blanks]
}

/** Heights halfway between rows. */
function boundsOf(rows: readonly LooseRow[]): readonly number[] {
  const inner = rows.slice(1).map((row, i) => (row.top + (rows[i]?.bottom ?? row.top)) / 2)
  return [(rows[0]?.top ?? 0) - 4, ...inner, (rows.at(-1)?.bottom ?? 0) + 4]
}

function nearest(rows: readonly LooseRow[], y: number): number {
  const away = ({ top, bottom }: LooseRow): number => Math.abs((top + bottom) / 2 - y)
  return rows.reduce((best, row, i) => (away(row) < away(rows[best] ?? row) ? i : best), 0)
}

type Placed = { readonly cell: LooseCell; readonly slot: number; readonly row: number; readonly rowSpan: number }

/**
 * Merged labels stand in the middle of the rows they head. In the columns left of the first that every row fills, each
 * label gets the rows around it, where the middles tell so without a gap from the heading down; else it stays where it is.
 */
function spread(placed: readonly Placed[], { rows, slots }: Block, bounds: readonly number[]): readonly Placed[] {
  const filled = slots.findIndex((_, slot) => {
    const own = new Set(placed.filter((one) => one.slot === slot).map(({ row }) => row))
    return own.size >= 0.9 * rows.length
  })
  const leading = Math.max(filled, 0)
  const besides = placed.filter(({ slot }) => slot < 0)
  return slots
    .flatMap((_, slot) => {
      const own = placed.filter((one) => one.slot === slot).sort((a, b) => a.cell.box.top - b.cell.box.top)
      if (slot >= leading || own.length < 2) return own
      const [head, ...labels] = own
      return head && head.row === 0 ? [head, ...(tiled(labels, 1, bounds) ?? labels)] : (tiled(own, 0, bounds) ?? own)
    })
    .concat(besides)
}

function tiled(labels: readonly Placed[], from: number, bounds: readonly number[]): readonly Placed[] | undefined {
  let row = from
  const result: Placed[] = []
  for (const label of labels) {
    const top = bounds[row] ?? 0
    const { box } = label.cell
    const bottom = box.top + box.bottom - top
    let end = row + 1
    while (end + 1 < bounds.length && Math.abs((bounds[end + 1] ?? 0) - bottom) < Math.abs((bounds[end] ?? 0) - bottom))
      end++
    const tolerance = 0.8 * (box.bottom - box.top)
    if (end >= bounds.length || Math.abs((bounds[end] ?? 0) - bottom) > tolerance) return undefined
    result.push({ ...label, row, rowSpan: end - row })
    row = end
  }
  return result
}
