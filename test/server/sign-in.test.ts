import { randomUUID } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { describe, expect, test } from 'vitest'
import { allowance, makeLimits } from '../../src/server/api/rate-limit.ts'
import { setNeedsTotp } from '../../src/server/store/roles.ts'
import { createRegion } from '../../src/server/store/units.ts'
import { CODE, FORMS, type Headers, harnessOn, PASSWORD, REGION } from './harness.ts'
import { STORES } from './store/stores.ts'

const SETTINGS = `/api/bureaus/${REGION}/settings`
const login = () => `p-${randomUUID().slice(0, 12)}`

describe.each(STORES)('the second factor on $name', (store) => {
  const { isThere } = store
  const { clock, database, send, signIn, signedIn, logOf } = harnessOn(store)
  const codeAt = (secret: string, at: number) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at })
  const door = async (name: string, code?: string) =>
    (await send('POST', '/api/session', { login: name, password: PASSWORD, ...(code ? { code } : {}) })).status

  async function enrolled() {
    const who = await signedIn(login(), [['auditor', 0]])
    const { secret } = (await send('POST', '/api/account/totp', { password: PASSWORD }, who.headers)).body
    const confirmation = { code: codeAt(secret, clock.now) }
    const done = await send('POST', '/api/account/totp/confirmation', confirmation, who.headers)
    expect(done.status).toBe(201)
    // The step that confirmed is used up.
    clock.now += 30_000
    return { ...who, secret, recoveryCodes: done.body.recoveryCodes as string[] }
  }

  test.skipIf(!isThere)('a device counts from its first code on, and is asked for at the door', async () => {
    const { headers, login: name } = await signedIn(login(), [['auditor', 0]])
    expect((await send('POST', '/api/account/totp', { password: '不对的密码' }, headers)).status).toBe(403)
    const proposed = await send('POST', '/api/account/totp', { password: PASSWORD }, headers)
    expect(proposed.body.secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(proposed.body.uri).toContain(`secret=${proposed.body.secret}`)
    expect(proposed.body.uri).toMatch(/^otpauth:\/\/totp\//)
    expect(await door(name)).toBe(201)
    const { secret } = proposed.body
    const confirm = (code: string) => send('POST', '/api/account/totp/confirmation', { code }, headers)
    const wrong = codeAt(secret, clock.now + 300_000)
    expect((await confirm(wrong)).status).toBe(422)
    const confirmed = await confirm(codeAt(secret, clock.now))
    expect(confirmed.body.recoveryCodes).toHaveLength(10)
    expect((await confirm(codeAt(secret, clock.now))).status).toBe(409)
    expect((await send('POST', '/api/account/totp', { password: PASSWORD }, headers)).status).toBe(409)
    const asked = await send('POST', '/api/session', { login: name, password: PASSWORD })
    expect([asked.status, asked.body.needs]).toEqual([401, 'code'])
    expect((await send('GET', '/api/account', undefined, headers)).body).toMatchObject({
      hasTotp: true,
      recoveryCodesLeft: 10,
    })
    expect(await logOf(0)).toContain('enrolTotp')
  })

  test.skipIf(!isThere)('a code opens one step before, in and after its time, once', async () => {
    const { login: name, secret } = await enrolled()
    clock.now += 300_000
    const at = (seconds: number) => codeAt(secret, clock.now + seconds * 1000)
    expect(await door(name, at(-60))).toBe(401)
    expect(await door(name, at(60))).toBe(401)
    const before = at(-30)
    expect(await door(name, before)).toBe(201)
    expect(await door(name, before)).toBe(401)
    const both = await Promise.all([door(name, at(0)), door(name, at(0))])
    expect(both.sort()).toEqual([201, 401])
    expect(await door(name, at(30))).toBe(201)
    expect(await door(name, at(0))).toBe(401)
  })

  test.skipIf(!isThere)(
    'a recovery code opens once, however it is typed; five wrong codes close the account',
    async () => {
      const { login: name, recoveryCodes, secret } = await enrolled()
      const [first = '', second = ''] = recoveryCodes
      expect(await door(name, first.toLowerCase().replaceAll('-', ' '))).toBe(201)
      expect(await door(name, first)).toBe(401)
      expect(await door(name, second)).toBe(201)
      const before = (await logOf(0)).length
      for (let i = 0; i < 5; i++) expect(await door(name, 'ABCD-EFGH-JKMN-PQRS')).toBe(401)
      expect((await logOf(0)).slice(before)).toEqual(['lockOut'])
      expect(await door(name, codeAt(secret, clock.now))).toBe(401)
      clock.now += 120_000
      expect(await door(name, codeAt(secret, clock.now))).toBe(201)
      expect((await logOf(0)).at(-1)).toBe('signIn')
    },
  )

  test.skipIf(!isThere)('it is turned off with password and code only', async () => {
    const { headers, login: name, secret } = await enrolled()
    const remove = async (password: string, code: string) =>
      (await send('POST', '/api/account/totp/removal', { password, code }, headers)).status
    expect(await remove('不对的密码', codeAt(secret, clock.now))).toBe(403)
    expect(await remove(PASSWORD, codeAt(secret, clock.now + 600_000))).toBe(403)
    expect(await remove(PASSWORD, codeAt(secret, clock.now))).toBe(200)
    expect(await door(name)).toBe(201)
  })

  test.skipIf(!isThere)('a bureau asks its administrators and finance reviewers for one, and nobody else', async () => {
    const boss = await signedIn(login(), [['administrator', 0]])
    const clerk = await signedIn(login(), [['clerk', 5]])
    const finance = await signedIn(login(), [['financeReviewer', 0]])
    expect((await send('PATCH', SETTINGS, { needsTotp: true }, finance.headers)).status).toBe(403)
    expect((await send('PATCH', SETTINGS, { needsTotp: true }, boss.headers)).status).toBe(404)
    await database().asOwner((query) => createRegion(query, REGION, '青禾区财政局'))
    expect((await send('PATCH', SETTINGS, { needsTotp: true }, boss.headers)).body).toEqual({ needsTotp: true })
    const listing = async (who: { headers: Headers }) => {
      const { status, body } = await send('GET', FORMS, undefined, who.headers)
      return [status, body.needs]
    }
    expect(await listing(clerk)).toEqual([200, undefined])
    expect(await listing(finance)).toEqual([403, ['totp']])
    const { secret } = (await send('POST', '/api/account/totp', { password: PASSWORD }, finance.headers)).body
    const code = codeAt(secret, clock.now)
    expect((await send('POST', '/api/account/totp/confirmation', { code }, finance.headers)).status).toBe(201)
    expect(await listing(finance)).toEqual([200, undefined])
    await database().asOwner((query) => setNeedsTotp(query, REGION, false))
  })

  test.skipIf(!isThere)('an administrator frees somebody who has lost device and codes, not themselves', async () => {
    const boss = await signedIn(login(), [['administrator', 0]])
    const { id, login: name } = await enrolled()
    const at = (account: string) => `/api/bureaus/${REGION}/accounts/${account}/totp`
    expect((await send('DELETE', at(boss.id), undefined, boss.headers)).status).toBe(403)
    expect((await send('DELETE', at(id), undefined, boss.headers)).status).toBe(200)
    expect(await door(name)).toBe(201)
    expect(await logOf(0)).toContain('resetTotp')
    await signIn(name, PASSWORD)
  })
})

