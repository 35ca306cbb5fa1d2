import { createHash } from 'node:crypto'
import { canonical } from './canonical.ts'
import type { Query } from './database.ts'

export type HashAlgorithm = 'sm3' | 'sha256'

/** What happened, for the log. `subject` is what it happened to (a form's id, an account), `payload` whatever explains it. */
export type Event = {
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly payload: unknown
  /** Milliseconds since 1970. */
  readonly at: number
}

/** The log is one chain a unit. What concerns a bureau as a whole stands under unit 0. */
export type Chain = { readonly region: number; readonly unit: number }

export type LogEntry = {
  readonly region: number
  readonly unit: number
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly payload: string
  readonly algorithm: HashAlgorithm
  readonly prev: string
  readonly hash: string
}

/** The last entry of a chain; undefined while it has none. */
export type LogHead = { readonly seq: number; readonly hash: Buffer } | undefined

/** Where the chain of a unit ends now. */
export async function headOf(query: Query, { region, unit }: Chain): Promise<LogHead> {
  const [last] = await query<{ seq: number; hash: Buffer }>(
    'select seq, hash from audit_event where region_id = $1 and unit_id = $2 order by seq desc limit 1',
    [region, unit],
    'log-head',
  )
  return last
}

/** Appends to the chain of a unit, in the transaction of what it tells of. */
export async function appendEvent(query: Query, chain: Chain, event: Event, algorithm: HashAlgorithm): Promise<void> {
  await appendAfter(query, chain, await headOf(query, chain), event, algorithm)
}

/**
 * The same where the end of the chain was read in this transaction. The key on (region, unit, seq) makes two at once collide: the
 * second transaction fails and is tried again. The hash is over the one before and the line below, joined by line breaks.
 */
export async function appendAfter(
  query: Query,
  { region, unit }: Chain,
  last: LogHead,
  { actor, action, subject, payload, at }: Event,
  algorithm: HashAlgorithm,
): Promise<void> {
  const seq = (last?.seq ?? 0) + 1
  const prev = last?.hash ?? Buffer.alloc(32)
  const text = canonical(payload)
  const moment = new Date(at).toISOString()
  const hash = hashOf(prev, [region, unit, seq, moment, actor, action, subject, text], algorithm)
  await query(
    `insert into audit_event (region_id, unit_id, seq, at, actor, action, subject, payload, algorithm, prev_hash, hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [region, unit, seq, moment, actor, action, subject, text, algorithm, prev, hash],
    'append-event',
  )
}

/** hash = H(previous hash as hex, then each field, a line each); what the verifier computes again from the export alone. */
function hashOf(prev: Buffer, fields: readonly (string | number)[], algorithm: HashAlgorithm): Buffer {
  const lines = [prev.toString('hex'), ...fields.map((field) => JSON.stringify(field))]
  return createHash(algorithm).update(lines.join('\n')).digest()
}

/** The chain of a unit from an entry on, in order. */
export async function eventsOf(
  query: Query,
  { region, unit }: Chain,
  after = 0,
  most = 1000,
): Promise<readonly LogEntry[]> {
  const rows = await query<Readonly<Record<string, unknown>>>(
    `select * from audit_event where region_id = $1 and unit_id = $2 and seq > $3 order by seq limit $4`,
    [region, unit, after, most],
  )
  return rows.map(entryOf)
}

/** What happened to one thing, over all chains of a bureau, oldest first. */
export async function eventsOn(query: Query, region: number, subject: string): Promise<readonly LogEntry[]> {
  const rows = await query<Readonly<Record<string, unknown>>>(
    'select * from audit_event where region_id = $1 and subject = $2 order by at, unit_id, seq',
    [region, subject],
  )
  return rows.map(entryOf)
}

function entryOf(row: Readonly<Record<string, unknown>>): LogEntry {
  return {
    region: Number(row.region_id),
    unit: Number(row.unit_id),
    seq: Number(row.seq),
    at: (row.at as Date).toISOString(),
    actor: String(row.actor),
    action: String(row.action),
    subject: String(row.subject),
    payload: String(row.payload),
    algorithm: row.algorithm as HashAlgorithm,
    prev: (row.prev_hash as Buffer).toString('hex'),
    hash: (row.hash as Buffer).toString('hex'),
  }
}

/** The day's root of a bureau: over the last hashes of all its chains, and the root before. Once a day; a second call of a day does nothing. */
export async function anchorDay(query: Query, region: number, day: string, algorithm: HashAlgorithm): Promise<void> {
  const [known] = await query('select 1 from audit_anchor where region_id = $1 and day = $2', [region, day])
  if (known) return
  const heads = await query<{ unit_id: number; seq: number; hash: Buffer }>(
    `select e.unit_id, e.seq, e.hash from audit_event e
     join (select unit_id, max(seq) as seq from audit_event where region_id = $1 group by unit_id) last
       on last.unit_id = e.unit_id and last.seq = e.seq
     where e.region_id = $1 order by e.unit_id`,
    [region],
  )
  const [before] = await query<{ root: Buffer }>(
    'select root from audit_anchor where region_id = $1 and day < $2 order by day desc limit 1',
    [region, day],
  )
  const prev = before?.root ?? Buffer.alloc(32)
  const text = canonical(heads.map(({ unit_id, seq, hash }) => [unit_id, seq, hash.toString('hex')]))
  const root = hashOf(prev, [region, day, text], algorithm)
  await query(
    'insert into audit_anchor (region_id, day, heads, algorithm, prev_root, root) values ($1, $2, $3, $4, $5, $6)',
    [region, day, text, algorithm, prev, root],
  )
}
