import { SEEN } from '../facts/basis.ts'
import { agrees, costRows, fundAmount, isUnitSlip, moneyOf } from '../facts/fund-classes.ts'
import { rowLabel } from '../facts/place.ts'
import { isDoubtful } from '../facts/reading.ts'
import type { Rule } from '../finding.ts'
import { formatFen } from '../money.ts'
import { soundForm } from './sound-form.ts'

export const costTargetBudget: Rule = {
  id: 'cost-target-budget',
  code: 'B03',
  title: '成本指标的目标值应与所指资金的预算数一致',
  severity: 'warning',
  why: '成本目标来自预算。两数不同，说明目标或资金表有一处没有更新。',
  basis: { ...SEEN, clause: '成本指标目标值取自预算数' },

  *check({ form }) {
    const unit = form.funds.unit ?? '元'
    for (const { i, cls, row } of costRows(form)) {
      const money = moneyOf(row.target)
      const initial = fundAmount(form, cls, 'initialBudget')
      const annual = fundAmount(form, cls, 'annualBudget')
      if (!money || !annual || isDoubtful(form, `/indicators/${i}/target`)) continue
      const bases = [annual, ...(initial ? [initial] : [])]
      if (bases.some((base) => agrees(money, base) || isUnitSlip(money.fen, base.fen))) continue
      yield {
        at: [`/indicators/${i}/target/text`],
        message: `${rowLabel(form, i)}：目标 ${row.target?.text ?? ''}，资金表「${annual.source}」${initial ? `年初预算 ${formatFen(initial.fen, unit)}、` : ''}全年预算 ${formatFen(annual.fen, unit)}，都不相符。`,
        advice: '核对成本目标的口径和资金表；若口径不同，在指标名称里写清楚，否则改成一致。',
      }
    }
  },

  examples: {
    valid: {
      等于全年预算: soundForm(),
      等于年初预算: soundForm({ 'indicators.6.target': '≤320.00万元' }),
    },
    invalid: {
      都不相符: { form: soundForm({ 'indicators.6.target': '≤300.00万元' }), at: ['/indicators/6/target/text'] },
    },
  },
}
