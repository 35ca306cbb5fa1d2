import type { Role } from '#engine'
import type { Query } from './database.ts'

export { findSession, openSession, type Session } from './sessions.ts'

export type Account = {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly passwordHash: string | null
  readonly failures: number
  /** Milliseconds since 1970; 0 when it is open. */
  readonly lockedUntil: number
  readonly isDisabled: boolean
  /** A program's account has no password and never signs in. */
  readonly isMachine: boolean
  readonly mustChangePassword: boolean
  /** Base32; null while no device is enrolled. One that waits for its first code is not here. */
  readonly totpSecret: string | null
}

/** A role for a unit (0: all units of the bureau) over years, both ends included. */
export type Assignment = {
  readonly region: number
  readonly unit: number
  readonly role: Role
  readonly fromYear: number
  readonly toYear: number | null
}

/** A role that somebody holds now. */
export type HeldRole = Assignment & {
  readonly id: string
  /** Who passed it on, and until when; null for a role of one's own. */
  readonly delegated: { readonly by: string; readonly name: string; readonly until: string } | null
}

export type NewAccount = Pick<Account, 'id' | 'login' | 'name' | 'passwordHash'> & {
  readonly at: string
  readonly isMachine?: boolean
  readonly mustChangePassword?: boolean
  readonly made?: { readonly region: number; readonly by: string }
}

export async function hasAccounts(query: Query): Promise<boolean> {
  return (await query('select 1 from account limit 1')).length > 0
}

/** False when the login is taken. */
export async function createAccount(query: Query, account: NewAccount): Promise<boolean> {
  const { id, login, name, passwordHash, at, made, isMachine = false, mustChangePassword = false } = account
  const rows = await query(
    `insert into account (account_id, login, name, password_hash, created_at, password_changed_at, is_machine,
       must_change_password, made_region, made_by)
     values ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9) on conflict (login) do nothing returning account_id`,
    [id, login, name, passwordHash, at, isMachine, mustChangePassword, made?.region ?? null, made?.by ?? null],
  )
  return rows.length > 0
}

export async function findAccount(query: Query, login: string): Promise<Account | undefined> {
  const [row] = await query('select * from account where login = $1', [login])
  return row && accountOf(row)
}

export async function findAccountById(query: Query, id: string): Promise<Account | undefined> {
  const [row] = await query('select * from account where account_id = $1', [id])
  return row && accountOf(row)
}

/** The account that is bound to an identity of the provider (its issuer and subject). */
export async function findAccountBySubject(query: Query, subject: string): Promise<Account | undefined> {
  const [row] = await query('select * from account where oidc_subject = $1', [subject])
  return row && accountOf(row)
}

/** Counts a wrong password or code; from the fifth on the account is closed for a while that doubles each time, an hour at most. */
/** Counts a wrong password or code; true when it was one too many and the account is shut for a while. */
export async function noteFailure(query: Query, { id }: Pick<Account, 'id'>, now: number): Promise<boolean> {
  // Counted in the database: of many tries at once each one counts.
  const [row] = await query<{ failures: number }>(
    'update account set failures = least(failures + 1, 30000) where account_id = $1 returning failures',
    [id],
  )
  const count = row?.failures ?? 0
  if (count < 5) return false
  const minutes = Math.min(60, 2 ** (count - 5))
  await query('update account set locked_until = $2 where account_id = $1', [
    id,
    new Date(now + minutes * 60_000).toISOString(),
  ])
  return true
}

export async function clearFailures(query: Query, id: string): Promise<void> {
  await query('update account set failures = 0, locked_until = null where account_id = $1', [id])
}

export async function assign(
  query: Query,
  id: string,
  account: string,
  { region, unit, role, fromYear, toYear }: Assignment,
  given: { readonly by: string; readonly at: string } | null = null,
): Promise<void> {
  await query(
    `insert into assignment (assignment_id, account_id, region_id, unit_id, role, from_year, to_year, given_by, given_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, account, region, unit, role, fromYear, toYear, given?.by ?? null, given?.at ?? null],
  )
}

function accountOf(row: Readonly<Record<string, unknown>>): Account {
  return {
    id: String(row.account_id),
    login: String(row.login),
    name: String(row.name),
    passwordHash: row.password_hash === null ? null : String(row.password_hash),
    failures: Number(row.failures),
    lockedUntil: row.locked_until === null ? 0 : (row.locked_until as Date).getTime(),
    isDisabled: Boolean(row.is_disabled),
    isMachine: Boolean(row.is_machine),
    mustChangePassword: Boolean(row.must_change_password),
    totpSecret: row.totp_confirmed_at === null ? null : String(row.totp_secret),
  }
}
