import type { Role } from '#engine'
import type { Query } from './database.ts'

/** A role with its story: who gave it and when, whom it was passed on by, when it ended. */
export type ListedRole = {
  readonly id: string
  readonly account: { readonly id: string; readonly login: string; readonly name: string }
  readonly unit: number
  readonly role: Role
  readonly fromYear: number
  readonly toYear: number | null
  readonly givenBy: { readonly id: string; readonly name: string } | null
  readonly givenAt: string | null
  readonly delegatedBy: { readonly id: string; readonly name: string } | null
  readonly delegatedFrom: string | null
  readonly until: string | null
  readonly endedAt: string | null
  readonly endedBy: { readonly id: string; readonly name: string } | null
}

export type RoleSearch = {
  readonly region: number
  readonly account?: string | undefined
  readonly unit?: number | undefined
  readonly delegatedBy?: string | undefined
  readonly onlyDelegated?: boolean | undefined
  /** With those that have ended. */
  readonly ended?: boolean | undefined
  readonly after?: string | undefined
  readonly most: number
}

const LISTED = `select a.*, p.login, p.name, g.name as given_name, d.name as delegated_name, e.name as ended_name
  from assignment a join account p on p.account_id = a.account_id left join account g on g.account_id = a.given_by
  left join account d on d.account_id = a.delegated_by left join account e on e.account_id = a.ended_by`

/** Roles of a bureau by key (the time they were given), narrowed down by whatever is set. */
export async function listRoles(query: Query, search: RoleSearch): Promise<readonly ListedRole[]> {
  const { region, account, unit, delegatedBy, onlyDelegated = false, ended = false, after, most } = search
  const rows = await query(
    `${LISTED} where a.region_id = $1 and ($2::uuid is null or a.account_id = $2) and ($3::int is null or a.unit_id = $3)
       and ($4::uuid is null or a.delegated_by = $4) and ($5 or a.ended_at is null) and (not $6 or a.delegated_from is not null)
       and ($7::uuid is null or a.assignment_id > $7) order by a.assignment_id limit $8`,
    [region, account ?? null, unit ?? null, delegatedBy ?? null, ended, onlyDelegated, after ?? null, most],
  )
  return rows.map(listedOf)
}

/** A role of a bureau. */
export async function findRole(query: Query, region: number, id: string): Promise<ListedRole | undefined> {
  const [row] = await query(`${LISTED} where a.region_id = $1 and a.assignment_id = $2`, [region, id])
  return row && listedOf(row)
}

/** Whether somebody has a role for a unit that runs and shares a year with the one asked for. */
export async function hasOverlappingRole(
  query: Query,
  account: string,
  asked: {
    readonly region: number
    readonly unit: number
    readonly role: Role
    readonly fromYear: number
    readonly toYear: number | null
  },
  at: string,
  /** A role that is only passed on until a day hinders nobody from being given it for good. */
  countsDelegated: boolean,
): Promise<boolean> {
  const rows = await query(
    `select 1 from assignment where account_id = $1 and region_id = $2 and unit_id = $3 and role = $4 and ended_at is null
       and (until is null or until > $7) and from_year <= coalesce($6, 9999) and coalesce(to_year, 9999) >= $5
       and ($8 or delegated_from is null) limit 1`,
    [account, asked.region, asked.unit, asked.role, asked.fromYear, asked.toYear, at, countsDelegated],
  )
  return rows.length > 0
}

/** Ends a role, and what was passed on from it. False when it had ended already. */
export async function endRole(query: Query, region: number, id: string, by: string, at: string): Promise<boolean> {
  const rows = await query(
    `update assignment set ended_at = $3, ended_by = $4 where region_id = $1 and assignment_id = $2 and ended_at is null
     returning assignment_id`,
    [region, id, at, by],
  )
  await query(
    `update assignment set ended_at = $3, ended_by = $4 where region_id = $1 and delegated_from = $2 and ended_at is null`,
    [region, id, at, by],
  )
  return rows.length > 0
}

export type NewDelegation = {
  readonly id: string
  readonly to: string
  readonly from: ListedRole
  readonly region: number
  readonly by: string
  readonly until: string
  readonly at: string
}

export async function delegate(query: Query, { id, to, from, region, by, until, at }: NewDelegation): Promise<void> {
  await query(
    `insert into assignment (assignment_id, account_id, region_id, unit_id, role, from_year, to_year, given_by, given_at,
       delegated_by, delegated_from, until)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $8, $10, $11)`,
    [id, to, region, from.unit, from.role, from.fromYear, from.toYear, by, at, from.id, until],
  )
}

/**
 * The enabled people who administer a bureau in a year and on: a role that ends by itself would leave nobody one day. Their roles are locked until the transaction ends: two that take the last two
 * administrators away at once go one after the other.
 */
export async function administratorsOf(query: Query, region: number, year: number): Promise<readonly string[]> {
  const rows = await query<{ account_id: string }>(
    `select a.account_id from assignment a join account p on p.account_id = a.account_id
     where a.region_id = $1 and a.unit_id = 0 and a.role = 'administrator' and a.ended_at is null and a.delegated_from is null
       and a.from_year <= $2 and a.to_year is null and not p.is_disabled and not p.is_machine
     order by a.assignment_id for update of a, p`,
    [region, year],
  )
  return rows.map(({ account_id }) => account_id)
}

/** Whether people who administer or review for finance need a second factor in this bureau. */
export async function needsTotp(query: Query, region: number): Promise<boolean> {
  const [row] = await query<{ needs_totp: boolean }>('select needs_totp from region where region_id = $1', [region])
  return row?.needs_totp ?? false
}

/** False when there is no such bureau. */
export async function setNeedsTotp(query: Query, region: number, isNeeded: boolean): Promise<boolean> {
  const rows = await query('update region set needs_totp = $2 where region_id = $1 returning region_id', [
    region,
    isNeeded,
  ])
  return rows.length > 0
}

function listedOf(row: Readonly<Record<string, unknown>>): ListedRole {
  const person = (id: unknown, name: unknown) => (id === null ? null : { id: String(id), name: String(name ?? '') })
  const moment = (at: unknown) => (at === null ? null : (at as Date).toISOString())
  return {
    id: String(row.assignment_id),
    account: { id: String(row.account_id), login: String(row.login), name: String(row.name) },
    unit: Number(row.unit_id),
    role: row.role as Role,
    fromYear: Number(row.from_year),
    toYear: row.to_year === null ? null : Number(row.to_year),
    givenBy: person(row.given_by, row.given_name),
    givenAt: moment(row.given_at),
    delegatedBy: person(row.delegated_by, row.delegated_name),
    delegatedFrom: row.delegated_from === null ? null : String(row.delegated_from),
    until: moment(row.until),
    endedAt: moment(row.ended_at),
    endedBy: person(row.ended_by, row.ended_name),
  }
}
