import type { Query, Row } from './database.ts'

/** A remark on a form. `place` is a JSON pointer into the form; empty: the form as a whole. */
export type Comment = {
  readonly id: string
  readonly form: string
  readonly place: string
  readonly text: string
  readonly by: string
  readonly at: string
  /** Who settled it and when; null while it is open. */
  readonly resolvedBy: string | null
  readonly resolvedAt: string | null
  /** What was done about it. */
  readonly note: string
}

export type NewComment = {
  readonly region: number
  readonly unit: number
  readonly form: string
  readonly id: string
  readonly place: string
  readonly text: string
  readonly by: string
  readonly at: string
}

export async function addComment(query: Query, made: NewComment): Promise<void> {
  const { region, id, form, unit, place, text, by, at } = made
  await query(
    `insert into comment (region_id, comment_id, form_id, unit_id, place, text, written_by, written_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [region, id, form, unit, place, text, by, at],
  )
}

/** All comments of a form, oldest first. */
export async function commentsOf(query: Query, region: number, form: string): Promise<readonly Comment[]> {
  const rows = await query(
    'select * from comment where region_id = $1 and form_id = $2 order by written_at, comment_id',
    [region, form],
  )
  return rows.map(commentOf)
}

export type Settling = {
  readonly region: number
  readonly form: string
  readonly id: string
  /** Null reopens it. */
  readonly by: string | null
  readonly at: string | null
  readonly note: string
}

/** Settles or reopens a comment; false when it isn't there or stands so already. */
export async function settleComment(query: Query, { region, form, id, by, at, note }: Settling): Promise<boolean> {
  const rows = await query(
    `update comment set resolved_by = $4, resolved_at = $5, resolved_note = $6
     where region_id = $1 and form_id = $2 and comment_id = $3 and (resolved_at is null) <> ($4::uuid is null) returning comment_id`,
    [region, form, id, by, at, note],
  )
  return rows.length > 0
}

function commentOf(row: Row): Comment {
  return {
    id: String(row.comment_id),
    form: String(row.form_id),
    place: String(row.place),
    text: String(row.text),
    by: String(row.written_by),
    at: (row.written_at as Date).toISOString(),
    resolvedBy: row.resolved_by === null ? null : String(row.resolved_by),
    resolvedAt: row.resolved_at === null ? null : (row.resolved_at as Date).toISOString(),
    note: String(row.resolved_note),
  }
}
