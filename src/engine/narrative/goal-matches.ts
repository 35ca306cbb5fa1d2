import { compareRatio, parseRatio } from '../decimal.ts'
import { isQuantityRow } from '../facts/levels.ts'
import type { Form, Indicator } from '../form.ts'
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
const cache = new WeakMap<Form, GoalMatches>()

/** Which goal belongs to which row, by their words; computed once a form. */
export function matchGoals(form: Form): GoalMatches {
  const known = cache.get(form)
  if (known) return known
  const matches = match(form)
  cache.set(form, matches)
  return matches
}

function match(form: Form): GoalMatches {
  const index = indexNames(form.indicators.map((row) => coreOf(row.name ?? '')))
  const goals = goalItems(form.goals.expected ?? '')
  const covered = new Set<number>()
  const claims: GoalClaim[] = []
  for (const row of rowsIn(form, index)) covered.add(row)
  for (const item of goals.items) {
    for (const claim of claimsIn(item.text)) {
      const { row, share } = rowOf(form, index, claim) ?? { row: undefined, share: 0 }
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
function rowOf(form: Form, index: NameIndex, claim: Claim): Match | undefined {
  const alike = bestRow(form, findNames(index, claim.core, LIKE), claim)
  if (alike !== undefined) return alike
  const around = findNames(index, claim.around, FAINT)
  const near = bestRow(
    form,
    around.filter(({ share }) => share >= LIKE),
    claim,
  )
  return near ?? around.find(({ row }) => agreement(form.indicators[row], claim) === 'same')
}

/** Among rows that are alike, the one that carries the number; else the most alike. */
function bestRow(form: Form, found: readonly Match[], claim: Claim): Match | undefined {
  const top = found[0]
  if (!top) return undefined
  const close = found.filter(({ share }) => share >= top.share - 0.25)
  return close.find(({ row }) => agreement(form.indicators[row], claim) === 'same') ?? top
}

/** Rows whose name stands nearly whole in the goals, with or without a number. */
function rowsIn(form: Form, index: NameIndex): readonly number[] {
  const pairs = bigramsOf((form.goals.expected ?? '').replaceAll(/[^\p{Script=Han}A-Za-z]/gu, ''))
  return form.indicators.flatMap((row, i) => {
    const size = index.sizes[i] ?? 0
    if (size < 3 || !isQuantityRow(row)) return []
    let shared = 0
    for (const pair of bigramsOf(coreOf(row.name ?? ''))) if (pairs.has(pair)) shared++
    return shared / size >= 0.8 ? [i] : []
  })
}

/** How a goal's number and a row's target go together. `value` is the gravest: the numbers differ. */
export type Agreement = 'same' | 'operator' | 'unit' | 'value' | 'unknown'

/** Compares number, unit and operator of a goal with the target of a row. */
export function agreement(row: Indicator | undefined, claim: Claim): Agreement {
  const target = row?.initialTarget ?? row?.target
  if (target?.kind !== 'quantity') return 'unknown'
  const planned = parseRatio(target.value)
  const said = parseRatio(claim.quantity.value)
  if (!planned || !said) return 'unknown'
  if (target.unit && !countsIn(claim, target.unit)) return 'unit'
  if (compareRatio(planned, said) !== 0) return 'value'
  const operator = claim.operator
  return operator !== null && target.operator && operator !== target.operator ? 'operator' : 'same'
}
