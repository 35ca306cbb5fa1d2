import { compareRatio, divide, parseRatio, type Ratio, subtract } from '../decimal.ts'
import type { Indicator } from '../form.ts'
import type { Policy } from '../policy/policy.ts'
import { comparable, meets } from '../scoring/steps.ts'
import { isCost } from './levels.ts'

/** How an actual stands to its target. `order` is -1, 0, 1; `ratio` is actual ÷ target where the target is not 0. */
export type Comparison = { readonly order: number; readonly ratio: number | undefined; readonly isMet: boolean }

const cache = new WeakMap<Policy, WeakMap<Indicator, Comparison | 'unknown'>>()

/** Target and actual of one row as numbers or dates; undefined where they can't be compared. Many rules ask: remembered by row. */
export function compare(row: Indicator, policy: Policy): Comparison | undefined {
  let known = cache.get(policy)
  if (!known) {
    known = new WeakMap()
    cache.set(policy, known)
  }
  let answer = known.get(row)
  if (!answer) {
    answer = compareRow(row, policy) ?? 'unknown'
    known.set(row, answer)
  }
  return answer === 'unknown' ? undefined : answer
}

function compareRow(row: Indicator, policy: Policy): Comparison | undefined {
  const { target, actual } = row
  if (!target || !actual) return undefined
  if (target.kind === 'date' && actual.kind === 'date' && target.value && actual.value) {
    const order = actual.value === target.value ? 0 : actual.value < target.value ? -1 : 1
    return { order, ratio: undefined, isMet: order <= 0 }
  }
  if (actual.kind !== 'quantity') return undefined
  if (target.kind === 'range') return compareRange(row)
  if (target.kind !== 'quantity') return undefined
  const pair = comparable(target, actual)
  if ('why' in pair) return undefined
  const order = compareRatio(pair.actual, pair.target)
  return { order, ratio: numberOf(divide(pair.actual, pair.target)), isMet: isMet(row, order, policy) }
}

/** Deviation (actual − target) ÷ target, signed: 0.25 for a quarter above. */
export function deviationOf(row: Indicator): number | undefined {
  const { target, actual } = row
  if (target?.kind !== 'quantity' || actual?.kind !== 'quantity') return undefined
  const pair = comparable(target, actual)
  return 'why' in pair ? undefined : numberOf(divide(subtract(pair.actual, pair.target), pair.target))
}

/** `+25.00%`, `−1.20%` */
export function formatDeviation(deviation: number): string {
  return `${deviation < 0 ? '−' : '+'}${Math.abs(deviation * 100).toFixed(2)}%`
}

/** The text a row prints, or （空）. */
export function shown(value: Indicator['target'] | undefined): string {
  return value && value.text !== '' ? value.text : '（空）'
}

function compareRange({ target, actual }: Indicator): Comparison | undefined {
  const value = parseRatio(actual?.value)
  const low = parseRatio(target?.min)
  const high = parseRatio(target?.max)
  if (!value || !low || !high) return undefined
  if ((target?.unit ?? '') !== (actual?.unit ?? '')) return undefined
  const order = compareRatio(value, low) < 0 ? -1 : compareRatio(value, high) > 0 ? 1 : 0
  return { order, ratio: undefined, isMet: order === 0 }
}

function isMet(row: Indicator, order: number, policy: Policy): boolean {
  const { equal } = policy.quantitative
  if (row.target?.operator === '=' && equal !== 'strict') return equal === 'higher' ? order >= 0 : order <= 0
  return meets(row.target?.operator, order) ?? (isCost(row) ? order <= 0 : order >= 0)
}

function numberOf(ratio: Ratio | undefined): number | undefined {
  return ratio && Number(ratio.numerator) / Number(ratio.denominator)
}
