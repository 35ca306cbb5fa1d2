import { SEEN } from '../facts/basis.ts'
import { rowsWhere } from '../facts/each-row.ts'
import { moneyOf } from '../facts/fund-classes.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { isCost } from '../facts/levels.ts'
import { rowLabels } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const costEqual: Rule = {
  id: 'cost-equal',
  code: 'B09',
  title: '成本指标不应写成“=”',
  severity: 'warning',
  kinds: WITH_TARGETS,
  why: '成本是上限。写成等于，节约了也算偏差；各地对“=”的计分又不一样，同一张表会得出不同的分。',
  basis: { ...SEEN, clause: '成本目标照抄预算数写成“=”' },

  *check({ form }) {
    const rows = rowsOfEqualCost(form)
    if (rows.length === 0) return
    yield {
      at: rows.map((i) => `/indicators/${i}/target/text`),
      message: `${rowLabels(form, rows)}：成本上限写成了“=”（如 ${form.indicators[rows[0] ?? 0]?.target?.text ?? ''}），节约和超支都算偏差，应为“≤”。`,
      advice: '下年编报目标时改为“≤”；本年已批复的，在说明里写清按哪种口径计分。',
    }
  },

  examples: {
    valid: { 不超过: soundForm(), 数量可以等于: soundForm({ 'indicators.0.target': '=50场' }) },
    invalid: {
      两行: {
        form: soundForm({ 'indicators.6.target': '=326.00万元', 'indicators.8.target': '=26.00万元' }),
        at: ['/indicators/6/target/text', '/indicators/8/target/text'],
      },
    },
  },
}

const rowsOfEqualCost = rowsWhere(
  (row) => isCost(row) && row.target?.operator === '=' && moneyOf(row.target) !== undefined,
)
