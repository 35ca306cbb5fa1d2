import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { type Serving, serve } from '#server'
import { backup } from '../../src/server/operation/backup.ts'
import { runServerCommand } from '../../src/server/operation/commands.ts'
import { diagnose } from '../../src/server/operation/doctor.ts'
import { healthListener } from '../../src/server/operation/health.ts'
import { faultOf } from '../../src/server/operation/logging.ts'
import { makeMetrics } from '../../src/server/operation/metrics.ts'
import { restore } from '../../src/server/operation/restore.ts'
import { settingsFrom, WrongSetting } from '../../src/server/settings.ts'
import { folderBlobs } from '../../src/server/store/blobs.ts'
import { databaseOf } from '../../src/server/store/database.ts'
import { migrate } from '../../src/server/store/migrate.ts'
import { openMemory } from '../../src/server/store/pglite.ts'
import { createUnit } from '../../src/server/store/units.ts'
import { CODE, FORMS, harnessOn, REGION } from './harness.ts'
import { MIGRATIONS, STORES } from './store/stores.ts'

const folder = mkdtempSync(join(tmpdir(), 'jiheng-operation-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe.each(STORES)('backup of $name', (store) => {
  const { isThere, open, name } = store
  const blobs = folderBlobs(join(folder, name, 'attachments'))
  const { send, person, makeForm, database, app, setUp } = harnessOn(store, { blobs })
  const at = '2025-01-15T08:00:00.000Z'
  const place = (what: string) => join(folder, name, what)

  test.skipIf(!isThere)(
    'restored on a fresh database gives the same hashes; a changed one is refused',
    async () => {
      await setUp(CODE)
      await database().tx({ role: 'app_bureau', region: REGION, units: [] }, (query) =>
        createUnit(query, {
          region: REGION,
          id: 701,
          name: '青禾区图书馆',
          kind: 'unit',
          parent: null,
          fromYear: 2020,
        }),
      )
      const clerk = await person('clerk', 701)
      const { id } = await makeForm(clerk, 701)
      // Numbers that JavaScript would spoil, signs that JSON would, and nothing.
      const edits = [
        { at: '/department', to: '图书馆"\\\n\u2028𠮷' },
        { at: '/total', to: { weight: 100, score: 99.5 } },
      ]
      expect((await send('PATCH', `${FORMS}/${id}`, { base: 1, edits }, clerk)).status).toBe(200)
      const bytes = new TextEncoder().encode('%PDF-1.7')
      const headers = { ...clerk, 'content-length': String(bytes.length) }
      expect(
        (await app().request(`${FORMS}/${id}/attachments?name=a.pdf`, { method: 'POST', headers, body: bytes })).status,
      ).toBe(201)

      const first = await backup({ database: database(), blobs, migrations: MIGRATIONS, folder: place('one'), at })
      expect(first.tables.find((table) => table.name === 'form_version')).toMatchObject({ rows: 2 })
      expect(first.tables.map((table) => table.name)).not.toContain('session')
      await expect(
        backup({ database: database(), blobs, migrations: MIGRATIONS, folder: place('one'), at }),
      ).rejects.toThrow('备份不覆盖')

      const fresh = await open()
      const freshBlobs = folderBlobs(place('restored'))
      await restore({ database: fresh, blobs: freshBlobs }, place('one'))
      const second = await backup({
        database: fresh,
        blobs: freshBlobs,
        migrations: MIGRATIONS,
        folder: place('two'),
        at,
      })
      expect(second).toEqual(first)
      await expect(restore({ database: fresh, blobs: freshBlobs }, place('one'))).rejects.toThrow('已经有内容')
      await fresh.close()

      const path = join(place('two'), 'form.jsonl.gz')
      writeFileSync(path, gzipSync(gunzipSync(readFileSync(path)).toString('utf8').replace('99.5', '99.6')))
      const other = await open()
      await expect(restore({ database: other, blobs: freshBlobs }, place('two'))).rejects.toThrow('与清单不符')
      const left = await other.asOwner((query) => query('select 1 from region'))
      expect(left).toEqual([])
      await other.close()
    },
    120_000,
  )

  test.skipIf(!isThere)(
    'a backup of one engine is restored on the other with the same hashes',
    async () => {
      const fresh = databaseOf(await openMemory())
      await migrate(fresh, MIGRATIONS)
      const freshBlobs = folderBlobs(place('crossed'))
      const first = await restore({ database: fresh, blobs: freshBlobs }, place('one'))
      const second = await backup({
        database: fresh,
        blobs: freshBlobs,
        migrations: MIGRATIONS,
        folder: place('three'),
        at,
      })
      expect(second.tables).toEqual(first.tables)
      await fresh.close()
    },
    120_000,
  )

  test.skipIf(!isThere)('the doctor finds what is missing', async () => {
    const settings = settingsFrom({ JIHENG_DATA: place('.') })
    const state = { database: database(), blobs, migrated: { applied: [], version: 5 } }
    const checks = await diagnose(settings, state, Date.now())
    const of = (what: string) => checks.find((check) => check.what === what)
    expect(of('佐证材料')).toMatchObject({ isRight: true, says: '1 份都在，内容与入库时一致' })
    expect(of('备份')?.says).toContain('JIHENG_BACKUP')
    const lost = { ...state, blobs: folderBlobs(place('nowhere')) }
    expect((await diagnose(settings, lost, Date.now())).find(({ what }) => what === '佐证材料')).toMatchObject({
      isRight: false,
    })
  })
})

