import { REVIEW } from '../facts/basis.ts'
import { rowsWhere } from '../facts/each-row.ts'
import { moneyOf } from '../facts/fund-classes.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { isCost } from '../facts/levels.ts'
import { rowLabel, rowLabels } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const costLowerBound: Rule = {
  id: 'cost-lower-bound',
  code: 'B08',
  title: '成本指标不应写成“≥”',
  severity: 'warning',
  kinds: WITH_TARGETS,
  why: '成本是上限。写成不低于，花得越多得分越高。',
  basis: { ...REVIEW, clause: '成本指标为反向指标' },

  *check({ form }) {
    const rows = rowsOfLeastCost(form)
    if (rows.length === 0) return
    const first = rows[0] ?? 0
    yield {
      at: rows.map((i) => `/indicators/${i}/target/text`),
      message: `${rows.length === 1 ? rowLabel(form, first) : rowLabels(form, rows)}：成本目标写“${form.indicators[first]?.target?.text ?? ''}”，意思是花得越多越好，应为“≤”。`,
      advice: '按批复核对；若确是上限，申请调整绩效目标，改为“≤”。',
    }
  },

  examples: {
    valid: { 不超过: soundForm() },
    invalid: {
      不低于: { form: soundForm({ 'indicators.8.target': '≥26.00万元' }), at: ['/indicators/8/target/text'] },
    },
  },
}

const rowsOfLeastCost = rowsWhere((row) => {
  const operator = row.target?.operator
  return isCost(row) && (operator === '≥' || operator === '>') && moneyOf(row.target) !== undefined
})
