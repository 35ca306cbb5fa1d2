import { AsyncLocalStorage } from 'node:async_hooks'
import type { Socket } from 'node:net'
import type pg from 'pg'
import { StoreError } from './store-error.ts'

export type Connections = {
  readonly pool: pg.Pool
  readonly engine: 'pglite' | 'postgres'
  readonly close: () => Promise<void>
}

/** The roles of the database, beside the owner who migrates. Each sees only the rows its policies allow. */
export type DatabaseRole = 'app_unit' | 'app_bureau' | 'app_report' | 'app_system'

/** Who a transaction works for. Every row outside it is invisible, whatever the statement says. */
export type Scope = {
  readonly role: DatabaseRole
  /** The finance bureau. */
  readonly region: number
  /** The units that app_unit works for: its own, and those below it for a department. The other roles need none. */
  readonly units: readonly number[]
  /** Units of these that are seen up to a year only: predecessors, and those that have left a department. */
  readonly lastYears?: Readonly<Record<number, number>>
  /** The forms that app_bureau sees end with this year: the roles it works for have ended. */
  readonly untilYear?: number
}

export type Row = Readonly<Record<string, unknown>>
/**
 * Runs one statement inside a transaction. Parameters are `$1`, `$2` …; rows come back as the driver gives them. Statements asked for
 * together (`Promise.all`) go to the server in one packet and are done in that order. A `name` of its own has the server parse and plan
 * the text once a connection: for statements of every day that list their columns (a `*` would break when a migration adds one).
 */
export type Query = <T extends Row = Row>(
  text: string,
  values?: readonly unknown[],
  name?: string,
) => Promise<readonly T[]>

export type Database = {
  readonly engine: Connections['engine']
  /**
   * One transaction under row-level security; an error rolls it back. Never nested: PGlite has one connection. Work that lost against
   * another transaction is done again, so it must do nothing outside the database.
   */
  readonly tx: <T>(scope: Scope, work: (query: Query) => Promise<T>) => Promise<T>
  /** As the owner, without row-level security: migrations, sign-in, backup. */
  readonly asOwner: <T>(work: (query: Query) => Promise<T>) => Promise<T>
  /** The same for statements that only read and need not belong together: no begin, no commit. */
  readonly readAsOwner: <T>(work: (query: Query) => Promise<T>) => Promise<T>
  /** Gives space back and renews the planner's figures; the embedded database does neither by itself. */
  readonly vacuum: () => Promise<void>
  readonly close: () => Promise<void>
}

const inside = new AsyncLocalStorage<true>()

/** On a server, what is asked for before the event loop turns goes out in one packet; the embedded database takes one after the other. */
function queryOf(client: pg.PoolClient, engine: Connections['engine']): Query {
  const send = async <R extends Row>(text: string, values: readonly unknown[], name?: string) =>
    (await client.query({ text, values: [...values], ...(name ? { name } : {}) })).rows as R[]
  if (engine === 'pglite') {
    let last: Promise<unknown> = Promise.resolve()
    return <R extends Row>(text: string, values: readonly unknown[] = [], name?: string) => {
      const next = () => send<R>(text, values, name)
      const answer = last.then(next, next)
      last = answer
      return answer
    }
  }
  const hold = packets(client)
  return (text, values = [], name) => {
    hold()
    return send(text, values, name)
  }
}

/** Holds what is written back until the event loop turns. */
function packets(client: pg.PoolClient): () => void {
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Socket } }).connection
  let isHeld = false
  return () => {
    if (isHeld) return
    isHeld = true
    stream.cork()
    process.nextTick(() => {
      isHeld = false
      stream.uncork()
    })
  }
}

