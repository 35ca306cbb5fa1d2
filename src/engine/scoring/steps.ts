import { formatRatio, multiply, parseRatio, type Ratio, roundRatio } from '../decimal.ts'
import type { Decimal, Operator, Value } from '../form.ts'
import type { Policy } from '../policy/policy.ts'
import { canonicalUnit } from '../values/units.ts'

/** What a scoring method answers: points, or null with the reason, and the steps as on paper. */
export type Step = { readonly score: number | null; readonly trace: readonly string[] }

export const HUNDRED: Ratio = { numerator: 100n, denominator: 1n }
export const ZERO: Ratio = { numerator: 0n, denominator: 1n }

/** weight × share, rounded as the pack says; share is cut to 0…1. */
export function pointsOf(weight: number, share: Ratio, policy: Policy): number {
  const within =
    share.numerator < 0n ? ZERO : share.numerator > share.denominator ? { numerator: 1n, denominator: 1n } : share
  const whole = parseRatio(weight) ?? ZERO
  return roundRatio(multiply(whole, within), policy.rounding.places, policy.rounding.mode) / 100
}

/** Two decimals, as the last line of a trace. */
export function formatScore(score: number): string {
  return score.toFixed(2)
}

/** 24.26% */
export function formatShare(share: Ratio): string {
  return `${formatRatio(multiply(share, HUNDRED), 2)}%`
}

const MONEY: Readonly<Record<string, bigint>> = { 元: 1n, 千元: 1000n, 万元: 10_000n, 亿元: 100_000_000n }

/**
 * Target and actual as numbers of one unit. Money units are converted; a unit missing on one side is taken from the
 * other, except where 0.98 against 98 % shows that it can't be. `why` says in Chinese why they can't be compared.
 */
export function comparable(target: Value, actual: Value): { target: Ratio; actual: Ratio } | { why: string } {
  const planned = parseRatio(target.value)
  const reached = parseRatio(actual.value)
  if (!planned || !reached) return { why: '目标或实际没有可比的数' }
  const units = [target.unit, actual.unit].map((unit) => canonicalUnit(unit ?? ''))
  const [left = '', right = ''] = units
  const leftMoney = MONEY[left]
  const rightMoney = MONEY[right]
  if (leftMoney !== undefined && rightMoney !== undefined) {
    return { target: scale(planned, leftMoney), actual: scale(reached, rightMoney) }
  }
  if (left === right) return { target: planned, actual: reached }
  if (left !== '' && right !== '') return { why: `目标单位“${left}”和实际单位“${right}”不同，不能比` }
  if (left === '%' && isFraction(actual.value) && !isFraction(target.value)) {
    return { why: `目标按百分数写（${target.text}），实际像小数（${actual.text}），不能比` }
  }
  return { target: planned, actual: reached }
}

function isFraction(value: Decimal | null | undefined): boolean {
  return /^0\.\d+$|^1(\.0+)?$/.test(value ?? '')
}

function scale(ratio: Ratio, factor: bigint): Ratio {
  return { numerator: ratio.numerator * factor, denominator: ratio.denominator }
}

/** Whether an actual that stands to its target by `order` (-1, 0, 1) meets it, "=" read strictly; undefined without an operator. */
export function meets(operator: Operator | null | undefined, order: number): boolean | undefined {
  switch (operator) {
    case '≥':
      return order >= 0
    case '>':
      return order > 0
    case '≤':
      return order <= 0
    case '<':
      return order < 0
    case '=':
      return order === 0
    default:
      return undefined
  }
}
