import { formatPoints, hundredths } from '../decimal.ts'
import { FORM_NOTES } from '../facts/basis.ts'
import { WITH_POINTS } from '../facts/kinds.ts'
import { firstLevels, weightOf } from '../facts/levels.ts'
import { hasLostRows } from '../facts/reading.ts'
import type { Rule } from '../finding.ts'
import type { Form, FundRow } from '../form.ts'
import { soundForm } from './sound-form.ts'

export const weightSum: Rule = {
  id: 'weight-sum',
  code: 'A01',
  title: '预算执行率和各一级指标的分值合计应为 100',
  severity: 'error',
  kinds: WITH_POINTS,
  needs: 'points',
  why: '总分按百分制划等次。分值合计不是 100，得分和等次都失去意义。',
  basis: { ...FORM_NOTES, clause: '总分 100 分' },

  *check({ form }) {
    const parts = partsOf(form)
    if (!parts || parts.length < 2) return
    const sum = parts.reduce((total, [, points]) => total + points, 0)
    if (sum === 10_000) return
    const list = parts.map(([name, points]) => `${name} ${formatPoints(points / 100)}`).join('、')
    const gap = formatPoints(Math.abs(sum - 10_000) / 100)
    yield {
      at: ['/total/weight'],
      message: `总分栏：${list}，合计 ${formatPoints(sum / 100)} 分，应为 100 分，${sum > 10_000 ? '多' : '少'} ${gap} 分。`,
      advice: '对照批复的指标分值核对各行，改正多出或漏填的分值，使合计为 100。',
    }
  },

  examples: {
    valid: { 合计一百: soundForm(), 分值读不出: soundForm({ 'funds.rows.0.weight': undefined }) },
    invalid: {
      执行率多十分: { form: soundForm({ 'funds.rows.0.weight': 20 }), at: ['/total/weight'] },
    },
  },
}

/** Declared points of each heading, else its visible rows; undefined where a part can't be known. */
function partsOf(form: Form): readonly (readonly [string, number])[] | undefined {
  const scored = form.funds.rows.filter((row) => row.role === 'total')
  if (scored.some((row) => row.weight === null) || form.indicators.some((row) => row.level1 === null)) return undefined
  const points = (rows: readonly FundRow[]) => rows.reduce((sum, row) => sum + hundredths(row.weight ?? 0), 0)
  const execution = points(scored) || points(form.funds.rows)
  const parts: (readonly [string, number])[] = [['执行率', execution]]
  for (const group of firstLevels(form)) {
    const declared = group.declared ?? (hasLostRows(form) ? undefined : weightOf(form, group.rows))
    if (declared === undefined) return undefined
    parts.push([group.name, declared])
  }
  return parts
}
