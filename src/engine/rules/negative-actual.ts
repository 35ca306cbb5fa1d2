import { PRACTICE } from '../facts/basis.ts'
import { shown } from '../facts/comparison.ts'
import { WITH_ACTUALS } from '../facts/kinds.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const negativeActual: Rule = {
  id: 'negative-actual',
  code: 'R27',
  title: '实际完成值不能为负，也不能是 NULL',
  severity: 'error',
  kinds: WITH_ACTUALS,
  why: '负数和 NULL 是导出或计算出错留下的，不是完成情况。',
  basis: { ...PRACTICE, clause: '实际值拒收 NULL 和负数' },

  checkRow({ row: { name, target, actual }, at, label }) {
    if (!actual) return undefined
    const isNull = /^\s*null\s*$/i.test(actual.text)
    const isNegative = actual.kind === 'quantity' && (actual.value?.startsWith('-') ?? false)
    if (!isNull && !isNegative) return undefined
    if (isNegative && /增长|增幅|变动|下降|增减/.test(name ?? '')) return undefined
    return {
      at: [`${at}/actual/text`],
      message: `${label}：目标 ${shown(target)}，实际填“${actual.text}”，${isNull ? '是系统的空值' : '是负数'}。`,
      advice: '对照台账填写实际完成值；没有完成的填 0。',
    }
  },

  examples: {
    valid: { 正常: soundForm(), 增长率可以为负: soundForm({ 'indicators.12.actual': '-1.2%' }) },
    invalid: {
      负数: { form: soundForm({ 'indicators.0.actual': '-5场' }), at: ['/indicators/0/actual/text'] },
      空值: { form: soundForm({ 'indicators.0.actual': 'NULL' }), at: ['/indicators/0/actual/text'] },
    },
  },
}
