import { ARITHMETIC } from '../facts/basis.ts'
import { WITH_ACTUALS } from '../facts/kinds.ts'
import { fundLabel } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { formatFen, parseFen } from '../money.ts'
import { soundForm } from './sound-form.ts'

export const executionOverBudget: Rule = {
  id: 'execution-over-budget',
  code: 'A12',
  title: '全年执行数不应超过全年预算数',
  severity: 'error',
  kinds: WITH_ACTUALS,
  why: '无预算不得支出。执行数大于预算数，多半是预算数没有填调整后的数。',
  basis: { ...ARITHMETIC, clause: '执行数不大于调整后预算数' },

  *check({ form }) {
    const unit = form.funds.unit ?? '元'
    for (const [i, row] of form.funds.rows.entries()) {
      const budget = parseFen(row.annualBudget, unit)
      const execution = parseFen(row.execution, unit)
      if (budget === undefined || execution === undefined || budget <= 0 || execution <= budget) continue
      yield {
        at: [`/funds/rows/${i}/execution`],
        severity: row.role === 'total' ? 'error' : 'warning',
        message: `${fundLabel(row)}：全年执行数 ${formatFen(execution, unit)}，超过全年预算数 ${formatFen(budget, unit)}。`,
        advice: '核对全年预算数是否已含年中调整和上年结转；若确属超支，写明批准依据。',
      }
    }
  },

  examples: {
    valid: { 未超过: soundForm(), 预算读不出: soundForm({ 'funds.rows.0.annualBudget': undefined }) },
    invalid: {
      超过: { form: soundForm({ 'funds.rows.2.execution': '481600.00' }), at: ['/funds/rows/2/execution'] },
    },
  },
}
