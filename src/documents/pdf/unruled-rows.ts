import { chunksOf, joinLines, type Line, lineOf } from './lines.ts'
import type { Box, Ruling } from './page.ts'

/** A cell of a table without upright rulings: lines one under the other that belong together. */
export type LooseCell = { readonly text: string; readonly box: Box; readonly lines: readonly Line[] }
/** Cells side by side. `labels` are those of merged cells that stand beside several rows, at the height of no row or of any. */
export type LooseRow = {
  readonly page: number
  readonly cells: readonly LooseCell[]
  readonly top: number
  readonly bottom: number
}
export type LooseRows = { readonly rows: readonly LooseRow[]; readonly labels: readonly LooseCell[] }

/** Columns without rulings are set apart by at least this many ems. */
const APART = 0.6
/** Lines of one cell stand closer, in ems; rows stand wider apart. */
const LINE_PITCH = 1.75
/** No two rows stand closer than this, in ems. */
const ROW_PITCH = 1.3
/** What gap there may be between characters of one text, in ems. */
const GAP = 0.2
/** How far the ink of two characters that begin at the same place may stand apart, in ems. */
const BEARING = 0.25
/** The same for lines of one text, set one under the other. */
const SAME_START = 0.12
const ANCHOR = 3
const MANY = 4
/** Characters of a text that fills its column up to the next. */
const LEAST_PART = 3
/** Ems to the next column that a full line never leaves. */
const ROOM = 3
/** Ems a line may be longer than the one it goes on from: headings are broken by hand. */
const LONGER = 3
/** Ems of a text that runs over more than a column of values. */
const WIDE = 12
const NUMBER = /^[-—/]$|^[\d.,]+%?$/

/** The rows of a page whose tables have no upright rulings; level ones part what stands above and below them. */
export function looseRows(lines: readonly Line[], rulings: readonly Ruling[], page: number): LooseRows {
  const cells = cellsOf(lines, rulings)
  const groups = oneLineGroups(cells.filter(({ lines: own }) => own.length === 1))
  const labels: LooseCell[] = []
  const rows: LooseCell[][] = groups.map((group) => [...group])
  const anchors = rows.filter((row) => row.length >= ANCHOR)
  const alone: LooseCell[][] = []
  for (const cell of cells.filter(({ lines: own }) => own.length > 1)) {
    const beside = anchors.filter((row) => isWithin(cell, row[0] as LooseCell))
    const [only] = beside
    const parts =
      beside.length > 1
        ? partsOf(
            cell,
            beside.map((row) => middleOf((row[0] as LooseCell).box)),
          )
        : undefined
    if (only && beside.length === 1) only.push(cell)
    else if (parts) for (const [i, part] of parts.entries()) beside[i]?.push(part)
    else if (only) labels.push(cell)
    else {
      const mate = alone.find((row) => row.some((one) => overlap(one, cell) > 0))
      if (mate) mate.push(cell)
      else alone.push([cell])
    }
  }
  const all = [...anchors, ...alone].map((row) => rowOf(row, page))
  for (const row of rows.filter(({ length }) => length < ANCHOR)) {
    const { top, bottom } = rowOf(row, page)
    const middle = (top + bottom) / 2
    const isBeside = all.some(
      (one) =>
        (top < one.bottom - 1 && bottom > one.top + 1) || Math.abs(middle - middleOf(one)) < ROW_PITCH * (bottom - top),
    )
    if (isBeside) labels.push(...row)
    else all.push(rowOf(row, page))
  }
  return { rows: all.sort((a, b) => a.top - b.top), labels }
}

/**
 * Rows without room between them: texts of two lines in each row look like one long text. Its lines belong to the rows
 * they stand around (set in the middle) or begin at (set at the top); undefined for a merged label, which does neither.
 */
function partsOf(cell: LooseCell, middles: readonly number[]): readonly LooseCell[] | undefined {
  const size = sizeOf(cell.lines[0])
  const heights = cell.lines.map((line) => (tightTop(line) + tightBottom(line)) / 2)
  const shared = (belongs: (y: number) => number): readonly (readonly number[])[] =>
    middles.map((_, i) => heights.flatMap((y, k) => (belongs(y) === i ? [k] : [])))
  const mean = (lines: readonly number[]): number => lines.reduce((sum, k) => sum + (heights[k] ?? 0), 0) / lines.length
  const around = shared((y) => nearestOf(middles, y))
  const below = shared((y) => middles.findLastIndex((middle) => middle < y + 0.3 * size))
  const isAround = around.every(
    (lines, i) => lines.length > 0 && Math.abs(mean(lines) - (middles[i] ?? 0)) < 0.35 * size,
  )
  const isBelow = below.every((lines, i) => Math.abs((heights[lines[0] ?? -1] ?? 0) - (middles[i] ?? 0)) < 0.3 * size)
  const parts = isAround ? around : isBelow ? below : undefined
  return parts?.map((lines) => cellOf(lines.flatMap((k) => cell.lines[k] ?? [])))
}

