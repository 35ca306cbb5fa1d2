import type { Context } from '../finding.ts'
import type { RowScore } from '../scoring/score.ts'

/** The computed score of an indicator, counted from 0; undefined on a form that is not scored. Indicators stand behind the fund rows. */
export function computedScore({ form, score }: Context, i: number): RowScore | undefined {
  const row = score.rows[score.rows.length - form.indicators.length + i]
  return row?.at === `/indicators/${i}` ? row : undefined
}
