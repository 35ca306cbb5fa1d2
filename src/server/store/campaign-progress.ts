import type { FormStatus } from '#engine'
import type { Campaign } from './campaigns.ts'
import type { Query } from './database.ts'
import { countsOf } from './form-list.ts'

/** How far a unit has come in a campaign; `status` null: it has not begun. */
export type UnitProgress = {
  readonly unit: number
  readonly name: string
  readonly parent: number | null
  readonly form: string | null
  readonly status: FormStatus | null
  readonly isLate: boolean
  readonly totalScore: number | null
  /** null where nothing is filed or it was never checked. */
  readonly errors: number | null
  readonly warnings: number | null
  readonly updatedAt: string | null
}

/** Every unit of the year that the person may see, with its form in the campaign (a line for each, where it has several projects). */
export async function campaignProgress(
  query: Query,
  { region, fiscalYear, kind }: Campaign,
): Promise<readonly UnitProgress[]> {
  const rows = await query(
    `select u.unit_id, u.name, u.parent_id, f.form_id, f.status, f.is_late, f.total_score, f.errors, f.warnings, f.updated_at, f.submitted_at
     from unit_version u left join form f on f.region_id = $1 and f.unit_id = u.unit_id and f.fiscal_year = $2 and f.kind = $3
     where u.region_id = $1 and u.kind <> 'bureau' and u.from_year <= $2 and (u.to_year is null or u.to_year >= $2)
     order by u.unit_id, f.form_id`,
    [region, fiscalYear, kind],
  )
  return rows.map((row) => ({
    unit: Number(row.unit_id),
    name: String(row.name),
    parent: row.parent_id === null ? null : Number(row.parent_id),
    form: row.form_id === null ? null : String(row.form_id),
    status: row.status as FormStatus | null,
    isLate: Boolean(row.is_late),
    totalScore: row.total_score === null ? null : Number(row.total_score),
    ...countsOf(row),
    updatedAt: row.updated_at === null ? null : (row.updated_at as Date).toISOString(),
  }))
}
