import type { Role } from '#engine'
import type { Query } from './database.ts'

export type Account = {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly passwordHash: string | null
  readonly failures: number
  /** Milliseconds since 1970; 0 when it is open. */
  readonly lockedUntil: number
  readonly isDisabled: boolean
}

/** A role for a unit (0: all units of the bureau) over years, both ends included. */
export type Assignment = {
  readonly region: number
  readonly unit: number
  readonly role: Role
  readonly fromYear: number
  readonly toYear: number | null
}

export type NewAccount = Pick<Account, 'id' | 'login' | 'name'> & { readonly passwordHash: string; readonly at: string }

export async function hasAccounts(query: Query): Promise<boolean> {
  return (await query('select 1 from account limit 1')).length > 0
}

/** False when the login is taken. */
export async function createAccount(query: Query, { id, login, name, passwordHash, at }: NewAccount): Promise<boolean> {
  const made = await query(
    `insert into account (account_id, login, name, password_hash, created_at, password_changed_at)
     values ($1, $2, $3, $4, $5, $5) on conflict (login) do nothing returning account_id`,
    [id, login, name, passwordHash, at],
  )
  return made.length > 0
}

export async function findAccount(query: Query, login: string): Promise<Account | undefined> {
  const [row] = await query('select * from account where login = $1', [login])
  return row && accountOf(row)
}

/** Counts a wrong password; from the fifth on the account is closed for a while that doubles each time, an hour at most. */
export async function noteFailure(query: Query, { id, failures }: Account, now: number): Promise<void> {
  const count = failures + 1
  const minutes = count < 5 ? 0 : Math.min(60, 2 ** (count - 5))
  const until = minutes === 0 ? null : new Date(now + minutes * 60_000).toISOString()
  await query('update account set failures = $2, locked_until = $3 where account_id = $1', [
    id,
    Math.min(count, 30_000),
    until,
  ])
}

export async function clearFailures(query: Query, id: string): Promise<void> {
  await query('update account set failures = 0, locked_until = null where account_id = $1', [id])
}

export async function assign(
  query: Query,
  id: string,
  account: string,
  { region, unit, role, fromYear, toYear }: Assignment,
): Promise<void> {
  await query(
    `insert into assignment (assignment_id, account_id, region_id, unit_id, role, from_year, to_year)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, account, region, unit, role, fromYear, toYear],
  )
}

export type Session = {
  readonly account: Pick<Account, 'id' | 'login' | 'name'>
  readonly csrf: string
  readonly kind: 'browser' | 'machine'
  readonly assignments: readonly Assignment[]
}

export type NewSession = {
  readonly tokenHash: Buffer
  readonly account: string
  readonly kind: Session['kind']
  readonly csrf: string
  readonly at: string
  readonly until: string
}

export async function openSession(
  query: Query,
  { tokenHash, account, kind, csrf, at, until }: NewSession,
): Promise<void> {
  await query(
    'insert into session (token_hash, account_id, kind, csrf, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)',
    [tokenHash, account, kind, csrf, at, until],
  )
}

export async function endSession(query: Query, tokenHash: Buffer, at: string): Promise<void> {
  await query('update session set ended_at = $2 where token_hash = $1 and ended_at is null', [tokenHash, at])
}

/** The session of a token with the roles that hold now; undefined when it has ended, expired, or its account is closed. */
export async function findSession(query: Query, tokenHash: Buffer, at: string): Promise<Session | undefined> {
  const [row] = await query(
    `select s.csrf, s.kind, a.account_id, a.login, a.name from session s join account a on a.account_id = s.account_id
     where s.token_hash = $1 and s.ended_at is null and s.expires_at > $2 and not a.is_disabled`,
    [tokenHash, at],
  )
  if (!row) return undefined
  const assignments = await query(
    `select region_id, unit_id, role, from_year, to_year from assignment
     where account_id = $1 and ended_at is null and (until is null or until > $2)`,
    [row.account_id, at],
  )
  return {
    account: { id: String(row.account_id), login: String(row.login), name: String(row.name) },
    csrf: String(row.csrf),
    kind: row.kind as Session['kind'],
    assignments: assignments.map((one) => ({
      region: Number(one.region_id),
      unit: Number(one.unit_id),
      role: one.role as Role,
      fromYear: Number(one.from_year),
      toYear: one.to_year === null ? null : Number(one.to_year),
    })),
  }
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
  }
}
