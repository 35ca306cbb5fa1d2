import { SEEN } from '../facts/basis.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { isLost } from '../facts/reading.ts'
import type { Rule } from '../finding.ts'
import type { FundRow } from '../form.ts'
import { soundForm } from './sound-form.ts'

export const fundUnit: Rule = {
  id: 'fund-unit',
  code: 'B02',
  title: '资金表应写明金额单位',
  severity: 'warning',
  kinds: WITH_TARGETS,
  why: '不写元还是万元，金额就有两种读法，相差一万倍。',
  basis: { ...SEEN, clause: '表头未注明金额单位' },

  *check({ form }) {
    const first = form.funds.rows.find((row) => amountOf(row) !== null)
    if (!first || form.funds.unit !== null || isLost(form, '/funds/unit')) return
    yield {
      at: ['/funds/unit'],
      message: `资金表没有写明金额单位，「${first.source}」填 ${amountOf(first)}，不知是元还是万元。`,
      advice: '在资金表表头注明“元”或“万元”。',
    }
  },

  examples: {
    valid: { 写明了: soundForm(), 没有金额: soundForm({ 'funds.unit': undefined, 'funds.rows': [] }) },
    invalid: { 没有写明: { form: soundForm({ 'funds.unit': undefined }), at: ['/funds/unit'] } },
  },
}

function amountOf(row: FundRow): string | null {
  return row.annualBudget ?? row.execution ?? row.initialBudget
}
