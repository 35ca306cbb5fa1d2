import { type ByteView, byteView } from '../ole/byte-view.ts'

/** One property change: its code, and where its operand stands. */
export type Sprm = { readonly code: number; readonly from: number; readonly to: number }

const DEFINE_TABLE = 0xd608
const CHANGE_TABS = 0xc615

/** The property changes of a grpprl in order. The upper three bits of a code tell the size of its operand. */
export function* sprms(bytes: ByteView): Generator<Sprm> {
  let at = 0
  while (at + 3 <= bytes.length) {
    const code = bytes.u16(at)
    const from = at + 2
    const to = from + operandSize(bytes, code, from)
    if (to > bytes.length) return
    yield { code, from, to }
    at = to
  }
}

function operandSize(bytes: ByteView, code: number, at: number): number {
  if (code === DEFINE_TABLE) return at + 2 <= bytes.length ? bytes.u16(at) + 1 : bytes.length
  switch (code >> 13) {
    case 0:
    case 1:
      return 1
    case 2:
    case 4:
    case 5:
      return 2
    case 3:
      return 4
    case 7:
      return 3
    default:
      // 255 says that the operand is longer than a byte can tell; only tab stops do that, and nobody needs them.
      return code === CHANGE_TABS && bytes.u8(at) === 255 ? bytes.length : bytes.u8(at) + 1
  }
}

/** One cell of a table row as the row's end mark defines it; edges in twentieths of a point. */
export type CellDefinition = {
  readonly left: number
  readonly right: number
  readonly joinsLeft: boolean
  readonly merge: 'none' | 'first' | 'continued'
}

/** What the properties of a paragraph say about tables. */
export type TableMarks = {
  inTable: boolean
  endsRow: boolean
  depth: number
  endsInnerCell: boolean
  endsInnerRow: boolean
  cells: readonly CellDefinition[]
}

/** Reads the table properties of a paragraph. Those of rows with many cells stand in the Data stream (sprmPHugePapx). */
export function tableMarks(grpprl: ByteView, data: ByteView): TableMarks {
  const marks: TableMarks = {
    ...{ inTable: false, endsRow: false, depth: 0, endsInnerCell: false, endsInnerRow: false, cells: [] },
  }
  apply(marks, grpprl, data)
  if (marks.inTable && marks.depth === 0) marks.depth = 1
  return marks
}

function apply(marks: TableMarks, bytes: ByteView, data: ByteView | undefined) {
  for (const { code, from, to } of sprms(bytes)) {
    switch (code) {
      case 0x2416:
        marks.inTable = bytes.u8(from) !== 0
        break
      case 0x2417:
        marks.endsRow = bytes.u8(from) !== 0
        break
      case 0x6649:
        marks.depth = bytes.u32(from)
        break
      case 0x244b:
        marks.endsInnerCell = bytes.u8(from) !== 0
        break
      case 0x244c:
        marks.endsInnerRow = bytes.u8(from) !== 0
        break
      case 0x6645:
      case 0x6646:
        // A grpprl in the Data stream may not point to another one.
        if (data) apply(marks, hugeProperties(data, bytes.u32(from)), undefined)
        break
      case DEFINE_TABLE:
        marks.cells = definitions(bytes, from + 2, to)
    }
  }
}

function hugeProperties(data: ByteView, at: number): ByteView {
  return byteView(data.part(at + 2, at + 2 + data.u16(at)))
}

/** sprmTDefTable: the number of cells, their edges, then 20 bytes a cell (fewer when the rest says nothing). */
function definitions(bytes: ByteView, from: number, to: number): readonly CellDefinition[] {
  const count = bytes.u8(from)
  const first = from + 1 + 2 * (count + 1)
  return Array.from({ length: count }, (_, i) => {
    const at = first + 20 * i
    const flags = at + 2 <= to ? bytes.u16(at) : 0
    const vertical = (flags >> 5) & 3
    return {
      left: bytes.i16(from + 1 + 2 * i),
      right: bytes.i16(from + 3 + 2 * i),
      joinsLeft: (flags & 3) === 1,
      merge: vertical === 3 || vertical === 2 ? 'first' : vertical === 1 ? 'continued' : 'none',
    }
  })
}
