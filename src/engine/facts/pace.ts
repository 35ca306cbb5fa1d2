import { divide, multiply, percentOf, type Ratio } from '../decimal.ts'
import type { Form } from '../form.ts'
import { parseFen } from '../money.ts'
import type { Policy } from '../policy/policy.ts'

/** How a monitored value stands to the share of the year gone by. */
export type Light = 'red' | 'yellow' | 'green' | 'blue'

/** `reached` ÷ (`whole` × month ÷ 12) as a plain number; undefined for a whole of 0. */
export function paceOf(reached: Ratio, whole: Ratio, month: number): number | undefined {
  const due = multiply(whole, { numerator: BigInt(month), denominator: 12n })
  const ratio = divide(reached, due)
  return ratio && Number(ratio.numerator) / Number(ratio.denominator)
}

/** The light of a pace under a pack. */
export function lightOf(pace: number, { monitoring }: Policy): Light {
  if (pace < monitoring.pace.red) return 'red'
  if (pace < monitoring.pace.yellow) return 'yellow'
  return pace < monitoring.pace.blue ? 'green' : 'blue'
}

/** `57.14%`: a plain ratio as a percentage. */
export function formatShare(ratio: number): string {
  return `${(ratio * 100).toFixed(2)}%`
}

/** The execution rate (%) of the total fund row from its own amounts, and its place; undefined where they can't be had. */
export function executedShare(
  form: Form,
): { readonly at: string; readonly rate: number; readonly shown: string } | undefined {
  const i = form.funds.rows.findIndex((row) => row.role === 'total')
  const row = form.funds.rows[i]
  const unit = form.funds.unit ?? '元'
  const rate = row && percentOf(parseFen(row.execution, unit), parseFen(row.annualBudget ?? row.initialBudget, unit))
  return rate === undefined ? undefined : { at: `/funds/rows/${i}/execution`, rate: Number(rate), shown: rate }
}
