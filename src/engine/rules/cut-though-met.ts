import { formatPoints } from '../decimal.ts'
import { SEEN } from '../facts/basis.ts'
import { compare, shown } from '../facts/comparison.ts'
import { isPercentScore } from '../facts/percent-score.ts'
import { isBlank } from '../facts/words.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const cutThoughMet: Rule = {
  id: 'cut-though-met',
  code: 'R03',
  title: '达到目标却扣分，要说明理由',
  severity: 'warning',
  why: '为了总分好看而随意扣分，和虚高一样不真实。',
  basis: { ...SEEN, clause: '目标已完成，得分 9/10、19/20，没有原因' },

  checkRow({ row, at, label, policy }) {
    if (row.score === null || row.weight === null || row.score >= row.weight || !isBlank(row.reason)) return undefined
    if (!compare(row, policy)?.isMet || isPercentScore(row)) return undefined
    return {
      at: [`${at}/score`],
      message: `${label}：目标 ${shown(row.target)}，实际 ${shown(row.actual)}，已达到目标，${formatPoints(row.weight)} 分却只得 ${formatPoints(row.score)} 分，没有写原因。`,
      advice: '没有扣分理由的，按满分填；有质量或时间上的问题，写入原因栏。',
    }
  },

  examples: {
    valid: {
      满分: soundForm(),
      写了原因: soundForm({ 'indicators.0.score': 5.5, 'indicators.0.reason': '两场签到不全，今后规范留存。' }),
    },
    invalid: { 无故扣分: { form: soundForm({ 'indicators.0.score': 5.5 }), at: ['/indicators/0/score'] } },
  },
}
