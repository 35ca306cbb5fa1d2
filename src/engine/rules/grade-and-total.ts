import { formatPoints } from '../decimal.ts'
import { SEEN } from '../facts/basis.ts'
import { isSelfEvaluation } from '../facts/levels.ts'
import { isBlank } from '../facts/words.ts'
import type { Rule } from '../finding.ts'
import { gradeOf } from '../scoring/index.ts'
import { soundForm } from './sound-form.ts'

export const gradeAndTotal: Rule = {
  id: 'grade-and-total',
  code: 'A16',
  title: '等次和总分应同时填写',
  severity: 'warning',
  needs: 'points',
  why: '只有等次没有总分，等次无从核对；只有总分没有等次，结果无法应用。',
  basis: { ...SEEN, clause: '填了等次，总分空着' },

  *check({ form, policy }) {
    if (!isSelfEvaluation(form)) return
    const total = form.total.score
    const hasGrade = !isBlank(form.grade)
    if (hasGrade && total === null) {
      yield {
        at: ['/grade', '/total/score'],
        message: `自评等次填“${form.grade}”，总分栏空着，等次没有依据。`,
        advice: '把各行得分加总填入总分栏，再核对等次。',
      }
    }
    if (hasGrade || total === null) return
    const grade = gradeOf(total, policy)
    yield {
      at: ['/grade', '/total/score'],
      message: `总分填 ${formatPoints(total)} 分，自评等次空着${grade ? `，按「${policy.title}」为“${grade}”` : ''}。`,
      advice: '按总分补填自评等次。',
      ...(grade ? { fix: { safe: true, edits: [{ at: '/grade', to: grade }] } } : {}),
    }
  },

  examples: {
    valid: { 都填了: soundForm(), 都没填: soundForm({ grade: undefined, 'total.score': undefined }) },
    invalid: {
      缺总分: { form: soundForm({ 'total.score': undefined }), at: ['/grade', '/total/score'] },
      缺等次: { form: soundForm({ grade: undefined }), at: ['/grade', '/total/score'] },
    },
  },
}
