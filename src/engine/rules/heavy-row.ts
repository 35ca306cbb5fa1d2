import { formatPoints } from '../decimal.ts'
import { SEEN } from '../facts/basis.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const heavyRow: Rule = {
  id: 'heavy-row',
  code: 'T21',
  title: '单个指标的分值不宜过重',
  severity: 'notice',
  why: '一行占了三成以上，总分几乎由它决定，其余指标形同虚设。',
  basis: { ...SEEN, clause: '单项指标 60 分' },

  checkRow({ row: { weight }, at, label, policy }) {
    if (weight === null || weight < policy.thresholds.heavyRow) return undefined
    return {
      at: [`${at}/weight`],
      message: `${label}：分值 ${formatPoints(weight)} 分，达到单项偏重的提示线 ${policy.thresholds.heavyRow} 分。`,
      advice: '下年编报时拆成几行，分别考核数量、质量和时效。',
    }
  },

  examples: {
    valid: { 分散: soundForm() },
    invalid: { 六十分: { form: soundForm({ 'indicators.10.weight': 60 }), at: ['/indicators/10/weight'] } },
  },
}
