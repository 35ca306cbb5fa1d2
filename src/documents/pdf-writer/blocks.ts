import { type CellLook, lookOf } from '../cell-look.ts'
import { FONT_SIZE } from '../layout.ts'
import type { Sheet, SheetCell } from '../sheet.ts'
import type { Typeface } from './typeface.ts'
import { wrap } from './wrap.ts'

/** A cell with its text broken into lines. Lengths in points. */
export type Block = {
  readonly cell: SheetCell
  readonly look: CellLook
  readonly left: number
  readonly width: number
  readonly size: number
  readonly lines: readonly string[]
  /** Its text stands again on each page it reaches; other text runs on from page to page. */
  readonly repeats: boolean
}

/** Where the columns of a sheet lie on the page and how much everything shrinks to fit its width. */
export type Columns = { readonly scale: number; readonly edges: readonly number[] }

/** What a line takes, as a share of the font size. */
export const LINE = 1.3
/** Points free left and right of a text each, before scaling. */
const SIDE = 2
/** Points of a spreadsheet's column: a character of the standard font, and the cell's own margin in characters. */
const CHARACTER = 5.25
const CELL_MARGIN = 0.71
const LEAST_NUMBER = 0.5
/** A short text that nearly fits on a line is set so much smaller rather than broken. */
const LEAST_SHORT = 0.87

export function columnsOf({ columnWidths }: Sheet, left: number, room: number): Columns {
  const natural = columnWidths.map((width) => (width + CELL_MARGIN) * CHARACTER)
  const total = natural.reduce((sum, width) => sum + width, 0)
  const scale = Math.min(1, room / total)
  const edges = [left + (room - total * scale) / 2]
  for (const width of natural) edges.push((edges.at(-1) ?? 0) + width * scale)
  return { scale, edges: edges.map((edge) => Math.round(edge * 100) / 100) }
}

export function blockOf(cell: SheetCell, { scale, edges }: Columns, face: Typeface): Block {
  const look = lookOf(cell)
  const left = edges[cell.column] ?? 0
  const width = (edges[cell.column + cell.columnSpan] ?? left) - left
  const room = width - 2 * SIDE * scale
  const full = (look.font === 'title' ? FONT_SIZE.title : FONT_SIZE.body) * scale
  const text = printable(cell.text)
  const repeats = cell.role === 'label'
  const widthOf = (piece: string) => (face.widthOf(piece) * full) / 1000
  // An amount broken over two lines reads as two amounts.
  const least = cell.role === 'number' ? LEAST_NUMBER : look.align === 'center' ? LEAST_SHORT : 1
  const share = Math.min(1, room / Math.max(1, ...text.split('\n').map(widthOf)))
  if (share >= least || cell.role === 'number')
    return { cell, look, left, width, size: full * Math.max(share, least), lines: text.split('\n'), repeats }
  return { cell, look, left, width, size: full, lines: wrap(text, room, widthOf), repeats }
}

/** Left end of a line in its block. */
export function lineStart({ look, left, width }: Block, length: number, scale: number): number {
  switch (look.align) {
    case 'left':
      return left + SIDE * scale
    case 'right':
      return left + width - SIDE * scale - length
    case 'center':
      return left + (width - length) / 2
  }
}

/** `padding`: points free above and below the text together. */
export function heightOf({ size }: Block, lines: number, padding: number): number {
  return lines * size * LINE + padding
}

/** What is drawn of a text: line ends as one sign, tabs as spaces, nothing invisible. */
export function printable(text: string): string {
  if (PRINTABLE.test(text)) return text
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/(?!\n)[\p{Cc}\p{Default_Ignorable_Code_Point}]/gu, '')
}

/** Signs that stay as they are: nearly all texts hold no others. */
const PRINTABLE = /^[\n -~·—‘’“”…、-】一-鿿！-～]*$/
