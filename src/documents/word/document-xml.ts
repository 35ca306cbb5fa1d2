import { MAX_CELL_TEXT, MAX_CELLS } from '../limits.ts'
import { type Attributes, walkXml } from '../ooxml/xml.ts'
import type { Tell } from '../problems.ts'
import { shownOf, struckOut } from '../struck.ts'
import { atLevel, type Level } from '../superscript.ts'
import { Unreadable } from '../unreadable.ts'
import { isOn, named, natural, val } from './attributes.ts'
import type { StyleLook } from './style-looks.ts'
import { cellTextOf, standsAlone, tableText, type WordBlock, type WordCell, type WordTable } from './word-blocks.ts'

/** What has been deleted, moved away or replaced (tracked changes), said twice (fallbacks) or only guides (phonetic). */
const SKIPPED = new Set(
  'del moveFrom Fallback rt tcPrChange trPrChange pPrChange rPrChange tblPrChange tblGridChange sectPrChange'.split(
    ' ',
  ),
)
/** Ticks and boxes of the Wingdings fonts. */
const SYMBOLS: Readonly<Record<string, string>> = {
  F052: '☑',
  F0FE: '☑',
  F0A3: '□',
  F0A8: '□',
  F06F: '□',
  F0FC: '✓',
  F050: '✓',
}
/** The elements whose attributes say something of the text or its place. */
const WANTED = new Set(
  'gridBefore gridAfter gridSpan vMerge hMerge vanish strike dstrike vertAlign position rStyle pStyle sym showingPlcHdr'.split(
    ' ',
  ),
)
const MAX_DEPTH = 20
/** Half-points by which a run set higher by hand is a raised sign. */
export const LIFTED = 4

type OpenCell = {
  readonly paragraphs: string[]
  readonly inner: WordTable[]
  span: number
  merge: WordCell['merge']
  joinsLeft: boolean
  deleted: boolean
}

type OpenTable = {
  readonly table: number
  readonly rows: WordCell[][]
  readonly ends: number[]
  row: WordCell[]
  column: number
  /** Columns left free behind the row's last cell. */
  after: number
  rowDeleted: boolean
  cell: OpenCell | undefined
}

type Walk = {
  readonly tell: Tell
  readonly blocks: WordBlock[]
  readonly tables: OpenTable[]
  readonly paragraphs: string[]
  /** Per open w:sdt whether it shows its placeholder, which nobody wrote. */
  readonly placeholders: boolean[]
  skipping: number
  inRowProperties: boolean
  inParagraphProperties: boolean
  inText: boolean
  runHidden: boolean
  runStruck: boolean
  runLevel: Level | undefined
  readonly styles: ReadonlyMap<string, StyleLook>
  /** What the style of the paragraph does to its runs. */
  paragraphLook: StyleLook | undefined
  table: number
  line: number
  cells: number
}

/** Tables and paragraphs of a WordprocessingML part, in order. Throws Unreadable for damage and beyond the limits. */
export function readDocumentXml(
  bytes: Uint8Array,
  tell: Tell,
  styles: ReadonlyMap<string, StyleLook> = new Map(),
): readonly WordBlock[] {
  const walk: Walk = {
    ...{ tell, blocks: [], tables: [], paragraphs: [], placeholders: [], skipping: 0 },
    ...{ inRowProperties: false, inParagraphProperties: false, inText: false, runHidden: false },
    ...{ runStruck: false, runLevel: undefined, styles, paragraphLook: undefined },
    ...{ table: 0, line: 0, cells: 0 },
  }
  walkXml(bytes, '正文', {
    wants: WANTED,
    open: (name, attributes) => openTag(walk, name, attributes),
    close: (name) => closeTag(walk, name),
    text: (text) => {
      if (walk.inText) append(walk, text)
    },
  })
  return walk.blocks
}

