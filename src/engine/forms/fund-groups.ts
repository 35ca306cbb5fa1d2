import type { FundRow, MoneyUnit } from '../form.ts'
import type { Cell } from '../grid.ts'
import { parseFen, printedTolerance, sumFen } from '../money.ts'
import { type CellNumber, cellAmount } from '../reading/cell-amount.ts'
import { type Marks, mark } from '../reading/marks.ts'
import { recordUnit, type WrittenUnit } from '../reading/money-units.ts'
import { compact } from '../values/text.ts'
import { unitNamed } from './fund-units.ts'
import type { View } from './view.ts'
import { fundLabelOf } from './vocabulary.ts'

/** One source of one half: its label, its amount, and by what its half splits the money. */
type Entry = {
  readonly label: Cell
  readonly source: string
  readonly amount: Cell
  readonly read: CellNumber
  readonly group: string
}

const COLUMNS = [
  ['annualBudget', '全年预算数'],
  ['initialBudget', '年初预算数'],
  ['execution', '全年执行数'],
] as const

/** Whether a row holds two labelled sources side by side: a label behind an amount. Pieces of captions stand before it. */
export function isGroupRow(cells: readonly Cell[]): boolean {
  const first = cells.findIndex((cell) => fundLabelOf(cell.text) !== undefined)
  const amount = cells.findIndex((cell, i) => first >= 0 && i > first && isAmount(cell))
  return amount > 0 && cells.slice(amount + 1).some((cell) => fundLabelOf(cell.text) !== undefined)
}

/**
 * The rows of money split twice (按收入性质, 按支出性质). Their one amount belongs to the column whose total each half adds up
 * to; where no column or more than one fits, nothing is read and the loss is reported.
 */
export function groupRows(
  view: View,
  rows: readonly number[],
  table: { readonly rows: readonly FundRow[]; readonly printed: WrittenUnit | null },
  marks: Marks,
): readonly FundRow[] {
  const found = rows.flatMap((row) => entriesOf(view, row, table.printed))
  const unit = recordUnit(table.printed) ?? '元'
  const total = table.rows.find(({ role }) => role === 'total')
  const groups = [...new Set(found.map(({ group }) => group))]
  const entries = groups.flatMap((group) => found.filter((one) => one.group === group))
  const halves = groups.map((group) => entries.filter((one) => one.group === group))
  const fitting = COLUMNS.filter(
    ([column]) => groups.length > 1 && halves.every((half) => addsUp(half, total?.[column] ?? null, unit)),
  )
  const [column, other] = fitting
  if (!column || other) {
    const source = entries[0]?.label.source
    const how = '资金表里并排的两组来源（如按收入、按支出）没有读入'
    mark(marks, '/funds/rows', { status: 'missing', how, ...(source ? { source } : {}) })
    return []
  }
  return entries.map((entry, i) => groupRow(entry, column, table.rows.length + i, marks))
}

function groupRow(
  { label, source, amount, read, group }: Entry,
  [column, title]: (typeof COLUMNS)[number],
  i: number,
  marks: Marks,
): FundRow {
  const at = `/funds/rows/${i}`
  const named = `${source}（${group}）`
  mark(marks, `${at}/source`, {
    status: 'repaired',
    raw: label.text,
    how: `并排的两组来源，注明${group}`,
    confidence: 0.98,
    source: label.source,
  })
  mark(marks, `${at}/${column}`, {
    status: 'inferred',
    ...(read.reading.raw === undefined ? {} : { raw: read.reading.raw }),
    how: [read.reading.how, `只有一列金额，各组合计都等于${title}，归入这一列`].filter(Boolean).join('；'),
    confidence: 0.95,
    source: amount.source,
  })
  const blank = {
    initialBudget: null,
    annualBudget: null,
    execution: null,
    weight: null,
    executionRate: null,
    score: null,
  }
  return { source: named, role: 'part', ...blank, [column]: read.value }
}

const isAmount = (cell: Cell): boolean => cellAmount(cell.text, null).value !== null

/** A half is the total but for the rounding of what is printed. */
function addsUp(half: readonly Entry[], total: string | null, unit: MoneyUnit): boolean {
  const whole = parseFen(total, unit)
  const sum = sumFen(half.map(({ read }) => parseFen(read.value, unit)))
  if (total === null || whole === undefined || sum === undefined) return false
  return Math.abs(sum - whole) <= (unit === '元' ? 0 : printedTolerance(total, unit) * (half.length + 1))
}

/** Label and amount, label and amount; the group is named above: 按收入性质分. */
function entriesOf(view: View, row: number, printed: WrittenUnit | null): readonly Entry[] {
  const cells = view.rows[row] ?? []
  return cells.flatMap((label, i): Entry[] => {
    const known = fundLabelOf(label.text)
    const amount = cells[i + 1]
    const group = known && groupAbove(view, row, label.column)
    if (!known || !amount || !group || !isAmount(amount)) return []
    const read = cellAmount(amount.text, printed, unitNamed(label.text))
    return [{ label, source: known.source, amount, read, group }]
  })
}

function groupAbove(view: View, row: number, column: number): string | undefined {
  for (let above = row - 1; above >= 0 && above > row - 12; above--) {
    const text = compact(view.covering(above, column)?.text ?? '')
    const name = /^(按.{2,6}?)(?:分|划分|分类)?[:：]?$/.exec(text)?.[1]
    if (name) return name
  }
  return undefined
}
