import { formatPoints } from '../decimal.ts'
import type { Rule } from '../finding.ts'
import { gradeOf } from '../scoring/index.ts'
import { soundForm } from './sound-form.ts'

export const gradeBand: Rule = {
  id: 'grade-band',
  code: 'A15',
  title: '等次应与总分相符',
  severity: 'error',
  why: '等次由总分所在的区间决定，关系到结果应用和公开。',
  basis: { document: '财政部预算司关于绩效评价等级的统一口径', clause: '优 90、良 80、中 60', verified: true },

  *check({ form, policy }) {
    const total = form.total.score
    const printed = policy.grades.find(({ grade }) => form.grade?.trim().startsWith(grade))?.grade
    const expected = total === null ? null : gradeOf(total, policy)
    if (total === null || printed === undefined || expected === null || expected === printed) return
    const from = policy.grades.find(({ grade }) => grade === expected)?.from ?? 0
    yield {
      at: ['/grade'],
      message: `自评等次填“${printed}”，总分 ${formatPoints(total)} 分，按「${policy.title}」应为“${expected}”（${from} 分起）。`,
      advice: '先核对总分；若总分无误，改等次。',
      fix: { safe: true, edits: [{ at: '/grade', to: expected }] },
    }
  },

  examples: {
    valid: {
      相符: soundForm(),
      九十分为优: soundForm({ 'total.score': 90 }),
      没有总分: soundForm({ 'total.score': undefined }),
    },
    invalid: { 偏低: { form: soundForm({ grade: '良' }), at: ['/grade'] } },
  },
}
