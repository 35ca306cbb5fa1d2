import { FORM_NOTES } from '../facts/basis.ts'
import { rowsWhere } from '../facts/each-row.ts'
import { opening, rowLabels } from '../facts/place.ts'
import { isBlank, MEASURE_WORDS } from '../facts/words.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const reasonWithoutMeasure: Rule = {
  id: 'reason-without-measure',
  code: 'R06',
  title: '原因之后应写改进措施',
  severity: 'notice',
  why: '只说为什么没做到，不说以后怎么办，自评就没有用处。',
  basis: { ...FORM_NOTES, clause: '偏差原因分析及改进措施' },

  *check({ form }) {
    const rows = rowsWithoutMeasure(form)
    if (rows.length === 0) return
    const sample = opening(form.indicators[rows[0] ?? 0]?.reason, 18)
    yield {
      at: rows.map((i) => `/indicators/${i}/reason`),
      message: `${rowLabels(form, rows)}：写了原因（如“${sample}”），没有写改进措施。`,
      advice: '在原因后面补写下一步怎么做、什么时候做到。',
    }
  },

  examples: {
    valid: {
      有措施: soundForm(),
      满分不用写: soundForm({ 'indicators.2.score': 6, 'indicators.2.reason': '车辆检修' }),
    },
    invalid: {
      没有措施: { form: soundForm({ 'indicators.2.reason': '车辆检修停运三次' }), at: ['/indicators/2/reason'] },
    },
  },
}

const rowsWithoutMeasure = rowsWhere(({ score, weight, reason }) => {
  if (score === null || weight === null || score >= weight || isBlank(reason)) return false
  return !MEASURE_WORDS.test(reason ?? '')
})
