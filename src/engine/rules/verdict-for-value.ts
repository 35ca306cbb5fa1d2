import { SEEN } from '../facts/basis.ts'
import { rowsWhere } from '../facts/each-row.ts'
import { rowLabels } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { isVerdict } from '../values/outcome.ts'
import { soundForm, soundRow } from './sound-form.ts'

export const verdictForValue: Rule = {
  id: 'verdict-for-value',
  code: 'R10',
  title: '实际完成值应写结果，不只写“达成”',
  severity: 'notice',
  why: '“达成预期指标”是结论，不是事实。评审要看的是哪天完成、完成多少。',
  basis: { ...SEEN, clause: '以“达成预期指标”代替实际值' },

  *check({ form }) {
    const rows = verdictRows(form)
    if (rows.length === 0) return
    const due = rows.filter((i) => ['quantity', 'range', 'date'].includes(form.indicators[i]?.target?.kind ?? ''))
    const rest = rows.filter((i) => !due.includes(i))
    const verdict = form.indicators[rows[0] ?? 0]?.actual?.text ?? ''
    const parts = [
      ...(due.length > 0
        ? [
            `${rowLabels(form, due)}目标是 ${form.indicators[due[0] ?? 0]?.target?.text ?? ''}，实际只写“${verdict}”，应填数或日期`,
          ]
        : []),
      ...(rest.length > 0 ? [`${rowLabels(form, rest)}实际只写“${verdict}”，没有写结果`] : []),
    ]
    yield {
      at: [...due, ...rest].map((i) => `/indicators/${i}/actual/text`),
      message: `${parts.join('；')}。`,
      advice: '写出实际的数量、日期或具体结果，并备好佐证。',
    }
  },

  examples: {
    valid: { 写了结果: soundForm() },
    invalid: {
      日期只写达成: {
        form: soundForm({ 'indicators.5.actual': '达成预期指标' }),
        at: ['/indicators/5/actual/text'],
      },
      定性只写达成: {
        form: soundForm({ 'indicators.4': soundRow('产出指标', '质量指标', '验收情况', '合格', '达成预期指标', 8) }),
        at: ['/indicators/4/actual/text'],
      },
    },
  },
}

const verdictRows = rowsWhere(
  ({ actual }) => actual?.kind === 'qualitative' && !!actual.outcome && isVerdict(actual.text),
)
