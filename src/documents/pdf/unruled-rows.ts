import { chunksOf, joinLines, type Line } from './lines.ts'
import type { Box, Ruling } from './page.ts'

/** A cell of a table without upright rulings: lines one under the other that belong together. */
export type LooseCell = { readonly text: string; readonly box: Box; readonly lines: number }
/** Cells side by side. `labels` are those of merged cells that stand beside several rows, at the height of no row or of any. */
export type LooseRow = { readonly cells: readonly LooseCell[]; readonly top: number; readonly bottom: number }
export type LooseRows = { readonly rows: readonly LooseRow[]; readonly labels: readonly LooseCell[] }

/** Columns without rulings are set apart by at least this many ems. */
const APART = 0.6
/** Lines of one cell stand closer, in ems; rows stand wider apart. */
const LINE_PITCH = 1.75
/** No two rows stand closer than this, in ems. */
const ROW_PITCH = 1.3
const ANCHOR = 3
const LEAST_PAIRS = 4
const NUMBER = /^[-—/]$|^[\d.,]+%?$/

/** The rows of a page whose tables have no upright rulings; level ones part what stands above and below them. */
export function looseRows(lines: readonly Line[], rulings: readonly Ruling[]): LooseRows {
  const cells = cellsOf(lines, rulings)
  const groups = oneLineGroups(cells.filter((cell) => cell.lines === 1))
  const labels: LooseCell[] = []
  const rows: LooseCell[][] = groups.map((group) => [...group])
  const anchors = rows.filter((row) => row.length >= ANCHOR)
  const alone: LooseCell[][] = []
  for (const cell of cells.filter(({ lines: count }) => count > 1)) {
    const beside = anchors.filter((row) => isWithin(cell, row[0] as LooseCell))
    const [only] = beside
    if (only && beside.length === 1) only.push(cell)
    else if (only) labels.push(cell)
    else {
      const mate = alone.find((row) => row.some((one) => overlap(one, cell) > 0))
      if (mate) mate.push(cell)
      else alone.push([cell])
    }
  }
  const all = [...anchors, ...alone].map(rowOf)
  for (const row of rows.filter(({ length }) => length < ANCHOR)) {
    const { top, bottom } = rowOf(row)
    const middle = (top + bottom) / 2
    const isBeside = all.some(
      (one) =>
        (middle > one.top && middle < one.bottom) || Math.abs(middle - middleOf(one)) < ROW_PITCH * (bottom - top),
    )
    if (isBeside) labels.push(...row)
    else all.push(rowOf(row))
  }
  return { rows: all.sort((a, b) => a.top - b.top), labels }
}

const middleOf = ({ top, bottom }: { top: number; bottom: number }): number => (top + bottom) / 2

function rowOf(cells: readonly LooseCell[]): LooseRow {
  return {
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
  const rows = lines.map((line) => chunksOf(line, APART))
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
  return cells.map(({ lines: parts }) => ({
    text: joinLines(parts),
    lines: parts.length,
    box: {
      left: Math.min(...parts.map(({ box }) => box.left)),
      right: Math.max(...parts.map(({ box }) => box.right)),
      top: tightTop(parts[0]),
      bottom: tightBottom(parts.at(-1)),
    },
  }))
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
  const isAligned =
    Math.abs(a.left - b.left) < 0.25 * size ||
    Math.abs(a.right - b.right) < 0.25 * size ||
    Math.abs(a.left + a.right - b.left - b.right) < 0.5 * size
  return isAligned && !isParted(a, b, rulings) && !areTwoRows(rows[cell.row] ?? [], rows[row] ?? [])
}

function isParted(above: Box, below: Box, rulings: readonly Ruling[]): boolean {
  const middle = (Math.max(above.left, below.left) + Math.min(above.right, below.right)) / 2
  return rulings.some(
    ({ top, bottom, left, right }) =>
      top === bottom && top > above.top && top < below.bottom && left < middle && right > middle,
  )
}

/**
 * Two rows, however close they stand: a number under a number, or a line of numbers and texts under nearly every text of
 * a line of headings.
 */
function areTwoRows(above: readonly Line[], below: readonly Line[]): boolean {
  const over = ({ box }: Line): Line | undefined =>
    above.find((one) => one.box.left < box.right && one.box.right > box.left)
  const pairs = below.map((line) => [over(line), line] as const)
  if (pairs.some(([one, line]) => one && NUMBER.test(one.text) && NUMBER.test(line.text))) return true
  const paired = pairs.filter(([one]) => one !== undefined).length
  return paired >= LEAST_PAIRS && paired >= 0.75 * above.length && below.some(({ text }) => NUMBER.test(text))
}
