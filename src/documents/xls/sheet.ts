import { columnName } from '#engine'
import { MAX_CELL_TEXT, MAX_CELLS, MAX_MERGES } from '../limits.ts'
import type { ByteView } from '../ole/byte-view.ts'
import type { Range } from '../ooxml/address.ts'
import { formatNumber, formatText } from '../ooxml/number-format.ts'
import type { Allowance, RawCell, RawSheet } from '../ooxml/worksheet.ts'
import type { Tell } from '../problems.ts'
import { shownOf, struckOut } from '../struck.ts'
import { Unreadable } from '../unreadable.ts'
import { inFonts } from './fonts.ts'
import type { Globals } from './globals.ts'
import { type BiffRecord, type RecordAllowance, substream } from './records.ts'
import { type RichString, richStringIn } from './strings.ts'

type Place = { readonly row: number; readonly column: number; readonly style: number }

type Walk = {
  readonly name: string
  readonly globals: Globals
  readonly allowance: Allowance
  readonly tell: Tell
  readonly cells: RawCell[]
  readonly merges: Range[]
  readonly hiddenRows: Set<number>
  readonly hiddenColumns: Set<number>
  /** A formula whose text follows in a record of its own. */
  pending: Place | undefined
}

const ERRORS: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
}

/** Reads one sheet of the workbook stream. Rows and columns count from 1, as those of an xlsx. */
export function readSheet(
  stream: ByteView,
  { name, start }: Globals['sheets'][number],
  globals: Globals,
  allowance: Allowance & RecordAllowance,
  tell: Tell,
): RawSheet {
  const walk: Walk = {
    ...{ name, globals, allowance, tell, cells: [], merges: [] },
    ...{ hiddenRows: new Set<number>(), hiddenColumns: new Set<number>(), pending: undefined },
  }
  for (const record of substream(stream, start, allowance)) take(walk, record)
  return walk
}

function take(walk: Walk, record: BiffRecord) {
  const { data } = record
  switch (record.id) {
    case 0xfd:
      return addText(walk, placeOf(data), sharedString(walk, placeOf(data), data.u32(6)))
    case 0x204:
    case 0xd6:
      return addText(walk, placeOf(data), richStringIn(record, 6, 2, walk.globals.biff))
    case 0x203:
      return addNumber(walk, placeOf(data), data.f64(6))
    case 0x27e:
      return addNumber(walk, placeOf(data), packedNumber(data, 6))
    case 0xbd:
      return takeRow(data, 6, (place, at) => addNumber(walk, place, packedNumber(data, at + 2)))
    case 0xbe:
      return takeRow(data, 2, (place) => add(walk, place, ''))
    case 0x201:
      return add(walk, placeOf(data), '')
    case 0x06:
      return takeFormula(walk, data)
    case 0x207:
      if (walk.pending) addText(walk, walk.pending, richStringIn(record, 0, 2, walk.globals.biff))
      walk.pending = undefined
      return
    case 0x205:
      return addSpecial(walk, placeOf(data), data.u8(7) === 1 ? 2 : 1, data.u8(6))
    case 0xe5:
      return takeMerges(walk, data)
    case 0x208:
      if (data.u16(12) & 0x20) walk.hiddenRows.add(data.u16(0) + 1)
      return
    case 0x7d:
      return takeColumns(walk, data)
  }
}

function placeOf(data: ByteView): Place {
  return { row: data.u16(0) + 1, column: data.u16(2) + 1, style: data.u16(4) }
}

/** MULRK and MULBLANK: row and first column, then one entry of `size` bytes a column (its style first), then the last column. */
function takeRow(data: ByteView, size: number, takeOne: (place: Place, at: number) => void) {
  const row = data.u16(0) + 1
  const first = data.u16(2) + 1
  for (let i = 0; 4 + (i + 1) * size + 2 <= data.length; i++) {
    const at = 4 + i * size
    takeOne({ row, column: first + i, style: data.u16(at) }, at)
  }
}

