import { compareRatio, parseRatio } from '../decimal.ts'
import { eachRow, rowsWhere } from '../facts/each-row.ts'
import { isQuantityRow } from '../facts/levels.ts'
import { followsFrom } from '../facts/once.ts'
import type { Form, Indicator, Value } from '../form.ts'
import { type Claim, claimsIn, countsIn } from './claims.ts'
import { type GoalItem, type Goals, goalItems } from './goal-items.ts'
import { bigramsOf, coreOf, findNames, indexNames, type Match, type NameIndex } from './similarity.ts'

/** One planned number of a goal and the row that seems to carry it. */
export type GoalClaim = {
  readonly item: GoalItem
  readonly claim: Claim
  readonly row: number | undefined
  /** How alike the words are, 0 to 1; see `overlapShare`. */
  readonly share: number
}

/** Goals tied to rows. `covered`: rows that some goal speaks of. */
export type GoalMatches = {
  readonly goals: Goals
  readonly claims: readonly GoalClaim[]
  readonly covered: ReadonlySet<number>
  readonly index: NameIndex
}

/** Least share of pairs by which a clause and a name are taken for the same thing. */
const LIKE = 0.6
/** Enough where number and unit agree as well. */
const FAINT = 0.3

const cores = eachRow(({ name }) => coreOf(name ?? ''))
const targets = eachRow(plannedOf)

/** Which goal belongs to which row, by their words and planned numbers: what was reached changes nothing in it. */
export const matchGoals: (form: Form) => GoalMatches = followsFrom(
  (form) => [form.goals.expected, cores(form), targets(form), quantityRows(form)],
  match,
)

/** What the year began with: the initial target where the form prints one. */
export function plannedOf(row: Pick<Indicator, 'target' | 'initialTarget'> | undefined): Value | null {
  return row?.initialTarget ?? row?.target ?? null
}

type Planned = readonly (Value | null)[]

const quantityRows = rowsWhere(isQuantityRow)

function match(
  expected: string | null,
  names: readonly string[],
  planned: Planned,
  quantities: readonly number[],
): GoalMatches {
  const index = indexNames(names)
  const goals = goalItems(expected ?? '')
  const covered = new Set(rowsIn(expected ?? '', names, quantities))
  const claims: GoalClaim[] = []
  for (const item of goals.items) {
    for (const claim of claimsIn(item.text)) {
      const { row, share } = rowOf(planned, index, claim) ?? { row: undefined, share: 0 }
      if (row !== undefined) covered.add(row)
      for (const { row } of findNames(index, claim.core, LIKE)) covered.add(row)
      claims.push({ item, claim, row, share })
    }
  }
  return { goals, claims, covered, index }
}

/**
 * The row that a claim speaks of: by the words before its number, else by those on both sides, else by fewer words
 * where number and unit are the row's.
 */
function rowOf(planned: Planned, index: NameIndex, claim: Claim): Match | undefined {
  const alike = bestRow(planned, findNames(index, claim.core, LIKE), claim)
  if (alike !== undefined) return alike
  const around = findNames(index, claim.around, FAINT)
  const near = bestRow(
    planned,
    around.filter(({ share }) => share >= LIKE),
    claim,
  )
  return near ?? around.find(({ row }) => agreement(planned[row], claim) === 'same')
}

/** Among rows that are alike, the one that carries the number; else the most alike. */
function bestRow(planned: Planned, found: readonly Match[], claim: Claim): Match | undefined {
  const top = found[0]
  if (!top) return undefined
  const close = found.filter(({ share }) => share >= top.share - 0.25)
  return close.find(({ row }) => agreement(planned[row], claim) === 'same') ?? top
}

/** Rows whose name stands nearly whole in the goals, with or without a number. */
function rowsIn(expected: string, names: readonly string[], quantities: readonly number[]): readonly number[] {
  const pairs = bigramsOf(expected.replaceAll(/[^\p{Script=Han}A-Za-z]/gu, ''))
  return quantities.filter((i) => {
    const own = bigramsOf(names[i] ?? '')
    if (own.size < 3) return false
    let shared = 0
    for (const pair of own) if (pairs.has(pair)) shared++
    return shared / own.size >= 0.8
  })
}

/** How a goal's number and a row's target go together. `value` is the gravest: the numbers differ. */
export type Agreement = 'same' | 'operator' | 'unit' | 'value' | 'unknown'

/** Compares number, unit and operator of a goal with what a row planned. */
export function agreement(target: Value | null | undefined, claim: Claim): Agreement {
  if (target?.kind !== 'quantity') return 'unknown'
  const planned = parseRatio(target.value)
  const said = parseRatio(claim.quantity.value)
  if (!planned || !said) return 'unknown'
  if (target.unit && !countsIn(claim, target.unit)) return 'unit'
  if (compareRatio(planned, said) !== 0) return 'value'
  const operator = claim.operator
  return operator !== null && target.operator && operator !== target.operator ? 'operator' : 'same'
}
