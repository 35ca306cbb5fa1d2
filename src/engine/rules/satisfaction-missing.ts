import { CORE_INDICATORS } from '../facts/basis.ts'
import { fundAmount } from '../facts/fund-classes.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { satisfactionRows } from '../facts/levels.ts'
import { hasLostRows } from '../facts/reading.ts'
import type { Rule } from '../finding.ts'
import { formatFen } from '../money.ts'
import { soundForm } from './sound-form.ts'

export const satisfactionMissing: Rule = {
  id: 'satisfaction-missing',
  code: 'T22',
  title: '直接服务群众的资金应有满意度指标',
  severity: 'warning',
  kinds: WITH_TARGETS,
  why: '钱是为服务对象花的，他们满不满意要有数。',
  basis: { ...CORE_INDICATORS, clause: '满意度指标' },

  *check({ form, policy }) {
    if (hasLostRows(form) || form.indicators.length === 0 || satisfactionRows(form).length > 0) return
    if (!Object.keys(policy.weights.level1).some((name) => name.includes('满意'))) return
    const fund =
      fundAmount(form, 'specificTarget', 'annualBudget') ??
      fundAmount(form, 'total', 'annualBudget') ??
      fundAmount(form, 'total', 'initialBudget')
    if (!fund || fund.fen === 0) return
    yield {
      at: ['/indicators'],
      message: `绩效指标里没有满意度指标，资金表「${fund.source}」有 ${formatFen(fund.fen, form.funds.unit ?? '元')}。`,
      advice: '补设服务对象满意度指标并附调查资料；不直接服务群众的，说明不设的理由，分值并入效益指标。',
    }
  },

  examples: {
    valid: {
      有满意度: soundForm(),
      扫描丢行: soundForm({ indicators: [], 'reading./indicators': { status: 'missing' } }),
    },
    invalid: { 没有: { form: soundForm({ indicators: soundForm().indicators.slice(0, 13) }), at: ['/indicators'] } },
  },
}
