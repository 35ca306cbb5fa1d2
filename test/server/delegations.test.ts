import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { FORMS, harnessOn, PASSWORD, REGION } from './harness.ts'
import { STORES } from './store/stores.ts'

const DELEGATIONS = `/api/bureaus/${REGION}/delegations`
const DAY = 86_400_000

describe.each(STORES)('delegation on $name', (store) => {
  const { isThere } = store
  const { clock, send, signIn, signedIn, person, makeForm, logOf } = harnessOn(store)
  const login = () => `p-${randomUUID().slice(0, 12)}`
  const inDays = (days: number) => new Date(clock.now + days * DAY).toISOString()
  const rolesOf = async (who: { headers: Readonly<Record<string, string>> }) =>
    (await send('GET', '/api/session', undefined, who.headers)).body.assignments as {
      id: string
      role: string
      unit: number
      delegated: { name: string; until: string } | null
    }[]

  test.skipIf(!isThere)(
    'a head passes the signing on until a day; it ends by itself, and stands in the log',
    async () => {
      const head = await signedIn(login(), [['unitHead', 801]])
      const deputy = await signedIn(login(), [['clerk', 802]])
      const [own] = await rolesOf(head)
      const { id } = await makeForm(await person('clerk', 801), 801)
      const sees = async () => (await send('GET', `${FORMS}/${id}`, undefined, deputy.headers)).status
      expect(await sees()).toBe(404)
      const until = inDays(7)
      const given = await send('POST', DELEGATIONS, { role: own?.id, to: deputy.login, until }, head.headers)
      expect(given.status).toBe(201)
      expect((await rolesOf(deputy)).find(({ unit }) => unit === 801)).toMatchObject({
        role: 'unitHead',
        delegated: { name: `${head.login}的姓名`, until },
      })
      expect(await sees()).toBe(200)
      expect((await send('GET', DELEGATIONS, undefined, head.headers)).body.given).toHaveLength(1)
      expect((await send('GET', DELEGATIONS, undefined, deputy.headers)).body.received).toHaveLength(1)
      expect(await logOf(801)).toEqual(['signIn', 'create', 'delegateRole'])
      const before = clock.now
      clock.now += 7 * DAY + 1
      const later = { headers: await signIn(deputy.login, PASSWORD) }
      expect((await rolesOf(later)).map(({ unit }) => unit)).toEqual([802])
      expect((await send('GET', DELEGATIONS, undefined, later.headers)).body).toEqual({ given: [], received: [] })
      clock.now = before
    },
  )

  test.skipIf(!isThere)('only a role of one’s own is passed on, to a colleague, for a time to come', async () => {
    const head = await signedIn(login(), [['unitHead', 811]])
    const deputy = await signedIn(login(), [['clerk', 811]])
    const third = await signedIn(login(), [['clerk', 811]])
    const stranger = await signedIn(login(), [['clerk', 811, 18]])
    const boss = await signedIn(login(), [['administrator', 0]])
    const give = async (who: typeof head, role: string | undefined, to: string, until = inDays(7)) => {
      const { status, body } = await send('POST', DELEGATIONS, { role, to, until }, who.headers)
      return `${status} ${body.detail ?? ''}`.trim()
    }
    const role = (await rolesOf(head))[0]?.id
    expect(await give(head, role, head.login)).toBe('422 不能委托给自己。')
    expect(await give(head, role, stranger.login)).toBe(`422 本局没有“${stranger.login}”这个同事。`)
    expect(await give(head, role, deputy.login, inDays(-1))).toBe('422 委托的截止时间已经过了。')
    expect(await give(head, role, deputy.login, inDays(400))).toBe('422 委托最长 366 天。')
    expect(await give(deputy, role, third.login)).toBe('404 您没有这个角色。')
    expect(await give(boss, (await rolesOf(boss))[0]?.id, deputy.login)).toBe(
      '403 管理员角色不能委托，请另给别人管理员角色。',
    )
    expect(await give(head, role, deputy.login)).toBe('201')
    expect(await give(head, role, deputy.login)).toBe('409 这个同事已经有这个角色。')
    const passedOn = (await rolesOf(deputy)).find(({ delegated }) => delegated !== null)?.id
    expect(await give(deputy, passedOn, third.login)).toBe('403 这个角色是别人委托给您的，不能再委托。')
  })

  test.skipIf(!isThere)('it is taken back, given back, and ends with the giver’s role or account', async () => {
    const boss = await signedIn(login(), [['administrator', 0]])
    const deputy = await signedIn(login(), [['clerk', 821]])
    const has = async () => (await rolesOf(deputy)).some(({ delegated }) => delegated !== null)
    const passOn = async () => {
      const head = await signedIn(login(), [['unitHead', 821]])
      const own = (await rolesOf(head))[0]?.id ?? ''
      const given = await send('POST', DELEGATIONS, { role: own, to: deputy.login, until: inDays(3) }, head.headers)
      expect([given.status, await has()]).toEqual([201, true])
      return { head, own, id: given.body.id as string }
    }
    const first = await passOn()
    const outsider = await signedIn(login(), [['unitHead', 821]])
    expect((await send('DELETE', `${DELEGATIONS}/${first.id}`, undefined, outsider.headers)).status).toBe(404)
    expect((await send('DELETE', `${DELEGATIONS}/${first.own}`, undefined, first.head.headers)).status).toBe(404)
    expect((await send('DELETE', `${DELEGATIONS}/${first.id}`, undefined, first.head.headers)).status).toBe(200)
    expect(await has()).toBe(false)
    const second = await passOn()
    expect((await send('DELETE', `${DELEGATIONS}/${second.id}`, undefined, deputy.headers)).status).toBe(200)
    expect(await has()).toBe(false)
    const third = await passOn()
    const ended = await send('DELETE', `/api/bureaus/${REGION}/roles/${third.own}`, undefined, boss.headers)
    expect([ended.status, await has()]).toEqual([200, false])
    const fourth = await passOn()
    await send('PATCH', `/api/bureaus/${REGION}/accounts/${fourth.head.id}`, { isDisabled: true }, boss.headers)
    expect(await has()).toBe(false)
  })

  test.skipIf(!isThere)('a role that is passed on until a day can be given for good meanwhile', async () => {
    const boss = await signedIn(login(), [['administrator', 0]])
    const made = await send(
      'POST',
      `/api/bureaus/${REGION}/units`,
      { id: 831, name: '青禾茶场', fromYear: 2020 },
      boss.headers,
    )
    expect(made.status).toBe(201)
    const head = await signedIn(login(), [['unitHead', 831]])
    const deputy = await signedIn(login(), [['clerk', 831]])
    const own = (await rolesOf(head))[0]?.id
    await send('POST', DELEGATIONS, { role: own, to: deputy.login, until: inDays(3) }, head.headers)
    const give = { account: deputy.id, unit: 831, role: 'unitHead', fromYear: 2020 }
    const given = await send('POST', `/api/bureaus/${REGION}/roles`, give, boss.headers)
    expect(given.status).toBe(201)
    expect((await rolesOf(deputy)).filter(({ role }) => role === 'unitHead')).toHaveLength(2)
  })

  test.skipIf(!isThere)('colleagues are found by name or login within the bureau', async () => {
    const mark = randomUUID().slice(0, 8)
    const one = await signedIn(`near-${mark}`, [['clerk', 5]])
    await signedIn(`far-${mark}`, [['clerk', 5, 18]])
    const found = await send('GET', `/api/bureaus/${REGION}/colleagues?text=${mark}`, undefined, one.headers)
    expect(found.body.people).toEqual([{ login: `near-${mark}`, name: `near-${mark}的姓名` }])
    expect((await send('GET', `/api/bureaus/${REGION}/colleagues?text=`, undefined, one.headers)).status).toBe(400)
  })
})
