import type { Sheet, SheetCell } from '../sheet.ts'
import { type Block, heightOf, LINE } from './blocks.ts'

/** What of a block stands on one page: its box from the page's top, and its lines there. */
export type Part = {
  readonly block: Block
  readonly top: number
  readonly height: number
  readonly lines: readonly string[]
  /** The text begins on an earlier page or ends on a later one. */
  readonly isCut: boolean
  /** No ruling closes it there: the row runs on over the page break. */
  readonly isOpenAbove: boolean
  readonly isOpenBelow: boolean
}

type Table = {
  readonly blocks: readonly Block[]
  /** Heights by row; grown while pages are made. */
  readonly heights: number[]
  readonly repeatRows: Sheet['repeatRows']
  /** Points free above and below a text together. */
  readonly padding: number
  /** Height between the margins of a page. */
  readonly room: number
}

/** The rows of a page, repeated headings among them. */
type Rows = { readonly rows: readonly number[]; readonly isOpenAbove: boolean; readonly isOpenBelow: boolean }

const MOST_ROUNDS = 50
/** Text is measured here, not estimated as for spreadsheets: lower rows keep a usual form on one page. */
const ROW_SHARE = 0.8
const PADDINGS = [6, 5, 4]
/** A row that takes more of a page than MOST is cut where the page ends, at pieces of PIECE. */
const MOST = 0.55
const PIECE = 0.1

/** The blocks by page, top to bottom, in the airiest setting that needs no page more. Lengths in points. */
export function pagesOf(sheet: Sheet, blocks: readonly Block[], scale: number, room: number): readonly Part[][] {
  const [first, ...others] = PADDINGS.map((padding) => () => setWith(padding * scale, sheet, blocks, scale, room))
  let best = first?.() ?? []
  for (const set of others) {
    if (best.length < 2) break
    const pages = set()
    if (pages.length < best.length) best = pages
  }
  return best
}

function setWith(padding: number, sheet: Sheet, blocks: readonly Block[], scale: number, room: number): Part[][] {
  const heights = sheet.rowHeights.map((height) => height * scale * ROW_SHARE)
  const whole = withoutPieces({ blocks, heights, repeatRows: sheet.repeatRows, padding, room })
  grow(whole)
  const table = inPieces(whole)
  for (let round = 0; ; round++) {
    const pages = breakPages(table)
    const parts = pages.map(() => [] as Part[])
    const hasGrown = table.blocks.map((block) => place(table, pages, parts, block)).some((each) => each)
    if (!hasGrown || round === MOST_ROUNDS) return parts
  }
}

/** Spreadsheets need a tall row in pieces; here it is one row again: no cell begins in a piece but the first. */
function withoutPieces(table: Table): Table {
  const { heights } = table
  const starts = new Set(table.blocks.map(({ cell }) => cell.row))
  const counts = heights.map((_, row) => (row === 0 || starts.has(row) ? 1 : 0))
  const joined: number[] = []
  for (const [row, height] of heights.entries()) {
    if (counts[row] === 1) joined.push(height)
    else joined.push((joined.pop() ?? 0) + height)
  }
  return renumbered(table, counts, joined)
}

/** A row too tall for a page becomes several rows under merged cells. */
function inPieces(table: Table): Table {
  const { heights, room } = table
  const counts = heights.map((height) => (height > room * MOST ? Math.ceil(height / (room * PIECE)) : 1))
  const pieces = heights.flatMap((height, row) => {
    const count = counts[row] ?? 1
    return new Array<number>(count).fill(height / count)
  })
  return renumbered(table, counts, pieces)
}

/** The same table with `counts[row]` rows instead of each. */
function renumbered(table: Table, counts: readonly number[], heights: number[]): Table {
  const starts = [0]
  for (const count of counts) starts.push((starts.at(-1) ?? 0) + count)
  const start = (row: number) => starts[row] ?? 0
  const moved = (cell: SheetCell): SheetCell => ({
    ...cell,
    row: start(cell.row),
    rowSpan: start(cell.row + cell.rowSpan) - start(cell.row),
  })
  return {
    ...table,
    heights,
    blocks: table.blocks.map((block) => ({ ...block, cell: moved(block.cell) })),
    repeatRows: table.repeatRows && [start(table.repeatRows[0]), start(table.repeatRows[1] + 1) - 1],
  }
}

