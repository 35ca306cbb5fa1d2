import { PRACTICE } from '../facts/basis.ts'
import { compare, shown } from '../facts/comparison.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const targetTooLow: Rule = {
  id: 'target-too-low',
  code: 'T08',
  title: '实际远超目标，目标可能定低了',
  severity: 'warning',
  why: '超得太多不说明做得好，更可能是目标定低了，评审会要求扣分或说明。',
  basis: { ...PRACTICE, clause: '完成率达到 120% 提示' },

  checkRow({ row, at, label, policy }) {
    const line = policy.overAchievement.find(({ action }) => action === 'flag')?.fromRatio
    if (line === undefined) return undefined
    const operator = row.target?.operator
    if (operator !== '≥' && operator !== '>') return undefined
    const ratio = compare(row, policy)?.ratio
    if (ratio === undefined || ratio < line) return undefined
    return {
      at: [`${at}/target/text`],
      message: `${label}：目标 ${shown(row.target)}，实际 ${shown(row.actual)}，完成 ${(ratio * 100).toFixed(0)}%，达到 ${(line * 100).toFixed(0)}% 的提示线。`,
      advice: '在原因栏说明超额的原因；若目标定低了，下年按实际水平编报。',
    }
  },

  examples: {
    valid: { 略有超额: soundForm(), 反向指标: soundForm({ 'indicators.9.actual': '100万元' }) },
    invalid: { 超一半: { form: soundForm({ 'indicators.0.actual': '72场' }), at: ['/indicators/0/target/text'] } },
  },
}
