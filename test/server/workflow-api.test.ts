import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { folderBlobs } from '../../src/server/store/blobs.ts'
import { createUnit } from '../../src/server/store/units.ts'
import { libraryForm } from '../documents/forms.ts'
import { FORMS, type Headers, harnessOn, NOW, REGION } from './harness.ts'
import { STORES } from './store/stores.ts'

const folder = mkdtempSync(join(tmpdir(), 'jiheng-attachments-'))
afterAll(() => rmSync(folder, { recursive: true }))
const BUREAU = `/api/bureaus/${REGION}`
const DAY = 86_400_000

describe.each(STORES)('forms over the API on $name', (store) => {
  const { isThere } = store
  const { send, person, makeForm, database, app, clock } = harnessOn(store, { blobs: folderBlobs(folder) })

  const { reading: _, ...record } = libraryForm()
  /** A form with nothing to correct, and the confirmations of what may be confirmed. */
  async function filled(clerk: Headers, unit: number) {
    const { id } = await makeForm(clerk, unit)
    const edits = Object.entries({ ...record, fiscalYear: 2024 }).map(([key, to]) => ({ at: `/${key}`, to }))
    expect((await send('PATCH', `${FORMS}/${id}`, { base: 1, edits }, clerk)).status).toBe(200)
    const barred = await send('POST', `${FORMS}/${id}/moves`, { action: 'submit', version: 2 }, clerk)
    const confirmations = (barred.body.unanswered as { rule: string; at: string[]; message: string }[]).map(
      ({ rule, at, message }) => ({ finding: `${rule}|${at.join(' ')}|${message}`, reason: '已核对，按批复执行' }),
    )
    return { id, confirmations }
  }

  test.skipIf(!isThere)('lists come in pages, are narrowed, and are exported as they are narrowed', async () => {
    await database().tx({ role: 'app_bureau', region: REGION, units: [] }, async (query) => {
      for (const [id, name] of [
        [501, '河西文化馆'],
        [502, '河东文化馆'],
        [503, '档案馆'],
      ] as const)
        await createUnit(query, { region: REGION, id, name, kind: 'unit', parent: null, fromYear: 2020 })
    })
    for (const unit of [501, 502, 503]) await makeForm(await person('clerk', unit), unit)
    const bureau = await person('performanceOfficer', 0)
    const ask = async (query: string) => (await send('GET', `${FORMS}?${query}`, undefined, bureau)).body
    const first = await ask('year=2024&limit=2')
    expect(first.rows.map(({ unit }: { unit: number }) => unit)).toEqual([501, 502])
    const second = await ask(`year=2024&limit=2&cursor=${first.next}`)
    expect([second.rows.map(({ unit }: { unit: number }) => unit), second.next]).toEqual([[503], null])
    expect((await ask(`text=${encodeURIComponent('文化馆')}`)).rows).toHaveLength(2)
    expect((await ask(`text=${encodeURIComponent('%')}`)).rows).toEqual([])
    expect((await ask('status=draft,returned&unit=503')).rows).toMatchObject([
      { unitName: '档案馆', status: 'draft', errors: null, warnings: null },
    ])
    expect((await ask('year=2023')).rows).toEqual([])
    expect((await send('GET', `${FORMS}?cursor=made-up`, undefined, bureau)).status).toBe(400)
    expect((await send('GET', `${FORMS}?status=lost`, undefined, bureau)).body.faults).toHaveLength(1)
    expect((await send('GET', `${BUREAU}/form-counts?year=2024`, undefined, bureau)).body.counts).toEqual([
      { status: 'draft', forms: 3, late: 0, withErrors: 0, mean: null },
    ])
    const csv = await app().request(`${FORMS}.file?format=csv&text=${encodeURIComponent('档案')}`, { headers: bureau })
    expect(csv.headers.get('content-disposition')).toContain('.csv')
    expect((await csv.text()).split('\r\n')[1]).toMatch(/^503,档案馆,2024,部门整体支出绩效自评表,,/)
    expect((await ask('unit=501')).rows).toHaveLength(1)
    const clerk = await person('clerk', 501)
    expect((await send('GET', FORMS, undefined, clerk)).body.rows).toHaveLength(1)
  })

  test.skipIf(!isThere)('every version stands; two are compared; the log of a form names people', async () => {
    const clerk = await person('clerk', 510)
    const { id } = await makeForm(clerk, 510)
    for (const [base, to] of [
      [1, '甲局'],
      [2, '乙局'],
    ] as const)
      await send('PATCH', `${FORMS}/${id}`, { base, edits: [{ at: '/department', to }] }, clerk)
    const { versions } = (await send('GET', `${FORMS}/${id}/versions`, undefined, clerk)).body
    expect(versions.map(({ version }: { version: number }) => version)).toEqual([3, 2, 1])
    expect((await send('GET', `${FORMS}/${id}/versions/2`, undefined, clerk)).body.form.department).toBe('甲局')
    const cell = (await send('GET', `${FORMS}/${id}/cell?at=/department`, undefined, clerk)).body
    expect(cell.values.map(({ version, value }: { version: number; value: unknown }) => [version, value])).toEqual([
      [3, '乙局'],
      [2, '甲局'],
      [1, null],
    ])
    expect(cell.names[cell.values[0].by]).toBe('clerk')
    expect((await send('GET', `${FORMS}/${id}/cell?at=x`, undefined, clerk)).status).toBe(400)
    expect((await send('GET', `${FORMS}/${id}/versions/9`, undefined, clerk)).status).toBe(404)
    const { differences } = (await send('GET', `${FORMS}/${id}/differences?from=1&to=3`, undefined, clerk)).body
    expect(differences).toMatchObject([{ kind: 'changed', at: '/department', before: null, after: '乙局' }])
    const { entries, names } = (await send('GET', `${FORMS}/${id}/log`, undefined, clerk)).body
    expect(entries.map(({ action }: { action: string }) => action)).toEqual(['create', 'save', 'save'])
    expect(names[entries[0].actor]).toBe('clerk')
  })

  test.skipIf(!isThere)('what is no form is not saved, and kind and year stay', async () => {
    const clerk = await person('clerk', 511)
    const { id } = await makeForm(clerk, 511)
    const save = (at: string, to: unknown) => send('PATCH', `${FORMS}/${id}`, { base: 1, edits: [{ at, to }] }, clerk)
    expect((await save('/funds', 'x')).body).toMatchObject({ status: 422, faults: [expect.stringContaining('/funds')] })
    expect((await save('/total/score', 99.999)).status).toBe(422)
    expect((await save('/fiscalYear', 2023)).body.detail).toContain('不能改')
    expect((await save('/kind', 'monitoring')).status).toBe(422)
    const reading = { status: 'literal', how: '人工录入' }
    expect((await save('/reading/~1department', reading)).body.form.reading['/department']).toEqual(reading)
    const away = await send('PATCH', `${FORMS}/${id}`, { base: 2, edits: [{ at: '/reading/~1department' }] }, clerk)
    expect([away.status, away.body.form.reading['/department']]).toEqual([200, undefined])
    expect((await send('GET', `${FORMS}/${id}`, undefined, clerk)).body.version).toBe(3)
  })

  test.skipIf(!isThere)('a request sent twice with its key is done once; the key serves no other request', async () => {
    const clerk = await person('clerk', 512)
    const { id } = await makeForm(clerk, 512)
    const headers = { ...clerk, 'idempotency-key': 'save-0001' }
    const body = { base: 1, edits: [{ at: '/department', to: '甲局' }] }
    const [one, two] = await Promise.all([1, 2].map(() => send('PATCH', `${FORMS}/${id}`, body, headers)))
    expect([one?.status, one?.body.version, two?.body]).toEqual([200, 2, one?.body])
    expect((await send('PATCH', `${FORMS}/${id}`, body, headers)).body).toEqual(one?.body)
    expect((await send('GET', `${FORMS}/${id}`, undefined, clerk)).body.version).toBe(2)
    const other = { base: 2, edits: [{ at: '/department', to: '乙局' }] }
    expect((await send('PATCH', `${FORMS}/${id}`, other, headers)).body.detail).toContain('已经用在另一个请求上')
    // What was declined leaves no trace: the same key may be used once it can be done.
    const declined = { ...clerk, 'idempotency-key': 'save-0002' }
    expect(
      (await send('PATCH', `${FORMS}/${id}`, { base: 2, edits: [{ at: '/funds', to: 1 }] }, declined)).status,
    ).toBe(422)
    expect((await send('PATCH', `${FORMS}/${id}`, other, declined)).body.version).toBe(3)
  })

  test.skipIf(!isThere)(
    'forms start from last year, from approved targets or from a record, and from nothing else',
    async () => {
      const clerk = await person('clerk', 513)
      const { id } = await filled(clerk, 513)
      const begin = (more: object) =>
        send('POST', FORMS, { unit: 513, fiscalYear: 2025, kind: 'department-self-evaluation', ...more }, clerk)
      expect((await begin({ from: 'targets' })).body.detail).toContain('没有已批复的绩效目标申报表')
      const next = await begin({ from: 'lastYear' })
      expect(next.status).toBe(201)
      const { form } = next.body
      expect([form.fiscalYear, form.indicators.length]).toEqual([2025, record.indicators.length])
      expect(
        form.indicators.every((row: { actual: unknown; score: unknown }) => row.actual === null && row.score === null),
      ).toBe(true)
      expect(form.funds.rows.every((row: { execution: unknown }) => row.execution === null)).toBe(true)
      // Last year's targets are not this year's until somebody says so.
      expect(form.reading['/indicators/0/target/text']).toMatchObject({
        status: 'doubtful',
        how: '沿用 2024 年的内容，请核对',
      })
      expect(
        (await begin({ from: 'record', projectCode: 'a', record: { ...libraryForm(), fiscalYear: 2024 } })).body.detail,
      ).toContain('读入的是 2024 年的表')
      expect((await begin({ from: 'record', projectCode: 'a', record: { junk: 1 } })).status).toBe(422)
      const read = await begin({ from: 'record', projectCode: 'a', record: { ...libraryForm(), fiscalYear: null } })
      expect(read.body.form.fiscalYear).toBe(2025)
      expect((await send('GET', `${FORMS}/${id}`, undefined, clerk)).body.form.fiscalYear).toBe(2024)
    },
  )

  test.skipIf(!isThere)('comments are pinned, settled once, reopened; an auditor only reads them', async () => {
    const [clerk, officer, auditor] = [
      await person('clerk', 514),
      await person('performanceOfficer', 0),
      await person('auditor', 0),
    ]
    const { id } = await makeForm(clerk, 514)
    const at = `${FORMS}/${id}/comments`
    const made = await send('POST', at, { place: '/indicators/2/reason', text: '请写明原因' }, officer)
    expect(made.status).toBe(201)
    expect((await send('POST', at, { text: '看过' }, auditor)).status).toBe(403)
    expect((await send('POST', at, { text: '  ' }, officer)).status).toBe(400)
    const settle = (isResolved: boolean, who: Headers) =>
      send('PATCH', `${at}/${made.body.id}`, { isResolved, note: '已补' }, who)
    expect((await settle(true, clerk)).status).toBe(200)
    expect((await settle(true, clerk)).status).toBe(409)
    const [comment] = (await send('GET', at, undefined, auditor)).body.comments
    expect(comment).toMatchObject({ place: '/indicators/2/reason', text: '请写明原因', note: '已补' })
    expect(comment.resolvedAt).not.toBeNull()
    expect((await settle(false, officer)).status).toBe(200)
    expect((await send('GET', at, undefined, auditor)).body.comments[0].resolvedAt).toBeNull()
  })

  test.skipIf(!isThere)(
    'evidence is kept by its content, checked by its first bytes, closed with the form',
    async () => {
      const clerk = await person('clerk', 515)
      const { id } = await makeForm(clerk, 515)
      const at = `${FORMS}/${id}/attachments`
      const upload = (name: string, bytes: Uint8Array<ArrayBuffer>) =>
        app().request(`${at}?name=${encodeURIComponent(name)}&place=/indicators/1`, {
          method: 'POST',
          headers: { ...clerk, 'content-length': String(bytes.length) },
          body: bytes,
        })
      const pdf = new TextEncoder().encode('%PDF-1.7\n签到表')
      const made = await (await upload('签到表.pdf', pdf)).json()
      expect(made).toMatchObject({
        name: '签到表.pdf',
        type: 'application/pdf',
        bytes: pdf.length,
        place: '/indicators/1',
      })
      expect((await upload('签到表.pdf', new TextEncoder().encode('<script>'))).status).toBe(422)
      expect((await upload('工具.exe', new Uint8Array([0x4d, 0x5a]))).status).toBe(422)
      expect((await upload('空.pdf', new Uint8Array())).status).toBe(422)
      const back = await app().request(`${at}/${made.id}`, { headers: clerk })
      expect(new Uint8Array(await back.arrayBuffer())).toEqual(pdf)
      expect((await app().request(`${at}/${made.id}`, { headers: await person('clerk', 599) })).status).toBe(404)
      expect((await send('DELETE', `${at}/${made.id}`, undefined, clerk)).status).toBe(200)
      expect((await send('DELETE', `${at}/${made.id}`, undefined, clerk)).status).toBe(404)
      const { attachments } = (await send('GET', at, undefined, clerk)).body
      expect(attachments).toMatchObject([{ id: made.id, hash: made.hash }])
      expect(attachments[0].removedAt).not.toBeNull()
      // Somebody changed the file in the folder: it is not handed out as what was attached.
      writeFileSync(join(folder, made.hash.slice(0, 2), made.hash), '别的')
      expect((await app().request(`${at}/${made.id}`, { headers: clerk })).status).toBe(503)
    },
  )

  test.skipIf(!isThere)(
    'a campaign opens and closes the way to submission; late ones are marked; a returned form may come back',
    async () => {
      const officer = await person('performanceOfficer', 0)
      const clerks = [await person('clerk', 520), await person('clerk', 521), await person('clerk', 522)] as const
      const iso = (days: number) => new Date(NOW + days * DAY).toISOString()
      const times = (opens: number, closes: number, late: number | null) => ({
        title: '2024 年度部门整体绩效自评',
        opensAt: iso(opens),
        closesAt: iso(closes),
        lateUntil: late === null ? null : iso(late),
      })
      const forms = [await filled(clerks[0], 520), await filled(clerks[1], 521), await filled(clerks[2], 522)] as const
      const campaign = { fiscalYear: 2024, kind: 'department-self-evaluation', ...times(1, 5, 7) }
      expect((await send('POST', `${BUREAU}/campaigns`, { ...campaign, closesAt: iso(0) }, officer)).status).toBe(422)
      expect((await send('POST', `${BUREAU}/campaigns`, campaign, clerks[0])).status).toBe(403)
      const made = await send('POST', `${BUREAU}/campaigns`, campaign, officer)
      expect([made.status, made.body.state, made.body.daysLeft]).toEqual([201, 'early', 5])
      expect((await send('POST', `${BUREAU}/campaigns`, campaign, officer)).status).toBe(409)

      const submit = (i: 0 | 1 | 2, version: number) =>
        send(
          'POST',
          `${FORMS}/${forms[i].id}/moves`,
          { action: 'submit', version, confirmations: forms[i].confirmations },
          clerks[i],
        )
      expect((await submit(0, 2)).body.detail).toContain('才开始')
      clock.now = NOW + 2 * DAY
      const again = [
        await person('clerk', 520),
        await person('clerk', 521),
        await person('clerk', 522),
        await person('unitHead', 520),
      ]
      Object.assign(clerks, again.slice(0, 3))
      expect((await submit(0, 2)).body).toMatchObject({ status: 'submitted', isLate: false })
      clock.now = NOW + 6 * DAY
      Object.assign(clerks, [await person('clerk', 520), await person('clerk', 521), await person('clerk', 522)])
      expect((await submit(1, 2)).body).toMatchObject({ status: 'submitted', isLate: true })
      const back = { action: 'return', version: 3, opinion: '补写原因' }
      expect((await send('POST', `${FORMS}/${forms[0].id}/moves`, back, await person('unitHead', 520))).status).toBe(
        200,
      )
      clock.now = NOW + 8 * DAY
      Object.assign(clerks, [await person('clerk', 520), await person('clerk', 521), await person('clerk', 522)])
      expect((await submit(2, 2)).body.detail).toContain('已经截止')
      expect((await submit(0, 4)).body).toMatchObject({ status: 'submitted', isLate: false })
      const later = await person('administrator', 0)
      const longer = await send('PATCH', `${BUREAU}/campaigns/${made.body.id}`, times(1, 9, null), later)
      expect(longer.body.state).toBe('open')
      expect((await submit(2, 2)).body).toMatchObject({ status: 'submitted', isLate: false })
      const { units } = (await send('GET', `${BUREAU}/campaigns/${made.body.id}/progress`, undefined, later)).body
      expect(units.find(({ unit }: { unit: number }) => unit === 501)).toMatchObject({
        name: '河西文化馆',
        status: 'draft',
      })
      clock.now = NOW
    },
  )

  test.skipIf(!isThere)(
    'a batch tells first what it would do, then does what can be done and says why not the rest',
    async () => {
      const [clerk, head] = [await person('clerk', 520), await person('unitHead', 520)]
      const rows = (await send('GET', `${FORMS}?unit=520`, undefined, clerk)).body.rows as {
        id: string
        version: number
        status: string
      }[]
      const [form] = rows
      const forms = [
        { id: form?.id, version: form?.version },
        { id: 'no', version: 1 },
      ]
      const batch = (dryRun: boolean) => send('POST', `${BUREAU}/moves`, { action: 'sign', forms, dryRun }, head)
      const dry = await batch(true)
      expect(dry.body).toMatchObject({
        dryRun: true,
        done: 1,
        failed: 1,
        outcomes: [{ status: 'unitSigned', problem: null }, { problem: '没有这张表。' }],
      })
      expect((await send('GET', `${FORMS}?unit=520`, undefined, clerk)).body.rows[0].status).toBe('submitted')
      expect((await batch(false)).body).toMatchObject({ done: 1, failed: 1 })
      expect((await send('GET', `${FORMS}?unit=520`, undefined, clerk)).body.rows[0].status).toBe('unitSigned')
      expect((await batch(true)).body).toMatchObject({ done: 0, failed: 2 })
    },
  )

  test.skipIf(!isThere)('a form is written as a file; the log is exported as the verifier wants it', async () => {
    const clerk = await person('clerk', 513)
    const [row] = (await send('GET', `${FORMS}?year=2024&unit=513`, undefined, clerk)).body.rows
    const file = (query: string) => app().request(`${FORMS}/${row.id}/file?${query}`, { headers: clerk })
    const csv = await file('format=csv')
    expect(await csv.text()).toContain('部门整体支出绩效自评表')
    expect(new Uint8Array(await (await file('format=xlsx&as=findings')).arrayBuffer()).subarray(0, 2)).toEqual(
      new Uint8Array([0x50, 0x4b]),
    )
    expect((await file('format=docx&as=report')).status).toBe(200)
    expect((await file('format=csv&as=report')).status).toBe(422)
    expect((await send('GET', `${BUREAU}/log?unit=513`, undefined, clerk)).status).toBe(403)
    const auditor = await person('auditor', 0)
    const lines = (await (await app().request(`${BUREAU}/log.jsonl`, { headers: auditor })).text()).trim().split('\n')
    expect(JSON.parse(lines[0] ?? '')).toEqual({ log: 'jiheng/log.v1', region: REGION })
    expect(lines.length).toBeGreaterThan(20)
  })
})
