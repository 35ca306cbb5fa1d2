import { formatPoints } from '../decimal.ts'
import { PRACTICE } from '../facts/basis.ts'
import { isSelfEvaluation } from '../facts/levels.ts'
import { rowLabel } from '../facts/place.ts'
import { isLost } from '../facts/reading.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const scoreBlank: Rule = {
  id: 'score-blank',
  code: 'A20',
  title: '计分行的分值和得分都要填',
  severity: 'error',
  needs: 'points',
  why: '空着的得分不是 0 分，也不是满分，总分因此算不出来。',
  basis: { ...PRACTICE, clause: '分值、得分为必填栏' },

  *check({ form }) {
    if (!isSelfEvaluation(form)) return
    for (const [i, { name, weight, score }] of form.indicators.entries()) {
      if (name === null || weight === 0) continue
      if (weight === null && !isLost(form, `/indicators/${i}/weight`)) {
        yield {
          at: [`/indicators/${i}/weight`],
          message: `${rowLabel(form, i)}：分值空着，得分${score === null ? '也空着' : `填 ${formatPoints(score)} 分`}。`,
          advice: '按批复的绩效目标表补填分值。',
        }
      }
      if (score !== null || weight === null || isLost(form, `/indicators/${i}/score`)) continue
      if (form.reading[`/indicators/${i}/score`]?.raw?.trim()) continue
      yield {
        at: [`/indicators/${i}/score`],
        message: `${rowLabel(form, i)}：分值 ${formatPoints(weight)} 分，得分空着。`,
        advice: '按实际完成情况计算得分并填入；没有完成的填 0 并写明原因。',
      }
    }
  },

  examples: {
    valid: {
      都填了: soundForm(),
      得零分: soundForm({ 'indicators.2.score': 0 }),
      扫描读不出: soundForm({ 'indicators.3.score': undefined, 'reading./indicators/3/score': { status: 'missing' } }),
    },
    invalid: {
      得分空着: { form: soundForm({ 'indicators.3.score': undefined }), at: ['/indicators/3/score'] },
      分值空着: { form: soundForm({ 'indicators.3.weight': undefined }), at: ['/indicators/3/weight'] },
    },
  },
}
