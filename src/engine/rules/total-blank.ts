import { formatPoints } from '../decimal.ts'
import { FORM_NOTES } from '../facts/basis.ts'
import { isSelfEvaluation } from '../facts/levels.ts'
import { hasLostRows } from '../facts/reading.ts'
import { scoreSum } from '../facts/totals.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const totalBlank: Rule = {
  id: 'total-blank',
  code: 'A06',
  title: '总分不能空着',
  severity: 'error',
  needs: 'points',
  why: '没有总分就不能定等次，表不能提交。',
  basis: { ...FORM_NOTES, clause: '总分为必填栏' },

  *check({ form, score }) {
    if (!isSelfEvaluation(form) || form.total.score !== null) return
    const sum = hasLostRows(form) ? undefined : scoreSum(form)
    const [low, high] = score.total.bounds ?? []
    const range =
      low === undefined || high === undefined || low === high
        ? ''
        : `，按可见各行推算在 ${formatPoints(low)}—${formatPoints(high)} 分之间`
    if (sum === undefined) {
      const why = hasLostRows(form) ? '扫描件里有行丢失，' : ''
      yield {
        at: ['/total/score'],
        message: `总分栏空着，${why}各行得分还不能相加得出总分${range}。`,
        advice: why ? '找原件补录丢失的行，再把各行得分的合计填入总分栏。' : '补齐各行得分，再把合计填入总分栏。',
      }
      return
    }
    yield {
      at: ['/total/score'],
      message: `总分栏空着，各行得分合计 ${formatPoints(sum)} 分。`,
      advice: '核对各行得分无误后，把合计数填入总分栏。',
      fix: { safe: true, edits: [{ at: '/total/score', to: sum }] },
    }
  },

  examples: {
    valid: { 已填: soundForm(), 申报表还没有总分: soundForm({ kind: 'target-declaration', 'total.score': undefined }) },
    invalid: { 空着: { form: soundForm({ 'total.score': undefined }), at: ['/total/score'] } },
  },
}
