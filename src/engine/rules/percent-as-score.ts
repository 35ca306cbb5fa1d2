import { formatPoints } from '../decimal.ts'
import { SEEN } from '../facts/basis.ts'
import { compare, shown } from '../facts/comparison.ts'
import { isPercentScore } from '../facts/percent-score.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const percentAsScore: Rule = {
  id: 'percent-as-score',
  code: 'R14',
  title: '得分按完成程度算，不是分值乘百分比',
  severity: 'error',
  why: '目标 98%、实际 98% 就是完成，应得满分；拿 98% 去乘分值是算错了。',
  basis: { ...SEEN, clause: '目标 98%、实际 98%，20 分只填 19.6 分' },

  checkRow({ row, at, label, policy }) {
    if (!isPercentScore(row) || !compare(row, policy)?.isMet) return undefined
    return {
      at: [`${at}/score`],
      message: `${label}：目标 ${shown(row.target)}，实际 ${shown(row.actual)}，得分 ${formatPoints(row.score ?? 0)} 分是用 ${formatPoints(row.weight ?? 0)} 分乘 ${shown(row.actual)} 得来的，已达到目标应得 ${formatPoints(row.weight ?? 0)} 分。`,
      advice: '按实际值与目标值的比计算得分；达到目标的得满分。',
    }
  },

  examples: {
    valid: { 按完成程度: soundForm() },
    invalid: { 乘了百分比: { form: soundForm({ 'indicators.13.score': 9.35 }), at: ['/indicators/13/score'] } },
  },
}
