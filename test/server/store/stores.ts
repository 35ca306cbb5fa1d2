import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { type Database, databaseOf } from '../../../src/server/store/database.ts'
import { migrate } from '../../../src/server/store/migrate.ts'
import { openMemory } from '../../../src/server/store/pglite.ts'
import { openPostgres } from '../../../src/server/store/postgres.ts'

export const MIGRATIONS = fileURLToPath(new URL('../../../src/server/store/migrations', import.meta.url))
/** The server that the tests may make databases on; on CI it is there. */
export const serverUrl = process.env.JIHENG_TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/test'

export const canReachPostgres = await pgIsThere()
if (!canReachPostgres && process.env.CI) throw new Error('CI 上必须能连 PostgreSQL（127.0.0.1:5432，库 test）。')
if (!canReachPostgres) console.warn('跳过 PostgreSQL 上的测试：连不上（设 JIHENG_TEST_DATABASE_URL 可指定）。')

/** Each engine that the contract holds for: its name, and how to get an empty, migrated database. */
export const STORES: readonly {
  readonly name: string
  readonly isThere: boolean
  readonly open: () => Promise<Database>
}[] = [
  { name: 'PGlite', isThere: true, open: async () => migrated(databaseOf(await openMemory())) },
  { name: 'PostgreSQL', isThere: canReachPostgres, open: freshPostgres },
]

async function migrated(database: Database): Promise<Database> {
  await migrate(database, MIGRATIONS)
  return database
}

/** A database of its own on the server, gone when it is closed. */
async function freshPostgres(): Promise<Database> {
  const { url, drop } = await emptyPostgres()
  const database = databaseOf(await openPostgres(url))
  await migrate(database, MIGRATIONS)
  return {
    ...database,
    async close() {
      await database.close()
      await drop()
    },
  }
}

/** A new database on the server with nothing in it: where it is, and how it goes away again. */
export async function emptyPostgres(): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  const name = `jiheng_${process.pid}_${Math.floor(performance.now() * 1000)}`
  await asServer(`create database ${name} template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => asServer(`drop database ${name} with (force)`) }
}

async function asServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

async function pgIsThere(): Promise<boolean> {
  const client = new pg.Client({ connectionString: serverUrl, connectionTimeoutMillis: 2000 })
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    // Without a server the tests for it are skipped and named.
    return false
  }
}
