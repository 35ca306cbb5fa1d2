import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Role } from '#engine'
import { endpoints } from '../../src/server/api/endpoints.ts'
import { hashPassword } from '../../src/server/api/passwords.ts'
import { eventsOf } from '../../src/server/store/log.ts'
import { createAccount } from '../../src/server/store/people.ts'
import { createUnit } from '../../src/server/store/units.ts'
import { libraryForm } from '../documents/forms.ts'
import { CODE, FORMS, harnessOn, PASSWORD, REGION } from './harness.ts'
import { STORES } from './store/stores.ts'

describe.each(STORES)('the API on $name', (store) => {
  const { isThere } = store
  const { database, app, clock, send, setUp, person, makeForm } = harnessOn(store)

  test.skipIf(!isThere)('is set up once, with the code, by nobody else and not twice', async () => {
    expect((await send('GET', '/api/setup')).body).toEqual({ isSetUp: false })
    expect((await setUp('猜的')).status).toBe(403)
    const weak = {
      code: CODE,
      login: 'admin1',
      name: '甲',
      password: 'aaaaaaaaaaaa',
      region: REGION,
      regionName: '青禾区财政局',
    }
    expect((await send('POST', '/api/setup', weak)).body.detail).toContain('不同的字符太少')
    const both = await Promise.all([setUp(CODE), setUp(CODE)])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    expect((await send('GET', '/api/setup')).body).toEqual({ isSetUp: true })
  })

  test.skipIf(!isThere)(
    'a session lives in a cookie that scripts can’t read, and its requests carry a token of the page',
    async () => {
      const signed = await send('POST', '/api/session', { login: 'admin1', password: PASSWORD })
      expect(signed.status).toBe(201)
      const cookie = signed.headers.get('set-cookie') ?? ''
      expect(cookie).toMatch(/HttpOnly/)
      expect(cookie).toMatch(/SameSite=Lax/)
      const own = { cookie: cookie.split(';')[0] ?? '' }
      const who = await send('GET', '/api/session', undefined, own)
      expect(who.body.account.login).toBe('admin1')
      expect((await send('DELETE', '/api/session', undefined, own)).status).toBe(403)
      const csrf = { ...own, 'x-csrf-token': who.body.csrf }
      expect((await send('DELETE', '/api/session', undefined, csrf)).status).toBe(200)
      expect((await send('GET', '/api/session', undefined, own)).status).toBe(401)
    },
  )

  test.skipIf(!isThere)(
    'five wrong passwords close the account for a while; the answer is the same for a login that is not there',
    async () => {
      await database().asOwner(async (query) =>
        createAccount(query, {
          id: randomUUID(),
          login: 'closing',
          name: '乙',
          passwordHash: await hashPassword(PASSWORD),
          at: new Date(clock.now).toISOString(),
        }),
      )
      const signIn = (login: string, password: string) => send('POST', '/api/session', { login, password })
      const wrong = await signIn('closing', '不对的密码')
      expect((await signIn('没有这个人', '不对的密码')).body).toEqual(wrong.body)
      for (let i = 0; i < 4; i++) await signIn('closing', '不对的密码')
      expect((await signIn('closing', PASSWORD)).status).toBe(401)
      clock.now += 2 * 60_000
      expect((await signIn('closing', PASSWORD)).status).toBe(201)
    },
  )

  test.skipIf(!isThere)(
    'a form goes from draft to approved; every step needs the right person, a return an opinion, and all of it stands in the log',
    async () => {
      await database().tx({ role: 'app_bureau', region: REGION, units: [] }, async (query) => {
        await createUnit(query, {
          region: REGION,
          id: 50,
          name: '文旅局',
          kind: 'department',
          parent: null,
          fromYear: 2020,
        })
        await createUnit(query, { region: REGION, id: 204, name: '图书馆', kind: 'unit', parent: 50, fromYear: 2020 })
      })
      const clerk = await person('clerk', 204)
      const { id } = await makeForm(clerk, 204)
      const { reading: _, ...record } = libraryForm()
      const edits = Object.entries({ ...record, fiscalYear: 2024 }).map(([key, to]) => ({ at: `/${key}`, to }))
      const saved = await send('PATCH', `${FORMS}/${id}`, { base: 1, edits }, clerk)
      expect([saved.status, saved.body.version]).toEqual([200, 2])

      const submit = (version: number, confirmations: readonly object[] = []) =>
        send('POST', `${FORMS}/${id}/moves`, { action: 'submit', version, confirmations }, clerk)
      const barred = await submit(2)
      expect([barred.status, barred.body.errors]).toEqual([422, []])
      const unanswered = barred.body.unanswered as { rule: string; at: string[]; message: string }[]
      expect(unanswered.length).toBeGreaterThan(0)
      const confirmations = unanswered.map(({ rule, at, message }) => ({
        finding: `${rule}|${at.join(' ')}|${message}`,
        reason: '已核对，按批复执行',
      }))
      expect((await submit(2, confirmations)).body).toMatchObject({ status: 'submitted', version: 3 })

      const step = async (action: string, version: number, role: Role, unit: number, opinion = '') =>
        (await send('POST', `${FORMS}/${id}/moves`, { action, version, opinion }, await person(role, unit))).body
      expect(await step('sign', 3, 'unitHead', 204)).toMatchObject({ status: 'unitSigned' })
      expect((await step('return', 4, 'departmentReviewer', 50)).detail).toBe('退回要写明意见。')
      expect(await step('return', 4, 'departmentReviewer', 50, '第 3 行补写原因')).toMatchObject({
        status: 'returned',
        version: 5,
      })
      expect((await submit(5, confirmations)).status).toBe(200)
      expect(await step('sign', 6, 'unitHead', 204)).toMatchObject({ status: 'unitSigned' })
      expect(await step('reviewForDepartment', 7, 'departmentReviewer', 50)).toMatchObject({
        status: 'departmentReviewed',
      })
      expect(await step('reviewForFinance', 8, 'financeReviewer', 0)).toMatchObject({ status: 'financeReviewed' })
      expect(await step('approve', 9, 'performanceOfficer', 0)).toMatchObject({
        status: 'approved',
        actions: ['reopen'],
      })
      expect(
        (await send('PATCH', `${FORMS}/${id}`, { base: 10, edits: [{ at: '/grade', to: '优' }] }, clerk)).body.detail,
      ).toContain('已批复')

      const log = await database().tx({ role: 'app_bureau', region: REGION, units: [] }, (query) =>
        eventsOf(query, { region: REGION, unit: 204 }),
      )
      expect(log.map(({ action }) => action)).toEqual([
        'create',
        'save',
        'submit',
        'sign',
        'return',
        'submit',
        'sign',
        'reviewForDepartment',
        'reviewForFinance',
        'approve',
      ])
    },
  )

  test.skipIf(!isThere)(
    'errors bar a submission whatever is confirmed, since the server judges by itself',
    async () => {
      const clerk = await person('clerk', 206)
      const { id } = await makeForm(clerk, 206)
      const { status, body } = await send(
        'POST',
        `${FORMS}/${id}/moves`,
        { action: 'submit', version: 1, confirmations: [{ finding: 'x', reason: '没有问题可以送审' }] },
        clerk,
      )
      expect(status).toBe(422)
      expect(body.errors.length).toBeGreaterThan(0)
    },
  )

  test.skipIf(!isThere)(
    'two who edit one form: other places merge, the same place comes back as a conflict',
    async () => {
      const [one, two] = [await person('clerk', 207), await person('clerk', 207)]
      const { id } = await makeForm(one, 207)
      const save = (who: Readonly<Record<string, string>>, base: number, at: string, to: unknown) =>
        send('PATCH', `${FORMS}/${id}`, { base, edits: [{ at, to }] }, who)
      expect((await save(one, 1, '/department', '甲局')).body.version).toBe(2)
      expect((await save(two, 1, '/goals/expected', '建成三处分馆')).body).toMatchObject({
        version: 3,
        form: { department: '甲局' },
      })
      const conflict = await save(two, 1, '/department', '乙局')
      expect([conflict.status, conflict.body.conflicts]).toEqual([
        409,
        [{ at: '/department', base: null, mine: '乙局', theirs: '甲局' }],
      ])
    },
  )

  describe('who may do what', () => {
    const ROLES: readonly Role[] = [
      'clerk',
      'unitHead',
      'departmentReviewer',
      'financeReviewer',
      'performanceOfficer',
      'expert',
      'auditor',
      'administrator',
    ]
    /** Relation of a person to the form’s unit. */
    const RELATIONS = [
      'own unit',
      'department above',
      'another unit',
      'whole bureau',
      'another bureau',
      'another year',
    ] as const
    type Relation = (typeof RELATIONS)[number]
    const place: Readonly<
      Record<Relation, readonly [unit: number, region: number, years: readonly [number, number | null]]>
    > = {
      'own unit': [304, REGION, [2020, null]],
      'department above': [60, REGION, [2020, null]],
      'another unit': [399, REGION, [2020, null]],
      'whole bureau': [0, REGION, [2020, null]],
      'another bureau': [304, 18, [2020, null]],
      'another year': [304, REGION, [2020, 2021]],
    }
    /** 200 where the form can be seen; everybody else is told that it does not exist. */
    const SEES: Readonly<Record<Role, readonly Relation[]>> = {
      clerk: ['own unit'],
      unitHead: ['own unit'],
      departmentReviewer: ['own unit', 'department above'],
      financeReviewer: ['own unit', 'whole bureau'],
      performanceOfficer: ['own unit', 'whole bureau'],
      expert: ['own unit'],
      auditor: ['own unit', 'whole bureau'],
      administrator: ['own unit', 'whole bureau'],
    }

    test.skipIf(!isThere)(
      'each role in each relation sees a form or not, saves it or not',
      async () => {
        await database().tx({ role: 'app_bureau', region: REGION, units: [] }, async (query) => {
          await createUnit(query, {
            region: REGION,
            id: 60,
            name: '教育局',
            kind: 'department',
            parent: null,
            fromYear: 2020,
          })
          await createUnit(query, { region: REGION, id: 304, name: '小学', kind: 'unit', parent: 60, fromYear: 2020 })
        })
        const { id } = await makeForm(await person('clerk', 304), 304)
        const seen: string[] = []
        for (const role of ROLES)
          for (const relation of RELATIONS) {
            const [unit, region, years] = place[relation]
            const who = await person(role, unit, years, region)
            const get = await send('GET', `${FORMS}/${id}`, undefined, who)
            const patch = await send('PATCH', `${FORMS}/${id}`, { base: 999, edits: [{ at: '/grade', to: '优' }] }, who)
            const sees = SEES[role].includes(relation)
            // A clerk of the unit and year gets as far as the wrong version, which is not there either.
            const saves = role !== 'clerk' ? (relation === 'another bureau' ? 404 : 403) : 404
            seen.push(`${role} ${relation} ${get.status} ${patch.status}`)
            expect(`${role} ${relation} ${get.status} ${patch.status}`).toBe(
              `${role} ${relation} ${sees ? 200 : 404} ${saves}`,
            )
          }
        expect(seen).toHaveLength(48)
        expect((await send('GET', `${FORMS}/${id}`)).status).toBe(401)
        expect((await send('GET', `${FORMS}/${id}`, undefined, { authorization: 'Bearer forged' })).status).toBe(401)
      },
      120_000,
    )

    test.skipIf(!isThere)('every endpoint but those of the door asks for a session', async () => {
      for (const { id, method, path, access } of endpoints) {
        if (access === 'anyone') continue
        const address = path.replace(':region', String(REGION)).replace(':form', randomUUID())
        expect([
          id,
          (await send(method, address, method === 'GET' || method === 'DELETE' ? undefined : {})).status,
        ]).toEqual([id, 401])
      }
    })
  })

  test.skipIf(!isThere)('bad requests are told in Chinese, with the place', async () => {
    const clerk = await person('clerk', 210)
    const wrong = await send('POST', FORMS, { unit: 'x', fiscalYear: 1, kind: 'y' }, clerk)
    expect(wrong.headers.get('content-type')).toContain('application/problem+json')
    expect(wrong.body).toMatchObject({ status: 400, type: 'urn:jiheng:malformed', detail: '内容不合格式，见 faults。' })
    expect(wrong.body.faults.map(({ at }: { at: string }) => at)).toEqual(['/unit', '/fiscalYear', '/kind'])
    expect((await app().request(FORMS, { method: 'POST', headers: clerk, body: '{}' })).status).toBe(400)
    expect((await send('POST', FORMS, {}, { ...clerk, 'content-length': '99999999' })).status).toBe(413)
    expect((await send('GET', '/api/nowhere')).body.detail).toBe('没有这个接口。')
  })
})
