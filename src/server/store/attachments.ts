import type { Query, Row } from './database.ts'

/** A file that proves something on a form. `place` is a JSON pointer (a row, a cell); empty: the form as a whole. */
export type Attachment = {
  readonly id: string
  readonly form: string
  readonly unit: number
  readonly place: string
  readonly name: string
  readonly type: string
  readonly bytes: number
  /** SHA-256 of the content, hex. */
  readonly hash: string
  readonly by: string
  readonly at: string
  /** Null while it counts; a removed one stays in the store and in the log. */
  readonly removedAt: string | null
}

export async function addAttachment(query: Query, region: number, made: Attachment): Promise<void> {
  const { id, form, unit, place, name, type, bytes, hash, by, at } = made
  await query(
    `insert into attachment (region_id, attachment_id, form_id, unit_id, place, name, media_type, bytes, content_hash, added_by, added_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [region, id, form, unit, place, name, type, bytes, Buffer.from(hash, 'hex'), by, at],
  )
}

/** All of a form, the removed ones among them, oldest first. */
export async function attachmentsOf(query: Query, region: number, form: string): Promise<readonly Attachment[]> {
  const rows = await query(
    'select * from attachment where region_id = $1 and form_id = $2 order by added_at, attachment_id',
    [region, form],
  )
  return rows.map(attachmentOf)
}

export async function findAttachment(
  query: Query,
  region: number,
  form: string,
  id: string,
): Promise<Attachment | undefined> {
  const [row] = await query('select * from attachment where region_id = $1 and form_id = $2 and attachment_id = $3', [
    region,
    form,
    id,
  ])
  return row && attachmentOf(row)
}

/** Marks it as removed; false when it is already. */
export async function removeAttachment(
  query: Query,
  region: number,
  { form, id, by, at }: { readonly form: string; readonly id: string; readonly by: string; readonly at: string },
): Promise<boolean> {
  const rows = await query(
    `update attachment set removed_by = $4, removed_at = $5
     where region_id = $1 and form_id = $2 and attachment_id = $3 and removed_at is null returning attachment_id`,
    [region, form, id, by, at],
  )
  return rows.length > 0
}

function attachmentOf(row: Row): Attachment {
  return {
    id: String(row.attachment_id),
    form: String(row.form_id),
    unit: Number(row.unit_id),
    place: String(row.place),
    name: String(row.name),
    type: String(row.media_type),
    bytes: Number(row.bytes),
    hash: (row.content_hash as Buffer).toString('hex'),
    by: String(row.added_by),
    at: (row.added_at as Date).toISOString(),
    removedAt: row.removed_at === null ? null : (row.removed_at as Date).toISOString(),
  }
}
