import { REVIEW } from '../facts/basis.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import type { Found, Rule } from '../finding.ts'
import { isoDate } from '../values/dates.ts'
import { halfWidth } from '../values/text.ts'
import { soundForm, soundRow } from './sound-form.ts'
import { soundDeclaration } from './sound-kinds.ts'

export const dateOrder: Rule = {
  id: 'date-order',
  code: 'T25',
  title: '起止时间不能颠倒',
  severity: 'error',
  kinds: WITH_TARGETS,
  why: '结束早于开始，期限就不成立。',
  basis: { ...REVIEW, clause: '开始时间晚于结束时间' },

  checkRow({ row: { target }, at, label }) {
    return reversedIn(`${at}/target/text`, label, target?.text ?? null)
  },

  *check({ form }) {
    const { from, to } = form.declaration?.period ?? { from: null, to: null }
    if (from !== null && to !== null && to < from)
      yield {
        at: ['/declaration/period/to'],
        message: `表头：起止时间写“${from} 至 ${to}”，结束早于开始。`,
        advice: '核对起止时间，改正写反或写错的年月。',
      }
    for (const found of [
      reversedIn('/goals/expected', '预期目标', form.goals.expected),
      reversedIn('/goals/actual', '实际完成情况', form.goals.actual),
    ])
      if (found) yield found
  },

  examples: {
    valid: { 没有起止: soundForm(), 顺序正确: soundForm({ 'goals.actual': '2024年3月至2024年11月完成分馆建设。' }) },
    invalid: {
      申报的起止时间: {
        form: soundDeclaration({ 'declaration.period.to': '2024-12-31' }),
        at: ['/declaration/period/to'],
      },
      目标文字: { form: soundForm({ 'goals.actual': '2024年11月至2024年3月完成分馆建设。' }), at: ['/goals/actual'] },
      指标值: {
        form: soundForm({
          'indicators.5': soundRow('产出指标', '时效指标', '建设期限', '2024年9月-2024年3月', '已完成', 8),
        }),
        at: ['/indicators/5/target/text'],
      },
    },
  },
}

const SPAN = /(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?\s*(?:至|到|-|—+|~)\s*(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?/g

function reversedIn(at: string, place: string, text: string | null): Found | undefined {
  const span = text ? reversedSpan(text) : undefined
  if (!span) return undefined
  return {
    at: [at],
    message: `${place}：起止时间写“${span}”，结束早于开始。`,
    advice: '核对起止时间，改正写反或写错的年月。',
  }
}

function reversedSpan(text: string): string | undefined {
  if (!text.includes('月')) return undefined
  for (const match of halfWidth(text).matchAll(SPAN)) {
    const [whole, y1, m1, d1, y2, m2, d2] = match
    const from = isoDate(Number(y1), Number(m1), Number(d1 ?? 1))
    const to = isoDate(Number(y2), Number(m2), Number(d2 ?? 28))
    if (from && to && to < from) return whole
  }
  return undefined
}
