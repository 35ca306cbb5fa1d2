import { REVIEW } from '../facts/basis.ts'
import { fundAmount, isUnitSlip, moneyOf } from '../facts/fund-classes.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { isCost } from '../facts/levels.ts'
import type { Rule } from '../finding.ts'
import type { Form } from '../form.ts'
import { formatFen } from '../money.ts'
import { soundForm } from './sound-form.ts'

export const costOverTotal: Rule = {
  id: 'cost-over-total',
  code: 'B07',
  title: '成本目标不应超过资金总额',
  severity: 'warning',
  kinds: WITH_TARGETS,
  why: '一项成本的上限比全部预算还大，这个目标约束不了任何支出。',
  basis: { ...REVIEW, clause: '成本目标不超过预算总额' },

  checkRow({ row, at, label, ask }) {
    const money = isCost(row) ? moneyOf(row.target) : undefined
    if (!money) return undefined
    const total = ask(({ form }) => fundAmount(form, 'total', budgetOf(form)[0])?.fen)
    if (!total || money.fen - money.tolerance <= total || isUnitSlip(money.fen, total)) return undefined
    const title = ask(({ form }) => budgetOf(form)[1])
    const unit = ask(({ form }) => form.funds.unit ?? '元')
    return {
      at: [`${at}/target/text`],
      message: `${label}：成本目标 ${row.target?.text ?? ''}，超过资金总额的${title} ${formatFen(total, unit)}。`,
      advice: '核对成本目标的金额和单位，改为不超过对应的预算数。',
    }
  },

  examples: {
    valid: { 未超过: soundForm() },
    invalid: { 超过: { form: soundForm({ 'indicators.9.target': '≤600万元' }), at: ['/indicators/9/target/text'] } },
  },
}

/** A declaration asks for money under the first column; the others measure against the adjusted budget. */
function budgetOf({ kind }: Form): readonly ['initialBudget' | 'annualBudget', string] {
  return kind === 'target-declaration' ? ['initialBudget', '申请数'] : ['annualBudget', '全年预算']
}
