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
  const workers = await workersOfCluster()
  const nodes = [serverUrl, ...workers.map(({ url }) => url)]
  for (const node of nodes) await asNode(node, createDatabase(name))
  const url = within(serverUrl, name)
  if (workers.length > 0) await joinCluster(name, nodes, workers)
  const drop = async () => {
    for (const node of nodes) await asNode(node, `drop database ${name} with (force)`)
  }
  return { url, drop }
}

function createDatabase(name: string): string {
  return `create database ${name} template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`
}

type Worker = { readonly host: string; readonly port: number; readonly url: string }

/** The workers when the server is the coordinator of a Citus cluster; none on a plain PostgreSQL. */
async function workersOfCluster(): Promise<readonly Worker[]> {
  const [citus] = await asNode(serverUrl, `select 1 from pg_extension where extname = 'citus'`)
  if (!citus) return []
  const rows = await asNode(
    serverUrl,
    'select nodename, nodeport from pg_dist_node where groupid > 0 order by nodeport',
  )
  return rows.map(({ nodename, nodeport }) => {
    const url = new URL(serverUrl)
    url.hostname = String(nodename)
    url.port = String(nodeport)
    return { host: String(nodename), port: Number(nodeport), url: url.href }
  })
}

/** Makes a cluster of the new database on all nodes: Citus keeps its tables in each database for itself. */
async function joinCluster(name: string, nodes: readonly string[], workers: readonly Worker[]): Promise<void> {
  for (const node of nodes) await asNode(within(node, name), 'create extension citus')
  const coordinator = new URL(serverUrl)
  const url = within(serverUrl, name)
  await asNode(url, `select citus_set_coordinator_host('${coordinator.hostname}', ${coordinator.port || 5432})`)
  for (const { host, port } of workers) await asNode(url, `select citus_add_node('${host}', ${port})`)
}

function within(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

async function asNode(server: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    if (/^(?:create|drop) database/.test(statement))
      await client.query(`set citus.enable_create_database_propagation = off`)
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

async function pgIsThere(): Promise<boolean> {
  const client = new pg.Client({ connectionString: serverUrl, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    // Without a server the tests for it are skipped and named.
    return false
  }
}
