import { MAX_CELL_TEXT, MAX_CELLS } from '../limits.ts'
import type { ByteView } from '../ole/byte-view.ts'
import type { Tell } from '../problems.ts'
import { shownOf, struckOut } from '../struck.ts'
import { atLevel } from '../superscript.ts'
import { Unreadable } from '../unreadable.ts'
import { STYLES_UNREAD } from '../word/style-looks.ts'
import { cellTextOf, type WordBlock, type WordCell } from '../word/word-blocks.ts'
import type { Fib } from './fib.ts'
import { looksOfRuns } from './looks.ts'
import type { Dress, RunLook } from './run-look.ts'
import { type CellDefinition, tableMarks } from './sprms.ts'
import { readStyles } from './style-sheet.ts'
import { type Piece, pieceText, readStretches, type Stretch, stretchAt } from './text.ts'

type RawRow = { readonly texts: readonly string[]; readonly cells: readonly CellDefinition[] }

type Walk = {
  readonly tell: Tell
  readonly blocks: WordBlock[]
  rows: RawRow[]
  texts: string[]
  paragraphs: string[]
  /** The paragraph so far; fields show their result, not their instruction. */
  text: string
  fields: boolean[]
  table: number
  line: number
  cells: number
}

/** Edges of two rows that lie closer than this, in twentieths of a point, are one column edge. */
const SAME_EDGE = 20
const CELL_MARK = '\u0007'
const PARAGRAPH_MARK = '\r'

/** Tables and lines of the main text in order. */
export function readBlocks(
  main: ByteView,
  table: ByteView,
  data: ByteView,
  fib: Fib,
  pieces: readonly Piece[],
  tell: Tell,
): readonly WordBlock[] {
  const paragraphs = readStretches(main, table, fib.paragraphs, 'paragraph')
  const lookAt = looksOfRuns(readStretches(main, table, fib.runs, 'run'), paragraphs, stylesOf(table, fib, tell))
  const walk: Walk = {
    ...{ tell, blocks: [], rows: [], texts: [], paragraphs: [], text: '', fields: [] },
    ...{ table: 0, line: 0, cells: 0 },
  }
  for (const piece of pieces) {
    if (piece.start >= fib.characters) break
    const text = pieceText(main, { ...piece, end: Math.min(piece.end, fib.characters) })
    for (let i = 0; i < text.length; i++) {
      const character = text[i] ?? ''
      const place = piece.from + i * piece.size
      if (character === CELL_MARK || character === PARAGRAPH_MARK) {
        endParagraph(walk, character, stretchAt(paragraphs, place), data)
      } else take(walk, character, lookAt(place))
    }
  }
  endParagraph(walk, PARAGRAPH_MARK, undefined, data)
  endTable(walk)
  return walk.blocks
}

function stylesOf(table: ByteView, fib: Fib, tell: Tell): ReadonlyMap<number, Dress> {
  try {
    return readStyles(table, fib.styles)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    tell(STYLES_UNREAD)
    return new Map()
  }
}

function take(walk: Walk, character: string, look: RunLook | undefined) {
  if (look === 'unseen') return
  switch (character) {
    case '\u0013':
      walk.fields.push(true)
      return
    case '\u0014':
      if (walk.fields.length > 0) walk.fields[walk.fields.length - 1] = false
      return
    case '\u0015':
      walk.fields.pop()
      return
  }
  if (walk.fields.includes(true)) return
  if (character === '\u000b' || character === '\u000c') walk.text += '\n'
  else if (character === '\u001e') walk.text += '-'
  else if (character >= ' ' || character === '\t') walk.text += shownAs(character, look)
}

function shownAs(character: string, look: RunLook | undefined): string {
  if (look === 'struck') return struckOut(character)
  return look === 'unseen' ? '' : atLevel(character, look)
}

