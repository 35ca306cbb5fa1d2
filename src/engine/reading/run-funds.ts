import type { MoneyUnit } from '../form.ts'
import type { Role } from '../forms/vocabulary.ts'
import { parseFen } from '../money.ts'
import { type NumberKind, placesOf, type Split, splitsOf } from './point-grammar.ts'

/** A fund row whose numbers stand without separators: its label's role and the run behind it. */
export type RunRow = { readonly isTotal: boolean; readonly run: string }

/** One row cut into columns. `rivals` are other cuts that the arithmetic allows; `isProved` by sums or by rate and score. */
export type CutRow = { readonly pieces: Split; readonly rivals: readonly Split[]; readonly isProved: boolean }

const AMOUNTS: readonly Role[] = ['initialBudget', 'annualBudget', 'execution', 'expectedExecution']
const CANDIDATES = 40
const STATES = 4000
/** Cuts that cost this much more than the best are no rivals. */
const MARGIN = 2

/**
 * The runs of a fund table cut by its arithmetic: total = Σ parts in every amount column, rate = B/A, score = weight × rate.
 * Undefined for a row that can't be cut at all.
 */
export function cutRuns(
  rows: readonly RunRow[],
  roles: readonly Role[],
  unit: MoneyUnit,
): readonly (CutRow | undefined)[] {
  const candidates = rows.map(({ run }) => candidatesOf(run, roles, unit))
  const solutions = balanced(rows, candidates, roles, unit)
  return candidates.map((mine, i) => {
    const [best] = mine
    if (!best) return undefined
    if (solutions.length > 0)
      return chosen(
        solutions.map((solution) => solution.picks[i] ?? best),
        true,
      )
    // 没有合计可以核对：只有自己的执行率和得分能证明。
    const proved = mine.filter(({ isProved }) => isProved)
    return proved.length > 0
      ? chosen(proved, true)
      : chosen(
          mine.filter(({ cost }) => cost < best.cost + MARGIN),
          false,
        )
  })
}

type Candidate = {
  readonly pieces: Split
  readonly fen: readonly number[]
  readonly cost: number
  readonly isProved: boolean
}

function chosen(candidates: readonly Candidate[], isProved: boolean): CutRow {
  const [best, ...others] = candidates
  const pieces = best?.pieces ?? []
  const key = valueKey(pieces)
  const rivals = others.map((one) => one.pieces).filter((one) => valueKey(one) !== key)
  return { pieces, rivals: [...new Map(rivals.map((one) => [valueKey(one), one])).values()], isProved }
}

const valueKey = (pieces: Split): string =>
  pieces.map((piece) => (piece === '-' ? piece : Number(piece.replaceAll(/[,%]/g, '')))).join('|')

const kindOf = (role: Role): NumberKind =>
  AMOUNTS.includes(role) ? 'amount' : role === 'executionRate' ? 'rate' : 'points'

function candidatesOf(run: string, roles: readonly Role[], unit: MoneyUnit): readonly Candidate[] {
  const splits = splitsOf(run, roles.map(kindOf), unit === '元' ? 2 : 6) ?? []
  const all = splits.map((pieces) => weigh(pieces, roles, unit))
  const byValue = new Map<string, Candidate>()
  for (const one of all.sort((a, b) => a.cost - b.cost)) {
    const key = valueKey(one.pieces)
    if (!byValue.has(key)) byValue.set(key, one)
  }
  return [...byValue.values()].slice(0, CANDIDATES)
}

/** Amounts of one table have the same number of decimals; rate and score follow from the amounts. */
function weigh(pieces: Split, roles: readonly Role[], unit: MoneyUnit): Candidate {
  const at = (role: Role): string | undefined => {
    const piece = pieces[roles.indexOf(role)]
    return piece === '-' ? undefined : piece?.replaceAll(/[,%]/g, '')
  }
  const amounts = pieces.filter((piece, i) => piece !== '-' && AMOUNTS.includes(roles[i] ?? 'other'))
  const places = new Set(amounts.map(placesOf))
  const grouped = new Set(
    amounts.filter((one) => Number(one.replaceAll(',', '')) >= 1000).map((one) => one.includes(',')),
  )
  const fen = roles.flatMap((role, i) => (AMOUNTS.includes(role) ? [parseFen(pieces[i], unit) ?? 0] : []))
  const [budget, execution, rate] = [at('annualBudget') ?? at('initialBudget'), at('execution'), at('executionRate')]
  const [weight, score] = [at('weight'), at('score')]
  let cost = (places.size - 1) * 2 + (grouped.size > 1 ? 2 : 0) + pieces.filter((piece) => piece === '-').length * 0.1
  let proofs = 0
  if (budget !== undefined && execution !== undefined && rate !== undefined && Number(budget) > 0) {
    const isRate =
      Math.abs((100 * Number(execution)) / Number(budget) - Number(rate)) <= 0.5 * 10 ** -placesOf(rate) + 1e-9
    if (isRate) proofs++
    else cost += 1
    if (Number(execution) > Number(budget)) cost += 1
  }
  if (weight !== undefined && score !== undefined) {
    if (Number(score) > Number(weight)) cost += 3
    const due = rate === undefined ? Number(weight) : (Number(weight) * Math.min(100, Number(rate))) / 100
    if (Math.abs(due - Number(score)) <= 0.011) proofs++
    else cost += 1
  }
  return { pieces, fen, cost, isProved: proofs === 2 }
}

type Solution = { readonly picks: readonly Candidate[]; readonly cost: number }

/** Combinations in which every amount column adds up, cheapest first; none where the table has no total or too few parts. */
function balanced(
  rows: readonly RunRow[],
  candidates: readonly (readonly Candidate[])[],
  roles: readonly Role[],
  unit: MoneyUnit,
): readonly Solution[] {
  const total = rows.findIndex(({ isTotal }) => isTotal)
  const columns = roles.filter((role) => AMOUNTS.includes(role)).length
  if (total < 0 || rows.length < 3 || columns === 0 || unit === undefined) return []
  if (candidates.some((one) => one.length === 0)) return []
  let states: { picks: Candidate[]; sums: number[]; cost: number }[] = [
    { picks: [], sums: new Array<number>(columns).fill(0), cost: 0 },
  ]
  for (const [i, mine] of candidates.entries()) {
    const sign = i === total ? -1 : 1
    states = states
      .flatMap(({ picks, sums, cost }) =>
        mine.map((one) => ({
          picks: [...picks, one],
          sums: sums.map((sum, k) => sum + sign * (one.fen[k] ?? 0)),
          cost: cost + one.cost,
        })),
      )
      .sort((a, b) => a.cost - b.cost)
      .slice(0, STATES)
  }
  const solved = states.filter(({ sums }) => sums.every((sum) => sum === 0))
  const best = solved[0]?.cost ?? 0
  return solved.filter(({ cost }) => cost < best + MARGIN)
}
