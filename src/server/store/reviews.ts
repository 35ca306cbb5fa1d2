import type { FormKind } from '#engine'
import type { Query, Row } from './database.ts'

/** One row that a reviewer scores otherwise. `at` is the row's pointer; scores in 分. */
export type ReviewedRow = {
  readonly at: string
  readonly weight: number
  readonly self: number | null
  readonly score: number
  readonly cause: string
}

export type Review = {
  readonly id: string
  readonly form: string
  readonly unit: number
  /** The version of the form that was looked at. */
  readonly version: number
  /** The reviewed total, in 分. */
  readonly score: number
  readonly rows: readonly ReviewedRow[]
  readonly opinion: string
  readonly by: string
  readonly at: string
}

/** False when this reviewer has given a review of this version before. */
export async function addReview(query: Query, region: number, review: Review): Promise<boolean> {
  const { id, form, unit, version, score, rows, opinion, by, at } = review
  const made = await query(
    `insert into review (region_id, review_id, form_id, unit_id, version, score, rows, opinion, reviewed_by, reviewed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (region_id, form_id, version, reviewed_by) do nothing returning review_id`,
    [region, id, form, unit, version, score, JSON.stringify(rows), opinion, by, at],
  )
  return made.length > 0
}

/** The reviews of forms, oldest first. */
export async function reviewsOf(query: Query, region: number, forms: readonly string[]): Promise<readonly Review[]> {
  const rows = await query(
    'select * from review where region_id = $1 and form_id = any ($2::uuid[]) order by reviewed_at, review_id',
    [region, forms],
  )
  return rows.map(reviewOf)
}

/** A drawing of forms. `drawnFrom` and `forms` are ids; the order of `forms` is that of the drawing. */
export type Sample = {
  readonly id: string
  readonly fiscalYear: number
  readonly kind: FormKind
  readonly title: string
  readonly seed: string
  readonly size: number
  readonly drawnFrom: readonly string[]
  readonly forms: readonly string[]
  readonly by: string
  readonly at: string
}

export async function addSample(query: Query, region: number, sample: Sample): Promise<void> {
  const { id, fiscalYear, kind, title, seed, size, drawnFrom, forms, by, at } = sample
  await query(
    `insert into sample (region_id, sample_id, fiscal_year, kind, title, seed, size, drawn_from, forms, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [region, id, fiscalYear, kind, title, seed, size, JSON.stringify(drawnFrom), JSON.stringify(forms), by, at],
  )
}

export async function samplesOf(query: Query, region: number): Promise<readonly Sample[]> {
  const rows = await query('select * from sample where region_id = $1 order by created_at desc', [region])
  return rows.map(sampleOf)
}

export async function findSample(query: Query, region: number, id: string): Promise<Sample | undefined> {
  const [row] = await query('select * from sample where region_id = $1 and sample_id = $2', [region, id])
  return row && sampleOf(row)
}

/** Forms that can be drawn: those that have been handed in, by id. */
export async function drawable(
  query: Query,
  region: number,
  { fiscalYear, kind }: { readonly fiscalYear: number; readonly kind: FormKind },
): Promise<readonly string[]> {
  const rows = await query<{ form_id: string }>(
    `select form_id from form where region_id = $1 and fiscal_year = $2 and kind = $3 and submitted_at is not null
       and status not in ('draft', 'returned') order by form_id`,
    [region, fiscalYear, kind],
  )
  return rows.map(({ form_id }) => form_id)
}

/** What the forms of a sample say of themselves, and what was computed. */
export type SampledForm = {
  readonly form: string
  readonly unit: number
  readonly unitName: string
  readonly title: string
  readonly version: number
  readonly claimed: number | null
  readonly computed: number | null
}

export async function sampledForms(
  query: Query,
  region: number,
  forms: readonly string[],
): Promise<readonly SampledForm[]> {
  const rows = await query(
    `select f.form_id, f.unit_id, u.name as unit_name, f.title, f.version, f.total_score, f.doc->'total'->>'score' as claimed
     from form f left join unit u on u.region_id = $1 and u.unit_id = f.unit_id where f.region_id = $1 and f.form_id = any ($2::uuid[])`,
    [region, forms],
  )
  const byId = new Map(rows.map((row) => [String(row.form_id), row]))
  return forms.flatMap((form) => {
    const row = byId.get(form)
    return row ? [sampledOf(form, row)] : []
  })
}

function sampledOf(form: string, row: Row): SampledForm {
  return {
    form,
    unit: Number(row.unit_id),
    unitName: String(row.unit_name ?? row.unit_id),
    title: String(row.title),
    version: Number(row.version),
    claimed: row.claimed === null ? null : Number(row.claimed),
    computed: row.total_score === null ? null : Number(row.total_score),
  }
}

function reviewOf(row: Row): Review {
  return {
    id: String(row.review_id),
    form: String(row.form_id),
    unit: Number(row.unit_id),
    version: Number(row.version),
    score: Number(row.score),
    rows: row.rows as readonly ReviewedRow[],
    opinion: String(row.opinion),
    by: String(row.reviewed_by),
    at: (row.reviewed_at as Date).toISOString(),
  }
}

function sampleOf(row: Row): Sample {
  return {
    id: String(row.sample_id),
    fiscalYear: Number(row.fiscal_year),
    kind: row.kind as FormKind,
    title: String(row.title),
    seed: String(row.seed),
    size: Number(row.size),
    drawnFrom: row.drawn_from as readonly string[],
    forms: row.forms as readonly string[],
    by: String(row.created_by),
    at: (row.created_at as Date).toISOString(),
  }
}
