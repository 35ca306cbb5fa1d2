import { SEEN } from '../facts/basis.ts'
import { shown } from '../facts/comparison.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { isSatisfaction } from '../facts/levels.ts'
import { proseOf } from '../facts/words.ts'
import type { Found, Rule } from '../finding.ts'
import type { Form } from '../form.ts'
import { soundForm } from './sound-form.ts'

export const satisfactionTarget: Rule = {
  id: 'satisfaction-target',
  code: 'T23',
  title: '满意度目标要合理，满分要有调查',
  severity: 'warning',
  kinds: WITH_TARGETS,
  why: '目标定得很低，怎样都能完成；没有调查的百分之百满意，没有人信。',
  basis: { ...SEEN, clause: '满意度 100% 而无调查' },

  checkRow({ row, at, label, policy, ask }) {
    const low = policy.thresholds.lowSatisfaction
    const found: Found[] = []
    if (!isSatisfaction(row) || row.target?.kind !== 'quantity' || row.target.unit !== '%') return found
    if (Number(row.target.value) < low) {
      found.push({
        at: [`${at}/target/text`],
        message: `${label}：目标 ${shown(row.target)}，低于通常的 ${low}%。`,
        advice: '说明目标定得低的理由；下年按上年实际水平编报。',
      })
    }
    const isAll = row.actual?.kind === 'quantity' && Number(row.actual.value) >= 100
    if (!isAll || ask(({ form }) => tellsOfSurvey(form))) return found
    found.push({
      at: [`${at}/actual/text`],
      message: `${label}：实际 ${shown(row.actual)}（目标 ${shown(row.target)}），表内没有提到问卷或调查。`,
      advice: '附满意度调查的问卷、份数和统计表，并在完成情况里写明调查方式。',
    })
    return found
  },

  examples: {
    valid: { 合理: soundForm(), 有调查的满分: soundForm({ 'indicators.13.actual': '100%' }) },
    invalid: {
      目标太低: { form: soundForm({ 'indicators.13.target': '≥60%' }), at: ['/indicators/13/target/text'] },
      没有调查: {
        form: soundForm({ 'indicators.13.actual': '100%', 'goals.actual': '各项工作已完成。' }),
        at: ['/indicators/13/actual/text'],
      },
    },
  },
}

function tellsOfSurvey(form: Form): boolean {
  return proseOf(form).some((text) => /问卷|调查|测评|回访|评议|访谈/.test(text))
}
