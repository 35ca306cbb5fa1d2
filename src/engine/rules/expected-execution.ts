import { ARITHMETIC } from '../facts/basis.ts'
import { fundLabel } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { formatFen, parseFen } from '../money.ts'
import { soundMonitoring } from './sound-kinds.ts'

export const expectedExecution: Rule = {
  id: 'expected-execution',
  code: 'M05',
  title: '全年预计执行数应在已执行数和预算数之间',
  severity: 'warning',
  kinds: ['monitoring'],
  why: '预计数少于已执行数，必有一个填错；多于预算数，要先办追加。',
  basis: { ...ARITHMETIC, clause: '已执行数≤全年预计执行数≤预算数' },

  *check({ form }) {
    const unit = form.funds.unit ?? '元'
    for (const [i, row] of form.funds.rows.entries()) {
      const expected = parseFen(row.expectedExecution, unit)
      const execution = parseFen(row.execution, unit)
      const budget = parseFen(row.annualBudget ?? row.initialBudget, unit)
      if (expected === undefined) continue
      const at = [`/funds/rows/${i}/expectedExecution`]
      if (execution !== undefined && expected < execution)
        yield {
          at,
          severity: 'error',
          message: `${fundLabel(row)}：全年预计执行数 ${formatFen(expected, unit)}，少于已执行数 ${formatFen(execution, unit)}。`,
          advice: '全年预计执行数应含已执行数，核对后改正。',
        }
      else if (budget !== undefined && expected > budget)
        yield {
          at,
          message: `${fundLabel(row)}：全年预计执行数 ${formatFen(expected, unit)}，多于预算数 ${formatFen(budget, unit)}。`,
          advice: '已追加预算的，填全年预算数；没有追加的，核对预计数。',
        }
    }
  },

  examples: {
    valid: { 在其间: soundMonitoring(), 没有这一栏: soundMonitoring({ 'funds.rows.0.expectedExecution': undefined }) },
    invalid: {
      少于已执行: {
        form: soundMonitoring({ 'funds.rows.1.expectedExecution': '50.00' }),
        at: ['/funds/rows/1/expectedExecution'],
      },
      多于预算: {
        form: soundMonitoring({ 'funds.rows.1.expectedExecution': '105.00' }),
        at: ['/funds/rows/1/expectedExecution'],
      },
    },
  },
}
