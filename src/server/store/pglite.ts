import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import pg from 'pg'
import type { Connections } from './database.ts'
import { DurableNodeFS, synced } from './durable-fs.ts'
import { lockFolder } from './folder-lock.ts'
import { StoreError } from './store-error.ts'

/**
 * The embedded database in a folder of its own. It is held by one process, writes through to the disk, and proves at each start that
 * it does: an update of PGlite that drops the hook must not lose anybody's form. Throws StoreError.
 */
export async function openPglite(folder: string): Promise<Connections> {
  mkdirSync(folder, { recursive: true })
  const lock = await lockFolder(folder)
  try {
    const data = join(folder, 'database')
    const isNew = !hasDatabase(folder)
    const engine = await PGlite.create({
      fs: new DurableNodeFS(data),
      extensions: { pg_trgm },
      startParams: [...PGlite.defaultStartParams.filter((one) => one !== '-F'), '-c', 'wal_sync_method=fsync'],
    })
    // What initdb wrote was not synced: once, before anything is acknowledged.
    if (isNew) syncTree(data)
    await proveDurable(engine)
    const pool = new pg.Pool({ ...createPgConfig(engine), max: 1 } as pg.PoolConfig)
    return {
      pool,
      engine: 'pglite',
      async close() {
        await pool.end()
        await engine.close()
        await lock.release()
      },
    }
  } catch (cause) {
    await lock.release()
    if (cause instanceof StoreError) throw cause
    // Whatever the engine says of a folder (no right to write, no room, a damaged file), it is the operator who can mend it.
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new StoreError(
      `“${folder}”里的内置数据库打不开：${why}。请先看磁盘满没有、能不能写；还不行就留着这个文件夹，用 jiheng restore 把备份恢复到另一个文件夹。`,
      { cause },
    )
  }
}

/** Whether a folder holds an embedded database. */
export function hasDatabase(folder: string): boolean {
  return existsSync(join(folder, 'database', 'PG_VERSION'))
}

/** An embedded database in memory, for tests: nothing outlives it. */
export async function openMemory(): Promise<Connections> {
  const engine = await PGlite.create({ extensions: { pg_trgm } })
  const pool = new pg.Pool({ ...createPgConfig(engine), max: 1 } as pg.PoolConfig)
  return {
    pool,
    engine: 'pglite',
    async close() {
      await pool.end()
      await engine.close()
    },
  }
}

async function proveDurable(engine: PGlite): Promise<void> {
  const before = synced.files
  await engine.query('create table if not exists durability_check (at timestamptz not null)')
  await engine.query('delete from durability_check')
  await engine.query('insert into durability_check values (now())')
  const { rows } = await engine.query<{ fsync: string }>('show fsync')
  if (rows[0]?.fsync === 'on' && synced.files > before) return
  await engine.close()
  throw new StoreError(
    '内置数据库没有把数据写到磁盘上，断电会丢数据，所以没有启动。请换回绩衡自带的版本，或用 DATABASE_URL 接 PostgreSQL。',
  )
}

function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) syncTree(path)
    else if (entry.isFile()) syncPath(path)
  }
  syncPath(folder)
}

function syncPath(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
