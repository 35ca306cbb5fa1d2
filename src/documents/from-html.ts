import { type Token, Tokenizer, TokenizerMode } from 'parse5'
import { decodeText } from './decode-text.ts'
import type { ReadResult } from './formats.ts'
import { BREAK, cellText, inputText, span } from './html-cells.ts'
import { assemble, type Segment, standsAlone, type TableCell } from './html-grid.ts'
import { isHidden, isStruckOut, levelOf, struckClasses } from './html-style.ts'
import { MAX_CELLS } from './limits.ts'
import { collectProblems } from './problems.ts'
import { struckOut } from './struck.ts'
import { atLevel, type Level } from './superscript.ts'
import { Unreadable } from './unreadable.ts'

const BLOCKS = new Set(
  'address article aside body br center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section ul caption'.split(
    ' ',
  ),
)
const RAW_TEXT = new Set(['script', 'style', 'noscript', 'iframe', 'xmp'])
const PLAIN_TEXT = new Set(['title', 'textarea'])
/** Struck out: left out of the text, but told. */
const STRUCK = new Set(['del', 's', 'strike'])
/** Struck out, or never shown. */
const UNSEEN = new Set([...STRUCK, 'template'])
const GROUPS = new Set(['tbody', 'thead', 'tfoot'])
/** Elements without content, and so without an end tag. */
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))

/** The unseen element being passed over: how many of its name, and how many tables inside it, are open. */
type Unseen = { readonly name: string; readonly isStruck: boolean; open: number; tables: number }

/** Tables nested deeper are laid out one under the other: their text would be copied once a level. */
const MAX_NESTED = 20

/** The table around a nested one, and the cell the nested one stands in; `depth` is the nested table's. */
type Outer = { readonly table: number; readonly rows: TableCell[][]; readonly cell: TableCell; readonly depth: number }

/** What the walk over the tags must remember. Tags are taken one by one, without a tree, so depth costs nothing. */
type Walk = {
  readonly segments: Segment[]
  /** Text of a Markdown file keeps its lines; in a web page they are mere white space. */
  readonly keepLines: boolean
  /** What was open around each table that stands inside a cell. */
  readonly outer: Outer[]
  table: number
  /** Tables begun so far: each has its own number. */
  tables: number
  depth: number
  rows: TableCell[][]
  cell: TableCell | undefined
  hiddenRow: boolean
  struckRow: boolean
  struckCell: boolean
  text: string
  textLine: number
  ignored: boolean
  unseen: Unseen | undefined
  /** The element that raises or lowers its text: how many of its name are open. */
  moved: { readonly name: string; readonly level: Level; open: number } | undefined
  readonly struckClasses: ReadonlySet<string>
  cells: number
}

/** All tables and the text around them, in document order, as one grid. Throws only Unreadable. */
export function read(bytes: Uint8Array): ReadResult {
  const problems = collectProblems()
  const html = decodeText(bytes, problems.tell).replace(/^\uFEFF/, '')
  const walk: Walk = {
    ...{ segments: [], keepLines: !/<(?:!doctype|html|body|head|meta)\b/i.test(html) },
    ...{ outer: [], table: 0, tables: 0, depth: 0, rows: [], cell: undefined, hiddenRow: false },
    ...{ struckRow: false, struckCell: false, struckClasses: struckClasses(html) },
    ...{ text: '', textLine: 1, ignored: false, cells: 0, unseen: undefined, moved: undefined },
  }
  tokenize(html, walk)
  while (walk.outer.length > 0) closeTable(walk)
  flushTable(walk)
  flushText(walk)
  const grid = assemble(walk.segments)
  if (!grid) problems.tell('网页里没有表格，也没有文字。请重新取得原文件。')
  return { grids: grid ? [grid] : [], problems: problems.all() }
}

