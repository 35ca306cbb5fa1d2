import { cellAmount, cellNumber } from '../reading/cell-amount.ts'
import { type Marks, mark } from '../reading/marks.ts'
import type { WrittenUnit } from '../reading/money-units.ts'
import { struckReading } from '../reading/struck.ts'
import { isPlaceholder } from '../values/text.ts'
import type { Column } from './columns.ts'
import { AMOUNTS, unitNamed } from './fund-units.ts'
import type { View } from './view.ts'
import type { Role } from './vocabulary.ts'

/** One row of a fund table with borders: its place, its label, the row of the headings and the unit of the table. */
export type ExactRow = {
  readonly row: number
  readonly label: string
  readonly head: number
  readonly unit: WrittenUnit | null
}

/** The values of a row by column, each out of the cell under its heading, with its marks below `at`. */
export function exactValues(
  view: View,
  row: ExactRow,
  columns: readonly Column[],
  at: string,
  marks: Marks,
): (role: Role) => string | null {
  const values = new Map(columns.map((column) => [column.role, exactValue(view, row, column, at, marks)] as const))
  return (role) => values.get(role) ?? null
}

function exactValue(
  view: View,
  { row, label, head, unit }: ExactRow,
  { role, from }: Column,
  at: string,
  marks: Marks,
): string | null {
  const cell = view.covering(row, from)
  const struck = cell ? undefined : view.struckAt(row, from)
  if (struck) mark(marks, `${at}/${role}`, struckReading(struck))
  if (!cell || isPlaceholder(cell.text)) return null
  const named = unitNamed(view.covering(head, from)?.text ?? '') ?? unitNamed(label)
  const read = AMOUNTS.includes(role) ? cellAmount(cell.text, unit, named) : cellNumber(cell.text)
  mark(marks, `${at}/${role}`, { ...read.reading, source: cell.source })
  return read.value
}
