import type { Role } from '#engine'
import type { Query, Row } from './database.ts'
import type { Account, HeldRole } from './people.ts'

/** What stands between somebody who is signed in and the work: the initial password, a second factor that the bureau asks for. */
export type SessionNeed = 'newPassword' | 'totp'

export type Session = {
  readonly account: Pick<Account, 'id' | 'login' | 'name'>
  readonly csrf: string
  readonly kind: 'browser' | 'machine'
  readonly assignments: readonly HeldRole[]
  readonly isReadOnly: boolean
  readonly needs: readonly SessionNeed[]
}

export type NewSession = {
  readonly tokenHash: Buffer
  readonly account: string
  readonly kind: Session['kind']
  readonly csrf: string
  readonly at: string
  readonly until: string
  /** What it is for, or the browser it was opened in. */
  readonly label?: string
  /** Of a program: fewer roles than its account has. */
  readonly onlyRoles?: readonly Role[] | null
  readonly isReadOnly?: boolean
  readonly madeBy?: string | null
}

/** A session as its owner sees it: the key is made from the hash and opens nothing. */
export type ListedSession = {
  readonly id: string
  readonly kind: Session['kind']
  readonly label: string
  readonly createdAt: string
  readonly expiresAt: string
  readonly onlyRoles: readonly Role[] | null
  readonly isReadOnly: boolean
  readonly isThis: boolean
}

/** An assignment `a` whose time runs at $2; a delegated one only while its giver (`s`, `g`) has the role. */
const HOLDS = `a.ended_at is null and (a.until is null or a.until > $2) and (a.delegated_from is null
  or (s.ended_at is null and (s.until is null or s.until > $2) and not g.is_disabled))`
const SESSION_KEY = `encode(substring(token_hash from 1 for 16), 'hex')::uuid`

