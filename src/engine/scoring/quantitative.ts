import { compareRatio, divide, formatRatio, parseRatio, type Ratio, subtract } from '../decimal.ts'
import type { Value } from '../form.ts'
import type { EqualMethod, Policy } from '../policy/policy.ts'
import { comparable, formatScore, formatShare, pointsOf, type Step, ZERO } from './steps.ts'

type Pair = { readonly target: Ratio; readonly actual: Ratio }
const FULL: Ratio = { numerator: 1n, denominator: 1n }

/** A quantity against its target: ≥ by ratio, ≤ by ratio or decay, = as the pack says. `isCost` decides where no operator is printed. */
export function scoreQuantity(target: Value, actual: Value, weight: number, isCost: boolean, policy: Policy): Step {
  const pair = comparable(target, actual)
  if ('why' in pair) return { score: null, trace: [pair.why] }
  if (pair.actual.numerator < 0n) return { score: null, trace: ['实际为负数，不能计分'] }

  const { share, how } = shareOf(target, pair, isCost, policy)
  const deduction = overAchieved(pair, target, policy)
  const score = Math.max(0, pointsOf(weight, share, policy) - deduction.points(weight))
  return { score, trace: [...how, ...deduction.trace, formatScore(score)] }
}

function shareOf(target: Value, pair: Pair, isCost: boolean, policy: Policy): { share: Ratio; how: string[] } {
  const { quantitative } = policy
  switch (target.operator) {
    case '≥':
    case '>':
      return higher(pair, target.operator === '>', '正向型')
    case '≤':
    case '<':
      return lower(pair, quantitative.negative, target.operator === '<', '反向型')
    case '=':
      return equal(pair, quantitative.equal)
    default:
      return isCost
        ? lower(pair, quantitative.negative, false, '未写计算符号，成本指标按“≤”')
        : higher(pair, false, '未写计算符号，按“≥”')
  }
}

function equal(pair: Pair, method: EqualMethod): { share: Ratio; how: string[] } {
  if (compareRatio(pair.actual, pair.target) === 0) return { share: FULL, how: ['等于型，实际等于目标，得满分'] }
  switch (method) {
    case 'strict':
      return { share: ZERO, how: [deviation(pair), '等于型，按本办法偏离即不得分'] }
    case 'higher':
      return pair.target.numerator === 0n
        ? { share: ZERO, how: ['等于型，目标为 0 而实际不为 0，不得分'] }
        : higher(pair, false, '等于型，按本办法视同“≥”')
    case 'lower-ratio':
      return lower(pair, 'ratio', false, '等于型，视同“≤”')
    case 'lower-decay':
      return lower(pair, 'decay', false, '等于型，视同“≤”')
  }
}

function higher({ target, actual }: Pair, strict: boolean, label: string): { share: Ratio; how: string[] } {
  const order = compareRatio(actual, target)
  if (order > 0 || (order === 0 && !strict)) return { share: FULL, how: [`${label}，达到目标，得满分`] }
  const share = divide(actual, target)
  if (!share || share.numerator < 0n) return { share: ZERO, how: [`${label}，未达到目标，无法按比例计算，不得分`] }
  if (order === 0) return { share: ZERO, how: [`${label}，目标要求大于而实际相等，不得分`] }
  return { share, how: [`${label}，完成率 ${formatShare(share)}`, '按完成率计分'] }
}

function lower(pair: Pair, method: 'ratio' | 'decay', strict: boolean, label: string): { share: Ratio; how: string[] } {
  const { target, actual } = pair
  const order = compareRatio(actual, target)
  if (order < 0 || (order === 0 && !strict)) return { share: FULL, how: [`${label}，未超过目标，得满分`] }
  if (order === 0) return { share: ZERO, how: [`${label}，目标要求小于而实际相等，不得分`] }
  if (target.numerator <= 0n) return { share: ZERO, how: [`${label}，目标为 0 而实际更大，不得分`] }
  if (method === 'ratio') {
    const share = divide(target, actual) ?? ZERO
    return { share, how: [`${label}，${deviation(pair)}`, `按目标 ÷ 实际 = ${formatRatio(share, 4)} 计分`] }
  }
  const over = divide(subtract(actual, target), target) ?? ZERO
  return { share: subtract(FULL, over), how: [`${label}，${deviation(pair)}`, '按超出比例线性扣分，超一倍为 0'] }
}

function deviation({ target, actual }: Pair): string {
  const share = divide(subtract(actual, target), target)
  if (!share) return '偏离目标'
  const size = { numerator: share.numerator < 0n ? -share.numerator : share.numerator, denominator: share.denominator }
  return share.numerator < 0n ? `低 ${formatShare(size)}` : `超 ${formatShare(size)}`
}

function overAchieved(
  pair: Pair,
  target: Value,
  policy: Policy,
): { points: (weight: number) => number; trace: string[] } {
  const none = { points: () => 0, trace: [] }
  if (target.operator !== '≥' && target.operator !== '>') return none
  const ratio = divide(pair.actual, pair.target)
  if (!ratio) return none
  const step = policy.overAchievement.findLast(
    ({ fromRatio }) => compareRatio(ratio, parseRatio(fromRatio) ?? ZERO) >= 0,
  )
  if (!step) return none
  const reached = `完成 ${formatShare(ratio)}，达到 ${step.fromRatio * 100}% 的提示线`
  if (step.action !== 'deduct') return { points: () => 0, trace: [reached] }
  const share = step.deductShare ?? 0
  return {
    points: (weight) => Math.round(weight * share * 100) / 100,
    trace: [`${reached}，扣该项分值的 ${share * 100}%`],
  }
}

/** A quantity against a range: inside is full; outside by distance to the nearer bound, or nothing, as the pack says. */
export function scoreRange(target: Value, actual: Value, weight: number, policy: Policy): Step {
  const low = comparable({ ...target, value: target.min ?? null }, actual)
  const high = comparable({ ...target, value: target.max ?? null }, actual)
  if ('why' in low) return { score: null, trace: [low.why] }
  if ('why' in high) return { score: null, trace: [high.why] }
  const below = compareRatio(low.actual, low.target) < 0
  const above = compareRatio(high.actual, high.target) > 0
  if (!below && !above) return { score: weight, trace: ['区间型，在范围内，得满分', formatScore(weight)] }
  const share = below ? divide(low.actual, low.target) : divide(high.target, high.actual)
  if (policy.quantitative.range === 'zero' || !share) return { score: 0, trace: ['区间型，不在范围内，不得分', '0.00'] }
  const score = pointsOf(weight, share, policy)
  return { score, trace: [`区间型，在范围外，按离较近一端的比例 ${formatShare(share)} 计分`, formatScore(score)] }
}

/** A date against its deadline: in time is full, late is nothing. ISO dates compare as text. */
export function scoreDate(target: Value, actual: Value, weight: number): Step {
  if (!target.value || !actual.value) return { score: null, trace: ['日期缺年份，不能比'] }
  const inTime = actual.value <= target.value
  return {
    score: inTime ? weight : 0,
    trace: [inTime ? '时限型，按期完成，得满分' : '时限型，逾期，不得分', formatScore(inTime ? weight : 0)],
  }
}
