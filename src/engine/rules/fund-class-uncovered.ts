import { SEEN } from '../facts/basis.ts'
import { costClassOf, costRows, type FundClass, PARTS } from '../facts/fund-classes.ts'
import { hasLostRows } from '../facts/reading.ts'
import type { Rule } from '../finding.ts'
import { formatFen, parseFen } from '../money.ts'
import { soundForm } from './sound-form.ts'

export const fundClassUncovered: Rule = {
  id: 'fund-class-uncovered',
  code: 'T29',
  title: '每类资金都应有指标反映',
  severity: 'notice',
  why: '有钱没有指标，这部分钱的绩效就没人说。',
  basis: { ...SEEN, clause: '部分资金没有对应指标' },

  *check({ form }) {
    const unit = form.funds.unit ?? '元'
    const linked = new Set(costRows(form).map(({ cls }) => cls))
    if (linked.size === 0 || hasLostRows(form)) return
    for (const [i, row] of form.funds.rows.entries()) {
      const cls = row.role === 'part' ? costClassOf(row.source) : undefined
      const amount = parseFen(row.annualBudget, unit)
      if (!cls || !amount || linked.has(cls)) continue
      const isInSum = Object.entries(PARTS).some(
        ([sum, parts]) => [...linked].some((one) => one === sum) && parts?.includes(cls as FundClass),
      )
      if (isInSum) continue
      yield {
        at: [`/funds/rows/${i}/source`],
        message: `资金表「${row.source}」全年预算 ${formatFen(amount, unit)}，成本指标只涉及其他类，没有一行反映它。`,
        advice: '补设反映这类资金的指标，或在说明里写明由哪一行体现。',
      }
    }
  },

  examples: {
    valid: {
      都有指标: soundForm(),
      没有钱的类: soundForm({ 'funds.rows.3.annualBudget': '0', 'indicators.8.name': '设备成本' }),
    },
    invalid: {
      没有指标: { form: soundForm({ 'indicators.8.name': '设备运行成本' }), at: ['/funds/rows/3/source'] },
    },
  },
}
