import { MAX_SHEETS } from '../limits.ts'
import type { ByteView } from '../ole/byte-view.ts'
import type { DateSystem } from '../ooxml/serial-date.ts'
import { builtInFormat } from '../ooxml/styles.ts'
import type { Tell } from '../problems.ts'
import { Unreadable } from '../unreadable.ts'
import { type Font, fontAt, readFont } from './fonts.ts'
import { type BiffRecord, BOF, type RecordAllowance, substream } from './records.ts'
import { type Biff, type RichString, sharedStrings, stringIn } from './strings.ts'

/** What every sheet of an old workbook shares. `start` is the place of a visible sheet in the stream. */
export type Globals = {
  readonly biff: Biff
  readonly sheets: readonly { readonly name: string; readonly start: number }[]
  readonly strings: readonly RichString[]
  readonly fonts: readonly Font[]
  /** Number format code by the style index of a cell. */
  readonly styles: (index: number) => string
  /** The font of a cell by its style index. */
  readonly fontOf: (index: number) => Font | undefined
  readonly dates: DateSystem
}

type Walk = {
  readonly biff: Biff
  readonly sheets: { name: string; start: number }[]
  readonly own: Map<number, string>
  readonly formats: number[]
  readonly fonts: Font[]
  /** The font's number by style index. */
  readonly fontNumbers: number[]
  strings: readonly RichString[]
  dates: DateSystem
}

const FILEPASS = 0x2f
const DATEMODE = 0x22
const BOUNDSHEET = 0x85
const FONT = 0x31
const FORMAT = 0x41e
const XF = 0xe0
const SST = 0xfc

/** Reads the first substream. Throws Unreadable for a workbook with a password or of an unknown version. */
export function readGlobals(stream: ByteView, allowance: RecordAllowance, tell: Tell): Globals {
  const walk: Walk = {
    biff: stream.u16(0) === BOF && stream.u16(4) === 0x500 ? 5 : 8,
    ...{ sheets: [], own: new Map(), formats: [], fonts: [], fontNumbers: [], strings: [], dates: 1900 },
  }
  for (const record of substream(stream, 0, allowance)) take(walk, record, tell)
  const { biff, sheets, own, formats, fonts, fontNumbers, strings, dates } = walk
  if (sheets.length > MAX_SHEETS) {
    tell(`工作簿有 ${sheets.length} 个工作表，只读前 ${MAX_SHEETS} 个。请把自评表单独另存。`)
  }
  const styles = (index: number) => {
    const id = formats[index] ?? 0
    return own.get(id) ?? builtInFormat(id)
  }
  const fontOf = (index: number) => fontAt(fonts, fontNumbers[index] ?? 0)
  return { biff, sheets: sheets.slice(0, MAX_SHEETS), strings, fonts, styles, fontOf, dates }
}

function take(walk: Walk, record: BiffRecord, tell: Tell) {
  const { id, data } = record
  switch (id) {
    case FILEPASS:
      throw new Unreadable('文件设有打开密码，读不出内容。请用 Excel 或 WPS 打开，取消密码后另存为 .xlsx 再试。')
    case DATEMODE:
      walk.dates = data.u16(0) === 1 ? 1904 : 1900
      return
    case FORMAT:
      walk.own.set(data.u16(0), stringIn(record, 2, walk.biff === 8 ? 2 : 1, walk.biff))
      return
    case FONT:
      walk.fonts.push(readFont(data))
      return
    case XF:
      walk.fontNumbers.push(data.u16(0))
      walk.formats.push(data.u16(2))
      return
    case SST:
      walk.strings = sharedStrings(record)
      return
    case BOUNDSHEET:
      return takeSheet(walk, record, tell)
  }
}

function takeSheet({ biff, sheets }: Walk, record: BiffRecord, tell: Tell) {
  const { data } = record
  const isWorksheet = data.u8(5) === 0
  if (!isWorksheet) return

  const name = stringIn(record, 6, 1, biff)
  if ((data.u8(4) & 3) !== 0) tell(`工作表“${name}”是隐藏的，没有读。要读它，请取消隐藏后另存。`)
  else sheets.push({ name, start: data.u32(0) })
}
