import { SEEN } from '../facts/basis.ts'
import { compare } from '../facts/comparison.ts'
import { isQuantityRow } from '../facts/levels.ts'
import { rowNumbers } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const allEqual: Rule = {
  id: 'all-equal',
  code: 'R08',
  title: '实际值不应行行等于目标值',
  severity: 'notice',
  why: '真实的工作总有多有少。行行正好，多半是照抄目标。',
  basis: { ...SEEN, clause: '实际完成值照抄目标值' },

  *check({ form, policy }) {
    const rows: number[] = []
    for (const [i, row] of form.indicators.entries()) {
      const order = isQuantityRow(row) ? compare(row, policy)?.order : undefined
      if (order === undefined) continue
      if (order !== 0) return
      rows.push(i)
    }
    if (rows.length < ENOUGH) return
    const first = form.indicators[rows[0] ?? 0]
    yield {
      at: rows.map((i) => `/indicators/${i}/actual/text`),
      message: `${rowNumbers(rows)}，可读的 ${rows.length} 行数量指标，实际值全部等于目标值（如目标 ${first?.target?.text ?? ''}、实际 ${first?.actual?.text ?? ''}）。`,
      advice: '对照台账核实每行的实际数；确实正好的，备好佐证。',
    }
  },

  examples: {
    valid: { 有多有少: soundForm() },
    invalid: {
      全部相等: {
        form: soundForm({
          'indicators.0.actual': '48场',
          'indicators.1.actual': '12000册',
          'indicators.2.actual': '60次',
          'indicators.4.level2': '数量指标',
          'indicators.4.actual': '98%',
        }),
        at: [0, 1, 2, 3, 4].map((i) => `/indicators/${i}/actual/text`),
      },
    },
  },
}

/** Fewer rows may be equal by chance. */
const ENOUGH = 5
