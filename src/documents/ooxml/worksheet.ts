import { type Cell, columnName } from '#engine'
import { MAX_CELL_TEXT, MAX_CELLS, MAX_COLUMNS, MAX_MERGES, MAX_ROWS } from '../limits.ts'
import type { Tell } from '../problems.ts'
import { shownOf, struckOut } from '../struck.ts'
import { Unreadable } from '../unreadable.ts'
import { type Address, parseAddress, parseRange, type Range } from './address.ts'
import { formatNumber, formatText } from './number-format.ts'
import { decodeEscapes, runLook } from './strings.ts'
import { isTrue, type Workbook } from './workbook.ts'
import { type Attributes, walkXml } from './xml.ts'

/** One `<c>` as it stands, its display text ready. */
export type RawCell = Address & Pick<Cell, 'text' | 'struck'>

/** A sheet as stored: nothing merged, nothing hidden away yet. Rows and columns count from 1. */
export type RawSheet = {
  readonly name: string
  readonly cells: readonly RawCell[]
  readonly merges: readonly Range[]
  readonly hiddenRows: ReadonlySet<number>
  readonly hiddenColumns: ReadonlySet<number>
}

/** Cells still allowed in the whole workbook; counted down across sheets. */
export type Allowance = { cells: number }

/** What one pass over the XML must remember. */
type Walk = {
  readonly name: string
  readonly workbook: Workbook
  readonly allowance: Allowance
  readonly tell: Tell
  readonly cells: RawCell[]
  readonly merges: Range[]
  readonly hiddenRows: Set<number>
  readonly hiddenColumns: Set<number>
  row: number
  column: number
  cell: Attributes | undefined
  value: string
  inline: string
  hasFormula: boolean
  capture: 'value' | 'inline' | undefined
  phonetic: number
  readonly look: ReturnType<typeof runLook>
}

/** Walks one worksheet part. Throws Unreadable over the limits; odd cells are told. */
export function readWorksheet(
  bytes: Uint8Array,
  name: string,
  workbook: Workbook,
  allowance: Allowance,
  tell: Tell,
): RawSheet {
  const walk: Walk = {
    ...{ name, workbook, allowance, tell, cells: [], merges: [], hiddenRows: new Set(), hiddenColumns: new Set() },
    ...{ row: 0, column: 0, cell: undefined, value: '', inline: '', hasFormula: false, capture: undefined },
    ...{ phonetic: 0, look: runLook() },
  }
  walkXml(bytes, `工作表“${name}”`, {
    open(tag, attributes) {
      walk.look.open(tag, attributes)
      openTag(walk, tag, attributes)
    },
    close(tag) {
      walk.look.close(tag)
      closeTag(walk, tag)
    },
    text(text) {
      if (walk.capture === 'value') walk.value += text
      else if (walk.capture === 'inline') walk.inline += walk.look.shown(text)
    },
  })
  return walk
}

function openTag(walk: Walk, tag: string, attributes: Attributes) {
  switch (tag) {
    case 'col':
      return openColumn(walk, attributes)
    case 'row':
      return openRow(walk, attributes)
    case 'c':
      return openCell(walk, attributes)
    case 'v':
      walk.capture = walk.cell && 'value'
      return
    case 't':
      walk.capture = walk.cell && walk.phonetic === 0 ? 'inline' : undefined
      return
    case 'f':
      walk.hasFormula = true
      return
    case 'rPh':
      walk.phonetic += 1
      return
    case 'mergeCell':
      return openMerge(walk, attributes)
  }
}

function closeTag(walk: Walk, tag: string) {
  if (tag === 'c') closeCell(walk)
  else if (tag === 'rPh') walk.phonetic -= 1
  else if (tag === 'v' || tag === 't') walk.capture = undefined
}

function openColumn({ hiddenColumns }: Walk, { min, max, hidden }: Attributes) {
  if (!isTrue(hidden)) return
  const last = Math.min(Number(max), MAX_COLUMNS)
  for (let column = Math.max(1, Number(min)); column <= last && !hiddenColumns.has(column); column++) {
    hiddenColumns.add(column)
  }
}

