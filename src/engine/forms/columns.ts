import type { Cell } from '../grid.ts'
import { compact } from '../values/text.ts'
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
  return [...columns, ...reachingDown(view, row)].sort((a, b) => a.from - b.from)
}

/** Headings of the row above that are merged over this one: a heading in two rows, groups above and names below. */
function reachingDown(view: View, row: number): readonly Column[] {
  return (view.rows[row - 1] ?? []).flatMap((cell): Column[] => {
    const role = cell.row + cell.rowSpan > row ? roleOf(cell.text, 'fuzzy') : undefined
    return role ? [{ role, from: cell.column, to: cell.column + cell.columnSpan, joined: false }] : []
  })
}

/** The caption of a block of indicators that belong to one goal: 年度目标1（80分）. */
const GOAL_BLOCK = /^年度(?:绩效)?目标\d{0,2}(?:[(（].{0,12}[)）])?$/

function headingWidth(cells: readonly Cell[], at: number, isLoose: boolean): { role: Role | undefined; count: number } {
  const text = (count: number) =>
    cells
      .slice(at, at + count)
      .map((cell) => cell.text)
      .join('')
  if (GOAL_BLOCK.test(compact(text(1)))) return { role: undefined, count: 1 }
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

/** A row that heads the fund table: at least two of the three budget columns. One that lists projects heads a summary of many. */
export function isFundHeader(columns: readonly Column[]): boolean {
  return columns.filter((column) => BUDGET.includes(column.role)).length >= 2
}

/** No row of values holds three headings: this one heads a table, perhaps as the upper of two rows. */
export function isHeading(columns: readonly Column[]): boolean {
  return columns.length >= 3
}

/** Whether a row with budget columns heads a list of projects or units, one a line. */
export function isListHeader(cells: readonly Cell[]): boolean {
  return cells.some((cell) => /^(?:项目|单位|部门|预算单位|任务)名称$|^序号$/.test(headingKey(cell.text)))
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

const ADJUSTED = /^(?:全年|年中)?调整后?(?:年度|的)?(?:绩效)?目标$/

/** The headings over the goal texts, where a row holds both; the goals as adjusted may stand between them. */
export type GoalHeads = { readonly expected: Cell; readonly adjusted: Cell | undefined; readonly actual: Cell }

export function goalHeads(cells: readonly Cell[]): GoalHeads | undefined {
  const among = (names: readonly string[]) => cells.find((cell) => names.includes(headingKey(cell.text)))
  const expected = among(EXPECTED) ?? among(WHOLE)
  if (!expected) return undefined
  const reached = cells.filter((cell) => cell !== expected && REACHED.includes(headingKey(cell.text)))
  // A caption left of both may speak of results as well.
  const actual = reached.find((cell) => cell.column > expected.column) ?? reached[0]
  const adjusted = cells.find(
    (cell) =>
      actual &&
      cell.column > expected.column &&
      cell.column < actual.column &&
      ADJUSTED.test(withoutBrackets(cell.text)),
  )
  return actual && { expected, adjusted, actual }
}

const withoutBrackets = (text: string): string => compact(text).replaceAll(/[（()）]/g, '')
