import { sumPoints } from '../decimal.ts'
import type { Form } from '../form.ts'

/** Σ of the printed scores of fund rows and indicators; undefined as soon as a scored row has none, or a doubtful one. */
export function scoreSum(form: Form): number | undefined {
  if (form.indicators.length === 0 || hasDoubtfulScore(form)) return undefined
  const funds = form.funds.rows.filter((row) => row.role === 'total' || (row.weight ?? 0) > 0)
  const scores = [...funds, ...form.indicators.filter((row) => row.weight !== 0)].map((row) => row.score)
  return sumPoints(scores) ?? undefined
}

function hasDoubtfulScore(form: Form): boolean {
  return Object.entries(form.reading).some(([at, { status }]) => status === 'doubtful' && /\/\d+\/score$/.test(at))
}