function tokenize(html: string, walk: Walk) {
  const addText = ({ chars, location }: Token.CharacterToken) => appendText(walk, chars, location?.startLine ?? 1)
  const tokenizer = new Tokenizer(
    { sourceCodeLocationInfo: true },
    {
      onComment() {},
      onDoctype() {},
      onEof() {},
      onNullCharacter() {},
      onCharacter: addText,
      onWhitespaceCharacter: addText,
      onStartTag(tag) {
        walk.ignored = RAW_TEXT.has(tag.tagName) || tag.tagName === 'title'
        if (RAW_TEXT.has(tag.tagName)) tokenizer.state = TokenizerMode.RAWTEXT
        else if (PLAIN_TEXT.has(tag.tagName)) tokenizer.state = TokenizerMode.RCDATA
        else if (!isUnseen(walk, tag)) openTag(walk, tag)
      },
      onEndTag(tag) {
        walk.ignored = false
        if (!endsUnseen(walk, tag.tagName)) closeTag(walk, tag.tagName)
      },
    },
  )
  tokenizer.write(html, true)
}

function appendText(walk: Walk, written: string, line: number) {
  if (walk.ignored || (walk.unseen && !walk.unseen.isStruck)) return
  const shown = atLevel(written, walk.moved?.level)
  const isStruck = walk.unseen?.isStruck || walk.struckRow || walk.struckCell
  const chars = isStruck ? struckOut(shown) : shown
  if (walk.cell) walk.cell.text += chars
  else {
    if (walk.text.trim() === '') walk.textLine = line
    walk.text += chars
  }
}

function openTag(walk: Walk, tag: Token.TagToken) {
  const { moved } = walk
  const level = moved ? undefined : levelOf(tag)
  if (moved?.name === tag.tagName) moved.open += 1
  else if (level) walk.moved = { name: tag.tagName, level, open: 1 }
  switch (tag.tagName) {
    case 'table':
      return openTable(walk)
    case 'tr':
      closeRow(walk)
      walk.rows.push([])
      walk.hiddenRow = isHidden(tag)
      walk.struckRow = isStruckOut(tag, walk.struckClasses)
      return
    case 'td':
    case 'th':
      return openCell(walk, tag)
    case 'input':
      return appendText(walk, inputText(tag), tag.location?.startLine ?? 1)
    default:
      if (BLOCKS.has(tag.tagName)) breakLine(walk)
  }
}

function closeTag(walk: Walk, name: string) {
  const { moved } = walk
  if (moved?.name === name) {
    moved.open -= 1
    if (moved.open === 0) walk.moved = undefined
  }
  if (name === 'table') closeTable(walk)
  else if (name === 'td' || name === 'th' || name === 'tr') closeRow(walk)
  else if (BLOCKS.has(name)) breakLine(walk)
}

function openTable(walk: Walk) {
  const { table, rows, cell } = walk
  walk.depth += 1
  if (cell && walk.outer.length < MAX_NESTED) {
    walk.outer.push({ table, rows, cell, depth: walk.depth })
    Object.assign(walk, { rows: [], cell: undefined, hiddenRow: false, struckRow: false, struckCell: false })
  } else {
    flushTable(walk)
    flushText(walk)
  }
  walk.tables += 1
  walk.table = walk.tables
}

/** A small table inside a cell is a part of its text; around one that is a form of its own the outer one is mere layout. */
function closeTable(walk: Walk) {
  const around = walk.outer.at(-1)
  const isNested = around !== undefined && around.depth === walk.depth
  walk.depth = Math.max(0, walk.depth - 1)
  if (!isNested) return flushTable(walk)

  walk.outer.pop()
  closeRow(walk)
  const { rows, table } = walk
  const { cell } = around
  Object.assign(walk, { rows: around.rows, table: around.table, cell, hiddenRow: false })
  if (!standsAlone(rows)) {
    const text = rows.map((row) => row.flatMap(({ text, hidden }) => (hidden ? [] : [text])).join(' ')).join('\n')
    cell.text += `${BREAK}${text.replaceAll('\n', BREAK)}${BREAK}`
    return
  }
  flushTable(walk)
  walk.segments.push({ table, rows })
}

