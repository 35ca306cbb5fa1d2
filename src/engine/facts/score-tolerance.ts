import { hundredths } from '../decimal.ts'

/**
 * How far a printed score may lie from the exact one, in hundredths: one hundredth (rounded or cut), and for a score
 * with one decimal the half of that place. A whole number gets no more: 9 for 8.62 is a mistake, not a rounding.
 */
export function scoreTolerance(score: number): number {
  const points = Math.abs(hundredths(score))
  return points % 100 !== 0 && points % 10 === 0 ? 5 : 1
}
