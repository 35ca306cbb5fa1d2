import { formatRatio, hundredths, multiply } from '../decimal.ts'
import type { Form, FundRow, Indicator, MoneyUnit, Value } from '../form.ts'
import { formatFen, parseFen } from '../money.ts'
import type { Policy } from '../policy/policy.ts'
import { scoreClaimed } from './claimed.ts'
import { scoreDate, scoreQuantity, scoreRange } from './quantitative.ts'
import type { RowScore } from './score.ts'
import { formatScore, HUNDRED, pointsOf, type Step } from './steps.ts'

/** The scored fund rows: the total row, and parts only where the form gives them points. */
export function scoreFundRows(form: Form, policy: Policy): readonly RowScore[] {
  return form.funds.rows.flatMap((row, i) => {
    if (row.role === 'part' && !row.weight) return []
    const weight = row.weight ?? (row.role === 'total' ? policy.weights.execution : null)
    const note = row.weight === null ? [`表上没有分值，按本办法 ${policy.weights.execution} 分`] : []
    const step =
      weight === null ? { score: null, trace: ['没有分值'] } : scoreExecution(row, form.funds.unit, weight, policy)
    return [
      {
        at: `/funds/rows/${i}`,
        weight,
        score: step.score,
        claimed: row.score,
        status: step.score === null ? ('unknown' as const) : ('computed' as const),
        trace: [...note, ...step.trace],
      },
    ]
  })
}

function scoreExecution(row: FundRow, unit: MoneyUnit | null, weight: number, policy: Policy): Step {
  const money = unit ?? '元'
  const budget = parseFen(row.annualBudget, money)
  const execution = parseFen(row.execution, money)
  if (budget === undefined || execution === undefined)
    return { score: null, trace: ['全年预算数或全年执行数读不出，不能计算执行率'] }
  const amounts = [`全年执行数 ${formatFen(execution, money)}`, `全年预算数 ${formatFen(budget, money)}`]
  if (budget <= 0 || execution < 0) {
    const why = budget === 0 && execution === 0 ? '预算和执行都是 0，不适用' : '预算为 0 或为负却有执行，不能计算'
    return { score: null, trace: [...amounts, why] }
  }
  const rate = { numerator: BigInt(execution), denominator: BigInt(budget) }
  const score = pointsOf(weight, rate, policy)
  const cap = execution > budget ? '，超过 100%，最多得满分' : ''
  return {
    score,
    trace: [
      ...amounts,
      `执行率 ${formatRatio(multiply(rate, HUNDRED), 2)}%${cap}`,
      `${weight} 分 × 执行率`,
      formatScore(score),
    ],
  }
}

/** One indicator: by its values where they can be compared, else by the claimed score within its band. */
export function scoreIndicator(row: Indicator, at: string, policy: Policy, isLost: boolean): RowScore {
  const { weight, target, actual, score: claimed } = row
  const answer = (status: RowScore['status'], step: Step, trace: readonly string[] = []): RowScore => ({
    at,
    weight,
    score: step.score,
    claimed,
    status: step.score === null ? 'unknown' : status,
    trace: [...trace, ...step.trace],
  })
  if (weight === null) return answer('unknown', { score: null, trace: ['没有分值，不能计分'] })
  const shown = [`目标 ${show(target)}`, `实际 ${show(actual)}`]
  if (!actual || actual.kind === 'none') {
    if (!isLost) return answer('unknown', { score: null, trace: ['没有填实际完成值，不能计分'] }, shown)
    return answer('claimed', scoreClaimed(claimed, weight, null, policy), [...shown, '实际完成值读不出'])
  }
  if (actual.kind === 'qualitative')
    return answer('claimed', scoreClaimed(claimed, weight, actual.outcome ?? null, policy), shown)
  if (!target || target.kind === 'none' || target.kind === 'qualitative') {
    return answer('claimed', scoreClaimed(claimed, weight, null, policy), [...shown, '目标不是可比的数'])
  }
  return answer('computed', byValues(row, target, actual, weight, policy), shown)
}

function byValues(row: Indicator, target: Value, actual: Value, weight: number, policy: Policy): Step {
  const isCost = /成本/.test(`${row.level1 ?? ''}${row.level2 ?? ''}`)
  if (target.kind === 'date' && actual.kind === 'date') return scoreDate(target, actual, weight)
  if (target.kind === 'range' && actual.kind === 'quantity') return scoreRange(target, actual, weight, policy)
  if (target.kind === 'quantity' && actual.kind === 'quantity')
    return scoreQuantity(target, actual, weight, isCost, policy)
  return { score: null, trace: ['目标和实际不是同一类值，不能比'] }
}

function show(value: Value | null): string {
  if (!value || value.text === '') return '（空）'
  return value.text.replace(/(\d)(?=[\p{Script=Han}])/u, '$1 ')
}

/** Points of all rows that have one, in points. */
export function knownPoints(rows: readonly RowScore[]): number {
  return rows.reduce((sum, row) => sum + hundredths(row.score ?? 0), 0) / 100
}