function endParagraph(walk: Walk, mark: string, stretch: Stretch | undefined, data: ByteView) {
  const { text } = walk
  walk.text = ''
  walk.fields = []
  const marks = stretch && tableMarks(stretch.grpprl, data)
  if (!marks?.inTable) return endLine(walk, text)
  if (marks.depth > 1) return endInner(walk, text, marks.endsInnerCell, marks.endsInnerRow)
  if (mark === PARAGRAPH_MARK) {
    walk.paragraphs.push(text)
    return
  }
  if (!marks.endsRow) {
    count(walk)
    walk.texts.push(cellTextOf([...walk.paragraphs, text]).slice(0, MAX_CELL_TEXT))
    walk.paragraphs = []
    return
  }
  walk.rows.push({ texts: walk.texts, cells: marks.cells })
  walk.texts = []
  walk.paragraphs = []
}

/** A table inside a cell is a part of its text: a line a row. */
function endInner(walk: Walk, text: string, endsCell: boolean, endsRow: boolean) {
  if (endsRow) walk.paragraphs.push('')
  else if (endsCell) walk.paragraphs.push(`${walk.paragraphs.pop() ?? ''} ${text}`.trim())
  else walk.paragraphs.push(text)
}

function endLine(walk: Walk, text: string) {
  endTable(walk)
  walk.line += 1
  for (const line of text.split('\n')) {
    const shown = line.replaceAll('\u00a0', ' ').trim()
    if (shown === '') continue
    count(walk)
    walk.blocks.push({ line: walk.line, text: shown.slice(0, MAX_CELL_TEXT) })
  }
}

function endTable(walk: Walk) {
  const { rows } = walk
  if (walk.texts.length > 0) {
    walk.tell('有一行表格没有结束就断了，没有读。请核对原表。')
    walk.texts = []
  }
  walk.paragraphs = []
  if (rows.length === 0) return
  walk.rows = []
  walk.table += 1
  const edges = columnEdges(rows)
  walk.blocks.push({ table: walk.table, rows: rows.map((row, i) => rowCells(walk, row, i + 1, edges)) })
}

/** The edges of all rows together are the columns of the table. */
function columnEdges(rows: readonly RawRow[]): readonly number[] {
  const all = new Set(rows.flatMap(({ cells }) => cells.flatMap(({ left, right }) => [left, right])))
  const edges: number[] = []
  for (const edge of [...all].sort((a, b) => a - b)) {
    const last = edges.at(-1)
    if (last === undefined || edge - last > SAME_EDGE) edges.push(edge)
  }
  return edges
}

function rowCells(walk: Walk, { texts, cells }: RawRow, row: number, edges: readonly number[]): readonly WordCell[] {
  if (texts.length !== cells.length) {
    walk.tell(`第 ${walk.table} 个表第 ${row} 行的格数和它的定义不符，各格的列可能不准。请核对原表。`)
  }
  const placed: WordCell[] = []
  for (const [i, text] of texts.entries()) {
    const cell = cells[i]
    const before = placed.at(-1)
    const next = before ? before.column + before.columnSpan : 0
    const column = cell ? edgeIndex(edges, cell.left) : next
    const columnSpan = cell ? Math.max(1, edgeIndex(edges, cell.right) - column) : 1
    if (cell?.joinsLeft && before) {
      placed[placed.length - 1] = { ...before, columnSpan: column + columnSpan - before.column }
      if (text !== '')
        walk.tell(
          `第 ${walk.table} 个表第 ${row} 行：“${shownOf(text).text.slice(0, 20)}”被合并单元格盖住，没有读。请核对这处合并。`,
        )
    } else placed.push({ text, column, columnSpan, merge: cell?.merge ?? 'none', inner: [] })
  }
  return placed
}

function edgeIndex(edges: readonly number[], edge: number): number {
  const index = edges.findIndex((each) => edge - each <= SAME_EDGE)
  return index < 0 ? edges.length - 1 : index
}

function count(walk: Walk) {
  walk.cells += 1
  if (walk.cells <= MAX_CELLS) return
  throw new Unreadable(`文档超过 ${MAX_CELLS} 格，不像一张绩效自评表，没有读。请只保留自评表的部分再试。`)
}