export async function openSession(query: Query, made: NewSession): Promise<void> {
  const { tokenHash, account, kind, csrf, at, until, label = '', onlyRoles = null, isReadOnly = false } = made
  await query(
    `insert into session (token_hash, account_id, kind, csrf, created_at, expires_at, label, only_roles, is_read_only, made_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [tokenHash, account, kind, csrf, at, until, label, onlyRoles, isReadOnly, made.madeBy ?? null],
  )
}

export async function endSession(query: Query, tokenHash: Buffer, at: string): Promise<void> {
  await query('update session set ended_at = $2 where token_hash = $1 and ended_at is null', [tokenHash, at])
}

/** Forgets browsers' sessions that ended or expired before a moment; what was done in them stands in the log. */
export async function forgetSessions(query: Query, before: string): Promise<void> {
  await query(`delete from session where kind = 'browser' and (expires_at < $1 or ended_at < $1)`, [before])
}

/** Assignments `a` with what is to be known of them: who passed them on (`g`), the bureau (`r`). */
const ASSIGNED = `a.account_id, a.assignment_id, a.region_id, a.unit_id, a.role, a.from_year, a.to_year, a.delegated_by, a.until,
  g.name as giver, r.needs_totp from assignment a left join region r on r.region_id = a.region_id
  left join assignment s on s.assignment_id = a.delegated_from left join account g on g.account_id = a.delegated_by`

/** The session of a token with the roles that hold now; undefined when it has ended, expired, or its account is closed. */
export async function findSession(query: Query, tokenHash: Buffer, at: string): Promise<Session | undefined> {
  const rows = await query(
    `select t.csrf, t.kind, t.only_roles, t.is_read_only, o.account_id as owner, o.login, o.name, o.must_change_password,
       o.totp_confirmed_at, h.assignment_id, h.region_id, h.unit_id, h.role, h.from_year, h.to_year, h.delegated_by, h.until,
       h.giver, h.needs_totp from session t join account o on o.account_id = t.account_id
     left join (select ${ASSIGNED} where ${HOLDS}) h on h.account_id = o.account_id
     where t.token_hash = $1 and t.ended_at is null and t.expires_at > $2 and not o.is_disabled
     order by h.region_id, h.unit_id, h.role, h.from_year`,
    [tokenHash, at],
    'session',
  )
  const [row] = rows
  if (!row) return undefined
  const onlyRoles = row.only_roles as readonly string[] | null
  const held = rows
    .filter((one) => one.assignment_id !== null)
    .map(heldRoleOf)
    .filter(({ role }) => onlyRoles === null || onlyRoles.includes(role))
  const needs: SessionNeed[] = []
  if (row.kind === 'browser' && row.must_change_password) needs.push('newPassword')
  if (row.kind === 'browser' && row.totp_confirmed_at === null && held.some(({ needsTotp }) => needsTotp))
    needs.push('totp')
  return {
    account: { id: String(row.owner), login: String(row.login), name: String(row.name) },
    csrf: String(row.csrf),
    kind: row.kind as Session['kind'],
    isReadOnly: Boolean(row.is_read_only),
    needs,
    assignments: held.map(({ needsTotp: _, ...role }) => role),
  }
}

const WITH_TOTP: readonly Role[] = ['administrator', 'financeReviewer', 'performanceOfficer']

type AskedRole = HeldRole & { readonly needsTotp: boolean }

/** The roles somebody holds at a moment; `needsTotp` where the bureau asks them for a second factor. */
export async function heldRoles(query: Query, account: string, at: string): Promise<readonly AskedRole[]> {
  const rows = await query(
    `select ${ASSIGNED} where a.account_id = $1 and ${HOLDS} order by a.region_id, a.unit_id, a.role, a.from_year`,
    [account, at],
  )
  return rows.map(heldRoleOf)
}

function heldRoleOf(row: Row): AskedRole {
  return {
    id: String(row.assignment_id),
    region: Number(row.region_id),
    unit: Number(row.unit_id),
    role: row.role as Role,
    fromYear: Number(row.from_year),
    toYear: row.to_year === null ? null : Number(row.to_year),
    delegated:
      row.delegated_by === null
        ? null
        : { by: String(row.delegated_by), name: String(row.giver), until: (row.until as Date).toISOString() },
    needsTotp: Boolean(row.needs_totp) && WITH_TOTP.includes(row.role as Role),
  }
}

/** What is open for an account, newest first. */
export async function sessionsOf(
  query: Query,
  account: string,
  kind: Session['kind'],
  at: string,
  current: Buffer | undefined,
): Promise<readonly ListedSession[]> {
  const rows = await query(
    `select ${SESSION_KEY} as id, token_hash, kind, label, created_at, expires_at, only_roles, is_read_only from session
     where account_id = $1 and kind = $2 and ended_at is null and expires_at > $3 order by created_at desc limit 200`,
    [account, kind, at],
  )
  return rows.map((row) => ({
    id: String(row.id),
    kind: row.kind as Session['kind'],
    label: String(row.label),
    createdAt: (row.created_at as Date).toISOString(),
    expiresAt: (row.expires_at as Date).toISOString(),
    onlyRoles: row.only_roles as readonly Role[] | null,
    isReadOnly: Boolean(row.is_read_only),
    isThis: current?.equals(row.token_hash as Buffer) ?? false,
  }))
}

/** Ends one session of an account by its key. False when there is none. */
export async function endListed(
  query: Query,
  account: string,
  kind: Session['kind'],
  id: string,
  at: string,
): Promise<boolean> {
  const rows = await query(
    `update session set ended_at = $4 where account_id = $1 and kind = $2 and ${SESSION_KEY} = $3 and ended_at is null
     returning account_id`,
    [account, kind, id, at],
  )
  return rows.length > 0
}

/** Ends the sessions of an account but the one given; `kind` leaves those of the other kind. Gives how many. */
export async function endSessions(
  query: Query,
  account: string,
  at: string,
  { except, kind }: { readonly except?: Buffer | undefined; readonly kind?: Session['kind'] } = {},
): Promise<number> {
  const rows = await query(
    `update session set ended_at = $2 where account_id = $1 and ended_at is null and expires_at > $2
       and ($3::bytea is null or token_hash <> $3) and ($4::text is null or kind = $4) returning account_id`,
    [account, at, except ?? null, kind ?? null],
  )
  return rows.length
}