describe('health and metrics', () => {
  let serving: Serving | undefined
  afterAll(() => serving?.close())
  const ask = (url: string, path: string, headers: Readonly<Record<string, string>> = {}) =>
    new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
      const { hostname, port } = new URL(url)
      request({ hostname, port, path, headers }, (response) => {
        let body = ''
        response.on('data', (part) => {
          body += part
        })
        response.on('end', () => resolve({ status: response.statusCode, body }))
      })
        .on('error', reject)
        .end()
    })

  test('say whether the store answers, and what it has to do', async () => {
    const database = databaseOf(await openMemory())
    await migrate(database, MIGRATIONS)
    const metrics = makeMetrics(database)
    metrics.request({ method: 'GET', route: '/api/bureaus/:region/forms', status: 200, ms: 12 })
    const webRoot = join(folder, 'web')
    const { mkdirSync } = await import('node:fs')
    mkdirSync(webRoot, { recursive: true })
    writeFileSync(join(webRoot, 'index.html'), '<title>x</title>')
    const health = healthListener({ database, metrics, metricsToken: undefined })
    serving = await serve({ host: '127.0.0.1', port: 0, webRoot, health })
    expect(await ask(serving.url, '/health')).toEqual({ status: 200, body: '{"status":"ok","engine":"pglite"}\n' })
    const { body } = await ask(serving.url, '/metrics')
    expect(body).toMatch(
      /jiheng_http_request_seconds_count\{method="GET",route="\/api\/bureaus\/:region\/forms",status="200"\} 1/,
    )
    expect(body).toContain('jiheng_forms_unprojected 0')
    await database.close()
    expect((await ask(serving.url, '/health')).status).toBe(503)
  })

  test('with a token only who shows it reads the metrics', async () => {
    const database = databaseOf(await openMemory())
    await migrate(database, MIGRATIONS)
    const health = healthListener({ database, metrics: makeMetrics(database), metricsToken: 'secret-token' })
    const guarded = await serve({ host: '127.0.0.1', port: 0, webRoot: join(folder, 'web'), health })
    expect((await ask(guarded.url, '/metrics')).status).toBe(403)
    expect((await ask(guarded.url, '/metrics', { authorization: 'Bearer secret-token' })).status).toBe(200)
    await guarded.close()
    await database.close()
  })
})

describe('commands and settings', () => {
  test('what can’t be done is said in Chinese with the next step', async () => {
    let said = ''
    const print = (text: string) => {
      said += text
    }
    expect(await runServerCommand('worker', undefined, { JIHENG_DATA: join(folder, 'x') }, print)).toBe(2)
    expect(said).toContain('DATABASE_URL')
    said = ''
    expect(
      await runServerCommand('migrate', undefined, { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, print),
    ).toBe(2)
    expect(said).toContain('连不上')
    expect(() => settingsFrom({ PORT: 'x' })).toThrow(WrongSetting)
    expect(() => settingsFrom({ DATABASE_URL: 'mysql://x' })).toThrow('postgres://')
    expect(() => settingsFrom({ JIHENG_LOG_HASH: 'md5' })).toThrow('sm3')
  })

  test('from an empty folder: migrate, backup, restore into another, doctor', async () => {
    const said: string[] = []
    const run = (command: 'migrate' | 'backup' | 'restore' | 'doctor', data: string, argument?: string) =>
      runServerCommand(command, argument, { JIHENG_DATA: join(folder, data) }, (text) => said.push(text))
    expect(await run('migrate', 'a')).toBe(0)
    expect(await run('backup', 'a', join(folder, 'kept'))).toBe(0)
    expect(await run('restore', 'b', join(folder, 'kept'))).toBe(0)
    expect(await run('restore', 'b', join(folder, 'nothing'))).toBe(2)
    expect(said.join('')).toMatch(/做了 \d+ 个迁移[\s\S]*备份好了[\s\S]*恢复好了[\s\S]*不是绩衡的备份/)
  }, 120_000)

  test('a fault in the log holds no values of rows', () => {
    const error = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (login)=(林小禾) already exists.',
    })
    expect(JSON.stringify(faultOf(error))).not.toContain('林小禾')
    expect(faultOf(error)).toMatchObject({ code: '23505' })
  })
})