function openTag(walk: Walk, name: string, attributes: Attributes) {
  if (name === 'del' && walk.inRowProperties) {
    const table = walk.tables.at(-1)
    if (table) table.rowDeleted = true
  }
  if (walk.skipping > 0 || SKIPPED.has(name)) {
    walk.skipping += 1
    return
  }
  if (openTable(walk, name)) return
  if (openProperty(walk, name, attributes)) return
  openText(walk, name, attributes)
}

function openTable(walk: Walk, name: string): boolean {
  const table = walk.tables.at(-1)
  if (name === 'tbl') {
    if (walk.tables.length >= MAX_DEPTH) {
      throw new Unreadable(`表格里套表格超过 ${MAX_DEPTH} 层，不像一张绩效自评表，没有读。请只保留自评表再试。`)
    }
    walk.table += 1
    walk.tables.push({
      ...{ table: walk.table, rows: [], ends: [], row: [], column: 0, after: 0, rowDeleted: false },
      cell: undefined,
    })
  } else if (name === 'tr' && table) {
    Object.assign(table, { row: [], column: 0, after: 0, rowDeleted: false })
  } else if (name === 'tc' && table) {
    count(walk)
    table.cell = { paragraphs: [], inner: [], span: 1, merge: 'none', joinsLeft: false, deleted: false }
  } else return false
  return true
}

function openProperty(walk: Walk, name: string, attributes: Attributes): boolean {
  const table = walk.tables.at(-1)
  const cell = table?.cell
  if (name === 'trPr') walk.inRowProperties = true
  else if (name === 'pPr') walk.inParagraphProperties = true
  else if (name === 'gridBefore' && table) table.column = natural(val(attributes))
  else if (name === 'gridAfter' && table) table.after = natural(val(attributes))
  else if (name === 'gridSpan' && cell) cell.span = Math.max(1, natural(val(attributes)))
  else if (name === 'vMerge' && cell) cell.merge = val(attributes) === 'restart' ? 'first' : 'continued'
  else if (name === 'hMerge' && cell) cell.joinsLeft = val(attributes) !== 'restart'
  else if (name === 'cellDel' && cell) cell.deleted = true
  else if (name === 'vanish' && !walk.inParagraphProperties) walk.runHidden = isOn(attributes)
  else if (name === 'strike' && !walk.inParagraphProperties) walk.runStruck = isOn(attributes)
  else if (name === 'dstrike' && !walk.inParagraphProperties) walk.runStruck ||= isOn(attributes)
  else if (name === 'pStyle') walk.paragraphLook = walk.styles.get(val(attributes))
  else if (name === 'rStyle' && !walk.inParagraphProperties) dressRun(walk, walk.styles.get(val(attributes)))
  else if (name === 'vertAlign') alignRun(walk, val(attributes))
  else if (name === 'position' && !walk.inParagraphProperties)
    walk.runLevel ??= natural(val(attributes)) >= LIFTED ? 'lifted' : undefined
  else return false
  return true
}

function dressRun(walk: Walk, look: StyleLook | undefined) {
  if (look?.isStruck) walk.runStruck = true
  walk.runLevel = look?.level ?? walk.runLevel
}

function alignRun(walk: Walk, value: string) {
  const level = value === 'superscript' ? 'raised' : value === 'subscript' ? 'lowered' : undefined
  if (level || walk.runLevel !== 'lifted') walk.runLevel = level
}

function openText(walk: Walk, name: string, attributes: Attributes) {
  switch (name) {
    case 'p':
      walk.paragraphs.push('')
      walk.paragraphLook = undefined
      return
    case 'r':
      Object.assign(walk, { runHidden: false, runStruck: false, runLevel: undefined })
      dressRun(walk, walk.paragraphLook)
      return
    case 't':
      walk.inText = true
      return
    case 'tab':
    case 'ptab':
      // In w:tabs it is a tab stop, not a tab.
      if (!walk.inParagraphProperties) append(walk, '\t')
      return
    case 'br':
    case 'cr':
      return append(walk, '\n')
    case 'noBreakHyphen':
      return append(walk, '-')
    case 'sym':
      return append(walk, SYMBOLS[(named(attributes, 'char') ?? '').toUpperCase()] ?? '')
    case 'sdt':
      walk.placeholders.push(false)
      return
    case 'showingPlcHdr':
      walk.placeholders[walk.placeholders.length - 1] = isOn(attributes)
  }
}