describe.each(STORES)('tokens for programs on $name', (store) => {
  const { isThere } = store
  const { clock, send, signedIn, makeForm, logOf } = harnessOn(store)
  const TOKENS = '/api/account/tokens'
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

  test.skipIf(!isThere)('a token is shown once, needs no page’s token, and is listed without itself', async () => {
    const { headers } = await signedIn(login(), [['clerk', 905]])
    const made = await send('POST', TOKENS, { label: '预算系统', days: 30, isReadOnly: false }, headers)
    expect(made.status).toBe(201)
    const { token } = made.body
    await makeForm(bearer(token), 905)
    const listed = (await send('GET', TOKENS, undefined, headers)).body.tokens
    expect(listed).toMatchObject([{ label: '预算系统', kind: 'machine', isReadOnly: false, onlyRoles: null }])
    expect(JSON.stringify(listed)).not.toContain(token)
    expect((await send('GET', '/api/account/sessions', undefined, headers)).body.sessions).toHaveLength(1)
    expect((await send('DELETE', `${TOKENS}/${listed[0].id}`, undefined, headers)).status).toBe(200)
    expect((await send('GET', FORMS, undefined, bearer(token))).status).toBe(401)
    expect(await logOf(0)).toEqual(['createToken', 'revokeToken'])
  })

  test.skipIf(!isThere)(
    'a token ends on its day, reads only where it is for reading, and has the roles it was given',
    async () => {
      const { headers } = await signedIn(login(), [
        ['clerk', 906],
        ['auditor', 0],
      ])
      const make = async (more: object) =>
        bearer((await send('POST', TOKENS, { label: '取数', days: 2, ...more }, headers)).body.token)
      const reading = await make({})
      const body = { unit: 906, fiscalYear: 2024, kind: 'department-self-evaluation' }
      const refused = await send('POST', FORMS, body, reading)
      expect([refused.status, refused.body.detail]).toEqual([403, '这个令牌只能读，不能改。'])
      const auditor = await make({ roles: ['auditor'], isReadOnly: false })
      expect((await send('GET', '/api/session', undefined, auditor)).body.assignments).toMatchObject([
        { role: 'auditor' },
      ])
      expect((await send('POST', FORMS, body, auditor)).status).toBe(403)
      expect((await send('POST', TOKENS, { label: '越权', days: 2, roles: ['administrator'] }, headers)).status).toBe(
        422,
      )
      expect((await send('POST', TOKENS, { label: '太久', days: 400 }, headers)).status).toBe(400)
      const before = clock.now
      clock.now += 2 * 86_400_000
      expect((await send('GET', FORMS, undefined, reading)).status).toBe(401)
      clock.now = before
    },
  )

  test.skipIf(!isThere)('a token makes no tokens and changes no password', async () => {
    const { headers } = await signedIn(login(), [['auditor', 0]])
    const { token } = (await send('POST', TOKENS, { label: '取数', days: 2, isReadOnly: false }, headers)).body
    for (const [method, path, body] of [
      ['POST', TOKENS, { label: '再来一个', days: 300 }],
      ['POST', '/api/account/password', { current: PASSWORD, password: '另一个 密码 2026' }],
      ['POST', '/api/account/totp', { password: PASSWORD }],
      ['GET', '/api/account', undefined],
    ] as const)
      expect([path, (await send(method, path, body, bearer(token))).status]).toEqual([path, 403])
  })

  test.skipIf(!isThere)('an administrator makes tokens for a program’s account, not for a person', async () => {
    const boss = await signedIn(login(), [['administrator', 0]])
    const accounts = `/api/bureaus/${REGION}/accounts`
    const person = await signedIn(login(), [['performanceOfficer', 0]])
    const body = { label: '统计平台', days: 90 }
    expect((await send('POST', `${accounts}/${person.id}/tokens`, body, boss.headers)).status).toBe(403)
    const robot = await send('POST', accounts, { login: login(), name: '统计平台', isMachine: true }, boss.headers)
    expect(robot.body.initialPassword).toBeNull()
    const role = { account: robot.body.id, unit: 0, role: 'auditor', fromYear: 2020 }
    expect((await send('POST', `/api/bureaus/${REGION}/roles`, role, boss.headers)).status).toBe(201)
    const made = await send('POST', `${accounts}/${robot.body.id}/tokens`, body, boss.headers)
    expect((await send('GET', FORMS, undefined, bearer(made.body.token))).status).toBe(200)
    const listed = (await send('GET', `${accounts}/${robot.body.id}/tokens`, undefined, boss.headers)).body.tokens
    const gone = await send('DELETE', `${accounts}/${robot.body.id}/tokens/${listed[0].id}`, undefined, boss.headers)
    expect(gone.status).toBe(200)
    expect((await send('GET', FORMS, undefined, bearer(made.body.token))).status).toBe(401)
    expect((await send('POST', `${accounts}/${robot.body.id}/password`, undefined, boss.headers)).status).toBe(422)
  })
})

