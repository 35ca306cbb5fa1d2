import { compareRatio, divide, hundredths, multiply, parseRatio, roundRatio } from '../decimal.ts'
import { comparable, meets } from '../scoring/steps.ts'
import { isVerdict, outcomeOf } from '../values/outcome.ts'
import { parseActual, parseTarget } from '../values/value.ts'
import { splitsOf } from './point-grammar.ts'

/** The fields of an indicator row whose cells stand without separators. */
export type RunFields = {
  readonly name: string
  readonly target: string
  readonly actual: string
  readonly weight: string
  readonly score: string
  readonly reason: string
}

const OPERATOR = /[=＝≥≤＞＜><≧≦﹦]/
const VALUE = /^(?:[=＝≥≤＞＜><≧≦﹦])?\d[\d,]*(?:\.\d+)?(?:%|‰|\p{Script=Han}{0,6})/u
/** Qualitative targets that end a name, as forms print them. */
const PHRASE =
  /(?:按时保质完成|按时完成|按期完成|及时完成|有效提升|显著提升|明显提升|持续提升|有效改善|明显改善|持续健全|健全|完善|良好|优秀|合格|达标|长期)$/
const MOST_RUN = 200

/**
 * Every way to cut name, target, actual, weight, score (and a reason behind them) out of one run in which the row agrees
 * with itself: one unit, score within weight, full points where the target is met and the ratio's where it is not.
 */
export function cutRow(run: string): readonly RunFields[] {
  if (run.length > MOST_RUN) return []
  const rows = [{ body: run, reason: '' }]
  const reason = reasonAt(run)
  if (reason !== undefined) rows.push({ body: run.slice(0, reason), reason: run.slice(reason) })
  return unique(rows.flatMap(({ body, reason }) => (/\d$/.test(body) ? cutBody(body, reason) : [])))
}

/** A reason stands behind the points: Chinese text of some length behind a digit. */
function reasonAt(run: string): number | undefined {
  const match = /\d(?=\p{Script=Han}[^\d]{5,}$)/su.exec(run)
  return match ? match.index + 1 : undefined
}

function cutBody(body: string, reason: string): readonly RunFields[] {
  const verdict = verdictRow(body, reason)
  return nameEnds(body)
    .flatMap((end) => {
      const name = body.slice(0, end)
      const rest = body.slice(end)
      return valueEnds(rest).flatMap((cut) => cutActual(name, rest.slice(0, cut), rest.slice(cut), reason))
    })
    .concat(verdict)
}

/** A name ends where the first operator stands; without any, before one of its first numbers. */
function nameEnds(body: string): readonly number[] {
  const operator = body.search(OPERATOR)
  if (operator > 0) return [operator]
  return [...body.matchAll(/(?<=\D)\d/g)]
    .map(({ index }) => index)
    .filter((index) => index >= 2)
    .slice(0, 3)
}

/** Where a value at the start of a text may end: behind its unit, or between two digits where it has none. */
function valueEnds(text: string): readonly number[] {
  const whole = VALUE.exec(text)?.[0] ?? ''
  if (whole === '') return []
  const number = /^\D?\d[\d,]*(?:\.\d+)?/.exec(text)?.[0] ?? ''
  if (number !== whole) return [whole.length]
  const first = /^\D/.test(number) ? 2 : 1
  return Array.from({ length: number.length - first + 1 }, (_, i) => i + first)
}

function cutActual(name: string, target: string, rest: string, reason: string): readonly RunFields[] {
  const verdict = leadingVerdict(rest)
  const ends =
    verdict > 0 ? [verdict] : OPERATOR.test(rest[0] ?? '') && OPERATOR.test(target[0] ?? '') ? [] : valueEnds(rest)
  return ends.flatMap((end) => cutPoints({ name, target, actual: rest.slice(0, end), reason }, rest.slice(end)))
}

function leadingVerdict(text: string): number {
  const words = /^\p{Script=Han}+/u.exec(text)?.[0] ?? ''
  return words.length >= 2 && isVerdict(words) ? words.length : 0
}

/** 各项任务按时完成达成预期指标55: a verdict before the points, the target one of the known phrases before it. */
function verdictRow(body: string, reason: string): readonly RunFields[] {
  const match = /^(\D{4,})(\d[\d.]*)$/s.exec(body)
  const [, words = '', points = ''] = match ?? []
  for (let at = 2; at < words.length; at++) {
    if (!isVerdict(words.slice(at))) continue
    const before = words.slice(0, at)
    const target = PHRASE.exec(before)?.[0] ?? ''
    if (target === '' || target.length >= before.length) return []
    return cutPoints({ name: before.slice(0, -target.length), target, actual: words.slice(at), reason }, points)
  }
  return []
}

function cutPoints(row: Omit<RunFields, 'weight' | 'score'>, points: string): readonly RunFields[] {
  const splits = splitsOf(points, ['points', 'points'], 2) ?? []
  return splits
    .filter((pieces) => !pieces.includes('-'))
    .map(([weight = '', score = '']) => ({ ...row, weight, score }))
    .filter(agrees)
}

/** Whether a row agrees with itself under the rules nearly every place uses. */
export function agrees({ target, actual, weight, score }: RunFields): boolean {
  const [whole, got] = [Number(weight), Number(score)]
  if (!(whole > 0) || got > whole) return false
  const goal = parseTarget(target)
  const reached = parseActual(actual, goal)
  if (reached.kind === 'qualitative')
    return outcomeOf(actual) === 'achieved' ? got >= whole * 0.8 : outcomeOf(actual) !== null || isVerdict(actual)
  // A bare number may be anything: points, a piece of the next value.
  if (goal.kind === 'quantity' && !goal.operator && !goal.unit) return false
  if (goal.kind !== 'quantity' || reached.kind !== 'quantity') return goal.kind === reached.kind && got === whole
  if ((goal.unit ?? '') !== (reached.unit ?? '')) return false
  const pair = comparable(goal, reached)
  if ('why' in pair) return false
  const met = meets(goal.operator ?? '≥', compareRatio(pair.actual, pair.target)) ?? false
  if (met) return got === whole
  const share = divide(pair.actual, pair.target)
  const due = share && parseRatio(weight)
  if (!share || !due || goal.operator === '≤' || goal.operator === '<') return got === 0
  return Math.abs(roundRatio(multiply(due, share), 2, 'half-up') - hundredths(got)) <= 1 || got === 0
}

function unique(rows: readonly RunFields[]): readonly RunFields[] {
  return [...new Map(rows.map((row) => [Object.values(row).join('|'), row])).values()]
}
