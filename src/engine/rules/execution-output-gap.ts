import { hundredths } from '../decimal.ts'
import { REVIEW } from '../facts/basis.ts'
import { outputRows } from '../facts/levels.ts'
import type { Rule } from '../finding.ts'
import type { Form } from '../form.ts'
import { parseFen } from '../money.ts'
import { soundForm } from './sound-form.ts'

export const executionOutputGap: Rule = {
  id: 'execution-output-gap',
  code: 'B12',
  title: '资金执行进度与产出完成程度不应相差过大',
  severity: 'warning',
  why: '钱花完了事没做成，或事做成了钱没花，都要有说法。',
  basis: { ...REVIEW, clause: '执行进度与绩效完成进度不匹配' },

  *check({ form, policy }) {
    const total = form.funds.rows.findIndex((row) => row.role === 'total')
    const rate = rateOf(form, total)
    const done = outputShare(form)
    if (rate === undefined || done === undefined) return
    if (Math.abs(rate - done) <= policy.thresholds.rateGap || rate < policy.thresholds.lowExecution) return
    yield {
      at: [`/funds/rows/${total}/executionRate`],
      message: `资金表「${form.funds.rows[total]?.source ?? ''}」执行率 ${rate.toFixed(2)}%，产出指标得分率 ${done.toFixed(2)}%，相差 ${Math.abs(rate - done).toFixed(2)} 个百分点。`,
      advice: '核对是否提前付款或产出漏填；情况属实的，在原因栏说明资金去向和后续安排。',
    }
  },

  examples: {
    valid: { 相当: soundForm() },
    invalid: {
      钱花了事没做: {
        form: soundForm({ 'indicators.0.score': 0, 'indicators.1.score': 0, 'indicators.3.score': 0 }),
        at: ['/funds/rows/0/executionRate'],
      },
    },
  },
}

function rateOf(form: Form, i: number): number | undefined {
  const row = form.funds.rows[i]
  const budget = parseFen(row?.annualBudget, form.funds.unit ?? '元')
  const execution = parseFen(row?.execution, form.funds.unit ?? '元')
  return budget && execution !== undefined ? (execution / budget) * 100 : undefined
}

/** Scores of the output rows over their weights in %, cost rows left out; undefined as soon as one is unknown. */
function outputShare(form: Form): number | undefined {
  let scores = 0
  let weights = 0
  for (const i of outputRows(form)) {
    const { score = null, weight = null } = form.indicators[i] ?? {}
    if (score === null || weight === null) return undefined
    scores += hundredths(score)
    weights += hundredths(weight)
  }
  return weights === 0 ? undefined : (scores / weights) * 100
}