function closeTag(walk: Walk, name: string) {
  if (walk.skipping > 0) {
    walk.skipping -= 1
    return
  }
  const table = walk.tables.at(-1)
  switch (name) {
    case 't':
      walk.inText = false
      return
    case 'p':
      return closeParagraph(walk)
    case 'pPr':
      walk.inParagraphProperties = false
      return
    case 'trPr':
      walk.inRowProperties = false
      return
    case 'tc':
      return table && closeCell(walk, table)
    case 'tr':
      return table && closeRow(table)
    case 'tbl':
      return closeTable(walk)
    case 'sdt':
      walk.placeholders.pop()
  }
}

function closeRow(table: OpenTable) {
  if (table.rowDeleted || table.row.length === 0) return
  table.rows.push(table.row)
  table.ends.push(table.column + table.after)
}

/** A paragraph goes to the cell it stands in, else it is a line of the document. */
function closeParagraph(walk: Walk) {
  const text = walk.paragraphs.pop() ?? ''
  const cell = walk.tables.at(-1)?.cell
  if (cell) {
    cell.paragraphs.push(text)
    return
  }
  walk.line += 1
  for (const line of text.split('\n')) {
    const shown = line.replaceAll('\u00a0', ' ').trim()
    if (shown === '') continue
    count(walk)
    walk.blocks.push({ line: walk.line, text: shown.slice(0, MAX_CELL_TEXT) })
  }
}

function closeCell(walk: Walk, table: OpenTable) {
  const { cell } = table
  if (!cell) return
  table.cell = undefined
  const column = table.column
  table.column += cell.span
  const whole = cell.deleted ? '' : cellTextOf(cell.paragraphs)
  const left = table.row.at(-1)
  if (cell.joinsLeft && left) {
    if (whole !== '')
      walk.tell(
        `第 ${table.table} 个表：“${shownOf(whole).text.slice(0, 20)}”被合并单元格盖住，没有读。请核对这处合并。`,
      )
    table.row[table.row.length - 1] = { ...left, columnSpan: column + cell.span - left.column }
    return
  }
  const { span: columnSpan, merge, inner } = cell
  table.row.push({ text: whole.slice(0, MAX_CELL_TEXT), column, columnSpan, merge, inner })
  if (whole.length > MAX_CELL_TEXT) {
    const row = table.rows.length + 1
    walk.tell(`第 ${table.table} 个表第 ${row} 行有一格文字过长，只读前 ${MAX_CELL_TEXT} 个字。请核对原表。`)
  }
}

function closeTable(walk: Walk) {
  const closed = walk.tables.pop()
  if (!closed) return
  const table: WordTable = { table: closed.table, rows: closed.rows, ends: closed.ends }
  const cell = walk.tables.at(-1)?.cell
  if (!cell) walk.blocks.push(table)
  else if (standsAlone(table)) cell.inner.push(table)
  else cell.paragraphs.push(tableText(table))
}

function append(walk: Walk, text: string) {
  const last = walk.paragraphs.length - 1
  if (last < 0 || walk.runHidden || walk.placeholders.includes(true)) return
  const shown = atLevel(text, walk.runLevel)
  walk.paragraphs[last] += walk.runStruck ? struckOut(shown) : shown
}

function count(walk: Walk) {
  walk.cells += 1
  if (walk.cells <= MAX_CELLS) return
  throw new Unreadable(`文档超过 ${MAX_CELLS} 格，不像一张绩效自评表，没有读。请只保留自评表的部分再试。`)
}
