import { AsyncLocalStorage } from 'node:async_hooks'
import type pg from 'pg'

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
}

export type Row = Readonly<Record<string, unknown>>
/** Runs one statement inside a transaction. Parameters are `$1`, `$2` …; rows come back as the driver gives them. */
export type Query = <T extends Row = Row>(text: string, values?: readonly unknown[]) => Promise<readonly T[]>

export type Database = {
  readonly engine: Connections['engine']
  /** One transaction under row-level security; an error rolls it back. Never nested: PGlite has one connection. */
  readonly tx: <T>(scope: Scope, work: (query: Query) => Promise<T>) => Promise<T>
  /** As the owner, without row-level security: migrations, sign-in, backup. */
  readonly asOwner: <T>(work: (query: Query) => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
}

const inside = new AsyncLocalStorage<true>()

export function databaseOf({ pool, engine, close }: Connections): Database {
  const run = async <T>(preamble: string | undefined, work: (query: Query) => Promise<T>): Promise<T> => {
    // A second connection asked for while one is held would wait for ever on PGlite.
    if (inside.getStore()) throw new Error('a transaction inside a transaction: use the query that was handed in')
    const client = await pool.connect()
    try {
      await client.query('begin')
      if (preamble !== undefined) await client.query(preamble)
      const query: Query = async <R extends Row>(text: string, values: readonly unknown[] = []) =>
        (await client.query(text, [...values])).rows as R[]
      const result = await inside.run(true, () => work(query))
      await client.query('commit')
      client.release()
      return result
    } catch (error) {
      // A connection whose rollback fails is not given back to the pool.
      const broken = await client.query('rollback').then(
        () => false,
        () => true,
      )
      client.release(broken)
      throw error
    }
  }
  return {
    engine,
    tx: (scope, work) => run(preambleOf(scope), work),
    asOwner: (work) => run(undefined, work),
    close,
  }
}

const ROLES: readonly DatabaseRole[] = ['app_unit', 'app_bureau', 'app_report', 'app_system']

/** SET takes no parameters: only whole numbers and the names of our own roles get into the text. On plain PostgreSQL Citus's setting is a harmless name. */
function preambleOf({ role, region, units }: Scope): string {
  if (!ROLES.includes(role) || ![region, ...units].every(Number.isSafeInteger))
    throw new Error('a scope with something else than a role and whole numbers')
  return (
    `set local citus.propagate_set_commands to 'local'; set local app.region = '${region}'; ` +
    `set local app.units = '${units.join(',')}'; set local role ${role}`
  )
}
