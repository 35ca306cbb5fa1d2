import { formatPoints } from '../decimal.ts'
import { PRACTICE } from '../facts/basis.ts'
import { isLost } from '../facts/reading.ts'
import type { Found, Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const scoreBlank: Rule = {
  id: 'score-blank',
  code: 'A20',
  title: '计分行的分值和得分都要填',
  severity: 'error',
  needs: 'points',
  why: '空着的得分不是 0 分，也不是满分，总分因此算不出来。',
  basis: { ...PRACTICE, clause: '分值、得分为必填栏' },

  checkRow({ row: { name, weight, score }, at, label, ask }) {
    const found: Found[] = []
    if (name === null || weight === 0) return found
    if (weight === null && !ask(({ form }) => isLost(form, `${at}/weight`))) {
      found.push({
        at: [`${at}/weight`],
        message: `${label}：分值空着，得分${score === null ? '也空着' : `填 ${formatPoints(score)} 分`}。`,
        advice: '按批复的绩效目标表补填分值。',
      })
    }
    if (score !== null || weight === null || ask(({ form }) => isLost(form, `${at}/score`))) return found
    if (ask(({ form }) => form.reading[`${at}/score`]?.raw?.trim())) return found
    found.push({
      at: [`${at}/score`],
      message: `${label}：分值 ${formatPoints(weight)} 分，得分空着。`,
      advice: '按实际完成情况计算得分并填入；没有完成的填 0 并写明原因。',
    })
    return found
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
