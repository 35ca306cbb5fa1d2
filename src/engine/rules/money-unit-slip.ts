import { SEEN } from '../facts/basis.ts'
import { costRows, fundAmount, isUnitSlip, moneyOf } from '../facts/fund-classes.ts'
import { rowLabel } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { formatFen } from '../money.ts'
import { soundForm } from './sound-form.ts'

export const moneyUnitSlip: Rule = {
  id: 'money-unit-slip',
  code: 'B01',
  title: '元和万元不能混用',
  severity: 'error',
  why: '同一笔钱在资金表和成本指标里相差一万倍，是单位填错，后面的比较都失去意义。',
  basis: { ...SEEN, clause: '元、万元混填' },

  *check({ form }) {
    for (const { i, cls, row } of costRows(form)) {
      for (const [column, field, title] of LINKS) {
        const fund = fundAmount(form, cls, column)
        const money = moneyOf(row[field])
        if (!fund || !money || !isUnitSlip(money.fen, fund.fen)) continue
        yield {
          at: [`/indicators/${i}/${field}/text`],
          message: `${rowLabel(form, i)}：${title}填 ${row[field]?.text ?? ''}，资金表「${fund.source}」为 ${formatFen(fund.fen, form.funds.unit ?? '元')}，相差约一万倍。`,
          advice: '核对单位是元还是万元，改正写错的单位。',
        }
      }
    }
  },

  examples: {
    valid: { 单位一致: soundForm() },
    invalid: {
      漏写万字: { form: soundForm({ 'indicators.6.target': '≤326.00元' }), at: ['/indicators/6/target/text'] },
    },
  },
}

const LINKS = [
  ['annualBudget', 'target', '目标'],
  ['execution', 'actual', '实际'],
] as const
