import { formatPoints } from '../decimal.ts'
import { FORM_NOTES } from '../facts/basis.ts'
import { WITH_POINTS } from '../facts/kinds.ts'
import { fundLabel } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const scoreOverWeight: Rule = {
  id: 'score-over-weight',
  code: 'A07',
  title: '得分不能超过分值',
  severity: 'error',
  kinds: WITH_POINTS,
  needs: 'points',
  why: '自评没有加分项，任何一行的得分最高就是它的分值。',
  basis: { ...FORM_NOTES, clause: '得分最高不能超过该指标分值上限' },

  checkRow({ row, at, label }) {
    if (row.score === null || row.weight === null || row.score <= row.weight) return undefined
    return {
      at: [`${at}/score`],
      message: `${label}：得分 ${formatPoints(row.score)} 分，超过分值 ${formatPoints(row.weight)} 分。`,
      advice: '核对得分和分值，改正填错的一个；得分最多等于分值。',
    }
  },

  *check({ form }) {
    for (const [i, row] of form.funds.rows.entries()) {
      if (row.score === null || row.weight === null || row.score <= row.weight) continue
      yield {
        at: [`/funds/rows/${i}/score`],
        message: `${fundLabel(row)}：得分 ${formatPoints(row.score)} 分，超过分值 ${formatPoints(row.weight)} 分。`,
        advice: '执行率超过 100% 也最多得满分，按分值上限改得分。',
      }
    }
  },

  examples: {
    valid: { 未超过: soundForm(), 得分未填: soundForm({ 'indicators.0.score': undefined }) },
    invalid: {
      指标: { form: soundForm({ 'indicators.0.score': 7 }), at: ['/indicators/0/score'] },
      执行率: { form: soundForm({ 'funds.rows.0.score': 11 }), at: ['/funds/rows/0/score'] },
    },
  },
}
