import type { Decimal } from './form.ts'
import { remembered } from './narrative/remembered.ts'

/** An exact fraction with a positive denominator; what scoring divides before anything is rounded. */
export type Ratio = { readonly numerator: bigint; readonly denominator: bigint }

/** A decimal text as an exact fraction; undefined when it is none. */
export function parseRatio(text: Decimal | number | null | undefined): Ratio | undefined {
  return parseText(String(text ?? '')) ?? undefined
}

/** The same few numbers stand in targets, actuals and points, and many rules ask for each. */
const parseText = remembered((text): Ratio | null => {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim())
  if (!match) return null
  const [, sign = '', whole = '', fraction = ''] = match
  return { numerator: BigInt(`${sign}${whole}${fraction}`), denominator: 10n ** BigInt(fraction.length) }
}, 4_000)

/** -1, 0 or 1. */
export function compareRatio(a: Ratio, b: Ratio): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** a ÷ b; undefined for b = 0. */
export function divide(a: Ratio, b: Ratio): Ratio | undefined {
  if (b.numerator === 0n) return undefined
  const sign = b.numerator < 0n ? -1n : 1n
  return { numerator: sign * a.numerator * b.denominator, denominator: sign * a.denominator * b.numerator }
}

export function subtract(a: Ratio, b: Ratio): Ratio {
  return {
    numerator: a.numerator * b.denominator - b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  }
}

export function multiply(a: Ratio, b: Ratio): Ratio {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator }
}

export type RoundingMode = 'half-up' | 'truncate'

/** Rounded to `places` decimals, as an integer of that many places: 8.625 → 863 (half up) or 862 (truncate). */
export function roundRatio(ratio: Ratio, places: number, mode: RoundingMode): number {
  const scaled = ratio.numerator * 10n ** BigInt(places)
  const magnitude = scaled < 0n ? -scaled : scaled
  const quotient = magnitude / ratio.denominator
  const rest = magnitude % ratio.denominator
  const rounded = mode === 'half-up' && rest * 2n >= ratio.denominator ? quotient + 1n : quotient
  return Number(scaled < 0n ? -rounded : rounded)
}

/** A ratio as text with fixed places, half up: 0.24257… with 2 places → `0.24`. */
export function formatRatio(ratio: Ratio, places: number): Decimal {
  const rounded = roundRatio(ratio, places, 'half-up')
  const digits = String(Math.abs(rounded)).padStart(places + 1, '0')
  const sign = rounded < 0 ? '-' : ''
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

/** part ÷ whole in %, 2 decimals, half up; undefined when either is unknown or whole is 0. */
export function percentOf(part: number | undefined, whole: number | undefined): Decimal | undefined {
  if (part === undefined || whole === undefined || whole === 0) return undefined
  return formatRatio({ numerator: BigInt(part) * 100n, denominator: BigInt(whole) }, 2)
}

/** Points as integer hundredths: the only form in which scores and weights are added. */
export function hundredths(points: number): number {
  return Math.round(points * 100)
}

/** Σ of points with no binary noise; null as soon as one is unknown. */
export function sumPoints(points: readonly (number | null)[]): number | null {
  let sum = 0
  for (const value of points) {
    if (value === null) return null
    sum += hundredths(value)
  }
  return sum / 100
}

/** `9.83`, `10`, `0.5`: points as the form prints them. */
export function formatPoints(points: number): string {
  return String(hundredths(points) / 100)
}
