import { sumPoints } from './decimal.ts'
import type { Form } from './form.ts'

/** A row that carries points: `at` is its pointer, `name` what the form calls it, scores in 分 (null: not given). */
export type PointRow = {
  readonly at: string
  readonly name: string
  readonly weight: number
  readonly self: number | null
}

/** Every row of a form that carries points, fund rows first. */
export function pointRows({ funds, indicators }: Form): readonly PointRow[] {
  const money = funds.rows.map((row, i) => ({
    at: `/funds/rows/${i}`,
    name: row.source,
    weight: row.weight,
    self: row.score,
  }))
  const results = indicators.map((row, i) => ({
    at: `/indicators/${i}`,
    name: row.name ?? '',
    weight: row.weight,
    self: row.score,
  }))
  return [...money, ...results].flatMap(({ weight, ...row }) =>
    weight === null || weight <= 0 ? [] : [{ ...row, weight }],
  )
}

/** The total when a reviewer's scores take the place of the form's own; null while a row has neither. */
export function reviewedTotal(form: Form, given: ReadonlyMap<string, number>): number | null {
  return sumPoints(pointRows(form).map(({ at, self }) => given.get(at) ?? self))
}
