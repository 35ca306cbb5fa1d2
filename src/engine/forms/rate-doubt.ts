import { divide, parseRatio, roundRatio } from '../decimal.ts'
import type { FundRow } from '../form.ts'
import { placesOf } from '../money.ts'
import { type Marks, mark } from '../reading/marks.ts'
import { shiftDecimal } from '../values/numbers.ts'
import { halfWidth } from '../values/text.ts'

/**
 * 0.9652 printed where 96.52 % was spent: without a % nobody can say from the cell which of the two it is. `printed` is the
 * cell's text, `at` the pointer of the rate.
 */
export function doubtRate(row: FundRow, printed: string, at: string, marks: Marks): void {
  const rate = parseRatio(row.executionRate)
  const spent = parseRatio(row.execution)
  const budget = parseRatio(row.annualBudget)
  const part = spent && budget && divide(spent, budget)
  if (row.executionRate === null || !rate || !part || rate.numerator === 0n || halfWidth(printed).includes('%')) return
  const places = placesOf(row.executionRate)
  const shown = roundRatio(rate, places, 'half-up')
  if (shown !== roundRatio(part, places, 'half-up') && shown !== roundRatio(part, places, 'truncate')) return
  mark(marks, at, {
    ...marks[at],
    status: 'doubtful',
    raw: printed,
    how: '没有写 %，乘以 100 正好是执行数除以预算数',
    confidence: 0.5,
    alternatives: [shiftDecimal(row.executionRate, 2)],
  })
}
