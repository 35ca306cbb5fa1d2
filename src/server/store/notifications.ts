import type { Query } from './database.ts'

export type Notification = {
  readonly id: string
  readonly form: string | null
  readonly text: string
  readonly at: string
  readonly readAt: string | null
}

export type NewNotification = {
  readonly region: number
  readonly id: string
  readonly account: string
  readonly form: string | null
  readonly text: string
  readonly at: string
}

/** One with the same id is there already: nothing happens, so that a job done twice tells once. */
export async function notify(query: Query, { region, id, account, form, text, at }: NewNotification): Promise<void> {
  await query(
    `insert into notification (region_id, notification_id, account_id, form_id, text, created_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (region_id, notification_id) do nothing`,
    [region, id, account, form, text, at],
  )
}

/** The latest of a person, newest first. */
export async function notificationsOf(
  query: Query,
  region: number,
  account: string,
  most = 100,
): Promise<readonly Notification[]> {
  const rows = await query(
    `select * from notification where region_id = $1 and account_id = $2 order by created_at desc, notification_id desc limit $3`,
    [region, account, most],
  )
  return rows.map((row) => ({
    id: String(row.notification_id),
    form: row.form_id === null ? null : String(row.form_id),
    text: String(row.text),
    at: (row.created_at as Date).toISOString(),
    readAt: row.read_at === null ? null : (row.read_at as Date).toISOString(),
  }))
}

/** Marks all up to a moment as read. */
export async function markRead(query: Query, region: number, account: string, upTo: string, at: string): Promise<void> {
  await query(
    'update notification set read_at = $4 where region_id = $1 and account_id = $2 and created_at <= $3 and read_at is null',
    [region, account, upTo, at],
  )
}

/** Accounts that have one of these roles for a unit of a bureau in a year. As the owner. */
export async function accountsWithRole(
  query: Query,
  {
    region,
    units,
    roles,
    year,
  }: {
    readonly region: number
    readonly units: readonly number[]
    readonly roles: readonly string[]
    readonly year: number
  },
  now: string,
): Promise<readonly string[]> {
  const rows = await query<{ account_id: string }>(
    `select distinct s.account_id from assignment s join account a on a.account_id = s.account_id
     where s.region_id = $1 and s.unit_id = any ($2) and s.role = any ($3) and s.from_year <= $4 and (s.to_year is null or s.to_year >= $4)
       and s.ended_at is null and (s.until is null or s.until > $5) and not a.is_disabled`,
    [region, units, roles, year, now],
  )
  return rows.map(({ account_id }) => account_id)
}
