import { formatPoints, hundredths } from '../decimal.ts'
import { hasPoints, KIND_NAMES } from '../facts/kinds.ts'
import { isActualLost } from '../facts/reading.ts'
import type { Form, Grade, Indicator } from '../form.ts'
import type { Policy } from '../policy/policy.ts'
import { knownPoints, scoreFundRows, scoreIndicator } from './rows.ts'
import type { RowScore, Score } from './score.ts'

/** Score a form under a pack: every row traced, the claimed score beside the computed one, bounds where rows are lost. */
export function score(form: Form, policy: Policy, overrides?: Readonly<Record<string, string>>): Score {
  const unscored = whyUnscored(form)
  if (unscored !== undefined) return notScored(form, policy, unscored, overrides)
  const indicators = form.indicators.map((row, i) => rememberedScore(row, i, policy, isActualLost(form, i)))
  const rows = [...scoreFundRows(form, policy), ...indicators]
  const total = totalOf(form, rows, policy)
  return {
    policy: policy.id,
    ...(overrides && Object.keys(overrides).length > 0 ? { overrides } : {}),
    total,
    grade: total.value === null ? null : gradeOf(total.value, policy),
    claimedTotal: form.total.score,
    rows,
  }
}

/** Why a kind of form has no score at all; undefined for those that have one. */
function whyUnscored(form: Form): string | undefined {
  const name = KIND_NAMES[form.kind]
  switch (form.kind) {
    case 'target-declaration':
      return `${name}只有目标，没有完成值，不计分；年度结束后填自评表时再计。`
    case 'monitoring':
      return `${name}反映年中进度，不计分；看监控亮灯的意见，年度结束后填自评表时再计。`
    case 'indicator-framework':
      return `${name}由评价人按评分标准打分，本程序不代评；表上的得分另列。`
    default:
      return hasPoints(form) ? undefined : `${name}上没有分值，不计分。`
  }
}

function notScored(
  form: Form,
  policy: Policy,
  why: string,
  overrides: Readonly<Record<string, string>> | undefined,
): Score {
  return {
    policy: policy.id,
    ...(overrides && Object.keys(overrides).length > 0 ? { overrides } : {}),
    total: { value: null, status: 'unknown', bounds: null, why },
    grade: null,
    claimedTotal: form.total.score,
    rows: [],
  }
}

type Remembered = { readonly i: number; readonly isLost: boolean; readonly score: RowScore }
const remembered = new WeakMap<Policy, WeakMap<Indicator, Remembered>>()

/** A key press changes one row: the others are the same objects and keep their scores. */
function rememberedScore(row: Indicator, i: number, policy: Policy, isLost: boolean): RowScore {
  let known = remembered.get(policy)
  if (!known) {
    known = new WeakMap()
    remembered.set(policy, known)
  }
  const before = known.get(row)
  if (before && before.isLost === isLost && before.i === i) return before.score
  const score = scoreIndicator(row, `/indicators/${i}`, policy, isLost)
  known.set(row, { i, isLost, score })
  return score
}

/** The half-open band a total of points falls in; null below all bands. */
export function gradeOf(total: number, policy: Policy): Grade | null {
  return policy.grades.find(({ from }) => total >= from)?.grade ?? null
}

/**
 * Points of rows that the reader knows are lost: declared first-level points less the visible weights, per first level.
 * 0 where the reader reports no loss: then a shortfall is the form's own error.
 */
export function lostPoints(form: Form): number {
  if (form.reading['/indicators']?.status !== 'missing') return 0
  const declared = new Map<string, number>()
  const visible = new Map<string, number>()
  for (const row of form.indicators) {
    if (row.level1 === null) continue
    if (row.level1Weight !== null) declared.set(row.level1, hundredths(row.level1Weight))
    visible.set(row.level1, (visible.get(row.level1) ?? 0) + hundredths(row.weight ?? 0))
  }
  let lost = 0
  for (const [level1, points] of declared) lost += Math.max(0, points - (visible.get(level1) ?? 0))
  return lost / 100
}

function totalOf(form: Form, rows: readonly RowScore[], policy: Policy): Score['total'] {
  if (rows.length === 0) return { value: null, status: 'unknown', bounds: null, why: '没有可计分的行。' }
  const known = knownPoints(rows)
  const lost = lostPoints(form)
  const open = rows.filter((row) => row.score === null)
  const openPoints = open.reduce((sum, row) => sum + hundredths(row.weight ?? 0), 0) / 100
  const bounds = [known, (hundredths(known) + hundredths(lost) + hundredths(openPoints)) / 100] as const

  if (open.length > 0) {
    return { value: null, status: 'unknown', bounds, why: `${open.length} 行不能计分，总分在 ${range(bounds)} 之间。` }
  }
  if (lost > 0) return withLostRows(form, rows, policy, bounds, lost)
  if (form.reading['/indicators']?.status === 'missing') {
    return { value: null, status: 'unknown', bounds: null, why: '有指标行丢失，丢失的分值不明。' }
  }
  const claimed = rows.filter((row) => row.status === 'claimed').length
  if (claimed === 0) return { value: known, status: 'computed', bounds, why: '各行都按实际值计算，相加即得。' }
  return {
    value: known,
    status: 'inferred',
    bounds,
    why: `${claimed} 行没有可计算的实际值，采用填报得分，其余按实际值计算。`,
  }
}

function withLostRows(
  form: Form,
  rows: readonly RowScore[],
  policy: Policy,
  bounds: readonly [number, number],
  lost: number,
): Score['total'] {
  const others = rows.filter((row) => !isCostRow(form, row.at))
  const full = others.every((row) => row.score !== null && row.score === row.weight)
  const agrees = form.grade !== null && gradeOf(bounds[1], policy) === form.grade
  const missing = `指标行有丢失，缺 ${formatPoints(lost)} 分；可见各行合计 ${formatPoints(bounds[0])} 分，总分在 ${range(bounds)} 之间。`
  if (!full || !agrees) return { value: null, status: 'unknown', bounds, why: `${missing}不能断定丢失各行的得分。` }
  return {
    value: bounds[1],
    status: 'inferred',
    bounds,
    why: `${missing}可见的非成本行全部满分，自评等次“${form.grade}”也相符，丢失各行按满分推定。`,
  }
}

function isCostRow(form: Form, at: string): boolean {
  const row = form.indicators[Number(at.split('/')[2])]
  return at.startsWith('/indicators/') && row !== undefined && /成本/.test(`${row.level1 ?? ''}${row.level2 ?? ''}`)
}

function range([low, high]: readonly [number, number]): string {
  return low === high ? `${formatPoints(low)} 分` : `${formatPoints(low)}–${formatPoints(high)} 分`
}