/** Whether a start tag begins an element that is not seen, or lies inside one. Cells and rows keep their places, hidden or not. */
function isUnseen(walk: Walk, tag: Token.TagToken): boolean {
  const name = tag.tagName
  const { unseen } = walk
  if (unseen) {
    if (VOID.has(name)) return true
    // Left open by its writer, it ends with the cell, the option or the paragraph it stands in.
    const isCell = unseen.tables === 0 && (name === 'td' || name === 'th' || name === 'tr')
    const isNext = unseen.open === 1 && unseen.name === name && (name === 'option' || name === 'p' || name === 'li')
    if (!isCell && !isNext && !(unseen.name === 'p' && BLOCKS.has(name))) {
      if (name === unseen.name) unseen.open += 1
      if (name === 'table') unseen.tables += 1
      return true
    }
    walk.unseen = undefined
  }
  const isOff = name === 'option' && !tag.attrs.some((attribute) => attribute.name === 'selected')
  const isPlaced = name === 'td' || name === 'th' || name === 'tr'
  const isTable = name === 'table' || GROUPS.has(name)
  const isStruck = STRUCK.has(name) || (!isPlaced && !isTable && isStruckOut(tag, walk.struckClasses))
  if (!isOff && !isStruck && !UNSEEN.has(name) && (isPlaced || !isHidden(tag))) return false
  if (!VOID.has(name)) {
    const isLost = isOff || (!isPlaced && isHidden(tag))
    walk.unseen = { name, isStruck: isStruck && !isLost, open: 1, tables: isTable ? 1 : 0 }
  }
  return true
}

/** Whether an end tag belongs to an element that is not seen. */
function endsUnseen(walk: Walk, name: string): boolean {
  const { unseen } = walk
  if (!unseen) return false
  if (name === unseen.name) {
    unseen.open -= 1
    if (unseen.open === 0) walk.unseen = undefined
    if (name === 'table') unseen.tables -= 1
    return true
  }
  const isOver =
    name === 'table'
      ? unseen.tables === (GROUPS.has(unseen.name) ? 1 : 0)
      : unseen.tables === 0 && /^(?:td|th|tr|select|body)$/.test(name)
  if (name === 'table') unseen.tables -= 1
  if (isOver) walk.unseen = undefined
  return !isOver
}

function openCell(walk: Walk, tag: Token.TagToken) {
  closeRow(walk)
  walk.moved = undefined
  walk.struckCell = isStruckOut(tag, walk.struckClasses)
  if (walk.depth === 0) return
  walk.cells += 1
  if (walk.cells > MAX_CELLS) {
    throw new Unreadable(`表格超过 ${MAX_CELLS} 格，不像一张绩效自评表，没有读。请只保留自评表的部分再试。`)
  }
  const hidden = walk.hiddenRow || isHidden(tag)
  walk.cell = {
    text: '',
    rowSpan: span(tag, 'rowspan', 65_534),
    columnSpan: span(tag, 'colspan', 1_000),
    hidden,
  }
  if (walk.rows.length === 0) walk.rows.push([])
  walk.rows.at(-1)?.push(walk.cell)
}

/** Ends the open cell: whatever comes next is no longer inside it. */
function closeRow(walk: Walk) {
  if (walk.cell) walk.cell.text = cellText(walk.cell.text)
  walk.cell = undefined
}

function breakLine(walk: Walk) {
  if (walk.cell) walk.cell.text += BREAK
  else flushText(walk)
}

function flushTable(walk: Walk) {
  closeRow(walk)
  flushText(walk)
  if (walk.rows.some((row) => row.length > 0)) walk.segments.push({ table: walk.table, rows: walk.rows })
  walk.rows = []
}

function flushText(walk: Walk) {
  const lines = walk.keepLines ? walk.text.split(/\r\n|\r|\n/) : [walk.text]
  for (const [i, line] of lines.entries()) {
    const text = cellText(walk.keepLines ? line.replace(/^\s*#{1,6}\s+/, '') : line)
    if (text !== '') walk.segments.push({ line: walk.textLine + i, text })
  }
  walk.text = ''
}
