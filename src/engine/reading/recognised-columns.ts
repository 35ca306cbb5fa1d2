import type { Form, Indicator } from '../form.ts'
import { roleOf } from '../forms/vocabulary.ts'
import type { Cell } from '../grid.ts'
import { compact, isPlaceholder } from '../values/text.ts'
import { type Marks, mark } from './marks.ts'
import { cellAt, type RecognisedCells } from './recognised-repairs.ts'

const SURE = 0.93
const FIELDS = ['target', 'initialTarget'] as const

/** Signs and units that stand in columns of their own become part of a value without a mark: an unsure one makes the value doubtful. */
export function noteOwnColumns(form: Form, cells: RecognisedCells, marks: Marks): void {
  for (const role of ['operator', 'unit'] as const) {
    const heads = [...cells.values()].filter(({ text }) => text.length <= 10 && roleOf(text, 'strict') === role)
    const [head] = heads
    if (!head) continue
    const column = [...cells.values()].filter((cell) => cell.column === head.column && cell.row > head.row)
    for (const [i, row] of form.indicators.entries()) noteRow(row, `/indicators/${i}`, role, column, cells, marks)
  }
}

function noteRow(
  row: Indicator,
  base: string,
  role: 'operator' | 'unit',
  column: readonly Cell[],
  cells: RecognisedCells,
  marks: Marks,
): void {
  for (const field of FIELDS) {
    const value = row[field]
    const at = `${base}/${field}`
    const place = cellAt(`${at}/text`, cells, marks)
    const cell = place && column.find(({ row, rowSpan }) => place.row >= row && place.row < row + rowSpan)
    if (value?.kind !== 'quantity' || !place || (cell && isPlaceholder(cell.text))) continue
    // Where units have a column and this row has none anywhere, it was not seen.
    const isLost = role === 'unit' && !cell && !value.unit
    const isRead = role === 'operator' ? Boolean(value.operator) : !/^\d+%?$/.test(compact(cell?.text ?? ''))
    if (isRead && !isLost && (cell?.recognition?.confidence ?? 1) >= SURE) continue
    const how = `${role === 'operator' ? '比较号' : '度量单位'}一格认得不确定，请对照原件`
    for (const pointer of role === 'operator' ? [`${at}/text`] : [`${at}/value`, `${base}/actual/value`]) {
      const known = marks[pointer]
      if (known?.status === 'missing') continue
      mark(marks, pointer, {
        ...known,
        status: 'doubtful',
        raw: cell?.text ?? '',
        how,
        confidence: cell?.recognition?.confidence ?? 0.5,
      })
    }
  }
}
