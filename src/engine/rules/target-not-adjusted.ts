import { SEEN } from '../facts/basis.ts'
import { formatDeviation } from '../facts/comparison.ts'
import { agrees, costRows, fundAmount, moneyOf } from '../facts/fund-classes.ts'
import { rowLabels } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { formatFen } from '../money.ts'
import { soundForm } from './sound-form.ts'

export const targetNotAdjusted: Rule = {
  id: 'target-not-adjusted',
  code: 'B10',
  title: '预算调整后，成本目标应相应调整',
  severity: 'warning',
  why: '执行率按调整后的预算算，成本目标却停在年初，偏差就不是单位花多了，而是目标没有跟上。',
  basis: { ...SEEN, clause: '预算调整后绩效目标未同步调整' },

  *check({ form, policy }) {
    const unit = form.funds.unit ?? '元'
    const initial = fundAmount(form, 'total', 'initialBudget')
    const annual = fundAmount(form, 'total', 'annualBudget')
    if (!initial || !annual || initial.fen <= 0) return
    const share = (annual.fen - initial.fen) / initial.fen

    const rows = costRows(form).filter(({ cls, row }) => {
      const money = moneyOf(row.target)
      const before = fundAmount(form, cls, 'initialBudget')
      const after = fundAmount(form, cls, 'annualBudget')
      if (!money || !before || !after || !agrees(money, before) || agrees(money, after)) return false
      const own = before.fen > 0 ? (after.fen - before.fen) / before.fen : 0
      return Math.max(Math.abs(share), Math.abs(own)) > policy.thresholds.adjustment
    })
    if (rows.length === 0) return
    const total = form.funds.rows.findIndex((row) => row.role === 'total')
    yield {
      at: [...rows.map(({ i }) => `/indicators/${i}/target/text`), `/funds/rows/${total}/annualBudget`],
      message: `${rowLabels(
        form,
        rows.map(({ i }) => i),
      )}：资金总额由年初 ${formatFen(initial.fen, unit)}调整为全年 ${formatFen(annual.fen, unit)}（${formatDeviation(share)}），成本目标仍是年初数。`,
      advice: '按预算调整文件申请调整绩效目标；来不及调整的，在原因栏写明调整的文号和金额。',
    }
  },

  examples: {
    valid: { 调整不大: soundForm({ 'indicators.6.target': '≤320.00万元' }) },
    invalid: {
      追加一百万: {
        form: soundForm({
          'funds.rows.0.annualBudget': '6500000.00',
          'funds.rows.1.annualBudget': '4260000.00',
          'indicators.6.target': '≤320.00万元',
        }),
        at: ['/indicators/6/target/text', '/funds/rows/0/annualBudget'],
      },
    },
  },
}
