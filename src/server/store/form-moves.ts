import type { FormStatus } from '#engine'
import { type Campaign, campaignOf } from './campaigns.ts'
import type { Query } from './database.ts'
import { KEEP_VERSION, type StoredForm, storedOf, type Verdict } from './forms.ts'
import type { LogHead } from './log.ts'

/** A form with what a step of its workflow is decided by, as one statement finds it. */
export type MovableForm = {
  readonly stored: StoredForm
  /** The campaign that a form of this kind and year is filed in. */
  readonly campaign: Campaign | undefined
  /** Where the chain of its unit ends. */
  readonly head: LogHead
}

/** The form with its campaign and the end of its unit's log; undefined when there is none that the scope may see. */
export async function findMovable(query: Query, region: number, id: string): Promise<MovableForm | undefined> {
  const [row] = await query(
    `select f.form_id, f.region_id, f.unit_id, f.project_code, f.status, f.version, f.doc, f.doc_hash, f.is_late, f.updated_at,
       f.submitted_at, c.campaign_id, c.fiscal_year, c.kind, c.title, c.policy_id, c.opens_at, c.closes_at, c.late_until, e.seq, e.hash
     from form f
     left join campaign c on c.region_id = $1 and c.fiscal_year = f.fiscal_year and c.kind = f.kind
     left join lateral (select seq, hash from audit_event where region_id = $1 and unit_id = f.unit_id
       order by seq desc limit 1) e on true
     where f.region_id = $1 and f.form_id = $2`,
    [region, id],
    'movable-form',
  )
  if (!row) return undefined
  const head = row.seq === null ? undefined : { seq: Number(row.seq), hash: row.hash as Buffer }
  return { stored: storedOf(row), campaign: row.campaign_id === null ? undefined : campaignOf(row), head }
}

export type Moving = {
  readonly to: FormStatus
  readonly by: string
  /** ISO, with milliseconds. */
  readonly at: string
  readonly verdict?: Verdict | undefined
  /** Set with a submission: whether it is late. */
  readonly isLate?: boolean | undefined
}

/** The form in its next status, with its new version kept; undefined when it was moved or changed in between: two people can't both win. */
export async function moveForm(query: Query, stored: StoredForm, moving: Moving): Promise<StoredForm | undefined> {
  const { to, by, at, verdict, isLate } = moving
  const { region, id, status, version } = stored
  const [rows, kept] = await Promise.all([
    query(
      `update form set status = $5, version = version + 1, updated_at = $6,
         submitted_at = case when $13::boolean then $6::timestamptz else submitted_at end,
         total_score = case when $7::boolean then $8::numeric else total_score end,
         errors = case when $7::boolean then $9::smallint else errors end,
         warnings = case when $7::boolean then $10::smallint else warnings end,
         is_late = coalesce($11::boolean, is_late),
         finding_rules = case when $7::boolean then $12::text[] else finding_rules end
       where region_id = $1 and form_id = $2 and status = $3 and version = $4 returning is_late, updated_at, submitted_at`,
      [
        region,
        id,
        status,
        version,
        to,
        at,
        verdict !== undefined,
        verdict?.total ?? null,
        verdict?.errors ?? 0,
        verdict?.warnings ?? 0,
        isLate ?? null,
        verdict?.rules ?? [],
        to === 'submitted',
      ],
      'move-form',
    ),
    // They go out together: a form that had moved already has this version, and keeps it.
    query(
      `${KEEP_VERSION} on conflict (region_id, form_id, version) do nothing returning version`,
      [region, id, by, at],
      'keep-moved',
    ),
  ])
  const [row] = rows
  if (!row) return undefined
  if (kept.length === 0) throw new Error('a version was kept before its form had it')
  return {
    ...stored,
    status: to,
    version: version + 1,
    isLate: Boolean(row.is_late),
    updatedAt: (row.updated_at as Date).toISOString(),
    submittedAt: row.submitted_at === null ? null : (row.submitted_at as Date).toISOString(),
  }
}
