import { compareRatio, parseRatio } from '../decimal.ts'
import { STOCK_WORDS } from '../facts/words.ts'
import type { Form, Indicator, Value } from '../form.ts'
import { type Claim, claimsIn, countsIn, unitFamily } from './claims.ts'
import type { GoalItem } from './goal-items.ts'
import { matchGoals } from './goal-matches.ts'
import { bigramsOf, overlapShare } from './similarity.ts'

/** What the narrative of actual results says of a row, where the number is not the row's. `isStock`: a total at hand, not this year's. */
export type RowClash = { readonly row: number; readonly claim: Claim; readonly isStock: boolean }

/** What the narrative says of a planned number, where the number or what is counted differs. */
export type GoalClash = { readonly item: GoalItem; readonly planned: Claim; readonly told: Claim }

/** Numbers of the narrative that speak of an indicator row in the same unit and differ from it. */
export function rowClashes(form: Form): readonly RowClash[] {
  const { index } = matchGoals(form)
  const clashes: RowClash[] = []
  for (const claim of claimsIn(form.goals.actual ?? '')) {
    // A pair of characters that stands in one name only points at that row.
    const rows = new Set<number>()
    for (const pair of bigramsOf(claim.core)) {
      const holders = index.holders.get(pair)
      if (holders?.length === 1 && holders[0] !== undefined) rows.add(holders[0])
    }
    const [row] = rows
    if (row === undefined || rows.size > 1) continue
    const indicator = form.indicators[row]
    if (!indicator || !isSameCount(indicator, claim) || agreesWith(indicator, claim)) continue
    clashes.push({ row, claim, isStock: STOCK_WORDS.test(claim.clause) })
  }
  return clashes.filter(({ row }) => !isToldElsewhere(form, row))
}

/** Least share of pairs by which a goal and a narrative clause speak of one thing. */
const LIKE = 0.6

/** Planned numbers of the goals that the narrative answers with another number, or by counting something else. */
export function goalClashes(form: Form): readonly GoalClash[] {
  const told = claimsIn(form.goals.actual ?? '').filter(({ clause }) => !STOCK_WORDS.test(clause))
  const claims = matchGoals(form).claims
  const pairs = claims.map(({ claim }) => bigramsOf(claim.core))
  const clashes: GoalClash[] = []
  for (const answer of told.slice(0, 200)) {
    const asked = bigramsOf(answer.core)
    let best: { share: number; i: number } | undefined
    for (const [i, goal] of pairs.entries()) {
      let shared = 0
      for (const pair of goal) if (asked.has(pair)) shared++
      const share = overlapShare(shared, goal.size, asked.size)
      if (share >= LIKE && share > (best?.share ?? 0)) best = { share, i }
    }
    const goal = best && claims[best.i]
    if (!goal || goal.item.isCut || !differs(goal.claim, answer)) continue
    clashes.push({ item: goal.item, planned: goal.claim, told: answer })
  }
  return clashes
}

/** People are counted otherwise (人次, 户): the two can't be compared. In the same unit less was done than planned. */
function differs(planned: Claim, told: Claim): boolean {
  const a = planned.quantity
  const b = told.quantity
  if (a.unit !== b.unit) return unitFamily(a.unit) === '人户' && unitFamily(b.unit) === '人户'
  const target = parseRatio(a.value)
  const actual = parseRatio(b.value)
  return target !== undefined && actual !== undefined && planned.operator === null && compareRatio(target, actual) !== 0
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
  const a = parseRatio(value?.value)
  const b = parseRatio(told)
  return a !== undefined && b !== undefined && compareRatio(a, b) === 0
}

/** The narrative gives the row's own number too, so the other number is of something else. */
function isToldElsewhere(form: Form, row: number): boolean {
  const indicator = form.indicators[row]
  const { index } = matchGoals(form)
  return claimsIn(form.goals.actual ?? '').some((claim) => {
    if (!indicator || !isSameCount(indicator, claim) || !agreesWith(indicator, claim)) return false
    return [...bigramsOf(claim.core)].some((pair) => index.holders.get(pair)?.includes(row))
  })
}
