import { REVIEW } from '../facts/basis.ts'
import { shown } from '../facts/comparison.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import type { Found, Rule } from '../finding.ts'
import { soundForm, soundRow } from './sound-form.ts'

export const percentOverHundred: Rule = {
  id: 'percent-over-hundred',
  code: 'T06',
  title: '比率一般不超过 100%',
  severity: 'warning',
  kinds: WITH_TARGETS,
  why: '合格率、覆盖率、满意度最高是 100%。超过就是算法或读数有误。',
  basis: { ...REVIEW, clause: '百分比大于 100' },

  checkRow({ row, at, label }) {
    const found: Found[] = []
    if (/增长|增幅|变动|提高|提升|超额|完成率|执行率|下降|降幅/.test(row.name ?? '')) return found
    for (const field of ['target', 'actual'] as const) {
      const value = row[field]
      if (value?.kind !== 'quantity' || value.unit !== '%' || Number(value.value) <= 100) continue
      found.push({
        at: [`${at}/${field}/text`],
        message: `${label}：${field === 'target' ? '目标' : '实际'}填 ${shown(value)}，超过 100%${field === 'actual' ? `（目标 ${shown(row.target)}）` : ''}。`,
        advice: '核对原件（“≥”容易被读成“2”）和计算方法，改正数值。',
      })
    }
    return found
  },

  examples: {
    valid: {
      未超过: soundForm(),
      增长率可以超过: soundForm({
        'indicators.12': soundRow('效益指标', '可持续影响指标', '数字资源访问增长率', '≥100%', '110%', 10),
      }),
    },
    invalid: { 超过: { form: soundForm({ 'indicators.13.actual': '293.5%' }), at: ['/indicators/13/actual/text'] } },
  },
}
