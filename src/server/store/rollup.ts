import type { FormStatus } from '#engine'
import type { Query } from './database.ts'

/** One project form beside the department's own: amounts in 元 as decimals, null where the form does not say. */
export type ProjectLine = {
  readonly form: string
  readonly unit: number
  readonly unitName: string
  readonly project: string
  readonly status: FormStatus
  readonly budget: string | null
  readonly executed: string | null
  readonly score: number | null
}

/** The project self-evaluations of a year of these units, by unit and project. */
export async function projectLines(
  query: Query,
  region: number,
  units: readonly number[],
  fiscalYear: number,
): Promise<readonly ProjectLine[]> {
  const rows = await query(
    `select f.form_id, f.unit_id, u.name as unit_name, coalesce(f.doc->>'project', f.project_code) as project, f.status, f.total_score,
       t.budget, t.executed
     from form f left join unit u on u.region_id = $1 and u.unit_id = f.unit_id
       left join form_fund t on t.region_id = $1 and t.form_id = f.form_id and t.role = 'total'
     where f.region_id = $1 and f.unit_id = any ($2) and f.fiscal_year = $3 and f.kind = 'project-self-evaluation'
     order by f.unit_id, f.project_code, f.form_id, t.line_no`,
    [region, units, fiscalYear],
  )
  const seen = new Set<string>()
  return rows.flatMap((row) => {
    const form = String(row.form_id)
    if (seen.has(form)) return []
    seen.add(form)
    return {
      form,
      unit: Number(row.unit_id),
      unitName: String(row.unit_name ?? row.unit_id),
      project: String(row.project),
      status: row.status as FormStatus,
      budget: row.budget === null ? null : String(row.budget),
      executed: row.executed === null ? null : String(row.executed),
      score: row.total_score === null ? null : Number(row.total_score),
    }
  })
}
