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

const SHORT = '这一行比表头少了格，没有合并说明少的是哪一格，后面的值可能错了位'
const LONG = '这一行比表头多了格，可能有字里的逗号或竖线被当成了分格，后面的值可能错了位'
/** Columns that may be left off at the end of a row: blank in most rows, and told by their words. */
const LEFT_OFF: readonly Role[] = ['reason', 'note', 'other', 'cause', 'isCore']
const FIELDS = ['target', 'actual', 'weight', 'score', 'initialBudget', 'annualBudget', 'execution'] as const
const AMOUNTS = ['initialBudget', 'annualBudget', 'execution'] as const

/**
 * Values of rows that have fewer cells than the headings above them, or more: where nothing says which cell is missing or was
 * cut in two, the cells behind it moved. What the columns' own kinds or the sums of the fund table prove stays; all else is
 * doubtful, and so is the last text of a row that goes on behind it.
 */
export function doubtUnevenRows(form: Form, view: View, sections: Sections, marks: Marks): void {
  if (view.grid.ends === undefined) return
  const uneven = unevenSources(view, sections)
  if (uneven.size === 0) return
  const rows = new Map<string, string>()
  for (const [at, { source }] of Object.entries(marks)) {
    const row = ROW.exec(at)?.[1]
    const found = source && uneven.get(source)
    if (row !== undefined && found?.isOwn) rows.set(row, found.how)
  }
  const proven = new Map([...rows.keys()].map((row) => [row, provenFields(form, row)] as const))
  for (const [at, reading] of Object.entries(marks)) {
    const [, row = '', leaf = ''] = ROW.exec(at) ?? []
    const found = reading.source && uneven.get(reading.source)
    if (found && !proven.get(row)?.has(leaf)) doubt(marks, at, found.how)
  }
  for (const [row, how] of rows) {
    for (const field of FIELDS)
      if (isBlank(form, row, field)) mark(marks, `${row}/${field}`, { status: 'missing', how })
  }
  const total = form.funds.rows.findIndex(({ role }) => role === 'total')
  const how = rows.get(`/funds/rows/${total}`)
  if (how === undefined || proven.get(`/funds/rows/${total}`)?.size) return
  // What was given its column by what it adds up to was given it by a total that may have moved.
  for (const [at, { status }] of Object.entries(marks))
    if (status === 'inferred' && at.startsWith('/funds/rows/')) doubt(marks, at, how)
}

const ROW = /^((?:\/declaration\/longTermIndicators|\/indicators|\/funds\/rows)\/\d+)\/(.*)$/

function doubt(marks: Marks, at: string, why: string): void {
  const reading = marks[at]
  if (!reading || reading.status === 'missing') return
  const how = [reading.how, why].filter(Boolean).join('；')
  mark(marks, at, { ...reading, status: 'doubtful', how, confidence: 0.4 })
}

/** What is wrong with the row a cell begins in; `isOwn` where it belongs to that row only. */
type Uneven = { readonly how: string; readonly isOwn: boolean }

/** The sources of the cells of every uneven row that may have moved, with what is wrong with their row. */
function unevenSources(view: View, { funds, indicators, goals, footer, end }: Sections): ReadonlyMap<Source, Uneven> {
  const sources = new Map<Source, Uneven>()
  const addAll = (row: number, how: string): void => {
    for (const cell of view.rows[row] ?? []) sources.set(cell.source, { how, isOwn: cell.rowSpan === 1 })
  }
  if (funds) {
    const until = Math.min(goals ?? end, indicators?.row ?? end)
    for (let row = funds.row + 1; row < until; row++) {
      const how = unevenHow(view, row, funds.row)
      if (how !== undefined) addAll(row, how)
    }
  }
  if (!indicators) return sources
  for (let row = indicators.row + 1; row < footer; row++) {
    const how = unevenHow(view, row, indicators.row)
    if (how === undefined) continue
    const isInPlace = isProven(view, row, indicators.columns)
    if (!isInPlace) addAll(row, how)
    // Its numbers stand where they should; the text at its end may go on behind the last heading.
    else if (how === LONG) {
      const whole = view.grid.ends?.[indicators.row] ?? 0
      const cells = view.rows[row] ?? []
      const last = cells.findLast(({ column }) => column < whole)
      if (last && cells.at(-1) !== last) sources.set(last.source, { how, isOwn: false })
    }
  }
  return sources
}

/** What is wrong with a row of other length than the one of its headings. */
function unevenHow({ grid }: View, row: number, head: number): string | undefined {
  const [end, whole] = [grid.ends?.[row], grid.ends?.[head]]
  if (end === undefined || whole === undefined || end === whole) return undefined
  return end < whole ? SHORT : LONG
}

/** Nothing but columns of words is left off, and each column of numbers holds one. */
function isProven(view: View, row: number, columns: readonly Column[]): boolean {
  const end = view.grid.ends?.[row] ?? 0
  if (columns.some(({ role, from }) => from >= end && !LEFT_OFF.includes(role))) return false
  const points = columns.filter(({ role }) => role === 'weight' || role === 'score')
  if (points.length === 0)
    return /\d/.test(view.covering(row, columns.find(({ role }) => role === 'target')?.from ?? -1)?.text ?? '')
  // A number where words should stand is the second half of the one before it.
  const words = columns.filter(({ role }) => role === 'reason' || role === 'note')
  if (words.some(({ from }) => /^[\d.,]+[%分]?$/.test(compact(view.covering(row, from)?.text ?? '')))) return false
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
