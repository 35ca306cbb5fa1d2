import { formatRatio } from '../decimal.ts'
import { REVIEW } from '../facts/basis.ts'
import { isCost, isOutput } from '../facts/levels.ts'
import { rowNumbers } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { parseFen } from '../money.ts'
import { soundForm } from './sound-form.ts'

export const lowExecutionFullOutput: Rule = {
  id: 'low-execution-full-output',
  code: 'B13',
  title: '执行率低而产出全部满分，应说明原因',
  severity: 'warning',
  why: '钱没花多少，产出却全部完成：不是目标定低了、预算编多了，就是得分虚高。',
  basis: { ...REVIEW, clause: '低执行率与高得分并存' },

  *check({ form, policy }) {
    const unit = form.funds.unit ?? '元'
    const i = form.funds.rows.findIndex((row) => row.role === 'total')
    const budget = parseFen(form.funds.rows[i]?.annualBudget, unit)
    const execution = parseFen(form.funds.rows[i]?.execution, unit)
    if (!budget || budget < 0 || execution === undefined) return
    if ((execution / budget) * 100 >= policy.thresholds.lowExecution) return
    const outputs = form.indicators.flatMap((row, k) => (isOutput(row) && !isCost(row) && row.weight !== 0 ? [k] : []))
    const isFull = outputs.every((k) => {
      const row = form.indicators[k]
      return row?.score != null && row.score === row.weight
    })
    if (outputs.length === 0 || !isFull) return
    const rate = formatRatio({ numerator: BigInt(execution) * 100n, denominator: BigInt(budget) }, 2)
    yield {
      at: [`/funds/rows/${i}/executionRate`],
      message: `资金表「${form.funds.rows[i]?.source ?? ''}」执行率只有 ${rate}%（低于 ${policy.thresholds.lowExecution}%），产出指标（${rowNumbers(outputs)}）却全部满分。`,
      advice: '说明没有花完的原因（节约、压减、未到付款期），并核对产出是否都已完成。',
    }
  },

  examples: {
    valid: { 执行率正常: soundForm(), 产出有扣分: soundForm({ 'funds.rows.0.execution': '3000000.00' }) },
    invalid: {
      低而满分: {
        form: soundForm({ 'funds.rows.0.execution': '3000000.00', 'indicators.2.score': 6 }),
        at: ['/funds/rows/0/executionRate'],
      },
    },
  },
}
