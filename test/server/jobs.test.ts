import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync, zipSync } from 'fflate'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readForms, toXlsx } from '#documents'
import { jobKinds } from '../../src/server/jobs/index.ts'
import { type JobKind, jobKind, type Workshop } from '../../src/server/jobs/job.ts'
import { plan } from '../../src/server/jobs/plan.ts'
import { startWorker, workOnce } from '../../src/server/jobs/worker.ts'
import { providePackagedAssets } from '../../src/server/node-assets.ts'
import { folderBlobs } from '../../src/server/store/blobs.ts'
import { openSession } from '../../src/server/store/sessions.ts'
import { createRegion, createUnit } from '../../src/server/store/units.ts'
import { libraryForm } from '../documents/forms.ts'
import { FORMS, harnessOn, NOW, REGION } from './harness.ts'
import { STORES } from './store/stores.ts'

providePackagedAssets()
const folder = mkdtempSync(join(tmpdir(), 'jiheng-jobs-'))
afterAll(() => rmSync(folder, { recursive: true }))
const BUREAU = `/api/bureaus/${REGION}`
const BUREAU_SCOPE = { role: 'app_bureau', region: REGION, units: [] } as const

describe.each(STORES)('long work on $name', (store) => {
  const { isThere } = store
  const blobs = folderBlobs(folder)
  const { send, person, makeForm, database, app, clock } = harnessOn(store, { blobs })
  const workshop = (): Workshop => ({ database: database(), blobs, now: () => clock.now, algorithm: 'sm3' })
  const faults: unknown[] = []
  const work = async (kinds: readonly JobKind[] = jobKinds) => {
    let did = 0
    for (let count = 1; count > 0; did += count)
      count = await workOnce(workshop(), kinds, (error) => faults.push(error))
    return did
  }
  const begin = async (queue: string, payload: object) => {
    const id = crypto.randomUUID()
    const at = new Date(clock.now).toISOString()
    await database().tx({ role: 'app_system', region: REGION, units: [] }, async (query) => {
      const { enqueue } = await import('../../src/server/store/jobs.ts')
      await enqueue(query, { region: REGION, id, queue, payload, runAt: at, by: null, at, mostAttempts: 3 })
    })
    return id
  }

  test.skipIf(!isThere)(
    'the lines of funds and indicators follow their forms, in 元, unknown staying unknown',
    async () => {
      await database()
        .tx(BUREAU_SCOPE, async (query) => {
          await createRegion(query, REGION, '青禾区财政局').catch(() => undefined)
        })
        .catch(() => undefined)
      await database().asOwner((query) => createRegion(query, REGION, '青禾区财政局'))
      await database().tx(BUREAU_SCOPE, (query) =>
        createUnit(query, {
          region: REGION,
          id: 601,
          name: '青禾区图书馆',
          kind: 'unit',
          parent: null,
          fromYear: 2020,
        }),
      )
      const clerk = await person('clerk', 601)
      const { id } = await makeForm(clerk, 601)
      const rows = [
        {
          source: '年度资金总额',
          role: 'total',
          initialBudget: null,
          annualBudget: '12.5',
          execution: null,
          weight: 10,
          executionRate: null,
          score: null,
        },
      ]
      const target = { text: '≥12场', kind: 'quantity', operator: '≥', value: '12', unit: '场' }
      const long = { text: '多', kind: 'quantity', value: '9'.repeat(60), unit: null }
      const indicator = {
        level1: '产出指标',
        level1Weight: 50,
        level2: '数量指标',
        name: '讲座',
        target,
        actual: long,
        weight: 5,
        score: null,
        reason: null,
      }
      const edits = [
        { at: '/funds', to: { unit: '万元', rows } },
        { at: '/indicators', to: [indicator] },
      ]
      expect((await send('PATCH', `${FORMS}/${id}`, { base: 1, edits }, clerk)).status).toBe(200)
      await plan(workshop())
      await work()
      const [fund] = await database().tx(BUREAU_SCOPE, (query) =>
        query('select budget, executed from form_fund where region_id = $1', [REGION]),
      )
      expect(fund).toEqual({ budget: '125000.00', executed: null })
      const [line] = await database().tx(BUREAU_SCOPE, (query) =>
        query('select name, target_value, actual_value, weight from form_indicator where region_id = $1', [REGION]),
      )
      expect(line).toEqual({ name: '讲座', target_value: '12.000000', actual_value: null, weight: '5.00' })
      const behind = await database().tx(BUREAU_SCOPE, (query) =>
        query('select 1 from form where region_id = $1 and version <> projected_version', [REGION]),
      )
      expect(behind).toEqual([])
      expect(faults).toEqual([])
    },
  )

  test.skipIf(!isThere)(
    'an upload of mixed files gives a table, a workbook and drafts, once',
    async () => {
      const officer = await person('performanceOfficer', 0)
      const known = { ...libraryForm(), department: '青禾区图书馆', unit: null, fiscalYear: 2023 }
      const zip = zipSync({
        '青禾区图书馆.xlsx': toXlsx(known),
        '别处.xlsx': toXlsx({ ...known, department: '没有这个单位' }),
        '存不了.json': new TextEncoder().encode(JSON.stringify({ ...known, conclusion: '甲\u0000乙\ud83d' })),
        '坏的.xlsx': new Uint8Array([0x50, 0x4b, 3, 4, 9, 9, 9]),
      })
      const response = await app().request(`${BUREAU}/imports?name=${encodeURIComponent('各单位.zip')}&keep=true`, {
        method: 'POST',
        headers: { ...officer, 'content-length': String(zip.length) },
        body: zip as Uint8Array<ArrayBuffer>,
      })
      expect(response.status).toBe(202)
      const { id } = await response.json()
      expect((await send('GET', `${BUREAU}/jobs/${id}`, undefined, officer)).body).toMatchObject({
        state: 'waiting',
        title: '读取并校核文件',
      })
      await work()
      const job = (await send('GET', `${BUREAU}/jobs/${id}`, undefined, officer)).body
      expect(job).toMatchObject({ state: 'done', progress: 1 })
      const rows = new Map(job.result.rows.map((row: { file: string }) => [row.file, row]))
      expect(rows.get('青禾区图书馆.xlsx')).toMatchObject({ subject: '青禾区图书馆', fiscalYear: 2023, note: null })
      expect(rows.get('别处.xlsx')).toMatchObject({ form: null, note: '单位名录里没有这个名称，没有建草稿' })
      expect(rows.get('存不了.json')).toMatchObject({
        form: null,
        note: '没有建草稿：文字里有存不了的字符（空字符或半个字），请删去再试。',
      })
      expect(rows.get('坏的.xlsx')).toMatchObject({ kind: null, problems: [expect.any(String)] })
      const drafts = (await send('GET', `${FORMS}?year=2023`, undefined, officer)).body.rows
      expect(drafts).toMatchObject([{ unit: 601, status: 'draft' }])
      for (const format of ['xlsx', 'json'])
        expect((await app().request(`${BUREAU}/jobs/${id}/file?format=${format}`, { headers: officer })).status).toBe(
          200,
        )
      const events = await (await app().request(`${BUREAU}/jobs/${id}/events`, { headers: officer })).text()
      expect(JSON.parse(events.replace(/^data: /, ''))).toMatchObject({ id, state: 'done', progress: 1 })
      const clerk = await person('clerk', 601)
      expect((await send('GET', `${BUREAU}/jobs/${id}`, undefined, clerk)).status).toBe(403)
    },
    60_000,
  )

  test.skipIf(!isThere)('scores are computed again, what changes stands in the log', async () => {
    const officer = await person('performanceOfficer', 0)
    expect((await send('POST', `${BUREAU}/rescorings`, { fiscalYear: 2023, policy: 'none' }, officer)).status).toBe(422)
    const { id } = (await send('POST', `${BUREAU}/rescorings`, { fiscalYear: 2023 }, officer)).body
    await work()
    expect((await send('GET', `${BUREAU}/jobs/${id}`, undefined, officer)).body.result).toEqual({ done: 1, changed: 1 })
    const [row] = (await send('GET', `${FORMS}?year=2023`, undefined, officer)).body.rows
    expect(row.totalScore).toBeGreaterThan(50)
    const { entries } = (await send('GET', `${FORMS}/${row.id}/log`, undefined, officer)).body
    expect(entries.map(({ action }: { action: string }) => action)).toEqual(['create', 'rescore'])
    await begin('projectLines', {})
    await work()
    const { body } = await send('GET', `${BUREAU}/analysis?year=2023`, undefined, officer)
    expect(body.points).toMatchObject([
      { unit: 601, unitName: '青禾区图书馆', score: row.totalScore, rate: expect.any(Number) },
    ])
    expect(body.points[0].budget).toMatch(/^\d+\.\d\d$/)
    expect(body.findings.length).toBeGreaterThan(0)
    expect(body.findings[0]).toMatchObject({ forms: 1, title: expect.stringMatching(/./) })
    expect(body.levels.reduce((sum: number, { rows }: { rows: number }) => sum + rows, 0)).toBeGreaterThan(10)
    expect(body.uncounted).toBe(0)
    const csv = await app().request(`${BUREAU}/analysis.file?year=2023&what=scores&format=csv`, { headers: officer })
    expect(await csv.text()).toContain(`青禾区图书馆,,${row.totalScore},`)
    const peers = await send(
      'GET',
      `${BUREAU}/indicator-peers?year=2023&name=${encodeURIComponent('培训')}`,
      undefined,
      officer,
    )
    expect(peers.body.peers.length).toBeGreaterThan(0)
    expect((await send('GET', `${BUREAU}/analysis?year=2023`, undefined, await person('clerk', 601))).status).toBe(403)
    const again = (await send('POST', `${BUREAU}/rescorings`, { fiscalYear: 2023 }, officer)).body
    await work()
    expect((await send('GET', `${BUREAU}/jobs/${again.id}`, undefined, officer)).body.result).toEqual({
      done: 1,
      changed: 0,
    })
  })

  test.skipIf(!isThere)('a year of forms goes out as official files in one zip that reads back the same', async () => {
    const auditor = await person('auditor', 0)
    const asked = { fiscalYear: 2023, formats: ['xlsx', 'pdf', 'json'] }
    const { status, body } = await send('POST', `${BUREAU}/exports`, asked, auditor)
    expect(status).toBe(202)
    await work()
    const job = (await send('GET', `${BUREAU}/jobs/${body.id}`, undefined, auditor)).body
    expect(job).toMatchObject({ state: 'done', result: { forms: 1 } })
    const file = await app().request(`${BUREAU}/jobs/${body.id}/file?format=zip`, { headers: auditor })
    expect(file.headers.get('content-type')).toBe('application/zip')
    const entries = unzipSync(new Uint8Array(await file.arrayBuffer()))
    const names = Object.keys(entries)
    expect(names.map((name) => name.replace(/-[0-9a-f]{6}\./, '-…'))).toEqual([
      expect.stringMatching(/^601-青禾区图书馆\/2023-部门整体支出绩效自评表?-….*xlsx$/),
      expect.stringMatching(/pdf$/),
      expect.stringMatching(/json$/),
      '清单.xlsx',
    ])
    const kept = JSON.parse(strFromU8(entries[names[2] ?? ''] ?? new Uint8Array()))
    const { forms } = await readForms(entries[names[0] ?? ''] ?? new Uint8Array())
    expect(forms.map(({ indicators }) => indicators.map(({ name }) => name))).toEqual([
      kept.indicators.map(({ name }: { name: string }) => name),
    ])

    const none = (await send('POST', `${BUREAU}/exports`, { fiscalYear: 2022 }, auditor)).body
    await work()
    expect((await send('GET', `${BUREAU}/jobs/${none.id}`, undefined, auditor)).body).toMatchObject({
      state: 'failed',
      message: '按这些条件没有表可以导出。',
    })
  })

  test.skipIf(!isThere)(
    'sessions over for a season are forgotten, tokens of programs and later ones stay',
    async () => {
      const { account } = (await send('GET', '/api/session', undefined, await person('clerk', 601))).body
      const day = 86_400_000
      const at = (days: number) => new Date(clock.now + days * day).toISOString()
      const keep = (label: string, kind: 'browser' | 'machine', until: string) =>
        database().asOwner((query) =>
          openSession(query, {
            tokenHash: randomBytes(32),
            account: account.id,
            kind,
            csrf: '',
            at: at(-200),
            until,
            label,
          }),
        )
      await keep('old', 'browser', at(-100))
      await keep('program', 'machine', at(-100))
      await keep('late', 'browser', at(-80))
      await begin('tidy', {})
      await work()
      const rows = await database().readAsOwner((query) =>
        query(`select label from session where account_id = $1 and label in ('old', 'program', 'late')`, [account.id]),
      )
      expect(rows.map(({ label }) => label).sort()).toEqual(['late', 'program'])
    },
  )

  test.skipIf(!isThere)('whoever has a form next is told once; clerks are reminded when the end is near', async () => {
    const [officer, clerk] = [await person('performanceOfficer', 0), await person('clerk', 601)]
    const times = {
      opensAt: new Date(NOW - 86_400_000).toISOString(),
      closesAt: new Date(NOW + 3.5 * 86_400_000).toISOString(),
    }
    const campaign = { fiscalYear: 2024, kind: 'department-self-evaluation', title: '2024 年度自评', ...times }
    expect((await send('POST', `${BUREAU}/campaigns`, campaign, officer)).status).toBe(201)
    await begin('remind', { day: '2025-01-15' })
    await begin('remind', { day: '2025-01-15' })
    await work()
    const { notifications } = (await send('GET', `${BUREAU}/notifications`, undefined, clerk)).body
    expect(notifications.map(({ text }: { text: string }) => text)).toEqual([
      '“2024 年度自评”还剩 3 天，您单位的表还没有送审',
    ])
    await send('POST', `${BUREAU}/notifications/read`, { upTo: new Date(clock.now).toISOString() }, clerk)
    expect((await send('GET', `${BUREAU}/notifications`, undefined, clerk)).body.notifications[0].readAt).not.toBeNull()
    expect((await send('GET', `${BUREAU}/notifications`, undefined, officer)).body.notifications).toEqual([])
  })

  test.skipIf(!isThere)(
    'a job that fails is tried again later and given up in the end; one that is cancelled stops',
    async () => {
      const officer = await person('performanceOfficer', 0)
      let runs = 0
      const failing = jobKind({
        queue: 'failing',
        title: '会失败的',
        payload: z.object({}),
        run: async () => {
          runs++
          throw new Error('no')
        },
      })
      const id = await begin('failing', {})
      for (let i = 0; i < 8; i++) {
        await work([failing])
        clock.now += 60_000
      }
      expect(runs).toBe(3)
      clock.now = NOW
      const [row] = await database().tx(BUREAU_SCOPE, (query) =>
        query('select failed_at, attempts from job where region_id = $1 and job_id = $2', [REGION, id]),
      )
      expect(row).toMatchObject({ attempts: 3, failed_at: expect.any(Date) })
      expect((await send('POST', `${BUREAU}/jobs/${id}/retry`, undefined, officer)).status).toBe(200)

      let steps = 0
      const long = jobKind({
        queue: 'long',
        title: '很长的',
        payload: z.object({}),
        async run({ tell, job }) {
          for (; steps < 100; steps++) {
            await tell(steps / 100, `第 ${steps} 步`)
            if (steps === 3) await send('DELETE', `${BUREAU}/jobs/${job.id}`, undefined, officer)
          }
          return { message: '做完了' }
        },
      })
      const cancelled = await begin('long', {})
      await work([long])
      expect(steps).toBe(4)
      expect((await send('GET', `${BUREAU}/jobs/${cancelled}`, undefined, officer)).body).toMatchObject({
        state: 'cancelled',
        message: '已取消',
      })
    },
  )

  test.skipIf(!isThere)('a job whose worker died goes to another; two workers never do one job', async () => {
    const done: string[] = []
    const counted = jobKind({
      queue: 'counted',
      title: '数一数',
      payload: z.object({}),
      async run({ job }) {
        done.push(job.id)
        return { message: '好' }
      },
    })
    const ids = [await begin('counted', {}), await begin('counted', {}), await begin('counted', {})]
    const workers = [1, 2, 3].map(() => startWorker(workshop(), [counted], (error) => faults.push(error)))
    await expect.poll(() => done.length, { timeout: 10_000 }).toBe(3)
    await Promise.all(workers.map((worker) => worker.stop()))
    expect([...done].sort()).toEqual([...ids].sort())
    const orphan = await begin('counted', {})
    await database().tx({ role: 'app_system', region: REGION, units: [] }, (query) =>
      query('update job set locked_until = $3 where region_id = $1 and job_id = $2', [
        REGION,
        orphan,
        new Date(clock.now + 60_000).toISOString(),
      ]),
    )
    expect(await work([counted])).toBe(0)
    clock.now += 61_000
    expect(await work([counted])).toBe(1)
    clock.now = NOW
  })
})
