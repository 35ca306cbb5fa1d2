import { createHash } from 'node:crypto'
import type { CheckResult, Edit, Form, FormKind, FormStatus } from '#engine'
import { type Conflict, mergeEdits } from '#engine'
import { canonical } from './canonical.ts'
import type { Query } from './database.ts'

/** A form as it lies in the store. `version` counts every change from 1. */
export type StoredForm = {
  readonly id: string
  readonly region: number
  readonly unit: number
  readonly projectCode: string
  readonly status: FormStatus
  readonly version: number
  readonly form: Form
  readonly hash: string
  /** Submitted after the campaign had closed (逾期). */
  readonly isLate: boolean
  readonly updatedAt: string
  readonly submittedAt: string | null
}

export type NewForm = {
  readonly id: string
  readonly region: number
  readonly unit: number
  readonly projectCode: string
  readonly form: Form
  readonly by: string
  /** ISO, with milliseconds. */
  readonly at: string
}

/** What a check said, beside the form: lists are drawn from it without opening the documents. */
export type Verdict = {
  readonly total: number | null
  readonly errors: number
  readonly warnings: number
  /** Rule ids, one a finding. */
  readonly rules: readonly string[]
}

/** A draft, unless this unit has one of this kind, year and project already: then undefined. */
export async function createForm(query: Query, made: NewForm): Promise<StoredForm | undefined> {
  const { id, region, unit, projectCode, form, by, at } = made
  const [row] = await query(
    `insert into form (region_id, form_id, unit_id, fiscal_year, kind, project_code, title, status, doc, doc_hash, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'draft', $8, $9, $10, $10)
     on conflict (region_id, unit_id, fiscal_year, kind, project_code) do nothing returning *`,
    [
      region,
      id,
      unit,
      form.fiscalYear ?? 0,
      form.kind,
      projectCode,
      form.title ?? '',
      canonical(form),
      hashOf(form),
      at,
    ],
  )
  if (!row) return undefined
  await keepVersion(query, storedOf(row), by, at)
  return storedOf(row)
}

export async function findForm(query: Query, region: number, id: string): Promise<StoredForm | undefined> {
  const [row] = await query('select * from form where region_id = $1 and form_id = $2', [region, id])
  return row && storedOf(row)
}

export type FormKey = {
  readonly region: number
  readonly unit: number
  readonly fiscalYear: number
  readonly kind: FormKind
  readonly projectCode: string
}

/** The one form that a unit has of a kind, year and project. */
export async function findOfUnit(query: Query, key: FormKey): Promise<StoredForm | undefined> {
  const { region, unit, fiscalYear, kind, projectCode } = key
  const [row] = await query(
    'select * from form where region_id = $1 and unit_id = $2 and fiscal_year = $3 and kind = $4 and project_code = $5',
    [region, unit, fiscalYear, kind, projectCode],
  )
  return row && storedOf(row)
}

/** The form as it was in a version. */
export async function findVersion(
  query: Query,
  region: number,
  id: string,
  version: number,
): Promise<Form | undefined> {
  const [row] = await query<{ doc: Form }>(
    'select doc from form_version where region_id = $1 and form_id = $2 and version = $3',
    [region, id, version],
  )
  return row?.doc
}

export type Patch = {
  readonly region: number
  readonly id: string
  /** The version the editor saw. */
  readonly base: number
  readonly edits: readonly Edit[]
  readonly by: string
  readonly at: string
}

export type Patched =
  | { readonly is: 'saved'; readonly stored: StoredForm }
  | { readonly is: 'conflict'; readonly conflicts: readonly Conflict[]; readonly stored: StoredForm }
  | { readonly is: 'closed'; readonly status: FormStatus }
  | { readonly is: 'gone' }

/**
 * Saves edits made on a version. When others saved since, edits on other places are merged; on the same places nothing is saved and
 * the conflicts come back. Only a draft or a returned form can be edited. The row is locked, so two savers go one after the other.
 */
