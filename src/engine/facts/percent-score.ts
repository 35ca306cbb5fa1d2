import { hundredths } from '../decimal.ts'
import type { Indicator } from '../form.ts'

/** The score is weight × the percentage itself (98 % of 20 points is 19.6), not × the degree of completion. */
export function isPercentScore({ target, actual, weight, score }: Indicator): boolean {
  if (target?.kind !== 'quantity' || actual?.kind !== 'quantity' || weight === null || score === null) return false
  if (target.unit !== '%' || (actual.unit ?? '%') !== '%' || score === weight) return false
  return Math.abs(hundredths(score) - Math.round(hundredths(weight) * (Number(actual.value) / 100))) <= 1
}
