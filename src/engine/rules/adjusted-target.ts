import { YEARLY_NOTICE } from '../facts/basis.ts'
import { shown } from '../facts/comparison.ts'
import { ADJUSTMENT_WORDS, isBlank, proseOf } from '../facts/words.ts'
import type { Rule } from '../finding.ts'
import type { Form } from '../form.ts'
import { parseTarget } from '../values/index.ts'
import { soundForm } from './sound-form.ts'

export const adjustedTarget: Rule = {
  id: 'adjusted-target',
  code: 'T30',
  title: '调整过的指标值应有调整记录',
  severity: 'warning',
  why: '自评对照的是年初批复的目标。没有记录就改目标，等于先打靶后画圈。',
  basis: YEARLY_NOTICE,

  checkRow({ row, at, label, ask }) {
    const initial = row.initialTarget
    if (!initial || isBlank(initial.text) || !row.target || isBlank(row.target.text)) return undefined
    const isSame = initial.value === row.target.value && initial.operator === row.target.operator
    if (initial.text === row.target.text || (isSame && initial.value)) return undefined
    if (ADJUSTMENT_WORDS.test(row.reason ?? '') || ask(({ form }) => isTold(form))) return undefined
    return {
      at: [`${at}/target/text`],
      message: `${label}：年初指标值 ${shown(initial)}，调整后 ${shown(row.target)}，表内没有调整的说明。`,
      advice: '写明批准调整的文号和日期；没有批准的，按年初指标值自评。',
    }
  },

  examples: {
    valid: {
      没有调整: soundForm(),
      写明了: soundForm({
        'indicators.0.initialTarget': parseTarget('≥60场'),
        'indicators.0.reason': '经批准调减12场',
      }),
    },
    invalid: {
      没有记录: {
        form: soundForm({ 'indicators.0.initialTarget': parseTarget('≥60场') }),
        at: ['/indicators/0/target/text'],
      },
    },
  },
}

function isTold(form: Form): boolean {
  return proseOf(form).some((text) => ADJUSTMENT_WORDS.test(text) && /目标|指标/.test(text))
}
