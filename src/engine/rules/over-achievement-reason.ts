import { PRACTICE } from '../facts/basis.ts'
import { compare, shown } from '../facts/comparison.ts'
import { isBlank } from '../facts/words.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const overAchievementReason: Rule = {
  id: 'over-achievement-reason',
  code: 'R07',
  title: '大幅超额完成要说明原因',
  severity: 'warning',
  why: '超额到一定程度，办法要求说明；说不清的，按目标偏低处理。',
  basis: { ...PRACTICE, clause: '完成率达到 130% 须说明' },

  checkRow({ row, at, label, policy }) {
    const line = policy.overAchievement.find(({ action }) => action !== 'flag')?.fromRatio
    if (line === undefined) return undefined
    const operator = row.target?.operator
    if ((operator !== '≥' && operator !== '>') || !isBlank(row.reason)) return undefined
    const ratio = compare(row, policy)?.ratio
    if (ratio === undefined || ratio < line) return undefined
    return {
      at: [`${at}/reason`],
      message: `${label}：目标 ${shown(row.target)}，实际 ${shown(row.actual)}，完成 ${(ratio * 100).toFixed(0)}%，达到 ${(line * 100).toFixed(0)}%，没有说明原因。`,
      advice: '在原因栏写明超额的原因，以及下年目标怎样调整。',
    }
  },

  examples: {
    valid: {
      略有超额: soundForm(),
      写了原因: soundForm({ 'indicators.0.actual': '72场', 'indicators.0.reason': '新增社区点20场，下年调高目标。' }),
    },
    invalid: { 没有说明: { form: soundForm({ 'indicators.0.actual': '72场' }), at: ['/indicators/0/reason'] } },
  },
}
