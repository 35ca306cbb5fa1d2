import { formatPoints, hundredths } from '../decimal.ts'
import { SEEN } from '../facts/basis.ts'
import { compare, shown } from '../facts/comparison.ts'
import { computedScore } from '../facts/computed-score.ts'
import { isPercentScore } from '../facts/percent-score.ts'
import { scoreTolerance } from '../facts/score-tolerance.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const rowScore: Rule = {
  id: 'row-score',
  code: 'A17',
  title: '定量指标的得分应按完成情况计算',
  severity: 'error',
  why: '定量指标按目标值和实际值计分，同样的完成情况应得同样的分。',
  basis: { ...SEEN, clause: '目标 98%、实际 98%，20 分只填 19.6 分' },

  checkRow({ row, i, at, label, policy, ask }) {
    if (row.score === null || row.weight === null || row.score > row.weight || row.score < 0) return undefined
    const isMet = compare(row, policy)?.isMet
    if (isMet === undefined || isPercentScore(row) || (!isMet && row.score === row.weight)) return undefined
    const computed = ask((context) => computedScore(context, i))
    if (computed?.status !== 'computed' || computed.score === null) return undefined
    if (Math.abs(hundredths(row.score) - hundredths(computed.score)) <= scoreTolerance(row.score)) return undefined
    if (isMet && computed.score === row.weight) return undefined
    const isSettled = !policy.provisional && /[≥≤<>]/.test(row.target?.operator ?? '')
    return {
      at: [`${at}/score`],
      severity: isSettled ? 'error' : 'warning',
      message: `${label}：目标 ${shown(row.target)}，实际 ${shown(row.actual)}，得分填 ${formatPoints(row.score)} 分，按「${policy.title}」计算为 ${formatPoints(computed.score)} 分。`,
      advice: '按计分步骤重算这一行；若另有扣分理由，写入原因栏。',
    }
  },

  examples: {
    valid: {
      相符: soundForm(),
      实际值读不出: soundForm({ 'indicators.2.actual': undefined, 'indicators.2.score': 3 }),
    },
    invalid: { 多扣: { form: soundForm({ 'indicators.2.score': 4 }), at: ['/indicators/2/score'] } },
  },
}
