import { describe, expect, test } from 'vitest'
import type { Role } from '#engine'
import { accountEndpoints } from '../../src/server/api/accounts.ts'
import { bureauSettingEndpoints } from '../../src/server/api/bureau-settings.ts'
import { delegationEndpoints } from '../../src/server/api/delegations.ts'
import { doctorEndpoints } from '../../src/server/api/doctor.ts'
import type { Endpoint } from '../../src/server/api/endpoint.ts'
import { organisationImportEndpoints } from '../../src/server/api/import-organisation.ts'
import { oidcEndpoints } from '../../src/server/api/oidc.ts'
import { ownAccountEndpoints } from '../../src/server/api/own-account.ts'
import { roleEndpoints } from '../../src/server/api/roles.ts'
import { tokenEndpoints } from '../../src/server/api/tokens.ts'
import { totpEndpoints } from '../../src/server/api/totp.ts'
import { unitChangeEndpoints } from '../../src/server/api/unit-changes.ts'
import { unitEndpoints } from '../../src/server/api/units.ts'
import { type Headers, harnessOn, REGION } from './harness.ts'
import { STORES } from './store/stores.ts'

const own: readonly Endpoint[] = [...ownAccountEndpoints, ...totpEndpoints, ...oidcEndpoints, ...tokenEndpoints].filter(
  ({ access }) => access === 'signedIn',
)
const ofBureau: readonly Endpoint[] = [
  ...accountEndpoints,
  ...roleEndpoints,
  ...bureauSettingEndpoints,
  ...doctorEndpoints,
  ...delegationEndpoints,
  ...tokenEndpoints.filter(({ path }) => path.includes('/:region')),
  ...unitEndpoints,
  ...unitChangeEndpoints,
  ...organisationImportEndpoints,
]
const forAdministrators = ofBureau.filter(({ access }) => String(access) === 'administrator')
const ID = '0194a000-0000-7000-8000-000000000000'
/** A body that is well formed, so that only the person is in question. */
const BODIES: Readonly<Record<string, unknown>> = {
  createAccount: { login: 'somebody-new', name: '某人' },
  changeAccount: { name: '某人' },
  giveRole: { account: ID, unit: 0, role: 'auditor', fromYear: 2024 },
  changeBureauSettings: { needsTotp: false },
  delegateRole: { role: ID, to: 'somebody', until: '2025-02-01T00:00:00Z' },
  createToken: { label: '取数', days: 3 },
  createUnit: { id: 9, name: '某单位', fromYear: 2024 },
  renameUnit: { fromYear: 2024, name: '某单位' },
  moveUnit: { fromYear: 2024, parent: null },
  closeUnit: { fromYear: 2024 },
  mergeUnits: { fromYear: 2024, units: [7, 8], into: { id: 9, name: '某单位' } },
  splitUnit: {
    fromYear: 2024,
    unit: 8,
    into: [
      { id: 7, name: '甲单位' },
      { id: 9, name: '乙单位' },
    ],
  },
}

describe.each(STORES)('who may touch people and units on $name', (store) => {
  const { isThere } = store
  const { app, person } = harnessOn(store)
  const call = async ({ id, method, path, body, upload, query }: Endpoint, headers: Headers) => {
    const address = path.replace(':region', String(REGION)).replace(':unit', '204').replaceAll(/:\w+/g, ID)
    const text = body ? JSON.stringify(BODIES[id] ?? {}) : upload ? 'x' : undefined
    const asked = id === 'findColleagues' && query ? '?text=x' : ''
    const response = await app().request(`${address}${asked}`, {
      method,
      headers: { ...headers, ...(text === undefined ? {} : { 'content-length': String(Buffer.byteLength(text)) }) },
      ...(text === undefined ? {} : { body: text }),
    })
    return response.status
  }
  const statuses = async (list: readonly Endpoint[], headers: Headers) => {
    const found: string[] = []
    for (const one of list) found.push(`${one.id} ${await call(one, headers)}`)
    return found
  }
  const all = (list: readonly Endpoint[], status: number) => list.map(({ id }) => `${id} ${status}`)

  test.skipIf(!isThere)('nobody without a session', async () => {
    expect(ofBureau.length + own.length).toBeGreaterThan(40)
    expect(await statuses([...ofBureau, ...own], {})).toEqual(all([...ofBureau, ...own], 401))
  })

  test.skipIf(!isThere)('nobody of another bureau', async () => {
    for (const role of ['administrator', 'clerk'] as const) {
      const stranger = await person(role, 0, [2020, null], 18)
      expect(await statuses(ofBureau, stranger)).toEqual(all(ofBureau, 404))
    }
  })

  test.skipIf(!isThere)('no role but the administrator’s, of the whole bureau, whose years run', async () => {
    const roles: readonly Role[] = [
      'clerk',
      'unitHead',
      'departmentReviewer',
      'financeReviewer',
      'performanceOfficer',
      'expert',
      'auditor',
    ]
    const others = [
      ...roles.map((role) => person(role, 204)),
      ...roles.map((role) => person(role, 0)),
      person('administrator', 204),
      person('administrator', 0, [2020, 2024]),
      person('administrator', 0, [2026, null]),
    ]
    for (const who of await Promise.all(others))
      expect(await statuses(forAdministrators, who)).toEqual(all(forAdministrators, 403))
  })

  test.skipIf(!isThere)('the administrator gets through to what is asked', async () => {
    const seen = await statuses(forAdministrators, await person('administrator', 0))
    // Tokens are made by people, not by programs; the harness signs in as a program.
    const barred = seen.filter((one) => / (?:401|403)$/.test(one))
    expect(barred).toEqual(['createToken 403'])
  })

  test.skipIf(!isThere)('a program does nothing to an account', async () => {
    const who = await person('clerk', 204)
    expect((await statuses(own, who)).filter((one) => !/ (?:400|403)$/.test(one))).toEqual([])
  })
})
