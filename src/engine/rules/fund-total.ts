import { ARITHMETIC } from '../facts/basis.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { FUND_COLUMNS, fundLabel } from '../facts/place.ts'
import { hasLostFunds } from '../facts/reading.ts'
import type { Rule } from '../finding.ts'
import type { Form, FundRow } from '../form.ts'
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
    const all = form.funds.rows.filter((part) => part.role === 'part')
    if (!row || all.length === 0 || hasLostFunds(form) || isPartialList(form)) return
    const splits = [...new Set(all.map(splitOf))].map((split) => all.filter((part) => splitOf(part) === split))
    for (const [[column, title], parts] of FUND_COLUMNS.flatMap((one) =>
      splits.map((parts) => [one, parts] as const),
    )) {
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
    valid: {
      相等: soundForm(),
      一项读不出: soundForm({ 'funds.rows.1.execution': undefined }),
      按收入和支出各列一遍: soundForm({ 'funds.rows': twice('2240000.00') }),
    },
    invalid: {
      总额少一万: {
        form: soundForm({ 'funds.rows.0.annualBudget': '5490000.00' }),
        at: ['/funds/rows/0/annualBudget'],
      },
      按支出列的少一万: {
        form: soundForm({ 'funds.rows': twice('2230000.00') }),
        at: ['/funds/rows/0/annualBudget'],
      },
    },
  },
}

/** The same money may be listed twice: 一般公共预算（按收入性质）, 基本支出（按支出性质）. Each list adds up by itself. */
function splitOf({ source }: FundRow): string {
  return /（(按[^（）]+)）$/.exec(source)?.[1] ?? ''
}

/** 其中：财政拨款 alone below a total lists only one of the parts. */
function isPartialList(form: Form): boolean {
  const parts = form.funds.rows.filter((row) => row.role === 'part')
  return parts.length === 1 && /其中/.test(parts[0]?.source ?? '')
}

function twice(projects: string): readonly FundRow[] {
  const blank = { initialBudget: null, execution: null, weight: null, executionRate: null, score: null }
  const part = (source: string, annualBudget: string): FundRow => ({ source, role: 'part', ...blank, annualBudget })
  return [
    { ...part('年度资金总额', '5500000.00'), role: 'total' },
    part('一般公共预算（按收入性质）', '5200000.00'),
    part('其他资金（按收入性质）', '300000.00'),
    part('基本支出（按支出性质）', '3260000.00'),
    part('项目支出（按支出性质）', projects),
  ]
}
