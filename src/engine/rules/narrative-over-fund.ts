import { SEEN } from '../facts/basis.ts'
import { fundAmount, parseMoney } from '../facts/fund-classes.ts'
import { sentencesOf } from '../facts/words.ts'
import type { Rule } from '../finding.ts'
import { type Fen, formatFen } from '../money.ts'
import { claimsIn } from '../narrative/claims.ts'
import { soundForm } from './sound-form.ts'

export const narrativeOverFund: Rule = {
  id: 'narrative-over-fund',
  code: 'B15',
  title: '文字里的项目金额不应大于对应的资金',
  severity: 'notice',
  why: '文字里的钱比资金表里的还多，多半是表外资金或申报数，要写明口径，免得被当成本年支出。',
  basis: { ...SEEN, clause: '文字金额大于资金来源' },

  *check({ form }) {
    const unit = form.funds.unit ?? '元'
    const total = fundAmount(form, 'total', 'annualBudget')
    const project = fundAmount(form, 'project', 'annualBudget')
    if (!total && !project) return
    for (const sentence of sentencesOf(form.goals.actual ?? '')) {
      const source = project && /项目|专项/.test(sentence) && !/总额|预算|全年支出/.test(sentence) ? project : total
      if (!source) continue
      for (const { quantity } of claimsIn(sentence)) {
        const money = parseMoney(quantity.value, quantity.unit)
        if (!money || money.fen - money.tolerance <= source.fen) continue
        const gap = (money.fen - source.fen) as Fen
        yield {
          at: ['/goals/actual'],
          message: `实际完成情况写“${quantity.text}”，资金表「${source.source}」全年预算 ${formatFen(source.fen, unit)}，多出 ${formatFen(gap, unit)}。`,
          advice: '写明这笔金额是申报数、表外资金还是多年累计；若属本年支出，核对资金表。',
        }
      }
    }
  },

  examples: {
    valid: { 没有金额: soundForm(), 小于资金: soundForm({ 'goals.actual': '购书项目支出120万元。' }) },
    invalid: {
      大于项目资金: { form: soundForm({ 'goals.actual': '申报文化惠民项目8个，320万元。' }), at: ['/goals/actual'] },
    },
  },
}
