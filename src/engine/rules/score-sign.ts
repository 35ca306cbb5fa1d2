import { formatPoints } from '../decimal.ts'
import { PRACTICE } from '../facts/basis.ts'
import { WITH_POINTS } from '../facts/kinds.ts'
import type { Found, Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const scoreSign: Rule = {
  id: 'score-sign',
  code: 'A08',
  title: '得分不能为负，计分行的分值要大于 0',
  severity: 'error',
  kinds: WITH_POINTS,
  needs: 'points',
  why: '最低得 0 分，没有倒扣；分值为 0 的行又有得分，说明两栏填错了位置。',
  basis: { ...PRACTICE, clause: '指标权重大于 0，得分不为负' },

  checkRow({ row: { weight, score }, at, label }) {
    const found: Found[] = []
    if (score !== null && score < 0) {
      found.push({
        at: [`${at}/score`],
        message: `${label}：得分 ${formatPoints(score)} 分，小于 0 分。`,
        advice: '最低按 0 分填，并在原因栏说明没有完成的原因。',
      })
    }
    if (weight !== null && (weight < 0 || (weight === 0 && (score ?? 0) > 0))) {
      found.push({
        at: [`${at}/weight`],
        message: `${label}：分值 ${formatPoints(weight)} 分，得分 ${score === null ? '未填' : `${formatPoints(score)} 分`}，计分行的分值应大于 0。`,
        advice: '按批复的分值改这一行；若这一行不计分，把得分也清空。',
      })
    }
    return found
  },

  examples: {
    valid: { 都为正: soundForm(), 零分: soundForm({ 'indicators.2.score': 0 }) },
    invalid: {
      负分: { form: soundForm({ 'indicators.2.score': -1 }), at: ['/indicators/2/score'] },
      分值为零: { form: soundForm({ 'indicators.2.weight': 0 }), at: ['/indicators/2/weight'] },
    },
  },
}
