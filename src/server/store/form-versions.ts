import type { FormStatus } from '#engine'
import type { Query } from './database.ts'

export type Version = {
  readonly version: number
  readonly status: FormStatus
  readonly hash: string
  readonly by: string | null
  readonly at: string
}

/** All versions of a form without their documents, newest first. */
export async function versionsOf(query: Query, region: number, id: string): Promise<readonly Version[]> {
  const rows = await query(
    `select version, status, doc_hash, changed_by, changed_at from form_version
     where region_id = $1 and form_id = $2 order by version desc`,
    [region, id],
  )
  return rows.map((row) => ({
    version: Number(row.version),
    status: row.status as FormStatus,
    hash: (row.doc_hash as Buffer).toString('hex'),
    by: row.changed_by === null ? null : String(row.changed_by),
    at: (row.changed_at as Date).toISOString(),
  }))
}

/** A value that a cell had from a version on, who put it there and when. */
export type CellValue = {
  readonly version: number
  readonly value: unknown
  readonly by: string | null
  readonly at: string
}

/** What stood in one place of a form over its versions, each time it changed; newest first. `keys` are the parts of the pointer. */
export async function cellHistory(
  query: Query,
  region: number,
  id: string,
  keys: readonly string[],
): Promise<readonly CellValue[]> {
  const rows = await query(
    `select version, value, changed_by, changed_at from (
       select version, doc #> $3::text[] as value, lag(doc #> $3::text[]) over (order by version) as before, changed_by, changed_at
       from form_version where region_id = $1 and form_id = $2) v
     where version = 1 or value is distinct from before order by version desc limit 50`,
    [region, id, keys],
  )
  return rows.map((row) => ({
    version: Number(row.version),
    value: row.value,
    by: row.changed_by === null ? null : String(row.changed_by),
    at: (row.changed_at as Date).toISOString(),
  }))
}
