import { ARITHMETIC } from '../facts/basis.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { FUND_COLUMNS, fundLabel } from '../facts/place.ts'
import { hasLostFunds } from '../facts/reading.ts'
import type { Rule } from '../finding.ts'
import type { Form } from '../form.ts'
import { type Fen, formatFen, parseFen, printedTolerance, sumFen } from '../money.ts'
import { soundForm } from './sound-form.ts'

export const fundTotal: Rule = {
  id: 'fund-total',
  code: 'A11',
  title: '资金总额应等于各来源之和',
  severity: 'error',
  kinds: WITH_TARGETS,
  why: '总额和各来源对不上，执行率就算错了底数。',
  basis: { ...ARITHMETIC, clause: '资金总额 = 各项资金之和，逐栏相等' },

  *check({ form }) {
    const unit = form.funds.unit ?? '元'
    const total = form.funds.rows.findIndex((row) => row.role === 'total')
    const row = form.funds.rows[total]
    const parts = form.funds.rows.filter((part) => part.role === 'part')
    if (!row || parts.length === 0 || hasLostFunds(form) || isPartialList(form)) return
    for (const [column, title] of FUND_COLUMNS) {
      const printed = row[column]
      const whole = parseFen(printed, unit)
      const sum = sumFen(parts.map((part) => parseFen(part[column], unit)))
      if (printed === null || whole === undefined || sum === undefined) continue
      const gap = Math.abs(whole - sum) as Fen
      if (gap <= (unit === '元' ? 0 : printedTolerance(printed, unit) * (parts.length + 1))) continue
      yield {
        at: [`/funds/rows/${total}/${column}`],
        message: `${fundLabel(row)}${title} ${formatFen(whole, unit)}，各来源合计 ${formatFen(sum, unit)}，差 ${formatFen(gap, unit)}。`,
        advice: `核对各来源的${title}；若各来源无误，改资金总额。`,
      }
    }
  },

  examples: {
    valid: { 相等: soundForm(), 一项读不出: soundForm({ 'funds.rows.1.execution': undefined }) },
    invalid: {
      总额少一万: {
        form: soundForm({ 'funds.rows.0.annualBudget': '5490000.00' }),
        at: ['/funds/rows/0/annualBudget'],
      },
    },
  },
}

/** 其中：财政拨款 alone below a total lists only one of the parts. */
function isPartialList(form: Form): boolean {
  const parts = form.funds.rows.filter((row) => row.role === 'part')
  return parts.length === 1 && /其中/.test(parts[0]?.source ?? '')
}
