import { hundredths } from '../decimal.ts'
import { costClassOf, fundAmount } from '../facts/fund-classes.ts'
import type { Form, FundRow, Indicator, Value } from '../form.ts'
import { parseFen } from '../money.ts'
import { compact } from '../values/text.ts'

const COLUMNS = ['initialBudget', 'annualBudget', 'execution'] as const

/** Pointers of the values that the form's own arithmetic, or a second place that says the same, confirms. */
export function provenBy(form: Form): ReadonlySet<string> {
  return new Set([
    ...provenFunds(form),
    ...provenWeights(form),
    ...provenScores(form),
    ...form.indicators.flatMap((row, i) => provenRow(form, row).map((field) => `/indicators/${i}/${field}`)),
  ])
}

/** Total = Σ parts confirms a column of amounts; rate = execution ÷ budget and score = weight × rate confirm the rest of a row. */
function provenFunds({ funds }: Form): readonly string[] {
  const columns = COLUMNS.filter((column) => isBalanced(funds, column) === true)
  return funds.rows.flatMap((row, i) => {
    const fields: string[] = [...columns]
    if (isRateOf(row)) fields.push('executionRate')
    if (isScoreOf(row)) fields.push('weight', 'score')
    return fields.map((field) => `/funds/rows/${i}/${field}`)
  })
}

/** Whether the total of a column is the sum of its parts; undefined where it can't be said. A column of zeros says nothing. */
export function isBalanced({ unit, rows }: Form['funds'], column: (typeof COLUMNS)[number]): boolean | undefined {
  const total = rows.filter(({ role }) => role === 'total')
  const parts = rows.filter(({ role }) => role === 'part').map((row) => parseFen(row[column], unit ?? '元'))
  const sum = parseFen(total[0]?.[column], unit ?? '元')
  if (total.length !== 1 || !sum || parts.length < 2 || parts.some((part) => part === undefined)) return undefined
  return parts.reduce<number>((all, part) => all + (part ?? 0), 0) === sum
}

function isRateOf({ annualBudget, execution, executionRate }: FundRow): boolean {
  if (annualBudget === null || execution === null || executionRate === null || Number(annualBudget) === 0) return false
  return Math.abs((Number(execution) / Number(annualBudget)) * 100 - Number(executionRate)) <= 0.0101
}

function isScoreOf({ weight, score, executionRate }: FundRow): boolean {
  if (weight === null || score === null || executionRate === null || weight === 0) return false
  return Math.abs((weight * Number(executionRate)) / 100 - score) <= 0.0101
}

/** The points of a first level's rows against the points its heading declares. */
function provenWeights({ indicators }: Form): readonly string[] {
  const groups = new Map<string, { declared: number; sum: number; rows: number[] }>()
  for (const [i, { level1, level1Weight, weight }] of indicators.entries()) {
    if (level1 === null || level1Weight === null) continue
    const known = groups.get(level1) ?? { declared: hundredths(level1Weight), sum: 0, rows: [] }
    known.rows.push(i)
    groups.set(level1, { ...known, sum: known.sum + (weight === null ? Number.NaN : hundredths(weight)) })
  }
  return [...groups.values()].flatMap(({ declared, sum, rows }) =>
    sum === declared && rows.length > 1 ? rows.map((i) => `/indicators/${i}/weight`) : [],
  )
}

/** The total against the sums of weights and of scores, the fund row's included. */
function provenScores({ indicators, funds, total }: Form): readonly string[] {
  const head = funds.rows.find(({ role }) => role === 'total')
  return (['weight', 'score'] as const).flatMap((field) => {
    const points = [...indicators.map((row) => row[field]), ...(head ? [head[field]] : [])]
    if (total[field] === null || points.length < 3 || points.some((one) => one === null)) return []
    const sum = points.reduce<number>((all, one) => all + hundredths(one ?? 0), 0)
    if (sum !== hundredths(total[field])) return []
    return [`/total/${field}`, ...indicators.map((_, i) => `/indicators/${i}/${field}`), `/funds/rows/0/${field}`]
  })
}

function provenRow(form: Form, row: Indicator): readonly string[] {
  const fields: string[] = []
  if (isRatioScore(row)) fields.push('target/value', 'actual/value', 'actual/text', 'weight', 'score')
  const isTargetSaid = isSaid(form.goals.expected, row.target)
  if (isTargetSaid || isFund(form, row, 'target')) fields.push('target/value')
  if (isTargetSaid && isPlainBound(row.target)) fields.push('target/text')
  if (isNamed(form.goals, row.name)) fields.push('name')
  if (isSaid(form.goals.actual, row.actual) || isFund(form, row, 'actual')) fields.push('actual/value', 'actual/text')
  return fields
}

/** A partial score that is the weight times actual ÷ target, to the hundredth. */
function isRatioScore({ target, actual, weight, score }: Indicator): boolean {
  if (target?.kind !== 'quantity' || actual?.kind !== 'quantity' || target.unit !== actual.unit) return false
  if (weight === null || score === null || score <= 0 || score >= weight || !Number(target.value)) return false
  return Math.abs((weight * Number(actual.value)) / Number(target.value) - score) <= 0.0051
}

/** The goal text names the same number with the same unit; one digit alone may stand there for something else. */
function isSaid(text: string | null, value: Value | null): boolean {
  if (text === null || value?.kind !== 'quantity' || !value.value || !value.unit) return false
  const said = `${value.value}${value.unit}`
  return value.value.length > 2 && compact(text).includes(said)
}

/** ≥, number and unit, and nothing else: a sign that was lost leaves none, and number and unit stand in a second place. */
function isPlainBound(value: Value | null): boolean {
  return value?.operator === '≥' && compact(value.text) === compact(`≥${value.value}${value.unit}`)
}

const SHORTEST_NAME = 4

/** The goals name the indicator in the same words: two readings that agree. */
function isNamed({ expected, actual }: Form['goals'], name: string | null): boolean {
  const plain = compact(name ?? '')
  return (
    plain.length >= SHORTEST_NAME && [expected, actual].some((text) => text !== null && compact(text).includes(plain))
  )
}

/** A cost row prints, in 万元, what the fund table has for its class. */
function isFund(form: Form, { name, target, actual }: Indicator, which: 'target' | 'actual'): boolean {
  const value = which === 'target' ? target : actual
  const cls = costClassOf(name)
  if (cls === undefined || value?.kind !== 'quantity' || value.unit !== '万元' || !value.value) return false
  const amount = fundAmount(form, cls, which === 'target' ? 'annualBudget' : 'execution')
  if (!amount || amount.fen === 0) return false
  const places = value.value.split('.')[1]?.length ?? 0
  return Math.abs(amount.fen / 1e6 - Number(value.value)) <= 0.5 / 10 ** places + 1e-9
}
