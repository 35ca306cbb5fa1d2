import type { Role } from '#engine'
import type { Query } from './database.ts'

/** An account as an administrator sees it: no hash and no secret. */
export type ListedAccount = {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly isDisabled: boolean
  readonly isMachine: boolean
  readonly hasPassword: boolean
  readonly mustChangePassword: boolean
  readonly hasTotp: boolean
  readonly isBoundToOidc: boolean
  /** Until when wrong passwords have closed it. */
  readonly lockedUntil: string | null
  readonly createdAt: string
}

const LISTED = `a.account_id, a.login, a.name, a.is_disabled, a.is_machine, a.password_hash is not null as has_password,
  a.must_change_password, a.totp_confirmed_at is not null as has_totp, a.oidc_subject is not null as is_bound, a.locked_until, a.created_at`
const HOLDS = '(x.until is null or x.until > $2) and x.ended_at is null'
/** Accounts `a` of bureau $1 at $2: those with a role there, and those made there while they have none anywhere. */
const OF_BUREAU = `(exists (select 1 from assignment x where x.account_id = a.account_id and x.region_id = $1 and ${HOLDS})
  or (a.made_region = $1 and not exists (select 1 from assignment x where x.account_id = a.account_id and ${HOLDS})))`

export type AccountSearch = {
  readonly region: number
  readonly at: string
  /** A part of the login or name; the empty text finds all. */
  readonly search: string
  /** Only those with such a role in the bureau now; with `unit` as well, that role for that unit. */
  readonly role?: Role | undefined
  /** 0: the whole bureau. */
  readonly unit?: number | undefined
  readonly isDisabled?: boolean | undefined
  /** The login the page before ended with. */
  readonly after: string
  readonly most: number
}

/** A role of an account in a list: what it is for, without its story. */
export type AccountRole = {
  readonly id: string
  readonly unit: number
  readonly role: Role
  readonly fromYear: number
  readonly toYear: number | null
  readonly isDelegated: boolean
}

/** Accounts of a bureau by login. */
export async function listAccounts(
  query: Query,
  { region, at, search, role, unit, isDisabled, after, most }: AccountSearch,
): Promise<readonly ListedAccount[]> {
  const rows = await query(
    `select ${LISTED} from account a where ${OF_BUREAU} and a.login > $3
       and (strpos(lower(a.login), lower($4)) > 0 or strpos(a.name, $4) > 0)
       and ($6::boolean is null or a.is_disabled = $6)
       and (($7::text is null and $8::int is null) or exists (select 1 from assignment x where x.account_id = a.account_id
         and x.region_id = $1 and ($7::text is null or x.role = $7) and ($8::int is null or x.unit_id = $8) and ${HOLDS}))
     order by a.login limit $5`,
    [region, at, after, search, most, isDisabled ?? null, role ?? null, unit ?? null],
  )
  return rows.map(listedOf)
}

/** The roles that accounts have in a bureau at a moment, by account; one without any is not in it. */
export async function rolesOfAccounts(
  query: Query,
  region: number,
  at: string,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, readonly AccountRole[]>> {
  const rows = await query(
    `select x.* from assignment x where x.region_id = $1 and ${HOLDS} and x.account_id = any ($3::uuid[])
     order by x.unit_id, x.role, x.from_year`,
    [region, at, accounts],
  )
  const found = new Map<string, AccountRole[]>()
  for (const row of rows) {
    const account = String(row.account_id)
    const role: AccountRole = {
      id: String(row.assignment_id),
      unit: Number(row.unit_id),
      role: row.role as Role,
      fromYear: Number(row.from_year),
      toYear: row.to_year === null ? null : Number(row.to_year),
      isDelegated: row.delegated_from !== null,
    }
    found.set(account, [...(found.get(account) ?? []), role])
  }
  return found
}

/** An account of a bureau; undefined for one of another. The row is locked until the transaction ends. */
export async function accountIn(
  query: Query,
  region: number,
  id: string,
  at: string,
): Promise<ListedAccount | undefined> {
  const [row] = await query(
    `select ${LISTED} from account a where ${OF_BUREAU} and a.account_id = $3 for update of a`,
    [region, at, id],
  )
  return row && listedOf(row)
}

/** Whether somebody works for another bureau too: then no single bureau may take the account over. */
export async function worksElsewhere(query: Query, region: number, id: string, at: string): Promise<boolean> {
  const rows = await query(
    `select 1 from assignment x where x.region_id <> $1 and ${HOLDS} and x.account_id = $3 limit 1`,
    [region, at, id],
  )
  return rows.length > 0
}

/** Enabled people with a role in a bureau whose name or login has a text in it: whom a role can be passed on to. */
export async function colleagues(
  query: Query,
  region: number,
  at: string,
  search: string,
): Promise<readonly { readonly login: string; readonly name: string }[]> {
  return query<{ login: string; name: string }>(
    `select a.login, a.name from account a where not a.is_disabled and not a.is_machine
       and exists (select 1 from assignment x where x.account_id = a.account_id and x.region_id = $1 and ${HOLDS})
       and (strpos(lower(a.login), lower($3)) > 0 or strpos(a.name, $3) > 0) order by a.name, a.login limit 20`,
    [region, at, search],
  )
}

/** A new password; one that an administrator has set must be changed at the first sign-in. The account is open again. */
export async function setPassword(
  query: Query,
  id: string,
  hash: string,
  at: string,
  mustChange: boolean,
): Promise<void> {
  await query(
    `update account set password_hash = $2, password_changed_at = $3, must_change_password = $4, failures = 0, locked_until = null
     where account_id = $1`,
    [id, hash, at, mustChange],
  )
}

export async function setDisabled(query: Query, id: string, isDisabled: boolean): Promise<void> {
  await query('update account set is_disabled = $2 where account_id = $1', [id, isDisabled])
}

export async function setName(query: Query, id: string, name: string): Promise<void> {
  await query('update account set name = $2 where account_id = $1', [id, name])
}

/** Binds an account to an identity of the provider, or frees it (null). False when another account is bound to it. */
export async function setSubject(query: Query, id: string, subject: string | null): Promise<boolean> {
  const rows = await query(
    `update account set oidc_subject = $2 where account_id = $1
       and not exists (select 1 from account b where b.oidc_subject = $2 and b.account_id <> $1) returning account_id`,
    [id, subject],
  )
  return rows.length > 0
}

function listedOf(row: Readonly<Record<string, unknown>>): ListedAccount {
  return {
    id: String(row.account_id),
    login: String(row.login),
    name: String(row.name),
    isDisabled: Boolean(row.is_disabled),
    isMachine: Boolean(row.is_machine),
    hasPassword: Boolean(row.has_password),
    mustChangePassword: Boolean(row.must_change_password),
    hasTotp: Boolean(row.has_totp),
    isBoundToOidc: Boolean(row.is_bound),
    lockedUntil: row.locked_until === null ? null : (row.locked_until as Date).toISOString(),
    createdAt: (row.created_at as Date).toISOString(),
  }
}
