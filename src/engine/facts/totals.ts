import { sumPoints } from '../decimal.ts'
import type { Form } from '../form.ts'
import { eachRow } from './each-row.ts'
import { followsFrom } from './once.ts'
import { hasDoubts } from './reading.ts'

/** Σ of the printed scores of fund rows and indicators; undefined as soon as a scored row has none, or a doubtful one. */
export function scoreSum(form: Form): number | undefined {
  return hasDoubtfulScore(form) ? undefined : printedSum(form)
}

/** A row of no weight counts as 0, as it would in the sum. */
const scores = eachRow(({ weight, score }) => (weight === 0 ? 0 : score))

const printedSum = followsFrom(
  (form: Form) => [form.funds, scores(form)],
  (funds, ofRows) => {
    if (ofRows.length === 0) return undefined
    const scored = funds.rows.filter((row) => row.role === 'total' || (row.weight ?? 0) > 0)
    return sumPoints([...scored.map(({ score }) => score), ...ofRows]) ?? undefined
  },
)

function hasDoubtfulScore(form: Form): boolean {
  if (!hasDoubts(form)) return false
  return Object.entries(form.reading).some(([at, { status }]) => status === 'doubtful' && /\/\d+\/score$/.test(at))
}
