import { SEEN } from '../facts/basis.ts'
import { shown } from '../facts/comparison.ts'
import { rowsWhere } from '../facts/each-row.ts'
import { WITH_ACTUALS } from '../facts/kinds.ts'
import { rowLabels } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const actualWithOperator: Rule = {
  id: 'actual-with-operator',
  code: 'R09',
  title: '实际完成值应是一个数，不带符号',
  severity: 'warning',
  kinds: WITH_ACTUALS,
  why: '“≥266 米”是目标的写法。实际完成了多少，应当是一个确定的数。',
  basis: { ...SEEN, clause: '实际值带“≥”' },

  *check({ form }) {
    const rows = rowsWithOperator(form)
    if (rows.length === 0) return
    const first = form.indicators[rows[0] ?? 0]
    yield {
      at: rows.map((i) => `/indicators/${i}/actual/text`),
      message: `${rowLabels(form, rows)}：实际填“${shown(first?.actual ?? null)}”（目标 ${shown(first?.target ?? null)}），像是照抄目标，不是实际完成的数。`,
      advice: '按台账填写实际完成的确切数，不带“≥”“以上”。',
    }
  },

  examples: {
    valid: { 确切的数: soundForm() },
    invalid: { 照抄: { form: soundForm({ 'indicators.0.actual': '≥48场' }), at: ['/indicators/0/actual/text'] } },
  },
}

const OPERATOR = /^\s*(?:[≥≤>＞<＜≧≦]|不低于|不少于|不超过|以上)|以上\s*$|以内\s*$/
const rowsWithOperator = rowsWhere(({ actual }) => actual?.kind === 'quantity' && OPERATOR.test(actual.text))