function openRow(walk: Walk, { r, hidden }: Attributes) {
  walk.row = r !== undefined && /^[1-9]\d{0,8}$/.test(r) ? Number(r) : walk.row + 1
  walk.column = 0
  if (walk.row > MAX_ROWS) {
    throw new Unreadable(
      `工作表“${walk.name}”的行号 ${walk.row} 超出 Excel 的范围，文件已损坏。请用 Excel 或 WPS 重新另存。`,
    )
  }
  if (isTrue(hidden)) walk.hiddenRows.add(walk.row)
}

function openCell(walk: Walk, attributes: Attributes) {
  walk.allowance.cells -= 1
  if (walk.allowance.cells < 0) {
    throw new Unreadable(
      `工作簿超过 ${MAX_CELLS} 格，不像一张绩效自评表，已停止读取。请只保留自评表的工作表，删去多余的行列后另存再试。`,
    )
  }
  const address = attributes.r === undefined ? undefined : parseAddress(attributes.r)
  // Writers may leave `r` out: the cell then follows the one before it.
  walk.row = address?.row ?? walk.row
  walk.column = address?.column ?? walk.column + 1
  walk.cell = attributes
  walk.value = ''
  walk.inline = ''
  walk.hasFormula = false
}

function closeCell(walk: Walk) {
  const { cell, row, column } = walk
  walk.cell = undefined
  if (!cell || row < 1 || column > MAX_COLUMNS) return

  const text = displayText(walk, cell)
  if (text.length > MAX_CELL_TEXT)
    tellHere(walk, `这一格有 ${text.length} 个字，超出 Excel 的上限，只读前 ${MAX_CELL_TEXT} 个。`)
  const shown = text.slice(0, MAX_CELL_TEXT)
  const isStruck = walk.workbook.styles.isStruck(Number(cell.s ?? 0))
  walk.cells.push({ row, column, ...shownOf(isStruck ? struckOut(shown) : shown) })
}

function displayText(walk: Walk, { t: type = 'n', s: style }: Attributes): string {
  const { value, workbook } = walk
  const code = workbook.styles.formatOf(Number(style ?? 0))
  switch (type) {
    case 's':
      return formatText(sharedString(walk), code)
    case 'inlineStr':
      return formatText(decodeEscapes(walk.inline), code)
    case 'str':
      return formatText(decodeEscapes(value), code)
    case 'b':
      return isTrue(value.trim()) ? 'TRUE' : 'FALSE'
    case 'e':
      tellHere(walk, `公式出错，显示 ${value}。请在 Excel 里改好公式后另存再试。`)
      return value
    case 'd':
      return value.replace(/T00:00:00(?:\.0+)?Z?$/, '')
    default:
      return numberText(walk, code)
  }
}

function numberText(walk: Walk, code: string): string {
  if (walk.value !== '') return formatNumber(walk.value, code, walk.workbook.dates)
  if (walk.hasFormula) tellHere(walk, '公式还没有算出结果。请用 Excel 或 WPS 打开，保存后再试。')
  return decodeEscapes(walk.inline)
}

function sharedString(walk: Walk): string {
  const index = walk.value.trim()
  const text = /^\d+$/.test(index) ? walk.workbook.strings[Number(index)] : undefined
  if (text === undefined && index !== '') tellHere(walk, '这一格的文字在文件里找不到，文件可能已损坏。请核对原件。')
  return text ?? ''
}

function openMerge({ merges, name, tell }: Walk, { ref = '' }: Attributes) {
  const range = parseRange(ref)
  if (!range) tell(`工作表“${name}”的合并区域 ${ref.slice(0, 40)} 读不懂，没有合并。请核对表格的合并单元格。`)
  else if (merges.length >= MAX_MERGES) tell(`工作表“${name}”的合并区域超过 ${MAX_MERGES} 处，其余没有合并。`)
  else merges.push(range)
}

function tellHere({ name, row, column, tell }: Walk, message: string) {
  tell(`${name}!${columnName(column)}${row}：${message}`, { sheet: name, row, column })
}
