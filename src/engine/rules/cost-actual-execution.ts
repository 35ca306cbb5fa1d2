import { SEEN } from '../facts/basis.ts'
import { agrees, costRows, fundAmount, isUnitSlip, moneyOf } from '../facts/fund-classes.ts'
import { rowLabel } from '../facts/place.ts'
import { isDoubtful } from '../facts/reading.ts'
import type { Rule } from '../finding.ts'
import { formatFen, placesOf } from '../money.ts'
import { soundForm } from './sound-form.ts'

export const costActualExecution: Rule = {
  id: 'cost-actual-execution',
  code: 'B04',
  title: '成本指标的实际值应与所指资金的执行数一致',
  severity: 'error',
  why: '同一笔支出在一张表里只能有一个数。',
  basis: { ...SEEN, clause: '成本实际值与执行数不一致' },

  *check({ form }) {
    const unit = form.funds.unit ?? '元'
    for (const { i, cls, row } of costRows(form)) {
      const money = moneyOf(row.actual)
      const fund = fundAmount(form, cls, 'execution')
      if (!money || !fund || isUnitSlip(money.fen, fund.fen) || isDoubtful(form, `/indicators/${i}/actual`)) continue
      const isRounded = agrees(money, fund)
      if (isRounded && (money.fen === fund.fen || placesOf(row.actual?.value ?? '') > 0)) continue
      yield {
        at: [`/indicators/${i}/actual/text`],
        severity: isRounded ? 'warning' : 'error',
        message: `${rowLabel(form, i)}：实际 ${row.actual?.text ?? ''}，资金表「${fund.source}」全年执行 ${formatFen(fund.fen, unit)}，${isRounded ? '像是凑整填写' : '两数不同'}。`,
        advice: isRounded ? '按执行数填写实际成本，保留两位小数。' : '对照决算和支付记录核对两处，改正填错的一处。',
      }
    }
  },

  examples: {
    valid: { 相符: soundForm(), 执行数读不出: soundForm({ 'funds.rows.1.execution': undefined }) },
    invalid: {
      凑成整数: { form: soundForm({ 'indicators.9.actual': '143万元' }), at: ['/indicators/9/actual/text'] },
      不同: { form: soundForm({ 'indicators.6.actual': '320.00万元' }), at: ['/indicators/6/actual/text'] },
    },
  },
}
