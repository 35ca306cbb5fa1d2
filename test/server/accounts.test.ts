import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { harnessOn, PASSWORD, REGION } from './harness.ts'
import { STORES } from './store/stores.ts'

const ACCOUNTS = `/api/bureaus/${REGION}/accounts`
const ROLES = `/api/bureaus/${REGION}/roles`
const OTHER = '山前 月下 2025 秋'

describe.each(STORES)('accounts on $name', (store) => {
  const { isThere } = store
  const { database, clock, send, signIn, signedIn, person, logOf } = harnessOn(store)
  const admin = async () => (await signedIn(`admin-${randomUUID().slice(0, 8)}`, [['administrator', 0]])).headers
  const login = () => `p-${randomUUID().slice(0, 12)}`

  test.skipIf(!isThere)('a new account has a password shown once, good for changing it and nothing else', async () => {
    const headers = await admin()
    const name = login()
    const made = await send('POST', ACCOUNTS, { login: name, name: '周青' }, headers)
    expect(made.status).toBe(201)
    expect(made.body.initialPassword).toMatch(/^[A-Z2-9]{4}(-[A-Z2-9]{4}){3}$/)
    await send('POST', ROLES, { account: made.body.id, unit: 0, role: 'auditor', fromYear: 2024 }, headers)
    const own = await signIn(name, made.body.initialPassword)
    expect((await send('GET', '/api/session', undefined, own)).body.needs).toEqual(['newPassword'])
    const barred = await send('GET', `/api/bureaus/${REGION}/units`, undefined, own)
    expect([barred.status, barred.body.detail]).toEqual([403, '现在用的是初始密码，请先改成自己的密码。'])
    const change = (current: string, password: string) =>
      send('POST', '/api/account/password', { current, password }, own)
    expect((await change('不是这个', OTHER)).status).toBe(403)
    expect((await change(made.body.initialPassword, made.body.initialPassword)).status).toBe(422)
    expect((await change(made.body.initialPassword, '短')).status).toBe(422)
    expect((await change(made.body.initialPassword, OTHER)).status).toBe(200)
    expect((await send('GET', '/api/session', undefined, own)).body.needs).toEqual([])
    expect((await send('GET', `/api/bureaus/${REGION}/units`, undefined, own)).status).toBe(200)
    expect((await send('POST', '/api/session', { login: name, password: made.body.initialPassword })).status).toBe(401)
    expect((await send('POST', ACCOUNTS, { login: name, name: '周青' }, headers)).status).toBe(409)
  })

  test.skipIf(!isThere)('no answer about accounts carries a hash, a secret or a token', async () => {
    const headers = await admin()
    const { id } = (await send('POST', ACCOUNTS, { login: login(), name: '周青' }, headers)).body
    for (const path of [ACCOUNTS, `${ACCOUNTS}/${id}`, `${ACCOUNTS}/${id}/tokens`, ROLES, '/api/account/sessions']) {
      const { status, body } = await send('GET', path, undefined, headers)
      expect(status).toBe(200)
      expect(JSON.stringify(body)).not.toMatch(/argon2|hash|secret|csrf/i)
    }
  })

  test.skipIf(!isThere)(
    'accounts come with their roles, and are found by role, unit and whether they are closed',
    async () => {
      const headers = await admin()
      const mark = randomUUID().slice(0, 8)
      const make = async (n: number) =>
        (await send('POST', ACCOUNTS, { login: `${mark}-${n}`, name: '钱' }, headers)).body.id as string
      const [first, second, third] = [await make(1), await make(2), await make(3)]
      const give = (account: string, role: string, unit: number) =>
        send('POST', ROLES, { account, unit, role, fromYear: 2024 }, headers)
      await send('POST', `/api/bureaus/${REGION}/units`, { id: 7301, name: '甲单位', fromYear: 2020 }, headers)
      await give(first, 'clerk', 7301)
      await give(second, 'unitHead', 7301)
      await give(second, 'auditor', 0)
      await send('PATCH', `${ACCOUNTS}/${third}`, { isDisabled: true }, headers)
      const found = async (query: string) => {
        const { accounts } = (await send('GET', `${ACCOUNTS}?text=${mark}&${query}`, undefined, headers)).body
        return accounts.map((one: { login: string }) => one.login.slice(-1)).join('')
      }
      expect(await found('role=clerk')).toBe('1')
      expect(await found('unit=7301')).toBe('12')
      // One role must fit both: 2 is auditor of the bureau, and of this unit only its head.
      expect(await found('unit=7301&role=auditor')).toBe('')
      expect(await found('unit=0')).toBe('2')
      expect([await found('isDisabled=true'), await found('isDisabled=false')]).toEqual(['3', '12'])
      const { accounts } = (await send('GET', `${ACCOUNTS}?text=${mark}`, undefined, headers)).body
      expect(accounts.map((one: { roles: object[] }) => one.roles.length)).toEqual([1, 2, 0])
      expect(accounts[0].roles[0]).toMatchObject({ role: 'clerk', unit: 7301, fromYear: 2024, isDelegated: false })
    },
  )

  test.skipIf(!isThere)('accounts are found by login or name, page by page', async () => {
    const headers = await admin()
    const mark = randomUUID().slice(0, 8)
    for (const n of [1, 2, 3, 4, 5])
      await send('POST', ACCOUNTS, { login: `${mark}-${n}`, name: n === 3 ? `吴三${mark}` : '赵' }, headers)
    const page = async (query: string) => (await send('GET', `${ACCOUNTS}?${query}`, undefined, headers)).body
    const first = await page(`text=${mark.toUpperCase()}&limit=2`)
    const logins = (body: { accounts: { login: string }[] }) => body.accounts.map((one) => one.login)
    expect(logins(first)).toEqual([`${mark}-1`, `${mark}-2`])
    const second = await page(`text=${mark}&limit=2&cursor=${first.next}`)
    const third = await page(`text=${mark}&limit=2&cursor=${second.next}`)
    expect([logins(second), logins(third), third.next]).toEqual([[`${mark}-3`, `${mark}-4`], [`${mark}-5`], null])
    expect(logins(await page(`text=${encodeURIComponent(`吴三${mark}`)}`))).toEqual([`${mark}-3`])
    expect((await send('GET', `${ACCOUNTS}?cursor=gefaelscht`, undefined, headers)).status).toBe(400)
  })

  test.skipIf(!isThere)('an administrator sees and changes accounts of the own bureau only', async () => {
    const headers = await admin()
    const elsewhere = await signedIn(login(), [['clerk', 5, 18]])
    const both = await signedIn(login(), [
      ['clerk', 5],
      ['clerk', 5, 18],
    ])
    const paths = ['', '/password', '/sessions', '/totp'] as const
    const methods = { '': 'PATCH', '/password': 'POST', '/sessions': 'DELETE', '/totp': 'DELETE' } as const
    for (const path of paths) {
      const body = path === '' ? { isDisabled: true } : undefined
      const at = (id: string) => send(methods[path], `${ACCOUNTS}/${id}${path}`, body, headers)
      expect([path, (await at(elsewhere.id)).status]).toEqual([path, 404])
      expect([path, (await at(both.id)).status]).toEqual([path, 403])
    }
    expect((await send('GET', `${ACCOUNTS}/${both.id}`, undefined, headers)).status).toBe(200)
    expect((await send('GET', `/api/bureaus/18/accounts`, undefined, headers)).status).toBe(404)
    const give = { account: elsewhere.id, unit: 0, role: 'auditor', fromYear: 2024 }
    expect((await send('POST', ROLES, give, headers)).status).toBe(404)
    expect((await send('GET', '/api/session', undefined, elsewhere.headers)).status).toBe(200)
  })

  test.skipIf(!isThere)('only an administrator of the whole bureau whose years run administers', async () => {
    const roles = [
      'clerk',
      'unitHead',
      'departmentReviewer',
      'financeReviewer',
      'performanceOfficer',
      'auditor',
    ] as const
    for (const role of roles) expect((await send('GET', ACCOUNTS, undefined, await person(role, 0))).status).toBe(403)
    expect((await send('GET', ACCOUNTS, undefined, await person('administrator', 204))).status).toBe(403)
    expect((await send('GET', ACCOUNTS, undefined, await person('administrator', 0, [2020, 2024]))).status).toBe(403)
    expect((await send('GET', ACCOUNTS, undefined, await person('administrator', 0, [2020, 2025]))).status).toBe(200)
    expect((await send('GET', ACCOUNTS)).status).toBe(401)
  })

  test.skipIf(!isThere)('a closed account loses its sessions at once, a reset password its tokens too', async () => {
    const headers = await admin()
    const { id, login: name, headers: own } = await signedIn(login(), [['auditor', 0]])
    const token = (await send('POST', '/api/account/tokens', { label: '取数', days: 30 }, own)).body.token
    const bearer = { authorization: `Bearer ${token}` }
    const status = async (who: Readonly<Record<string, string>>) =>
      (await send('GET', '/api/session', undefined, who)).status
    expect([await status(own), await status(bearer)]).toEqual([200, 200])
    const reset = await send('POST', `${ACCOUNTS}/${id}/password`, undefined, headers)
    expect(reset.status).toBe(201)
    expect([await status(own), await status(bearer)]).toEqual([401, 401])
    expect((await send('POST', '/api/session', { login: name, password: PASSWORD })).status).toBe(401)
    const again = await signIn(name, reset.body.initialPassword)
    expect((await send('PATCH', `${ACCOUNTS}/${id}`, { isDisabled: true }, headers)).body.isDisabled).toBe(true)
    expect(await status(again)).toBe(401)
    expect((await send('POST', '/api/session', { login: name, password: reset.body.initialPassword })).status).toBe(401)
    await send('PATCH', `${ACCOUNTS}/${id}`, { isDisabled: false }, headers)
    expect(await status(await signIn(name, reset.body.initialPassword))).toBe(200)
  })

  test.skipIf(!isThere)(
    'somebody sees where they are signed in, ends one, and a new password ends the others',
    async () => {
      const { headers: here, login: name } = await signedIn(login(), [['clerk', 5]])
      const there = await signIn(name, PASSWORD)
      const third = await signIn(name, PASSWORD)
      const listed = (await send('GET', '/api/account/sessions', undefined, here)).body.sessions
      expect(listed.map(({ isThis }: { isThis: boolean }) => isThis).sort()).toEqual([false, false, true])
      const ofThere = (await send('GET', '/api/account/sessions', undefined, there)).body.sessions
      const key = ofThere.find(({ isThis }: { isThis: boolean }) => isThis).id
      const stranger = (await signedIn(login(), [['clerk', 5]])).headers
      expect((await send('DELETE', `/api/account/sessions/${key}`, undefined, stranger)).status).toBe(404)
      expect((await send('DELETE', `/api/account/sessions/${key}`, undefined, here)).status).toBe(200)
      const status = async (who: Readonly<Record<string, string>>) =>
        (await send('GET', '/api/session', undefined, who)).status
      expect([await status(here), await status(there), await status(third)]).toEqual([200, 401, 200])
      const changed = await send('POST', '/api/account/password', { current: PASSWORD, password: OTHER }, here)
      expect(changed.body).toEqual({ endedSessions: 1 })
      expect([await status(here), await status(third)]).toEqual([200, 401])
    },
  )

  test.skipIf(!isThere)(
    'a role is given and ended for a unit and years, with who and when, and stands in the unit’s log',
    async () => {
      const boss = await signedIn(login(), [['administrator', 0]])
      const headers = boss.headers
      await send('POST', `/api/bureaus/${REGION}/units`, { id: 720, name: '青禾剧团', fromYear: 2020 }, headers)
      const { id } = (await send('POST', ACCOUNTS, { login: login(), name: '周青' }, headers)).body
      const give = (more: object) =>
        send('POST', ROLES, { account: id, unit: 720, role: 'clerk', fromYear: 2024, ...more }, headers)
      expect((await give({ unit: 721 })).body.detail).toBe('本局没有这个单位。')
      expect((await give({ unit: 0 })).body.detail).toBe('这个角色要指明是哪个单位的。')
      expect((await give({ role: 'administrator' })).body.detail).toBe('管理员管整个财政局，单位要留空。')
      expect((await give({ toYear: 2023 })).body.detail).toBe('终止年度在起始年度之前。')
      expect((await give({ account: randomUUID() })).status).toBe(404)
      const given = await give({ toYear: 2025 })
      expect(given.body).toMatchObject({
        unit: 720,
        role: 'clerk',
        fromYear: 2024,
        toYear: 2025,
        givenBy: { id: boss.id },
        givenAt: new Date(clock.now).toISOString(),
        endedAt: null,
      })
      expect((await give({ fromYear: 2025 })).status).toBe(409)
      expect((await give({ fromYear: 2026 })).status).toBe(201)
      expect((await send('DELETE', `${ROLES}/${given.body.id}`, undefined, headers)).status).toBe(200)
      expect((await send('DELETE', `${ROLES}/${given.body.id}`, undefined, headers)).status).toBe(404)
      const of = async (more: string) =>
        (await send('GET', `${ROLES}?account=${id}${more}`, undefined, headers)).body.roles
      expect((await of('')).map(({ fromYear }: { fromYear: number }) => fromYear)).toEqual([2026])
      const all = (await of('&ended=true')) as { id: string; endedBy: { id: string } | null }[]
      expect(all.find((one) => one.id === given.body.id)?.endedBy?.id).toBe(boss.id)
      expect(await logOf(720)).toEqual(['createUnit', 'giveRole', 'giveRole', 'endRole'])
    },
  )

  test.skipIf(!isThere)('the last administrator of a bureau stays, even when two go at once', async () => {
    const region = 31
    const boss = await signedIn(login(), [['administrator', 0, region]])
    const deputy = await signedIn(login(), [['administrator', 0, region]])
    const roles = `/api/bureaus/${region}/roles`
    const listed = (await send('GET', roles, undefined, boss.headers)).body.roles as {
      id: string
      account: { id: string }
    }[]
    const roleOf = (account: string) => listed.find((one) => one.account.id === account)?.id
    const both = await Promise.all([
      send('DELETE', `${roles}/${roleOf(deputy.id)}`, undefined, boss.headers),
      send('DELETE', `${roles}/${roleOf(boss.id)}`, undefined, deputy.headers),
    ])
    const statuses = both.map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    const left = statuses[0] === 200 ? boss : deputy
    const disabled = await send(
      'PATCH',
      `/api/bureaus/${region}/accounts/${left.id}`,
      { isDisabled: true },
      left.headers,
    )
    expect([disabled.status, disabled.body.detail]).toEqual([409, '这是本局最后一个管理员。请先给别人管理员角色。'])
    // One whose years run out would leave nobody: it doesn't count.
    await database().asOwner((query) =>
      query(`update assignment set to_year = 2026 where region_id = $1 and account_id <> $2`, [region, left.id]),
    )
    expect((await send('DELETE', `${roles}/${roleOf(left.id)}`, undefined, left.headers)).status).toBe(409)
  })
})
