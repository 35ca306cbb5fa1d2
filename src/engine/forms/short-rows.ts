import { percentOf } from '../decimal.ts'
import type { Form, FundRow, MoneyUnit } from '../form.ts'
import type { Source } from '../grid.ts'
import { parseFen, sumFen } from '../money.ts'
import { type Marks, mark } from '../reading/marks.ts'
import { compact, isPlaceholder } from '../values/text.ts'
import type { Column } from './columns.ts'
import type { Sections } from './sections.ts'
import type { View } from './view.ts'
import type { Role } from './vocabulary.ts'

const HOW = '这一行比表头少了格，没有合并说明少的是哪一格，后面的值可能错了位'
/** Columns that may be left off at the end of a row: blank in most rows, and told by their words. */
const LEFT_OFF: readonly Role[] = ['reason', 'note', 'other', 'cause', 'isCore']
const FIELDS = ['target', 'actual', 'weight', 'score', 'initialBudget', 'annualBudget', 'execution'] as const
const AMOUNTS = ['initialBudget', 'annualBudget', 'execution'] as const

/**
 * Values of rows that have fewer cells than the headings above them, where nothing says which cell is missing: the cells
 * behind it moved to the left. What the columns' own kinds or the sums of the fund table prove stays; all else is doubtful.
 */
export function doubtShortRows(form: Form, view: View, sections: Sections, marks: Marks): void {
  if (view.grid.ends === undefined) return
  const short = shortSources(view, sections)
  if (short.size === 0) return
  const rows = new Set<string>()
  for (const [at, { source }] of Object.entries(marks)) {
    const row = /^((?:\/declaration\/longTermIndicators|\/indicators|\/funds\/rows)\/\d+)\//.exec(at)?.[1]
    if (row !== undefined && source && short.has(source)) rows.add(row)
  }
  for (const row of rows) {
    const proven = provenFields(form, row)
    for (const [at, reading] of Object.entries(marks)) {
      if (!at.startsWith(`${row}/`) || reading.status === 'missing' || !reading.source) continue
      if (!short.has(reading.source) || proven.has(at.slice(row.length + 1))) continue
      const how = [reading.how, HOW].filter(Boolean).join('；')
      mark(marks, at, { ...reading, status: 'doubtful', how, confidence: 0.4 })
    }
    for (const field of FIELDS)
      if (isBlank(form, row, field)) mark(marks, `${row}/${field}`, { status: 'missing', how: HOW })
  }
}

/** The sources of the cells of every short row whose cells may have moved. */
function shortSources(view: View, { funds, indicators, goals, footer, end }: Sections): ReadonlySet<Source> {
  const sources = new Set<Source>()
  const add = (row: number): void => {
    for (const cell of view.rows[row] ?? []) if (cell.rowSpan === 1) sources.add(cell.source)
  }
  const missing = (row: number, head: number): number =>
    (view.grid.ends?.[head] ?? 0) - (view.grid.ends?.[row] ?? Number.POSITIVE_INFINITY)
  if (funds) {
    const until = Math.min(goals ?? end, indicators?.row ?? end)
    for (let row = funds.row + 1; row < until; row++) if (missing(row, funds.row) > 0) add(row)
  }
  if (indicators) {
    for (let row = indicators.row + 1; row < footer; row++)
      if (missing(row, indicators.row) > 0 && !isProven(view, row, indicators.columns)) add(row)
  }
  return sources
}

/** Nothing but columns of words is left off, and each column of numbers holds one. */
function isProven(view: View, row: number, columns: readonly Column[]): boolean {
  const end = view.grid.ends?.[row] ?? 0
  if (columns.some(({ role, from }) => from >= end && !LEFT_OFF.includes(role))) return false
  const points = columns.filter(({ role }) => role === 'weight' || role === 'score')
  if (points.length === 0)
    return /\d/.test(view.covering(row, columns.find(({ role }) => role === 'target')?.from ?? -1)?.text ?? '')
  return points.every(({ from }) => {
    const text = compact(view.covering(row, from)?.text ?? '')
    return /^\d{1,3}(?:\.\d{1,2})?分?$/.test(text) || (text !== '' && isPlaceholder(text))
  })
}

function isBlank(form: Form, row: string, field: (typeof FIELDS)[number]): boolean {
  const [, kind = '', index = ''] = /^\/(.*)\/(\d+)$/.exec(row) ?? []
  if (kind === 'funds/rows') {
    const one = form.funds.rows[Number(index)]
    return one !== undefined && AMOUNTS.some((amount) => amount === field && one[amount] === null)
  }
  const list = kind === 'indicators' ? form.indicators : (form.declaration?.longTermIndicators ?? [])
  const one = list[Number(index)]
  return (
    one !== undefined &&
    (field === 'target' || field === 'actual' || field === 'weight' || field === 'score') &&
    one[field] === null
  )
}

/** A fund row whose rate is what was spent, and its score the rate's, has each number in its place; amounts that add up to their total as well. */
function provenFields({ funds }: Form, row: string): ReadonlySet<string> {
  const index = /^\/funds\/rows\/(\d+)$/.exec(row)?.[1]
  const own = index === undefined ? undefined : funds.rows[Number(index)]
  if (!own) return new Set()
  const unit = funds.unit ?? '元'
  if (isRate(own, unit) && isScored(own)) return new Set([...AMOUNTS, 'source', 'weight', 'executionRate', 'score'])
  return AMOUNTS.every((field) => addsUp(funds.rows, field, unit)) ? new Set([...AMOUNTS, 'source']) : new Set()
}

function addsUp(rows: readonly FundRow[], field: (typeof AMOUNTS)[number], unit: MoneyUnit): boolean {
  const total = parseFen(rows.find(({ role }) => role === 'total')?.[field], unit)
  const parts = rows.filter(({ role }) => role === 'part')
  return total !== undefined && parts.length > 1 && sumFen(parts.map((part) => parseFen(part[field], unit))) === total
}

function isRate({ annualBudget, execution, executionRate }: FundRow, unit: MoneyUnit): boolean {
  const share = percentOf(parseFen(execution, unit), parseFen(annualBudget, unit))
  return share !== undefined && executionRate !== null && Math.abs(Number(share) - Number(executionRate)) <= NEAR
}

/** Points and score both absent, or the score is the points' share: by chance a rate alone may fit. */
function isScored({ weight, score, executionRate }: FundRow): boolean {
  if (weight === null || score === null) return weight === score
  return Math.abs((weight * Number(executionRate)) / 100 - score) <= NEAR
}

/** Printed rates are rounded or cut off at the second decimal. */
const NEAR = 0.0101
