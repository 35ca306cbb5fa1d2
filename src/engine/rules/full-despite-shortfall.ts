import { formatPoints } from '../decimal.ts'
import { SEEN } from '../facts/basis.ts'
import { compare, shown } from '../facts/comparison.ts'
import { isDoubtful } from '../facts/reading.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const fullDespiteShortfall: Rule = {
  id: 'full-despite-shortfall',
  code: 'R02',
  title: '没有达到目标，不能得满分',
  severity: 'error',
  why: '没有完成却给满分，是自评失真最直接的证据。',
  basis: { ...SEEN, clause: '完成 72.74% 仍得满分' },

  checkRow({ row, at, label, policy, ask }) {
    if (!row.weight || row.score !== row.weight) return undefined
    const comparison = compare(row, policy)
    if (!comparison || comparison.isMet) return undefined
    if (ask(({ form }) => isDoubtful(form, `${at}/target`)) || ask(({ form }) => isDoubtful(form, `${at}/actual`)))
      return undefined
    // Only a pack that may be wrong says that more than an exact target is no success.
    const isDisputed = policy.provisional && row.target?.operator === '=' && comparison.order > 0
    return {
      at: [`${at}/score`],
      severity: isDisputed ? 'warning' : 'error',
      message: `${label}：目标 ${shown(row.target)}，实际 ${shown(row.actual)}，没有达到目标，得分却是满分 ${formatPoints(row.score)} 分。`,
      advice: '核对实际完成值；若无误，按完成情况扣分并写明原因。',
    }
  },

  examples: {
    valid: { 达到目标: soundForm(), 实际读不出: soundForm({ 'indicators.0.actual': undefined }) },
    invalid: {
      未达到: { form: soundForm({ 'indicators.2.score': 6 }), at: ['/indicators/2/score'] },
      成本超支: { form: soundForm({ 'indicators.9.actual': '160万元' }), at: ['/indicators/9/score'] },
    },
  },
}