function nearestOf(middles: readonly number[], y: number): number {
  return middles.reduce((best, middle, i) => (Math.abs(middle - y) < Math.abs((middles[best] ?? 0) - y) ? i : best), 0)
}

const middleOf = ({ top, bottom }: { top: number; bottom: number }): number => (top + bottom) / 2

function rowOf(cells: readonly LooseCell[], page: number): LooseRow {
  return {
    page,
    cells: [...cells].sort((a, b) => a.box.left - b.box.left),
    top: Math.min(...cells.map(({ box }) => box.top)),
    bottom: Math.max(...cells.map(({ box }) => box.bottom)),
  }
}

const isWithin = (tall: LooseCell, low: LooseCell): boolean =>
  middleOf(low.box) > tall.box.top && middleOf(low.box) < tall.box.bottom

const overlap = (a: LooseCell, b: LooseCell): number =>
  Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top)

/** One-line cells of the same height on the page. */
function oneLineGroups(cells: readonly LooseCell[]): readonly (readonly LooseCell[])[] {
  const groups: LooseCell[][] = []
  for (const cell of [...cells].sort((a, b) => middleOf(a.box) - middleOf(b.box))) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    const isSame = last && middleOf(cell.box) - middleOf(last.box) < 0.45 * (cell.box.bottom - cell.box.top)
    if (group && isSame) group.push(cell)
    else groups.push([cell])
  }
  return groups
}

type Open = { readonly lines: Line[]; readonly row: number }

/** Chunks of lines, each joined to the one it goes on from. */
function cellsOf(lines: readonly Line[], rulings: readonly Ruling[]): readonly LooseCell[] {
  const rows = alignedChunks(lines.map((line) => chunksOf(line, APART)))
  const cells: { lines: Line[]; row: number }[] = []
  for (const [i, chunks] of rows.entries()) {
    for (const chunk of chunks) {
      const above = cells.find((cell) => goesOn(cell, chunk, i, rows, rulings))
      if (above) {
        above.lines.push(chunk)
        above.row = i
      } else cells.push({ lines: [chunk], row: i })
    }
  }
  return cells.map((cell) => cellOf(cell.lines))
}

function cellOf(lines: readonly Line[]): LooseCell {
  const box = {
    left: Math.min(...lines.map((line) => line.box.left)),
    right: Math.max(...lines.map((line) => line.box.right)),
    top: tightTop(lines[0]),
    bottom: tightBottom(lines.at(-1)),
  }
  return { text: joinLines(lines), lines, box }
}

/** A cell of one line cut where the columns of the rows around it begin; itself where no gap says so. */
export function cutCell(cell: LooseCell, places: readonly number[]): readonly LooseCell[] {
  const [line, ...others] = cell.lines
  if (!line || others.length > 0) return [cell]
  const parts = splitAt(line, places)
  return parts.every(({ glyphs }) => glyphs.length >= LEAST_PART) ? parts.map((part) => cellOf([part])) : [cell]
}

/** A column's text may fill it to the next one: where a line above or below begins a text, a gap in this line at the same place parts it too. */
function alignedChunks(rows: readonly (readonly Line[])[]): readonly (readonly Line[])[] {
  return rows.map((chunks, i) => {
    const starts = [rows[i - 1], rows[i + 1]].flatMap((beside) =>
      isNear(beside, chunks) ? (beside ?? []).slice(1) : [],
    )
    const places = starts.map(({ box }) => box.left)
    return chunks.flatMap((chunk) => (isWide(chunk) ? splitAt(chunk, places, SAME_START) : [chunk]))
  })
}

function isNear(beside: readonly Line[] | undefined, chunks: readonly Line[]): boolean {
  return Math.abs(baselineOf(beside?.[0]) - baselineOf(chunks[0])) <= LINE_PITCH * sizeOf(chunks[0])
}

