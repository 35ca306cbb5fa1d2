import type { Form, Indicator } from '../form.ts'
import { followsFrom } from './once.ts'

/**
 * A fact of each indicator, in the order of the form, that follows from the row alone. A key press leaves all rows but one as they are:
 * only rows that are not those of the form asked last are looked at. The list is the same one as long as no fact in it is another, so
 * that what follows from it (`followsFrom`) still stands.
 */
export function eachRow<Fact>(find: (row: Indicator) => Fact): (form: Pick<Form, 'indicators'>) => readonly Fact[] {
  let rows: readonly Indicator[] = []
  let facts: readonly Fact[] = []
  return ({ indicators }) => {
    if (indicators === rows) return facts
    const changed = changedRows(rows, indicators)
    rows = indicators
    if (changed === 'all') {
      facts = indicators.map(find)
      return facts
    }
    const fresh = changed.map((i) => ({ i, fact: find(indicators[i] as Indicator) }))
    if (fresh.every(({ i, fact }) => Object.is(fact, facts[i]))) return facts
    const next = [...facts]
    for (const { i, fact } of fresh) next[i] = fact
    facts = next
    return facts
  }
}

type Rows = readonly Indicator[]

let compared: { readonly before: Rows; readonly after: Rows; readonly changed: readonly number[] | 'all' } | undefined

/** The places at which two lists differ. Dozens of facts ask one after the other for the same two lists. */
function changedRows(before: Rows, after: Rows): readonly number[] | 'all' {
  if (compared?.before === before && compared.after === after) return compared.changed
  const changed = before.length === after.length ? after.flatMap((row, i) => (row === before[i] ? [] : [i])) : 'all'
  compared = { before, after, changed }
  return changed
}

/** The indicators, counted from 0, that pass a test of the row alone; the same list as long as they are the same rows. */
export function rowsWhere(test: (row: Indicator) => boolean): (form: Pick<Form, 'indicators'>) => readonly number[] {
  const passes = eachRow(test)
  return followsFrom(
    (form: Pick<Form, 'indicators'>) => [passes(form)],
    (list) => list.flatMap((isOne, i) => (isOne ? [i] : [])),
  )
}
