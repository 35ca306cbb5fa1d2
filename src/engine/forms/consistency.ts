import { compareRatio } from '../decimal.ts'
import type { Form, Indicator } from '../form.ts'
import { type Marks, mark } from '../reading/marks.ts'
import { comparable } from '../scoring/steps.ts'

/**
 * In text that a machine read, a row that contradicts itself may be misread: target met but points cut without a reason,
 * target missed with full points, score above the weight. Its values become doubtful, never silently certain.
 */
export function doubtInconsistent(form: Form, marks: Marks): void {
  for (const [i, row] of form.indicators.entries()) {
    const why = contradiction(row)
    if (why === undefined) continue
    for (const at of [
      `/indicators/${i}/target/value`,
      `/indicators/${i}/target/text`,
      `/indicators/${i}/actual/value`,
      `/indicators/${i}/actual/text`,
      `/indicators/${i}/weight`,
      `/indicators/${i}/score`,
    ]) {
      const known = marks[at]
      if (!known || known.status === 'missing' || known.status === 'doubtful') continue
      mark(marks, at, {
        ...known,
        status: 'doubtful',
        how: [known.how, why].filter(Boolean).join('；'),
        confidence: Math.min(known.confidence ?? 1, 0.6),
      })
    }
  }
  doubtUnbalancedWeights(form, marks)
}

function contradiction(row: Indicator): string | undefined {
  const { weight, score, target, actual } = row
  if (weight === null || score === null) return undefined
  if (score > weight) return `得分 ${score} 高于分值 ${weight}，可能误读`
  const met = isMet(row)
  if (met === undefined || !target || !actual) return undefined
  if (!met && score === weight) return `目标 ${target.text}、实际 ${actual.text}，却得满分，可能误读`
  if (met && score < weight && row.reason === null) return `目标 ${target.text} 已完成，却扣分而无原因，可能误读`
  return undefined
}

/** Whether the actual meets the target; undefined where the two can't be compared. */
function isMet({ target, actual }: Indicator): boolean | undefined {
  if (target?.kind !== 'quantity' || actual?.kind !== 'quantity') return undefined
  const pair = comparable(target, actual)
  if ('why' in pair) return undefined
  const order = compareRatio(pair.actual, pair.target)
  switch (target.operator) {
    case '≥':
      return order >= 0
    case '>':
      return order > 0
    case '≤':
      return order <= 0
    case '<':
      return order < 0
    case '=':
      return order === 0
    default:
      return undefined
  }
}

/** Where a first level's visible weights exceed what its heading declares, a weight must be misread. */
function doubtUnbalancedWeights(form: Form, marks: Marks): void {
  const groups = new Map<string, { declared: number; rows: number[] }>()
  for (const [i, row] of form.indicators.entries()) {
    if (row.level1 === null || row.level1Weight === null) continue
    const known = groups.get(row.level1) ?? { declared: row.level1Weight, rows: [] }
    known.rows.push(i)
    groups.set(row.level1, known)
  }
  const isLost = marks['/indicators']?.status === 'missing'
  for (const [name, { declared, rows }] of groups) {
    const sum = rows.reduce((all, i) => all + (form.indicators[i]?.weight ?? 0), 0)
    if (Math.abs(sum - declared) < 0.005 || (isLost && sum < declared)) continue
    for (const i of rows)
      doubtWeight(form, i, `${name}标明 ${declared} 分，各行合计 ${Math.round(sum * 100) / 100} 分，可能误读`, marks)
  }
}

/** Weight and score that agree are two readings of the same points; only a row where they differ is in doubt. */
function doubtWeight(form: Form, i: number, why: string, marks: Marks): void {
  const row = form.indicators[i]
  if (!row || row.weight === row.score) return
  const at = `/indicators/${i}/weight`
  const known = marks[at]
  if (known && known.status !== 'missing') mark(marks, at, { ...known, status: 'doubtful', how: why, confidence: 0.6 })
}