export async function patchForm(query: Query, { region, id, base, edits, by, at }: Patch): Promise<Patched> {
  const [row] = await query('select * from form where region_id = $1 and form_id = $2 for update', [region, id])
  if (!row) return { is: 'gone' }
  const stored = storedOf(row)
  if (stored.status !== 'draft' && stored.status !== 'returned') return { is: 'closed', status: stored.status }
  const seen = base === stored.version ? stored.form : await findVersion(query, region, id, base)
  if (!seen) return { is: 'gone' }
  const merged = mergeEdits(seen, stored.form, edits)
  if ('conflicts' in merged) return { is: 'conflict', conflicts: merged.conflicts, stored }
  return { is: 'saved', stored: await writeForm(query, stored, merged.form, stored.status, by, at) }
}

/** Notes what a check said of the form as it is; the verdict before, or undefined when nothing has changed. */
export async function keepVerdict(
  query: Query,
  { region, id }: StoredForm,
  verdict: Verdict,
): Promise<Verdict | undefined> {
  const [before] = await query(
    'select total_score, errors, warnings, finding_rules from form where region_id = $1 and form_id = $2 for update',
    [region, id],
  )
  if (!before) return undefined
  const was: Verdict = {
    total: before.total_score === null ? null : Number(before.total_score),
    errors: Number(before.errors),
    warnings: Number(before.warnings),
    rules: before.finding_rules as readonly string[],
  }
  if (canonical(was) === canonical(verdict)) return undefined
  await query(
    'update form set total_score = $3, errors = $4, warnings = $5, finding_rules = $6 where region_id = $1 and form_id = $2',
    [region, id, verdict.total, verdict.errors, verdict.warnings, verdict.rules],
  )
  return was
}

/** What the store keeps of a check. */
export function verdictOf({ score, summary, findings }: CheckResult): Verdict {
  const rules = findings.map(({ rule }) => rule)
  return { total: score.total.value, errors: summary.error, warnings: summary.warning, rules }
}

async function writeForm(
  query: Query,
  stored: StoredForm,
  form: Form,
  status: FormStatus,
  by: string,
  at: string,
): Promise<StoredForm> {
  const [row] = await query(
    `update form set doc = $3, doc_hash = $4, title = $5, version = version + 1, updated_at = $6, status = $7
     where region_id = $1 and form_id = $2 returning *`,
    [stored.region, stored.id, canonical(form), hashOf(form), form.title ?? '', at, status],
  )
  if (!row) throw new Error('a form that was locked is not there')
  await keepVersion(query, storedOf(row), by, at)
  return storedOf(row)
}

/** The document goes from table to table inside the database: it is not sent there a second time. */
export const KEEP_VERSION = `insert into form_version (region_id, form_id, version, unit_id, status, doc, doc_hash, changed_by, changed_at)
     select region_id, form_id, version, unit_id, status, doc, doc_hash, $3::uuid, $4::timestamptz from form
     where region_id = $1 and form_id = $2`

async function keepVersion(query: Query, { region, id }: StoredForm, by: string, at: string): Promise<void> {
  await query(KEEP_VERSION, [region, id, by, at], 'keep-version')
}

/** SHA-256 of the canonical record: what a published form is recognised by. */
export function hashOf(form: Form): Buffer {
  return createHash('sha256').update(canonical(form)).digest()
}

/** A row of `form` with all that a stored form has. */
export function storedOf(row: Readonly<Record<string, unknown>>): StoredForm {
  return {
    id: String(row.form_id),
    region: Number(row.region_id),
    unit: Number(row.unit_id),
    projectCode: String(row.project_code),
    status: row.status as FormStatus,
    version: Number(row.version),
    form: row.doc as Form,
    hash: (row.doc_hash as Buffer).toString('hex'),
    isLate: Boolean(row.is_late),
    updatedAt: (row.updated_at as Date).toISOString(),
    submittedAt: row.submitted_at === null ? null : (row.submitted_at as Date).toISOString(),
  }
}
