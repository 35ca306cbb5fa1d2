import type { FormKind, FormStatus } from '#engine'
import type { Query, Row } from './database.ts'

/** What a list is narrowed to; what is absent is not asked. */
export type FormFilter = {
  readonly region: number
  readonly fiscalYear?: number | undefined
  readonly kind?: FormKind | undefined
  readonly statuses?: readonly FormStatus[] | undefined
  readonly units?: readonly number[] | undefined
  /** Part of the unit's name or of the title. */
  readonly text?: string | undefined
}

/** One form as a list shows it: without its document. */
export type FormRow = {
  readonly id: string
  readonly unit: number
  readonly unitName: string | null
  readonly fiscalYear: number
  readonly kind: FormKind
  readonly projectCode: string
  readonly title: string
  readonly status: FormStatus
  readonly version: number
  /** 分; null until a check has told it. */
  readonly totalScore: number | null
  /** Findings of the last check; null for a form that was never checked: that there are none is not known. */
  readonly errors: number | null
  readonly warnings: number | null
  readonly isLate: boolean
  readonly updatedAt: string
  readonly submittedAt: string | null
}

/** Where the next page begins. */
export type FormCursor = { readonly unit: number; readonly id: string }

const COLUMNS = `f.form_id, f.unit_id, u.name as unit_name, f.fiscal_year, f.kind, f.project_code, f.title, f.status, f.version,
       f.total_score, f.errors, f.warnings, f.is_late, f.updated_at, f.submitted_at`
// The name the unit had in the form's year.
const FROM = `from form f left join unit_version u on u.region_id = $1 and u.unit_id = f.unit_id
       and u.from_year <= f.fiscal_year and (u.to_year is null or u.to_year >= f.fiscal_year)
     where f.region_id = $1 and ($2::int is null or f.fiscal_year = $2) and ($3::text is null or f.kind = $3)
       and ($4::text[] is null or f.status = any ($4)) and ($5::int[] is null or f.unit_id = any ($5))
       and ($6::text is null or u.name like $6 or f.title like $6)`

/** A page of forms by unit, and where the next begins; undefined on the last one. */
export async function listForms(
  query: Query,
  filter: FormFilter,
  after: FormCursor | undefined,
  most: number,
): Promise<{ readonly rows: readonly FormRow[]; readonly next: FormCursor | undefined }> {
  const found = await query(
    `select ${COLUMNS} ${FROM} and (f.unit_id, f.form_id) > ($7::int, $8::uuid) order by f.unit_id, f.form_id limit $9`,
    [...valuesOf(filter), after?.unit ?? -1, after?.id ?? '00000000-0000-0000-0000-000000000000', most + 1],
  )
  const rows = found.slice(0, most).map(rowOf)
  const last = rows.at(-1)
  return { rows, next: found.length > most && last ? { unit: last.unit, id: last.id } : undefined }
}

/** How many forms of a filter stand in each status, with their scores; `mean` in 分 over the forms that have a score. */
export async function countForms(query: Query, filter: FormFilter): Promise<readonly StatusCount[]> {
  const rows = await query(
    `select f.status, count(*)::int as forms, sum(case when f.is_late then 1 else 0 end)::int as late,
       sum(case when f.errors > 0 then 1 else 0 end)::int as with_errors, avg(f.total_score) as mean ${FROM} group by f.status`,
    valuesOf(filter),
  )
  return rows.map((row) => ({
    status: row.status as FormStatus,
    forms: Number(row.forms),
    late: Number(row.late),
    withErrors: Number(row.with_errors),
    mean: row.mean === null ? null : Math.round(Number(row.mean) * 100) / 100,
  }))
}

export type StatusCount = {
  readonly status: FormStatus
  readonly forms: number
  readonly late: number
  readonly withErrors: number
  readonly mean: number | null
}

function valuesOf({ region, fiscalYear, kind, statuses, units, text }: FormFilter): readonly unknown[] {
  const like = text === undefined || text === '' ? null : `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
  return [region, fiscalYear ?? null, kind ?? null, statuses ?? null, units ?? null, like]
}

/** The store counts from 0 on; a form is checked when it is submitted or scored anew. */
export function countsOf(row: Row): Pick<FormRow, 'errors' | 'warnings'> {
  const [errors, warnings] = [Number(row.errors ?? 0), Number(row.warnings ?? 0)]
  const isChecked = (row.submitted_at ?? row.total_score ?? null) !== null || errors + warnings > 0
  return isChecked ? { errors, warnings } : { errors: null, warnings: null }
}

function rowOf(row: Row): FormRow {
  return {
    id: String(row.form_id),
    unit: Number(row.unit_id),
    unitName: row.unit_name === null ? null : String(row.unit_name),
    fiscalYear: Number(row.fiscal_year),
    kind: row.kind as FormKind,
    projectCode: String(row.project_code),
    title: String(row.title),
    status: row.status as FormStatus,
    version: Number(row.version),
    totalScore: row.total_score === null ? null : Number(row.total_score),
    ...countsOf(row),
    isLate: Boolean(row.is_late),
    updatedAt: (row.updated_at as Date).toISOString(),
    submittedAt: row.submitted_at === null ? null : (row.submitted_at as Date).toISOString(),
  }
}
