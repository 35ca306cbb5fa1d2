import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serve } from '#server'
import { backup } from '../../src/server/operation/backup.ts'
import { runServerCommand } from '../../src/server/operation/commands.ts'
import { healthListener } from '../../src/server/operation/health.ts'
import { makeMetrics } from '../../src/server/operation/metrics.ts'
import { restore } from '../../src/server/operation/restore.ts'
import { folderBlobs } from '../../src/server/store/blobs.ts'
import { databaseOf } from '../../src/server/store/database.ts'
import { lockFolder } from '../../src/server/store/folder-lock.ts'
import { migrate } from '../../src/server/store/migrate.ts'
import { openMemory } from '../../src/server/store/pglite.ts'
import { StoreError } from '../../src/server/store/store-error.ts'
import { createRegion } from '../../src/server/store/units.ts'
import { MIGRATIONS } from './store/stores.ts'

const folder = mkdtempSync(join(tmpdir(), 'jiheng-damaged-'))
const place = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true }))

/** The status of a command and what it said. */
async function run(command: 'backup' | 'migrate', argument: string | undefined, data: string) {
  let said = ''
  const status = await runServerCommand(command, argument, { JIHENG_DATA: data }, (text) => {
    said += text
  })
  return { status, said }
}

describe('a damaged back-up is told as such and nothing of it is kept', () => {
  beforeAll(async () => {
    const database = databaseOf(await openMemory())
    await migrate(database, MIGRATIONS)
    await database.asOwner((query) => createRegion(query, 520123, '青禾区财政局'))
    const blobs = folderBlobs(place('attachments'))
    await backup({ database, blobs, migrations: MIGRATIONS, folder: place('sound'), at: '2025-01-15T08:00:00.000Z' })
    await database.close()
  }, 120_000)

  const damages: readonly (readonly [what: string, damage: (backup: string) => void, said: string])[] = [
    ['a table cut off', (at) => truncateSync(join(at, 'region.jsonl.gz'), 30), '备份里的 region 读不了'],
    ['a table gone', (at) => rmSync(join(at, 'region.jsonl.gz')), '备份里的 region 读不了'],
    ['a table that is none', (at) => writeFileSync(join(at, 'region.jsonl.gz'), 'x'), '备份里的 region 读不了'],
    [
      'rows that are none',
      (at) => writeFileSync(join(at, 'region.jsonl.gz'), gzipSync('{"region_id":"甲"}\n')),
      '备份里的 region 读不了',
    ],
    ['half of its list', (at) => writeFileSync(join(at, 'manifest.json'), '{"format":'), 'manifest.json 读不了'],
  ]
  test.each(damages)(
    '%s',
    async (what, damage, wanted) => {
      const damaged = place(`damaged ${what}`)
      cpSync(place('sound'), damaged, { recursive: true })
      damage(damaged)
      const database = databaseOf(await openMemory())
      await migrate(database, MIGRATIONS)
      const store = { database, blobs: folderBlobs(place('restored')) }
      await expect(restore(store, damaged)).rejects.toThrow(StoreError)
      await expect(restore(store, damaged)).rejects.toThrow(wanted)
      // It is empty enough for the sound one.
      await restore(store, place('sound'))
      await database.close()
    },
    120_000,
  )
})

describe('a data folder that can’t be used is told as such', () => {
  test('one without a database is not backed up as an empty one', async () => {
    mkdirSync(place('typo'))
    const { status, said } = await run('backup', place('empty backup'), place('typo'))
    expect([status, said]).toEqual([2, expect.stringContaining('没有绩衡的数据库')])
    expect(existsSync(place('empty backup'))).toBe(false)
    expect(existsSync(join(place('typo'), 'database'))).toBe(false)
  })

  test('one in use says how a running server is backed up', async () => {
    await run('migrate', undefined, place('busy'))
    const lock = await lockFolder(place('busy'))
    const { status, said } = await run('backup', undefined, place('busy'))
    await lock.release()
    expect([status, said]).toEqual([2, expect.stringContaining('JIHENG_BACKUP')])
  })

  test('one that can’t be written, and one whose database is damaged', async () => {
    mkdirSync(place('blocked'))
    writeFileSync(join(place('blocked'), 'database'), 'no folder')
    const blocked = await run('migrate', undefined, place('blocked'))
    expect([blocked.status, blocked.said]).toEqual([2, expect.stringContaining('内置数据库打不开')])
    await run('migrate', undefined, place('broken'))
    writeFileSync(join(place('broken'), 'database', 'global', 'pg_control'), 'garbage')
    const broken = await run('migrate', undefined, place('broken'))
    expect([broken.status, broken.said]).toEqual([2, expect.stringContaining('jiheng restore')])
  })
})

test('what a proxy on this machine passes on is not from this machine: it reads no metrics', async () => {
  const database = databaseOf(await openMemory())
  await migrate(database, MIGRATIONS)
  const health = healthListener({ database, metrics: makeMetrics(database), metricsToken: undefined })
  mkdirSync(place('web'))
  writeFileSync(join(place('web'), 'index.html'), '<title>x</title>')
  const serving = await serve({ host: '127.0.0.1', port: 0, webRoot: place('web'), health })
  const ask = (path: string, headers: Readonly<Record<string, string>>) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(new URL(path, serving.url), { headers }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end()
    })
  expect(await ask('/metrics', {})).toBe(200)
  expect(await ask('/metrics', { 'x-forwarded-for': '203.0.113.7' })).toBe(403)
  expect(await ask('/metrics', { forwarded: 'for=203.0.113.7' })).toBe(403)
  expect(await ask('/health/anything', {})).toBe(404)
  await serving.close()
  await database.close()
})