/** Rows grow until each text has its room, narrow spans first. */
function grow({ blocks, heights, padding }: Table): void {
  for (const block of [...blocks].sort((a, b) => a.cell.rowSpan - b.cell.rowSpan)) {
    const { row, rowSpan } = block.cell
    const lacking = heightOf(block, block.lines.length, padding) - sum(heights.slice(row, row + rowSpan))
    if (lacking <= 0) continue
    for (let each = row; each < row + rowSpan; each++) heights[each] = (heights[each] ?? 0) + lacking / rowSpan
  }
}

function breakPages(table: Table): readonly Rows[] {
  const { heights, repeatRows, room } = table
  const starts = new Set(table.blocks.map(({ cell }) => cell.row))
  const allowed = breakPoints(table)
  const [first, last] = repeatRows ?? [0, -1]
  const heading = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  const bodyEnd = endOfBody(table)
  const pages: Rows[] = []
  let from = 0
  while (from < heights.length) {
    const isOpenAbove = from > 0 && !starts.has(from)
    const repeated = from > last && from < bodyEnd && !isOpenAbove ? heading : []
    let left = room - sum(repeated.map((row) => heights[row] ?? 0))
    let to = from
    while (to < heights.length && (heights[to] ?? 0) <= left + 0.01) left -= heights[to++] ?? 0
    let end = to
    while (to < heights.length && end > from && !allowed[end]) end--
    if (end === from) end = Math.max(to, from + 1)
    const rows = [...repeated, ...Array.from({ length: end - from }, (_, i) => from + i)]
    pages.push({ rows, isOpenAbove, isOpenBelow: end < heights.length && !starts.has(end) })
    from = end
  }
  return pages
}

/** Whether a page may begin with a row: not below a row of headings only, not between the parts of the signature. */
function breakPoints({ blocks, heights }: Table): readonly boolean[] {
  return heights.map((_, row) => {
    const beginning = blocks.filter(({ cell }) => cell.row === row)
    const above = blocks.filter(({ cell }) => cell.row === row - 1 && cell.borderless !== true)
    const isUnderHeadings = above.length > 0 && above.every(({ cell }) => cell.role === 'label')
    const isMargin = beginning.length > 0 && beginning.every(({ cell }) => cell.borderless)
    return !(isUnderHeadings || isMargin)
  })
}

/** The row after those that belong to the repeated headings: what spans from them downwards. */
function endOfBody({ blocks, repeatRows }: Table): number {
  if (repeatRows === null) return 0
  const [first] = repeatRows
  return Math.max(0, ...blocks.filter(({ cell }) => cell.row === first).map(({ cell }) => cell.row + cell.rowSpan))
}

/** Puts a block on its pages; true when a row had to grow first, so that pages must be made anew. */
function place({ heights, padding }: Table, pages: readonly Rows[], parts: readonly Part[][], block: Block): boolean {
  const { row, rowSpan } = block.cell
  const isOwn = (each: number) => each >= row && each < row + rowSpan
  const reached = pages.flatMap((page, i) => (page.rows.some(isOwn) ? [{ ...page, into: parts[i] }] : []))
  let rest = block.lines
  let hasGrown = false
  for (const [i, { rows, isOpenAbove, isOpenBelow, into }] of reached.entries()) {
    const own = rows.filter(isOwn)
    const last = own.at(-1) ?? row
    const top = sum(rows.slice(0, rows.indexOf(own[0] ?? row)).map((each) => heights[each] ?? 0))
    const height = sum(own.map((each) => heights[each] ?? 0))
    // A caption stands again on each page, but not where its own row only runs on.
    if (block.repeats && !isOpenAbove) rest = block.lines
    const fitting = Math.floor((height - padding) / (block.size * LINE) + 0.01)
    const isWhole = block.repeats || i === reached.length - 1
    const lines = isWhole ? rest : rest.slice(0, Math.max(0, fitting))
    rest = rest.slice(lines.length)
    const lacking = lines.length === 0 ? 0 : heightOf(block, lines.length, padding) - height
    if (lacking > 0.01) {
      heights[last] = (heights[last] ?? 0) + lacking
      hasGrown = true
    }
    into?.push({
      block,
      top,
      height,
      lines,
      isCut: lines.length < block.lines.length,
      isOpenAbove: isOpenAbove && own[0] === rows[0],
      isOpenBelow: isOpenBelow && last === rows.at(-1),
    })
  }
  return hasGrown
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