/** RK: 30 bits of a whole number or of a double; bit 0 says hundredths. */
function packedNumber(data: ByteView, at: number): number {
  const bits = data.u32(at)
  const isWhole = (bits & 2) !== 0
  const value = isWhole ? (bits | 0) >> 2 : highHalf(bits)
  return bits & 1 ? value / 100 : value
}

function highHalf(bits: number): number {
  const view = new DataView(new ArrayBuffer(8))
  view.setUint32(0, bits & ~3)
  return view.getFloat64(0)
}

/** The result of a formula: a number, or a mark (0xFFFF in the last two bytes) with the kind in the first. */
function takeFormula(walk: Walk, data: ByteView) {
  const place = placeOf(data)
  if (data.u16(12) !== 0xffff) return addNumber(walk, place, data.f64(6))

  const kind = data.u8(6)
  if (kind === 0) walk.pending = place
  else if (kind === 3) add(walk, place, '')
  else addSpecial(walk, place, kind, data.u8(8))
}

/** Kind 1 is true or false, kind 2 an error. */
function addSpecial(walk: Walk, place: Place, kind: number, value: number) {
  if (kind === 1) return add(walk, place, value === 0 ? 'FALSE' : 'TRUE')

  const shown = ERRORS[value] ?? '#N/A'
  tellAt(walk, place, `公式出错，显示 ${shown}。请在 Excel 里改好公式后另存再试。`)
  add(walk, place, shown)
}

function addNumber(walk: Walk, place: Place, value: number) {
  const shown = formatNumber(String(value), walk.globals.styles(place.style), walk.globals.dates)
  add(walk, place, walk.globals.fontOf(place.style)?.isStruck ? struckOut(shown) : shown)
}

function addText(walk: Walk, place: Place, string: RichString) {
  const { styles, fonts, fontOf } = walk.globals
  const text = inFonts(string, fontOf(place.style), fonts)
  add(walk, place, formatText(text.replaceAll(/\r\n?/g, '\n'), styles(place.style)))
}

function add(walk: Walk, { row, column }: Place, text: string) {
  walk.pending = undefined
  walk.allowance.cells -= 1
  if (walk.allowance.cells < 0) {
    throw new Unreadable(
      `工作簿超过 ${MAX_CELLS} 格，不像一张绩效自评表，已停止读取。请只保留自评表的工作表，删去多余的行列后另存再试。`,
    )
  }
  walk.cells.push({ row, column, ...shownOf(text.slice(0, MAX_CELL_TEXT)) })
}

function sharedString(walk: Walk, place: Place, index: number): RichString {
  const string = walk.globals.strings[index]
  if (string === undefined) tellAt(walk, place, '这一格的文字在文件里找不到，文件可能已损坏。请核对原件。')
  return string ?? { text: '', runs: [] }
}

function takeMerges({ merges, name, tell }: Walk, data: ByteView) {
  const count = data.u16(0)
  for (let i = 0; i < count; i++) {
    const [top = 0, bottom = 0, left = 0, right = 0] = [0, 2, 4, 6].map((at) => data.u16(2 + 8 * i + at))
    if (merges.length >= MAX_MERGES) {
      return tell(`工作表“${name}”的合并区域超过 ${MAX_MERGES} 处，其余没有合并。`)
    }
    if (bottom < top || right < left) tell(`工作表“${name}”有一处合并区域读不懂，没有合并。请核对表格的合并单元格。`)
    else merges.push({ from: { row: top + 1, column: left + 1 }, to: { row: bottom + 1, column: right + 1 } })
  }
}

function takeColumns({ hiddenColumns }: Walk, data: ByteView) {
  if ((data.u16(8) & 1) === 0) return
  const last = Math.min(data.u16(2), 255)
  for (let column = data.u16(0); column <= last; column++) hiddenColumns.add(column + 1)
}

function tellAt({ name, tell }: Walk, { row, column }: Place, message: string) {
  tell(`${name}!${columnName(column)}${row}：${message}`, { sheet: name, row, column })
}
