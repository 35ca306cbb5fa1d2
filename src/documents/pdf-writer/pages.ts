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

/** The rows of a page: those of repeated headings, `heading[0]` inclusive to `heading[1]` exclusive, then `from` to `end`. */
type Rows = {
  readonly heading: readonly [number, number]
  readonly from: number
  readonly end: number
  readonly isOpenAbove: boolean
  readonly isOpenBelow: boolean
}

const MOST_ROUNDS = 50
/** Text is measured here, not estimated as for spreadsheets: lower rows keep a usual form on one page. */
const ROW_SHARE = 0.8
const PADDINGS = [6, 5, 4]
/** A row that takes more of a page than MOST is cut where the page ends, at pieces of PIECE. */
const MOST = 0.55
const PIECE = 0.1

/** The blocks by page, top to bottom, in the airiest setting that needs no page more. Lengths in points. */
export function pagesOf(sheet: Sheet, blocks: readonly Block[], scale: number, room: number): readonly Part[][] {
  const heights = sheet.rowHeights.map((height) => height * scale * ROW_SHARE)
  const whole = withoutPieces({ blocks, heights, repeatRows: sheet.repeatRows, padding: 0, room })
  let best: readonly Part[][] | undefined
  for (const padding of PADDINGS) {
    const pages = setWith(padding * scale, whole, best?.length ?? Number.POSITIVE_INFINITY)
    if (pages && pages.length < (best?.length ?? Number.POSITIVE_INFINITY)) best = pages
    if (best && best.length < 2) break
  }
  return best ?? []
}

/** The pages in one setting; undefined where its rows alone fill `most` pages, so that it cannot save one. */
function setWith(padding: number, whole: Table, most: number): Part[][] | undefined {
  const grown = { ...whole, padding, heights: [...whole.heights] }
  grow(grown)
  if (Math.ceil(heightOfRows(grown.heights, 0, grown.heights.length) / whole.room - 0.01) >= most) return undefined
  const table = inPieces(grown)
  const breaks = { starts: new Set(table.blocks.map(({ cell }) => cell.row)), allowed: breakPoints(table) }
  for (let round = 0; ; round++) {
    const pages = breakPages(table, breaks)
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
  if (counts.every((count) => count === 1)) return { ...table, heights }
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
    // A new object only where a block moves: most stay.
    blocks: table.blocks.map((block) => {
      const { row, rowSpan } = block.cell
      const isMoved = start(row) !== row || start(row + rowSpan) - start(row) !== rowSpan
      return isMoved ? { ...block, cell: moved(block.cell) } : block
    }),
    repeatRows: table.repeatRows && [start(table.repeatRows[0]), start(table.repeatRows[1] + 1) - 1],
  }
}

/** Rows grow until each text has its room, narrow spans first. */
function grow({ blocks, heights, padding }: Table): void {
  for (const block of [...blocks].sort((a, b) => a.cell.rowSpan - b.cell.rowSpan)) {
    const { row, rowSpan } = block.cell
    const lacking = heightOf(block, block.lines.length, padding) - heightOfRows(heights, row, row + rowSpan)
    if (lacking <= 0) continue
    for (let each = row; each < row + rowSpan; each++) heights[each] = (heights[each] ?? 0) + lacking / rowSpan
  }
}

/** Rows in which a cell begins, and rows that a page may begin with. */
type Breaks = { readonly starts: ReadonlySet<number>; readonly allowed: readonly boolean[] }

function breakPages(table: Table, { starts, allowed }: Breaks): readonly Rows[] {
  const { heights, repeatRows, room } = table
  const [first, last] = repeatRows ?? [0, -1]
  const bodyEnd = endOfBody(table)
  const pages: Rows[] = []
  let from = 0
  while (from < heights.length) {
    const isOpenAbove = from > 0 && !starts.has(from)
    const heading = from > last && from < bodyEnd && !isOpenAbove ? ([first, last + 1] as const) : NO_ROWS
    let left = room - heightOfRows(heights, ...heading)
    let to = from
    while (to < heights.length && (heights[to] ?? 0) <= left + 0.01) left -= heights[to++] ?? 0
    let end = to
    while (to < heights.length && end > from && !allowed[end]) end--
    if (end === from) end = Math.max(to, from + 1)
    pages.push({ heading, from, end, isOpenAbove, isOpenBelow: end < heights.length && !starts.has(end) })
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

/** Of some rows, from the first inclusive to the last exclusive, those a cell covers. */
function covered(from: number, end: number, { row, rowSpan }: SheetCell): readonly [number, number] {
  const first = Math.max(from, row)
  return [first, Math.max(first, Math.min(end, row + rowSpan))]
}

/** A page that shows a cell: which of its rows, from the top. */
type Reached = {
  readonly page: Rows
  readonly into: Part[]
  readonly heading: readonly [number, number]
  readonly body: readonly [number, number]
}

function reachedBy(cell: SheetCell, pages: readonly Rows[], parts: readonly Part[][]): readonly Reached[] {
  const reached: Reached[] = []
  for (const [i, page] of pages.entries()) {
    const heading = covered(page.heading[0], page.heading[1], cell)
    const body = covered(page.from, page.end, cell)
    const into = parts[i]
    if (into && (heading[1] > heading[0] || body[1] > body[0])) reached.push({ page, into, heading, body })
  }
  return reached
}

/** Puts a block on its pages; true when a row had to grow first, so that pages must be made anew. */
function place({ heights, padding }: Table, pages: readonly Rows[], parts: readonly Part[][], block: Block): boolean {
  const reached = reachedBy(block.cell, pages, parts)
  let rest = block.lines
  let hasGrown = false
  for (const [i, { page, into, heading, body }] of reached.entries()) {
    const { isOpenAbove, isOpenBelow } = page
    const isInHeading = heading[1] > heading[0]
    const last = body[1] > body[0] ? body[1] - 1 : heading[1] - 1
    const top = isInHeading
      ? heightOfRows(heights, page.heading[0], heading[0])
      : heightOfRows(heights, page.heading[0], page.heading[1]) + heightOfRows(heights, page.from, body[0])
    const height = heightOfRows(heights, heading[0], heading[1]) + heightOfRows(heights, body[0], body[1])
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
    const isFirst = isInHeading ? heading[0] === page.heading[0] : isBodyTop(page) && body[0] === page.from
    const isCut = lines.length < block.lines.length
    const opens = [isOpenAbove && isFirst, isOpenBelow && last === lastRow(page)] as const
    into.push({ block, top, height, lines, isCut, isOpenAbove: opens[0], isOpenBelow: opens[1] })
  }
  return hasGrown
}

const NO_ROWS = [0, 0] as const
const isBodyTop = ({ heading }: Rows): boolean => heading[1] === heading[0]
const lastRow = ({ from, end, heading }: Rows): number => (end > from ? end - 1 : heading[1] - 1)

function heightOfRows(heights: readonly number[], from: number, end: number): number {
  let total = 0
  for (let row = from; row < end; row++) total += heights[row] ?? 0
  return total
}
