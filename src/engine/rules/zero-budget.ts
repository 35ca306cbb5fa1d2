import { ARITHMETIC } from '../facts/basis.ts'
import { fundLabel } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { formatFen, parseFen } from '../money.ts'
import { soundForm } from './sound-form.ts'

export const zeroBudget: Rule = {
  id: 'zero-budget',
  code: 'A13',
  title: '预算为 0 的行不能有执行数，也不能计分',
  severity: 'error',
  why: '预算为 0 时执行率没有意义；有支出就说明预算数漏填。',
  basis: { ...ARITHMETIC, clause: '除数为 0 不能计算执行率' },

  *check({ form }) {
    const unit = form.funds.unit ?? '元'
    for (const [i, row] of form.funds.rows.entries()) {
      const execution = parseFen(row.execution, unit)
      if (parseFen(row.annualBudget, unit) !== 0 || execution === undefined) continue
      const isScored = row.score !== null && row.score > 0
      if (execution === 0 && !isScored) continue
      yield {
        at: [`/funds/rows/${i}/annualBudget`],
        message: `${fundLabel(row)}：全年预算数为 0，全年执行数 ${formatFen(execution, unit)}${isScored ? `，得分 ${row.score} 分` : ''}，执行率算不出来。`,
        advice: '补填调整后的全年预算数；若确无预算，执行数填 0，这一行不计分。',
      }
    }
  },

  examples: {
    valid: {
      有预算: soundForm(),
      都为零: soundForm({ 'funds.rows.3.annualBudget': '0', 'funds.rows.3.execution': '0' }),
    },
    invalid: {
      有支出: { form: soundForm({ 'funds.rows.3.annualBudget': '0' }), at: ['/funds/rows/3/annualBudget'] },
    },
  },
}
