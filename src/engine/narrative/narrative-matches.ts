import { followsFrom, onceAForm } from '../facts/once.ts'
import { STOCK_WORDS } from '../facts/words.ts'
import type { Form, Indicator, Value } from '../form.ts'
import { type Claim, claimsIn, countsIn, unitFamily } from './claims.ts'
import type { GoalItem } from './goal-items.ts'
import { type GoalClaim, matchGoals } from './goal-matches.ts'
import { bigramsOf, findNames, indexNames, type NameIndex, overlapShare } from './similarity.ts'

/** What the narrative of actual results says of a row, where the number is not the row's. `isStock`: a total at hand, not this year's. */
export type RowClash = { readonly row: number; readonly claim: Claim; readonly isStock: boolean }

/** What the narrative says of a planned number, where it counts something else. */
export type GoalClash = { readonly item: GoalItem; readonly planned: Claim; readonly told: Claim }

/** Numbers of the narrative that speak of an indicator row in the same unit and differ from it; computed once a form. */
export const rowClashes: (form: Form) => readonly RowClash[] = onceAForm(findClashes)

function findClashes(form: Form): readonly RowClash[] {
  const { index } = matchGoals(form)
  const claims = claimsIn(form.goals.actual ?? '')
  const clashes = spokenOf(form).filter(({ row, claim }) => {
    const indicator = form.indicators[row]
    return indicator && isSameCount(indicator, claim) && !agreesWith(indicator, claim)
  })
  if (clashes.length === 0) return clashes
  // Where the narrative gives the row's own number too, the other number is of something else.
  return clashes.filter(({ row }) => {
    const indicator = form.indicators[row]
    const own = claims.filter((claim) => indicator && isSameCount(indicator, claim) && agreesWith(indicator, claim))
    return !own.some(({ core }) => [...bigramsOf(core)].some((pair) => index.holders.get(pair)?.includes(row)))
  })
}

/** The numbers of the narrative with the row that each speaks of, whatever the row says: names decide that. */
const spokenOf: (form: Form) => readonly RowClash[] = followsFrom(
  (form: Form) => [matchGoals(form).index, form.goals.actual],
  (index, actual) => claimsIn(actual ?? '').flatMap((claim) => spokenIn(index, claim) ?? []),
)

function spokenIn(index: NameIndex, claim: Claim): RowClash | undefined {
  if (claim.operator !== null || PER_HEAD.test(claim.clause)) return undefined
  const pairs = bigramsOf(claim.core)
  const row = onlyRow(index, pairs)
  if (row === undefined) return undefined
  const shared = [...pairs].filter((pair) => index.holders.get(pair)?.includes(row)).length
  if (overlapShare(shared, pairs.size, index.sizes[row] ?? 0) < FAINT) return undefined
  return { row, claim, isStock: STOCK_WORDS.test(claim.clause) }
}

/** The row that alone holds some pair of the clause; undefined where there is none, or several such rows. */
function onlyRow(index: NameIndex, pairs: ReadonlySet<string>): number | undefined {
  let only: number | undefined
  for (const pair of pairs) {
    const holders = index.holders.get(pair)
    const [row] = holders ?? []
    if (holders?.length !== 1 || row === only) continue
    if (only !== undefined) return undefined
    only = row
  }
  return only
}

/** Least share of pairs by which a goal and a narrative clause speak of one thing. */
const LIKE = 0.6
/** Least share for a clause that names a word no other row has. */
const FAINT = 0.3
/** An average is no count. */
const PER_HEAD = /人均|平均|每/

/** Planned numbers of the goals that the narrative answers by counting something else. */
export const goalClashes: (form: Form) => readonly GoalClash[] = followsFrom(
  (form) => [form.goals.actual, matchGoals(form).claims],
  findGoalClashes,
)

function findGoalClashes(actual: string | null, claims: readonly GoalClaim[]): readonly GoalClash[] {
  const told = claimsIn(actual ?? '').filter((claim) => isServed(claim) && !STOCK_WORDS.test(claim.clause))
  const planned = claims.filter(({ item, claim }) => isServed(claim) && !item.isCut)
  const index = indexNames(planned.map(({ claim }) => claim.core))
  return told.flatMap((answer) => {
    const goal = planned[findNames(index, answer.core, LIKE)[0]?.row ?? -1]
    if (!goal || goal.claim.quantity.unit === answer.quantity.unit) return []
    return [{ item: goal.item, planned: goal.claim, told: answer }]
  })
}

/** People or households served: 人次 and 户 can't be compared. More or less in one unit is no contradiction. */
function isServed({ quantity }: Claim): boolean {
  return unitFamily(quantity.unit) === '人户'
}

function isSameCount(row: Indicator, claim: Claim): boolean {
  const unit = row.actual?.unit ?? row.target?.unit
  return (
    row.target?.kind === 'quantity' &&
    !!unit &&
    (countsIn(claim, unit) || unitFamily(unit) === unitFamily(claim.quantity.unit))
  )
}

function agreesWith(row: Indicator, { quantity }: Claim): boolean {
  return [row.actual, row.actual?.kind === 'quantity' ? null : row.target].some((value) =>
    isValue(value, quantity.value),
  )
}

function isValue(value: Value | null | undefined, told: string): boolean {
  return value?.value != null && Number(value.value) === Number(told)
}
