import { PRACTICE } from '../facts/basis.ts'
import { isBlank } from '../facts/words.ts'
import type { Found, Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const scoreText: Rule = {
  id: 'score-text',
  code: 'A21',
  title: '分值和得分只能填数字',
  severity: 'error',
  needs: 'points',
  why: '“优”“满分”这样的字不能相加，汇总时会被当成空白。',
  basis: { ...PRACTICE, clause: '得分须为数字' },

  checkRow({ row, at, label, ask }) {
    const found: Found[] = []
    for (const [column, title] of COLUMNS) {
      const raw = row[column] === null ? ask(({ form }) => form.reading[`${at}/${column}`]?.raw) : undefined
      if (raw === undefined || isBlank(raw) || !/^\p{Script=Han}+$/u.test(raw.trim())) continue
      found.push({
        at: [`${at}/${column}`],
        message: `${label}：${title}填“${raw.trim()}”，不是数字。`,
        advice: `把${title}改成数字，最多两位小数。`,
      })
    }
    return found
  },

  examples: {
    valid: {
      数字: soundForm(),
      看不清的字迹: soundForm({
        'indicators.3.score': undefined,
        'reading./indicators/3/score': { status: 'missing', raw: 'T' },
      }),
    },
    invalid: {
      文字: {
        form: soundForm({
          'indicators.3.score': undefined,
          'reading./indicators/3/score': { status: 'doubtful', raw: '满分' },
        }),
        at: ['/indicators/3/score'],
      },
    },
  },
}

const COLUMNS = [
  ['weight', '分值'],
  ['score', '得分'],
] as const
