import { formatPoints, sumPoints } from '../decimal.ts'
import { ARITHMETIC } from '../facts/basis.ts'
import { WITH_POINTS } from '../facts/kinds.ts'
import { hasLostRows } from '../facts/reading.ts'
import { scoreSum } from '../facts/totals.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const totalScore: Rule = {
  id: 'total-score',
  code: 'A05',
  title: '总分应等于各行得分之和',
  severity: 'error',
  kinds: WITH_POINTS,
  needs: 'points',
  why: '总分决定等次，也会随决算公开，必须能由表内得分加出来。',
  basis: ARITHMETIC,

  *check({ form }) {
    const total = form.total.score
    const sum = scoreSum(form)
    if (total === null || sum === undefined || hasLostRows(form)) return
    const gap = sumPoints([total, -sum]) ?? 0
    if (gap === 0) return
    yield {
      at: ['/total/score'],
      message: `总分填 ${formatPoints(total)} 分，各行得分合计 ${formatPoints(sum)} 分，差 ${formatPoints(Math.abs(gap))} 分。`,
      advice: '先核对各行得分；若各行无误，把总分改为合计数。',
      fix: { safe: true, edits: [{ at: '/total/score', to: sum }] },
    }
  },

  examples: {
    valid: {
      相等: soundForm(),
      有一行得分未知: soundForm({ 'indicators.0.score': undefined, 'total.score': 90 }),
      扫描丢行: soundForm({ 'total.score': 99, 'reading./indicators': { status: 'missing' } }),
    },
    invalid: { 多加一分: { form: soundForm({ 'total.score': 100 }), at: ['/total/score'] } },
  },
}
