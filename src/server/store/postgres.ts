import pg from 'pg'
import type { Connections } from './database.ts'
import { StoreError } from './store-error.ts'

const OLDEST = 150_000

/** A PostgreSQL server by its URL (Citus among them). Throws StoreError when it can't be reached or is too old. */
export async function openPostgres(url: string): Promise<Connections> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 16,
    connectionTimeoutMillis: 10_000,
    application_name: 'jiheng',
    // Statements that are asked for together don't wait for each other's answers.
    pipeline: true,
  })
  // A connection that breaks while idle is replaced; the next query tells if the server is gone.
  pool.on('error', () => undefined)
  // One that breaks between two statements of a transaction would end the whole process if nobody listened; the next statement tells.
  pool.on('connect', (client) => client.on('error', () => undefined))
  try {
    const { rows } = await pool.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    )
    const version = rows[0]?.version ?? 0
    if (version < OLDEST) throw new StoreError(`PostgreSQL 太旧（${Math.floor(version / 10_000)}），至少要 15。`)
    return { pool, engine: 'postgres', close: () => pool.end() }
  } catch (cause) {
    await pool.end()
    if (cause instanceof StoreError) throw cause
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new StoreError(`连不上 DATABASE_URL 指的数据库：${why}。请核对地址、账号，或先启动它。`, { cause })
  }
}
