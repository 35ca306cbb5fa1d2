import { formatPoints, hundredths } from '../decimal.ts'
import { FORM_NOTES } from '../facts/basis.ts'
import { fundLabel } from '../facts/place.ts'
import { scoreTolerance } from '../facts/score-tolerance.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const executionScore: Rule = {
  id: 'execution-score',
  code: 'A10',
  title: '预算执行得分应按执行率折算',
  severity: 'error',
  why: '这一项没有弹性：分值乘执行率，最多得满分。凑整会抬高或压低总分。',
  basis: { ...FORM_NOTES, clause: '执行率得分 = 分值 × 执行率，不超过分值' },

  *check({ form, score }) {
    for (const computed of score.rows) {
      const match = /^\/funds\/rows\/(\d+)$/.exec(computed.at)
      const row = match && form.funds.rows[Number(match[1])]
      if (!row || row.score === null || computed.score === null || computed.status !== 'computed') continue
      if (Math.abs(hundredths(row.score) - hundredths(computed.score)) <= scoreTolerance(row.score)) continue
      const last = computed.trace.find((step) => step.startsWith('执行率'))
      yield {
        at: [`${computed.at}/score`],
        message: `${fundLabel(row)}：得分填 ${formatPoints(row.score)} 分，${last ? `${last}，` : ''}${formatPoints(computed.weight ?? 0)} 分折算应为 ${formatPoints(computed.score)} 分。`,
        advice: '核对预算数和执行数；若两数无误，按执行率折算改得分，保留两位小数。',
      }
    }
  },

  examples: {
    valid: { 相符: soundForm(), 未填得分: soundForm({ 'funds.rows.0.score': undefined }) },
    invalid: { 凑整: { form: soundForm({ 'funds.rows.0.score': 10 }), at: ['/funds/rows/0/score'] } },
  },
}
