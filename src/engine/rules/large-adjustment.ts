import { REVIEW } from '../facts/basis.ts'
import { formatDeviation } from '../facts/comparison.ts'
import { followsFrom } from '../facts/once.ts'
import { ADJUSTMENT_WORDS, proseOf, sentencesOf } from '../facts/words.ts'
import type { Rule } from '../finding.ts'
import type { Form } from '../form.ts'
import { formatFen, parseFen } from '../money.ts'
import { soundForm } from './sound-form.ts'

export const largeAdjustment: Rule = {
  id: 'large-adjustment',
  code: 'B11',
  title: '预算调整幅度大，应说明金额和依据',
  severity: 'warning',
  why: '年中大幅追加或调减，说明年初预算编得不准，评审一定会问依据。只写“追加了经费”不算说明。',
  basis: { ...REVIEW, clause: '预算调整应说明原因' },

  *check({ form, policy }) {
    const unit = form.funds.unit ?? '元'
    const large = form.funds.rows.flatMap((row, i) => {
      const initial = parseFen(row.initialBudget, unit)
      const annual = parseFen(row.annualBudget, unit)
      if (!initial || initial < 0 || annual === undefined) return []
      const share = (annual - initial) / initial
      return Math.abs(share) > policy.thresholds.adjustment ? [{ i, row, initial, annual, share }] : []
    })
    const parts = large.filter(({ row }) => row.role === 'part')
    const told = parts.length > 0 ? parts : large
    if (told.length === 0 || isExplained(form)) return
    const facts = told.map(
      ({ row, initial, annual, share }) =>
        `「${row.source}」年初 ${formatFen(initial, unit)}，全年 ${formatFen(annual, unit)}，${formatDeviation(share)}`,
    )
    yield {
      at: told.map(({ i }) => `/funds/rows/${i}/annualBudget`),
      message: `资金表${facts.join('；')}，表内没有写明调整的金额和依据。`,
      advice: '在完成情况或原因栏写明调整的金额、文号和用途。',
    }
  },

  examples: {
    valid: {
      调整不大: soundForm(),
      写明了依据: soundForm({
        'funds.rows.4.annualBudget': '1800000.00',
        'goals.actual': '年中追加特定目标类项目资金30万元（青财预〔2024〕6号）。',
      }),
    },
    invalid: {
      没有说明: {
        form: soundForm({ 'funds.rows.4.annualBudget': '1800000.00' }),
        at: ['/funds/rows/4/annualBudget'],
      },
      只说追加: {
        form: soundForm({ 'funds.rows.4.annualBudget': '1800000.00', 'indicators.9.reason': '追加了购书经费' }),
        at: ['/funds/rows/4/annualBudget'],
      },
    },
  },
}

/** A sentence that tells of the change and gives its amount or its document. */
const isExplained = followsFrom(
  (form: Form) => [proseOf(form)],
  (prose) =>
    prose
      .flatMap(sentencesOf)
      .some(
        (one) =>
          ADJUSTMENT_WORDS.test(one) &&
          /预算|经费|资金/.test(one) &&
          /\d[\d,.]*\s*(?:万元|元)|〔\d{4}〕|\[\d{4}\]|批复|文件/.test(one),
      ),
)
