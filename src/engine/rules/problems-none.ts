import { formatPoints } from '../decimal.ts'
import { SEEN } from '../facts/basis.ts'
import type { Rule } from '../finding.ts'
import { parseFen } from '../money.ts'
import { soundForm } from './sound-form.ts'

export const problemsNone: Rule = {
  id: 'problems-none',
  code: 'R22',
  title: '得分或执行率低，不能写“无问题”',
  severity: 'notice',
  why: '分数低说明有问题，问题栏写“无”就是没有分析。',
  basis: { ...SEEN, clause: '存在问题填“无”' },

  *check({ form, policy }) {
    const claim = /(?:存在(?:的)?(?:主要)?问题|主要问题|问题)\s*[:：是为]?\s*(?:无|暂无|没有)(?![法论力视形效])/.exec(
      form.conclusion ?? '',
    )
    if (!claim) return
    const row = form.funds.rows.find(({ role }) => role === 'total')
    const budget = parseFen(row?.annualBudget, form.funds.unit ?? '元')
    const execution = parseFen(row?.execution, form.funds.unit ?? '元')
    const rate = budget && execution !== undefined ? (execution / budget) * 100 : undefined
    const good = policy.grades[1]?.from ?? 0
    const facts = [
      ...(form.total.score !== null && form.total.score < good ? [`总分 ${formatPoints(form.total.score)} 分`] : []),
      ...(rate !== undefined && rate < policy.thresholds.lowExecution ? [`执行率 ${rate.toFixed(2)}%`] : []),
    ]
    if (facts.length === 0) return
    yield {
      at: ['/conclusion'],
      message: `结论写“${claim[0]}”，但${facts.join('，')}，偏低。`,
      advice: '写明得分或执行率偏低的主要问题和改进措施。',
    }
  },

  examples: {
    valid: { 写了问题: soundForm(), 分高而无问题: soundForm({ conclusion: '存在问题：无。' }) },
    invalid: {
      分低而无问题: { form: soundForm({ conclusion: '存在问题：无。', 'total.score': 65 }), at: ['/conclusion'] },
    },
  },
}
