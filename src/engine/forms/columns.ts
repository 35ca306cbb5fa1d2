import type { Cell } from '../grid.ts'
import type { View } from './view.ts'
import { headingKey, type Role, roleOf } from './vocabulary.ts'

/** A headed column: `from` inclusive, `to` exclusive; `joined` when the heading was cut over several cells. */
export type Column = {
  readonly role: Role
  readonly from: number
  readonly to: number
  readonly joined: boolean
  /** What a ticked cell of this column means: 经费保障, 有可能. */
  readonly label?: string
}

const LONGEST_HEADING = 40

/** The headed columns of a row; in loose text a heading may be cut over up to three cells. */
export function columnsOf(view: View, row: number): readonly Column[] {
  const cells = view.rows[row] ?? []
  // Misread headings are looked for only in a row that shows itself to be one: two headings read without a slip.
  const plain = cells.filter((cell) => cell.text.length <= LONGEST_HEADING && roleOf(cell.text, 'strict') !== undefined)
  if (plain.length < 2) return []
  const columns: Column[] = []
  for (let i = 0; i < cells.length; ) {
    const width = headingWidth(cells, i, view.grid.positions === 'loose')
    const window = cells.slice(i, i + Math.max(1, width.count))
    const first = window[0]
    const last = window.at(-1)
    if (width.role && first && last) {
      columns.push({
        role: width.role,
        from: first.column,
        to: last.column + last.columnSpan,
        joined: window.length > 1,
      })
    }
    i += window.length
  }
  return columns
}

function headingWidth(cells: readonly Cell[], at: number, isLoose: boolean): { role: Role | undefined; count: number } {
  const text = (count: number) =>
    cells
      .slice(at, at + count)
      .map((cell) => cell.text)
      .join('')
  if (isLoose) {
    for (const count of [3, 2]) {
      if (at + count > cells.length || (cells[at + count - 1]?.column ?? 0) - (cells[at]?.column ?? 0) > count) continue
      const alone = roleOf(text(1), 'strict')
      const role = roleOf(text(count), 'fuzzy')
      if (role !== undefined && alone === undefined) return { role, count }
    }
  }
  return { role: roleOf(text(1), 'fuzzy'), count: 1 }
}

/** 分值 printed behind every level: the points behind 一级指标 and 二级指标 are theirs, the last ones the row's. */
export function withLevelWeights(columns: readonly Column[]): readonly Column[] {
  if (columns.filter(({ role }) => role === 'weight').length < 2) return columns
  return columns.map((column, i) => {
    const before = column.role === 'weight' ? columns[i - 1]?.role : undefined
    if (before === 'level1') return { ...column, role: 'level1Weight' }
    return before === 'level2' ? { ...column, role: 'level2Weight' } : column
  })
}

const BUDGET: readonly Role[] = ['initialBudget', 'annualBudget', 'execution']

/** A row that heads the fund table: at least two of the three budget columns. */
export function isFundHeader(columns: readonly Column[]): boolean {
  return columns.filter((column) => BUDGET.includes(column.role)).length >= 2
}

/** A row that heads the indicator table: the indicator's name, and a target or a weight. */
export function isIndicatorHeader(columns: readonly Column[]): boolean {
  const has = (...roles: readonly Role[]) => columns.some((column) => roles.includes(column.role))
  return (
    has('name') && has('target', 'initialTarget', 'adjustedTarget', 'longTermTarget', 'weight', 'actual', 'standard')
  )
}

const EXPECTED = [
  '预期目标',
  '年初设定目标',
  '年初绩效目标',
  '项目年度目标',
  '年度预期目标',
  '预期绩效目标',
  '年初目标',
]
/** Headings that mostly are captions; they head the goal text where no other heading of it stands beside the result's. */
const WHOLE = ['总体目标', '年度总体目标', '总体绩效目标', '年度绩效目标']
const REACHED = [
  '实际完成情况',
  '年度总体目标完成情况综述',
  '全年目标实际完成情况',
  '年度目标完成情况',
  '全年实际完成情况',
  '目标实际完成情况',
  '目标完成情况',
]

/** The two headings over the goal texts, where a row holds both. */
export function goalHeads(cells: readonly Cell[]): { readonly expected: Cell; readonly actual: Cell } | undefined {
  const among = (names: readonly string[]) => cells.find((cell) => names.includes(headingKey(cell.text)))
  const expected = among(EXPECTED) ?? among(WHOLE)
  const actual = among(REACHED)
  return expected && actual && expected !== actual ? { expected, actual } : undefined
}