/** The chunk cut before each character that begins at one of the places, with a gap no character leaves before the next. */
export function splitAt(chunk: Line, places: readonly number[], bearing = BEARING): readonly Line[] {
  const { glyphs } = chunk
  const cut = glyphs.findIndex((glyph, k) => {
    const before = glyphs[k - 1]
    return (
      before &&
      glyph.left - before.right > GAP * glyph.size &&
      places.some((x) => Math.abs(x - glyph.left) < bearing * glyph.size)
    )
  })
  if (cut < 1) return [chunk]
  return [lineOf(glyphs.slice(0, cut)), ...splitAt(lineOf(glyphs.slice(cut)), places, bearing)]
}

/** Type of one size has boxes of one height, whatever signs it holds: measured from the baseline. */
const tightTop = (line: Line | undefined): number => baselineOf(line) - 0.85 * sizeOf(line)
const tightBottom = (line: Line | undefined): number => baselineOf(line) + 0.15 * sizeOf(line)
const baselineOf = (line: Line | undefined): number => line?.glyphs[0]?.baseline ?? 0
const sizeOf = (line: Line | undefined): number => line?.glyphs[0]?.size ?? 0

function goesOn(
  cell: Open,
  chunk: Line,
  row: number,
  rows: readonly (readonly Line[])[],
  rulings: readonly Ruling[],
): boolean {
  const above = cell.lines.at(-1)
  if (!above || cell.row === row) return false
  const size = sizeOf(chunk)
  const pitch = baselineOf(chunk) - baselineOf(above)
  if (pitch <= 0.5 * size || pitch > LINE_PITCH * size || Math.abs(sizeOf(above) - size) > 0.6) return false
  const [a, b] = [above.box, chunk.box]
  const shared = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  if (shared < 0.5 * Math.min(a.right - a.left, b.right - b.left)) return false
  // A full line wraps: the next one is not much longer.
  if (b.right - b.left - (a.right - a.left) > LONGER * size) return false
  const isAligned =
    Math.abs(a.left - b.left) < 0.25 * size ||
    Math.abs(a.right - b.right) < 0.25 * size ||
    Math.abs(a.left + a.right - b.left - b.right) < 0.5 * size
  return isAligned && !isParted(a, b, rulings) && !areTwoRows(cell, row, rows)
}

function isParted(above: Box, below: Box, rulings: readonly Ruling[]): boolean {
  const middle = (Math.max(above.left, below.left) + Math.min(above.right, below.right)) / 2
  return rulings.some(
    ({ top, bottom, left, right }) =>
      top === bottom && top > above.top && top < below.bottom && left < middle && right > middle,
  )
}

/**
 * Two rows, however close they stand: a number under a number, a line with numbers under one of as many headings, headings
 * under running text.
 */
function areTwoRows(cell: Open, row: number, rows: readonly (readonly Line[])[]): boolean {
  const above = rows[cell.row] ?? []
  const below = rows[row] ?? []
  const over = ({ box }: Line): Line | undefined =>
    above.find((one) => one.box.left < box.right && one.box.right > box.left)
  const isNumberUnder = (line: Line): boolean => NUMBER.test(line.text) && NUMBER.test(over(line)?.text ?? '')
  if (below.some(isNumberUnder)) return true
  if (row === cell.row + 1 && areAlike(above, below)) return true
  const hasNumbers = below.some(({ text }) => NUMBER.test(text))
  if (hasNumbers) return above.length >= MANY && below.length >= MANY && Math.abs(above.length - below.length) <= 1
  // Under a wide text a line of many short ones is a heading.
  return below.length >= MANY && above.length < MANY && cell.lines.some(isWide)
}

/** Text under every text of the line above, which has room to spare: no wrap leaves that. */
function areAlike(above: readonly Line[], below: readonly Line[]): boolean {
  if (above.length < 2 || below.length < 2) return false
  const isOver = ({ box }: Line): boolean => below.some((one) => one.box.left < box.right && one.box.right > box.left)
  const rooms = above.slice(1).map(({ box }, i) => box.left - (above[i]?.box.right ?? 0))
  return above.every(isOver) && rooms.some((room) => room > ROOM * sizeOf(above[0]))
}

const isWide = (line: Line): boolean => line.box.right - line.box.left > WIDE * sizeOf(line)

/** A row of one long text: a title or a note. */
export function isProse({ cells }: LooseRow): boolean {
  return cells.length === 1 && cells.some(({ lines }) => lines.some(isWide))
}
