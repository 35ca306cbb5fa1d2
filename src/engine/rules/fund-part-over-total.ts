import { ARITHMETIC } from '../facts/basis.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { FUND_COLUMNS, fundLabel } from '../facts/place.ts'
import { hasLostFunds } from '../facts/reading.ts'
import type { Rule } from '../finding.ts'
import { formatFen, parseFen } from '../money.ts'
import { soundForm } from './sound-form.ts'

export const fundPartOverTotal: Rule = {
  id: 'fund-part-over-total',
  code: 'B22',
  title: '单项资金不应超过资金总额',
  severity: 'error',
  kinds: WITH_TARGETS,
  why: '部分不能大于整体。单项超过总额，不是单位填错就是总额漏填。',
  basis: { ...ARITHMETIC, clause: '各项资金不大于资金总额' },

  *check({ form }) {
    const unit = form.funds.unit ?? '元'
    const total = form.funds.rows.find((row) => row.role === 'total')
    if (!total || hasLostFunds(form)) return
    for (const [i, row] of form.funds.rows.entries()) {
      if (row.role !== 'part') continue
      for (const [column, title] of FUND_COLUMNS) {
        const part = parseFen(row[column], unit)
        const whole = parseFen(total[column], unit)
        if (part === undefined || whole === undefined || part <= whole) continue
        yield {
          at: [`/funds/rows/${i}/${column}`],
          message: `${fundLabel(row)}${title} ${formatFen(part, unit)}，超过资金总额 ${formatFen(whole, unit)}。`,
          advice: '核对这一项和资金总额的金额、单位，改正填错的一个。',
        }
      }
    }
  },

  examples: {
    valid: { 未超过: soundForm(), 总额读不出: soundForm({ 'funds.rows.0.execution': undefined }) },
    invalid: {
      超过: {
        form: soundForm({ 'funds.rows.4.initialBudget': '15000000.00' }),
        at: ['/funds/rows/4/initialBudget'],
      },
    },
  },
}
