import { PRACTICE } from '../facts/basis.ts'
import { eachRow } from '../facts/each-row.ts'
import { WITH_POINTS } from '../facts/kinds.ts'
import { rowNumbers } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const scorePrecision: Rule = {
  id: 'score-precision',
  code: 'A23',
  title: '得分和分值最多保留两位小数',
  severity: 'notice',
  kinds: WITH_POINTS,
  needs: 'points',
  why: '小数位数不一，四舍五入和截断的结果就会差 0.01 分。',
  basis: { ...PRACTICE, clause: '得分保留两位小数' },

  *check({ form, policy }) {
    const { places } = policy.rounding
    const rows = finestOfRows(form).flatMap((finest, i) => (finest > places ? [i] : []))
    if (rows.length === 0) return
    const first = form.indicators[rows[0] ?? 0]
    yield {
      at: rows.map(
        (i) => `/indicators/${i}/${isFiner(form.indicators[i]?.score ?? null, places) ? 'score' : 'weight'}`,
      ),
      message: `${rowNumbers(rows)}的分值或得分超过 ${places} 位小数（如 ${isFiner(first?.score ?? null, places) ? first?.score : first?.weight}）。`,
      advice: `统一保留 ${places} 位小数。`,
    }
  },

  examples: {
    valid: { 两位: soundForm() },
    invalid: { 三位: { form: soundForm({ 'indicators.2.score': 5.625 }), at: ['/indicators/2/score'] } },
  },
}

const finestOfRows = eachRow(({ score, weight }) => Math.max(placesIn(score), placesIn(weight)))

function isFiner(points: number | null, places: number): boolean {
  return placesIn(points) > places
}

function placesIn(points: number | null): number {
  return points === null ? 0 : (String(points).split('.')[1]?.length ?? 0)
}
