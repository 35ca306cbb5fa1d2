import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Endpoint } from '../../src/server/api/endpoint.ts'
import { endpoints } from '../../src/server/api/endpoints.ts'
import type { Allowance } from '../../src/server/api/rate-limit.ts'
import { folderBlobs } from '../../src/server/store/blobs.ts'
import { type Headers, harnessOn, REGION } from './harness.ts'
import { assigned, GRIDS, RELATIONS, type Relation, ROLES } from './matrix/expected.ts'
import { type Fixture, makeFixture, personWith } from './matrix/fixture.ts'
import { NONE, type Sample, TABLE } from './matrix/table.ts'
import { STORES } from './store/stores.ts'

const folder = mkdtempSync(join(tmpdir(), 'jiheng-matrix-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const blobs = folderBlobs(folder)
/** The matrix asks more often than any person would. */
const open: Allowance = { take: () => 0, giveBack: () => undefined }
const limits = { signInsByLogin: open, signInsByAddress: open, setUps: open, requests: open }
const known = new Map(endpoints.map((one) => [one.id, one]))

/** One line a relation, as the expectations are written. */
const lines = (grid: string) =>
  grid
    .trim()
    .split('\n')
    .map((line) => line.trim().replace(/ +/, ' '))

test('the table has every endpoint and no other', () => {
  const inTable = new Set(Object.entries(TABLE).map(([key, { id = key }]) => id))
  expect([...inTable].sort()).toEqual([...known.keys()].sort())
  for (const grid of Object.values(GRIDS)) {
    expect(lines(grid).map((line) => line.split(' ')[0])).toEqual([...RELATIONS])
    for (const line of lines(grid)) expect(line.split(' ')[1]).toMatch(/^[-+xo!]{8}$/)
  }
})

describe.each(STORES)('who is let through on $name', (store) => {
  const { isThere } = store
  const { app, database } = harnessOn(store, { blobs, limits })
  let fixture: Fixture
  const people = new Map<string, Headers>()
  const newPerson = (role: (typeof ROLES)[number], relation: Relation): Promise<Headers> =>
    relation === 'nobody' ? Promise.resolve({}) : personWith(database(), assigned(role, relation))

  beforeAll(async () => {
    if (!isThere) return
    fixture = await makeFixture(database(), blobs)
    for (const relation of RELATIONS)
      for (const role of ROLES) people.set(`${relation} ${role}`, await newPerson(role, relation))
  }, 120_000)

  const outcomeOf = async ({ method, path, upload }: Endpoint, sample: Sample, headers: Headers): Promise<string> => {
    const { params, query, body, bytes } = sample
    const named: Readonly<Record<string, string>> = {
      region: String(REGION),
      unit: '204',
      form: fixture.forms.draft.id,
      account: fixture.account.id,
      campaign: fixture.campaign,
      job: fixture.job,
      ...params?.(fixture),
    }
    const address = path.replaceAll(/:(\w+)/g, (_, name: string) => named[name] ?? NONE)
    const text = upload
      ? bytes
      : body === undefined
        ? undefined
        : JSON.stringify(typeof body === 'function' ? body(fixture) : body)
    const response = await app().request(`${address}${query ? `?${query}` : ''}`, {
      method,
      headers: { ...headers, ...(text === undefined ? {} : { 'content-length': String(Buffer.byteLength(text)) }) },
      ...(text === undefined ? {} : { body: text }),
    })
    return signOf(response.status, await response.text(), sample, fixture)
  }

  const gridOf = async (key: string, sample: Sample): Promise<string[]> => {
    const one = known.get(sample.id ?? key) as Endpoint
    const found: string[] = []
    for (const relation of RELATIONS) {
      const signs = ROLES.map(async (role) => {
        const who = sample.isLast ? await newPerson(role, relation) : people.get(`${relation} ${role}`)
        return outcomeOf(one, sample, who ?? {})
      })
      found.push(`${relation} ${(await Promise.all(signs)).join('')}`)
    }
    return found
  }

  test.skipIf(!isThere).each(Object.entries(TABLE))(
    '%s',
    async (key, sample) => {
      expect(await gridOf(key, sample)).toEqual(lines(GRIDS[sample.grid]))
    },
    120_000,
  )
})

/** The sign of an answer; one that is neither let through nor turned away at the door stands there in full. */
function signOf(status: number, text: string, { through, sees }: Sample, fixture: Fixture): string {
  const [wanted, part = ''] = typeof through === 'number' ? [through] : through
  if (status === wanted && text.includes(part)) {
    if (!sees) return '+'
    return sees(text.startsWith('{"log"') ? text : JSON.parse(text), fixture) ? '+' : '-'
  }
  if (status === 401 && text.includes('请先登录')) return '!'
  if (status === 403) return 'x'
  if (status === 404) return 'o'
  return `[${status} ${text.slice(0, 200)}]`
}
