import { createHash, randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import { afterAll, beforeAll, expect } from 'vitest'
import type { Role } from '#engine'
import { createApp } from '../../src/server/api/app.ts'
import type { Services } from '../../src/server/api/endpoint.ts'
import { hashPassword } from '../../src/server/api/passwords.ts'
import type { Database } from '../../src/server/store/database.ts'
import { eventsOf } from '../../src/server/store/log.ts'
import { assign, createAccount, openSession } from '../../src/server/store/people.ts'
import type { STORES } from './store/stores.ts'

export const CODE = '启动码-1234'
export const PASSWORD = '青禾 河畔 2025 春'
export const NOW = Date.parse('2025-01-15T08:00:00.000Z')
export const REGION = 17
export const FORMS = `/api/bureaus/${REGION}/forms`

export type Headers = Readonly<Record<string, string>>
export type Answer = {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into answers of every endpoint.
  readonly body: any
  readonly headers: globalThis.Headers
}
/** Headers of somebody who is signed in as a machine. */
export type Person = { readonly authorization: string }

/**
 * The API on an engine, in process: opened before and closed after the tests of the block that calls this. Its clock stands at `NOW`
 * until a test moves it. `more` hands in services beyond the ones every test needs.
 */
export function harnessOn({ isThere, open }: (typeof STORES)[number], more: Partial<Services> = {}) {
  let database: Database
  let app: Hono
  const clock = { now: NOW }
  beforeAll(async () => {
    if (!isThere) return
    database = await open()
    app = createApp({ database, now: () => clock.now, algorithm: 'sm3', setupCode: CODE, ...more })
  }, 60_000)
  afterAll(async () => database?.close())

  const send = async (method: string, path: string, body?: unknown, headers: Headers = {}): Promise<Answer> => {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const length = text === undefined ? {} : { 'content-length': String(Buffer.byteLength(text)) }
    const response = await app.request(path, {
      method,
      headers: { ...length, ...headers },
      ...(text === undefined ? {} : { body: text }),
    })
    const content = await response.text()
    return {
      status: response.status,
      body: content === '' ? undefined : JSON.parse(content),
      headers: response.headers,
    }
  }
  const setUp = (code: string, region = REGION, login = 'admin1') =>
    send('POST', '/api/setup', {
      code,
      login,
      name: '管理员',
      password: PASSWORD,
      region,
      regionName: '青禾区财政局',
    })

  /** Somebody with a role, signed in as a machine. */
  async function person(
    role: Role,
    unit: number,
    years: readonly [number, number | null] = [2020, null],
    region = REGION,
  ): Promise<Person> {
    const id = randomUUID()
    const token = randomUUID()
    const at = new Date(clock.now).toISOString()
    await database.asOwner(async (query) => {
      await createAccount(query, { id, login: `${role}-${id.slice(0, 8)}`, name: role, passwordHash: 'x', at })
      await assign(query, randomUUID(), id, { region, unit, role, fromYear: years[0], toYear: years[1] })
      const until = new Date(clock.now + 3_600_000).toISOString()
      const tokenHash = createHash('sha256').update(token).digest()
      await openSession(query, { tokenHash, account: id, kind: 'machine', csrf: '', at, until })
    })
    return { authorization: `Bearer ${token}` }
  }
  const makeForm = async (clerk: Headers, unit: number, fiscalYear = 2024) => {
    const made = await send('POST', FORMS, { unit, fiscalYear, kind: 'department-self-evaluation' }, clerk)
    expect(made.status).toBe(201)
    return made.body as { id: string; version: number }
  }
  /** Signs in at the door; gives the headers of the browser's requests. */
  async function signIn(login: string, password: string, code?: string): Promise<Headers> {
    const signed = await send('POST', '/api/session', { login, password, ...(code === undefined ? {} : { code }) })
    expect(signed.status).toBe(201)
    return { cookie: (signed.headers.get('set-cookie') ?? '').split(';')[0] ?? '', 'x-csrf-token': signed.body.csrf }
  }
  /** Somebody with roles (unit 0: the whole bureau) and a password, signed in in a browser. */
  async function signedIn(login: string, roles: readonly (readonly [role: Role, unit: number, region?: number])[]) {
    const id = randomUUID()
    const passwordHash = await hashPassword(PASSWORD)
    await database.asOwner(async (query) => {
      await createAccount(query, {
        id,
        login,
        name: `${login}的姓名`,
        passwordHash,
        at: new Date(clock.now).toISOString(),
      })
      for (const [role, unit, region = REGION] of roles)
        await assign(query, randomUUID(), id, { region, unit, role, fromYear: 2020, toYear: null })
    })
    return { id, login, headers: await signIn(login, PASSWORD) }
  }
  /** The actions in the log of a unit, in order. */
  const logOf = async (unit: number, region = REGION) => {
    const scope = { role: 'app_bureau', region, units: [] } as const
    return (await database.tx(scope, (query) => eventsOf(query, { region, unit }))).map(({ action }) => action)
  }
  return { database: () => database, app: () => app, clock, send, setUp, person, makeForm, signIn, signedIn, logOf }
}
