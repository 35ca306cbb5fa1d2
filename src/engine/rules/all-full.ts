import { formatPoints } from '../decimal.ts'
import { SEEN } from '../facts/basis.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const allFull: Rule = {
  id: 'all-full',
  code: 'R13',
  title: '行行满分、总分 100，应再核实',
  severity: 'notice',
  why: '没有一处不足的自评很少见，抽查会先看这样的表。',
  basis: { ...SEEN, clause: '各项满分，总分 100' },

  *check({ form }) {
    const isFull = form.indicators.every((row) => row.weight === 0 || (row.score !== null && row.score === row.weight))
    const total = form.total.score
    if (!isFull || total === null || total < 100 || form.indicators.length === 0) return
    yield {
      at: ['/total/score'],
      message: `总分 ${formatPoints(total)} 分，${form.indicators.length} 行指标全部满分，没有一处扣分。`,
      advice: '对照台账逐行核实，特别是效益和满意度；属实的备齐佐证材料。',
    }
  },

  examples: {
    valid: { 有扣分: soundForm() },
    invalid: {
      全满分: {
        form: soundForm({ 'indicators.2.score': 6, 'funds.rows.0.score': 10, 'total.score': 100 }),
        at: ['/total/score'],
      },
    },
  },
}
