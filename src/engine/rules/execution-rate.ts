import { formatRatio, parseRatio, type Ratio, roundRatio } from '../decimal.ts'
import { ARITHMETIC } from '../facts/basis.ts'
import { fundLabel } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { formatFen, parseFen, placesOf } from '../money.ts'
import { soundForm } from './sound-form.ts'

export const executionRate: Rule = {
  id: 'execution-rate',
  code: 'A09',
  title: '执行率应等于全年执行数除以全年预算数',
  severity: 'error',
  why: '执行率直接折算成得分，必须能由同一行的两个金额算出来。',
  basis: { ...ARITHMETIC, clause: '执行率 = 全年执行数（B）÷ 全年预算数（A）' },

  *check({ form }) {
    const unit = form.funds.unit ?? '元'
    for (const [i, row] of form.funds.rows.entries()) {
      const budget = parseFen(row.annualBudget, unit)
      const execution = parseFen(row.execution, unit)
      if (!budget || budget < 0 || execution === undefined || row.executionRate === null) continue
      const rate = { numerator: BigInt(execution) * 100n, denominator: BigInt(budget) }
      if (isPrintOf(row.executionRate, rate)) continue
      const expected = formatRatio(rate, 2)
      yield {
        at: [`/funds/rows/${i}/executionRate`],
        message: `${fundLabel(row)}：执行率填 ${row.executionRate}%，按执行数 ${formatFen(execution, unit)} ÷ 预算数 ${formatFen(budget, unit)}应为 ${expected}%。`,
        advice: '核对全年预算数和全年执行数；若两数无误，改执行率。',
        fix: { safe: true, edits: [{ at: `/funds/rows/${i}/executionRate`, to: expected }] },
      }
    }
  },

  examples: {
    valid: {
      相符: soundForm(),
      截去尾数: soundForm({ 'funds.rows.0.execution': '5417000.00', 'funds.rows.0.executionRate': '98.49' }),
      未填执行数: soundForm({ 'funds.rows.0.execution': undefined }),
    },
    invalid: {
      不符: { form: soundForm({ 'funds.rows.0.executionRate': '90.00' }), at: ['/funds/rows/0/executionRate'] },
    },
  },
}

/** The printed rate is the exact one, rounded or cut at its own places. */
function isPrintOf(printed: string, rate: Ratio): boolean {
  const value = parseRatio(printed)
  if (!value) return true
  const places = Math.min(placesOf(printed), 6)
  const shown = roundRatio(value, places, 'half-up')
  return shown === roundRatio(rate, places, 'half-up') || shown === roundRatio(rate, places, 'truncate')
}
