import type { Query } from './database.ts'

const MOST = 500

/** A number that a column has room for; a form may hold any number of digits, and one such must not hold up the rest. */
function fitting(text: string, digits: number): string {
  return `case when ${text} ~ '^-?[0-9]{1,${digits}}([.][0-9]+)?$' then (${text})::numeric end`
}

const YUAN = `case when f.doc->'funds'->>'unit' = '万元' then 10000 else 1 end`

/**
 * Brings the lines of funds and indicators of up to 500 forms of a bureau to the state of their documents, set-based (storage.md §9).
 * Gives how many forms it did; call again until it is 0. Readers of the lines see whole forms only, since it is one transaction.
 */
export async function projectLines(query: Query, region: number): Promise<number> {
  const found = await query<{ form_id: string; version: number }>(
    `select form_id, version from form where region_id = $1 and version <> projected_version order by form_id limit $2 for update skip locked`,
    [region, MOST],
  )
  if (found.length === 0) return 0
  const ids = found.map(({ form_id }) => form_id)
  await query('delete from form_fund where region_id = $1 and form_id = any ($2::uuid[])', [region, ids])
  await query('delete from form_indicator where region_id = $1 and form_id = any ($2::uuid[])', [region, ids])
  await query(
    `insert into form_fund (region_id, form_id, line_no, unit_id, fiscal_year, source, role, budget, executed)
     select f.region_id, f.form_id, x.line_no - 1, f.unit_id, f.fiscal_year, left(x.line->>'source', 200), x.line->>'role',
       ${fitting("x.line->>'annualBudget'", 12)} * ${YUAN}, ${fitting("x.line->>'execution'", 12)} * ${YUAN}
     from form f cross join lateral jsonb_array_elements(f.doc->'funds'->'rows') with ordinality as x(line, line_no)
     where f.region_id = $1 and f.form_id = any ($2::uuid[]) and f.doc->'funds'->>'unit' is not null`,
    [region, ids],
  )
  await query(
    `insert into form_indicator (region_id, form_id, line_no, unit_id, fiscal_year, level1, level2, name, target_text, target_unit,
       target_value, actual_value, weight, score)
     select f.region_id, f.form_id, x.line_no - 1, f.unit_id, f.fiscal_year, x.line->>'level1', x.line->>'level2', x.line->>'name',
       x.line->'target'->>'text', x.line->'target'->>'unit',
       case when x.line->'target'->>'kind' = 'quantity' then ${fitting("x.line->'target'->>'value'", 17)} end,
       case when x.line->'actual'->>'kind' = 'quantity' then ${fitting("x.line->'actual'->>'value'", 17)} end,
       ${fitting("x.line->>'weight'", 4)}, ${fitting("x.line->>'score'", 4)}
     from form f cross join lateral jsonb_array_elements(f.doc->'indicators') with ordinality as x(line, line_no)
     where f.region_id = $1 and f.form_id = any ($2::uuid[])`,
    [region, ids],
  )
  await query(
    'update form set projected_version = version where region_id = $1 and form_id = any ($2::uuid[]) and version <> projected_version',
    [region, ids],
  )
  return ids.length
}

/** Bureaus whose lines are behind their forms. As the owner: it looks over all of them. */
export async function regionsToProject(query: Query): Promise<readonly number[]> {
  const rows = await query<{ region_id: number }>(
    'select distinct region_id from form where version <> projected_version and region_id > 0',
  )
  return rows.map(({ region_id }) => region_id)
}
