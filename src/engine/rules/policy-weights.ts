import { formatPoints, hundredths } from '../decimal.ts'
import { FORM_NOTES } from '../facts/basis.ts'
import { firstLevels, weightOf } from '../facts/levels.ts'
import { hasLostRows } from '../facts/reading.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const policyWeights: Rule = {
  id: 'policy-weights',
  code: 'A04',
  title: '一级指标和执行率的分值应与本地办法一致',
  severity: 'warning',
  needs: 'points',
  why: '分值设置由办法统一规定。自行改动分值，各单位的总分就不能比较。',
  basis: { ...FORM_NOTES, clause: '执行率 10、产出 50、效益 30、满意度 10' },

  *check({ form, policy }) {
    const differing: string[] = []
    const at: string[] = []
    const execution = form.funds.rows.findIndex((row) => row.role === 'total')
    const weight = form.funds.rows[execution]?.weight ?? null
    if (weight !== null && weight !== policy.weights.execution) {
      differing.push(`执行率 ${formatPoints(weight)} 分（办法 ${policy.weights.execution} 分）`)
      at.push(`/funds/rows/${execution}/weight`)
    }
    for (const { name, rows, declared } of firstLevels(form)) {
      const expected = policy.weights.level1[name]
      const points = declared ?? (hasLostRows(form) ? undefined : weightOf(form, rows))
      if (typeof expected !== 'number' || points === undefined || points === hundredths(expected)) continue
      differing.push(`${name} ${formatPoints(points / 100)} 分（办法 ${expected} 分）`)
      at.push(`/indicators/${rows[0] ?? 0}/level1Weight`)
    }
    if (at.length === 0) return
    yield {
      at,
      message: `分值设置与「${policy.title}」不同：${differing.join('，')}。`,
      advice: '若批复的绩效目标就是这样设置，请在说明里写明依据；否则按办法改分值。',
    }
  },

  examples: {
    valid: { 与办法一致: soundForm() },
    invalid: {
      执行率二十分: { form: soundForm({ 'funds.rows.0.weight': 20 }), at: ['/funds/rows/0/weight'] },
    },
  },
}
