import { SEEN } from '../facts/basis.ts'
import { shown } from '../facts/comparison.ts'
import { rowsWhere } from '../facts/each-row.ts'
import { rowLabel } from '../facts/place.ts'
import type { Found, Rule } from '../finding.ts'
import type { Form } from '../form.ts'
import { rowClashes } from '../narrative/narrative-matches.ts'
import { soundForm } from './sound-form.ts'

export const stockForIncrement: Rule = {
  id: 'stock-for-increment',
  code: 'R12',
  title: '本年完成数不要用累计数代替',
  severity: 'notice',
  why: '年度指标考核的是今年新增的，累计数里有往年的功劳。',
  basis: { ...SEEN, clause: '以累计数、全域数代替年度数' },

  *check({ form }) {
    for (const { row, claim, isStock } of rowClashes(form)) {
      if (!isStock) continue
      yield {
        at: [`/indicators/${row}/actual/text`, '/goals/actual'],
        message: `${rowLabel(form, row)}：年度目标 ${shown(form.indicators[row]?.target ?? null)}，完成情况写“${claim.clause}${claim.quantity.text}”，像是累计数或全域数，不能与年度目标比。`,
        advice: '写明其中本年新增多少，按本年数填实际完成值。',
      }
    }
    for (const i of cumulativeRows(form)) yield cumulativeActual(form, i)
  },

  examples: {
    valid: { 年度数: soundForm() },
    invalid: {
      文字里是累计: {
        form: soundForm({ 'goals.actual': '目前全区建成社区分馆11个。' }),
        at: ['/indicators/3/actual/text', '/goals/actual'],
      },
      实际值写累计: { form: soundForm({ 'indicators.3.actual': '累计4个' }), at: ['/indicators/3/actual/text'] },
    },
  },
}

const cumulativeRows = rowsWhere(({ name, target, actual }) => {
  if (!actual || !/累计|历年/.test(actual.text)) return false
  return !/累计/.test(`${name ?? ''}${target?.text ?? ''}`)
})

function cumulativeActual(form: Form, i: number): Found {
  const row = form.indicators[i]
  return {
    at: [`/indicators/${i}/actual/text`],
    message: `${rowLabel(form, i)}：年度目标 ${shown(row?.target)}，实际填“${row?.actual?.text ?? ''}”，是累计数。`,
    advice: '改填本年完成数，累计数写到完成情况里。',
  }
}