describe.each(STORES)('limits on $name', (store) => {
  const { isThere } = store
  const limits = {
    ...makeLimits(),
    signInsByLogin: allowance({ most: 3, seconds: 60, mostKeys: 100 }),
    signInsByAddress: allowance({ most: 6, seconds: 60, mostKeys: 100 }),
    setUps: allowance({ most: 2, seconds: 60, mostKeys: 100 }),
    requests: allowance({ most: 5, seconds: 10, mostKeys: 100 }),
  }
  const { clock, send, setUp, signedIn } = harnessOn(store, { limits, trustsProxy: true })
  const from = (address: string) => ({ 'x-forwarded-for': `1.2.3.4, ${address}` })

  test.skipIf(!isThere)(
    'guessing at one login, and from one address, is stopped for a while; a right password costs nothing',
    async () => {
      const { login: name } = await signedIn(login(), [['auditor', 0]])
      const tryIt = (who: string, password: string, address: string) =>
        send('POST', '/api/session', { login: who, password }, from(address))
      for (let i = 0; i < 8; i++) expect((await tryIt(name, PASSWORD, '10.0.0.1')).status).toBe(201)
      for (let i = 0; i < 3; i++) expect((await tryIt(name, '猜的密码', `10.0.1.${i}`)).status).toBe(401)
      const stopped = await tryIt(name, PASSWORD, '10.0.2.1')
      expect([stopped.status, stopped.headers.get('retry-after')]).toEqual([429, '20'])
      expect(stopped.headers.get('content-type')).toContain('application/problem+json')
      expect(stopped.body.detail).toBe('这个登录名试太多次了，请 20 秒后再试。')
      for (let i = 0; i < 6; i++) expect((await tryIt(`nobody-${i}`, '猜的密码', '10.0.3.1')).status).toBe(401)
      expect((await tryIt('nobody-7', '猜的密码', '10.0.3.1')).status).toBe(429)
      expect((await tryIt('nobody-7', '猜的密码', '10.0.3.2')).status).toBe(401)
      clock.now += 20_000
      expect((await tryIt(name, PASSWORD, '10.0.2.1')).status).toBe(201)
    },
  )

  test.skipIf(!isThere)('the set-up code can be tried a few times only', async () => {
    const tries: number[] = []
    for (const code of ['一', '二', CODE]) tries.push((await setUp(code)).status)
    expect(tries).toEqual([403, 403, 429])
    clock.now += 30_000
    // Tried again, and found too late: others are there already.
    expect((await setUp(CODE)).status).toBe(409)
  })

  test.skipIf(!isThere)('one session that floods is slowed, another is not', async () => {
    const one = await signedIn(login(), [['auditor', 0]])
    const two = await signedIn(login(), [['auditor', 0]])
    const ask = async (who: typeof one) => (await send('GET', '/api/session', undefined, who.headers)).status
    const statuses: number[] = []
    for (let i = 0; i < 6; i++) statuses.push(await ask(one))
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
    expect(await ask(two)).toBe(200)
    clock.now += 2_000
    expect([await ask(one), await ask(one)]).toEqual([200, 429])
  })
})

test('an allowance comes back over time, and forgets the key unused longest when it is full', () => {
  const { take } = allowance({ most: 2, seconds: 10, mostKeys: 2 })
  expect([take('a', 0), take('a', 0), take('a', 0)]).toEqual([0, 0, 5])
  expect([take('a', 4_999), take('a', 5_000), take('a', 5_000)]).toEqual([1, 0, 5])
  take('b', 5_000)
  take('c', 5_000)
  expect(take('a', 5_000)).toBe(0)
})