export function databaseOf({ pool, engine, close }: Connections): Database {
  const run = async <T>(preamble: string, work: (query: Query) => Promise<T>): Promise<T> => {
    // A second connection asked for while one is held would wait for ever on PGlite.
    if (inside.getStore()) throw new Error('a transaction inside a transaction: use the query that was handed in')
    const client = await pool.connect()
    const query = queryOf(client, engine)
    try {
      await breath(engine)
      // They go out with the first statement of the work. Should the second fail, so does whatever follows it in the transaction.
      const opened = Promise.all([query('begin'), query(preamble)])
      opened.catch(() => undefined)
      const result = await inside
        .run(true, () => work(query))
        .catch(async (error: unknown) => {
          await opened
          throw error
        })
      await opened
      await query('commit')
      client.release()
      return result
    } catch (error) {
      // A connection whose rollback fails is not given back to the pool.
      const broken = await query('rollback').then(
        () => false,
        () => true,
      )
      client.release(broken)
      throw error
    }
  }
  return {
    engine,
    tx: (scope, work) => again(() => run(preambleOf(scope), work)),
    asOwner: (work) => again(() => run(OWNER, work)),
    readAsOwner: (work) =>
      again(async () => {
        await breath(engine)
        return work(
          async (text, values = [], name) =>
            (await pool.query({ text, values: [...values], ...(name ? { name } : {}) })).rows,
        )
      }),
    vacuum: async () => void (await pool.query('vacuum analyze')),
    close,
  }
}

/** The owner changes reference tables beside distributed ones; Citus allows that over one connection a node. Elsewhere it is a harmless name. */
const OWNER = `set local citus.multi_shard_modify_mode to 'sequential'`

/**
 * The embedded database answers without ever going back to the event loop: one transaction after another would let nobody connect and no
 * timer run for as long as there is a queue.
 */
async function breath(engine: Connections['engine']): Promise<void> {
  if (engine === 'pglite') await new Promise((resolve) => setImmediate(resolve))
}

type DatabaseFault = { readonly code?: string; readonly constraint?: string }
const MOST_TRIES = 8

/** Does work again that lost against another transaction; tells in Chinese when the database can't be reached. */
async function again<T>(run: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await run()
    } catch (error) {
      if (isLost(error) && tries < MOST_TRIES) continue
      if (isUnreachable(error))
        throw new StoreError('数据库暂时连不上，这一步可能没有做成。已经保存的内容都在，请稍后刷新核对。', {
          cause: error,
        })
      throw error
    }
  }
}

/** Two that append to one chain of the log, two with one request key, deadlocks and serialisation: the later one starts over. */
function isLost(error: unknown): boolean {
  const { code, constraint = '' } = (error ?? {}) as DatabaseFault
  if (code === '40001' || code === '40P01') return true
  return code === '23505' && /^(?:audit_event|request_done|form_version)_pkey/.test(constraint)
}

/** Classes of SQLSTATE 08 (connection), 57P (shut down), 53 (no room), and the sockets below; Citus tells of a worker that is down with them too. */
function isUnreachable(error: unknown): boolean {
  const { code = '' } = (error ?? {}) as DatabaseFault
  if (/^(?:08|57P|53)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(code)) return true
  const message = error instanceof Error ? error.message : ''
  return /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/.test(
    message,
  )
}

const ROLES: readonly DatabaseRole[] = ['app_unit', 'app_bureau', 'app_report', 'app_system']

/** SET takes no parameters: only whole numbers and the names of our own roles get into the text. On plain PostgreSQL Citus's setting is a harmless name. */
function preambleOf({ role, region, units, lastYears = {}, untilYear }: Scope): string {
  const years = Object.entries(lastYears).map(([unit, year]) => [Number(unit), year] as const)
  if (!ROLES.includes(role) || ![region, ...units, ...years.flat(), untilYear ?? 0].every(Number.isSafeInteger))
    throw new Error('a scope with something else than a role and whole numbers')
  const capped = years.map(([unit, year]) => `"${unit}":${year}`).join(',')
  const [first, last] = units.length === 0 ? ['', ''] : [lowest(units), -lowest(units.map((unit) => -unit))]
  return (
    `set local citus.propagate_set_commands to 'local'; set local app.region = '${region}'; ` +
    `set local app.units = '${units.join(',')}'; set local app.first_unit = '${first}'; set local app.last_unit = '${last}'; ` +
    `set local app.last_years = '{${capped}}'; ` +
    (untilYear === undefined ? '' : `set local app.until_year = '${untilYear}'; `) +
    `set local role ${role}`
  )
}

/** Without spreading: a list of ten thousand is no list of arguments. */
function lowest(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b))
}
