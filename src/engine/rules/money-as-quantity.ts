import { SEEN } from '../facts/basis.ts'
import { shown } from '../facts/comparison.ts'
import { rowsWhere } from '../facts/each-row.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { isQuantityRow } from '../facts/levels.ts'
import { rowLabels } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { soundForm, soundRow } from './sound-form.ts'

export const moneyAsQuantity: Rule = {
  id: 'money-as-quantity',
  code: 'B16',
  title: '金额不应作数量指标',
  severity: 'warning',
  kinds: WITH_TARGETS,
  why: '花了多少钱是投入，不是产出。把金额当数量，等于花钱就得分。',
  basis: { ...SEEN, clause: '以资金额作数量指标' },

  *check({ form }) {
    const rows = moneyRows(form)
    if (rows.length === 0) return
    yield {
      at: rows.map((i) => `/indicators/${i}/target/text`),
      message: `${rowLabels(form, rows)}：数量指标的目标是金额（${shown(form.indicators[rows[0] ?? 0]?.target ?? null)}），金额是投入，不是产出。`,
      advice: '改用实物量或工作量（个、次、人、册等），金额放到成本指标。',
    }
  },

  examples: {
    valid: { 实物量: soundForm() },
    invalid: {
      金额: {
        form: soundForm({ 'indicators.0': soundRow('产出指标', '数量指标', '阅读推广投入', '≥20万元', '21万元', 6) }),
        at: ['/indicators/0/target/text'],
      },
    },
  },
}

const moneyRows = rowsWhere((row) => {
  if (!isQuantityRow(row)) return false
  const isMoney = /^(?:千|万|亿)?元$/.test(row.target?.unit ?? '')
  return isMoney || /(?:金额|经费|资金|投入)(?:总额|数额?)?$/.test(row.name ?? '')
})
