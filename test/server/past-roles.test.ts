import { createHash, randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Role } from '#engine'
import { assign, createAccount, openSession } from '../../src/server/store/people.ts'
import { FORMS, type Headers, harnessOn, NOW, REGION } from './harness.ts'
import { STORES } from './store/stores.ts'

type Held = readonly [role: Role, unit: number, toYear: number | null]

describe.each(STORES)('somebody whose roles ended with a year, on $name', (store) => {
  const { isThere } = store
  const { database, send, person, makeForm } = harnessOn(store)
  const UNITS = `/api/bureaus/${REGION}/units`
  /** One person with several roles, all from 2020 on. */
  const holding = async (roles: readonly Held[]): Promise<Headers> => {
    const [id, token] = [randomUUID(), randomUUID()]
    await database().asOwner(async (query) => {
      const at = new Date(NOW).toISOString()
      await createAccount(query, { id, login: id, name: '某人', passwordHash: 'x', at })
      for (const [role, unit, toYear] of roles)
        await assign(query, randomUUID(), id, { region: REGION, unit, role, fromYear: 2020, toYear })
      const tokenHash = createHash('sha256').update(token).digest()
      const until = new Date(NOW + 3_600_000).toISOString()
      await openSession(query, { tokenHash, account: id, kind: 'machine', csrf: '', at, until })
    })
    return { authorization: `Bearer ${token}` }
  }
  /** Units and years whose forms somebody finds, and whether each can be opened. */
  const seenBy = async (headers: Headers) => {
    const { body } = await send('GET', FORMS, undefined, headers)
    const rows = body.rows as readonly { id: string; unit: number; fiscalYear: number }[]
    for (const { id } of rows) expect((await send('GET', `${FORMS}/${id}`, undefined, headers)).status).toBe(200)
    return rows.map(({ unit, fiscalYear }) => `${unit}/${fiscalYear}`).sort()
  }

  test.skipIf(!isThere)(
    'sees the forms of those years, and nothing of later ones',
    async () => {
      const boss = await person('administrator', 0)
      for (const [id, more] of [
        [50, { kind: 'department' }],
        [204, { parent: 50 }],
        [301, {}],
      ] as const)
        expect((await send('POST', UNITS, { id, name: `单位${id}`, fromYear: 2020, ...more }, boss)).status).toBe(201)
      for (const unit of [204, 301])
        for (const year of [2022, 2024]) await makeForm(await person('clerk', unit), unit, year)

      expect(await seenBy(await holding([['clerk', 204, 2023]]))).toEqual(['204/2022'])
      expect(await seenBy(await holding([['departmentReviewer', 50, 2023]]))).toEqual(['204/2022'])
      expect(await seenBy(await holding([['auditor', 0, 2023]]))).toEqual(['204/2022', '301/2022'])
      // The role that goes on longer is the one that counts, unit by unit.
      expect(
        await seenBy(
          await holding([
            ['clerk', 204, 2022],
            ['unitHead', 204, null],
            ['clerk', 301, 2022],
          ]),
        ),
      ).toEqual(['204/2022', '204/2024', '301/2022'])
      const movedOn = await holding([
        ['auditor', 0, 2023],
        ['clerk', 204, null],
      ])
      expect(await seenBy(movedOn)).toEqual(['204/2022', '204/2024'])
      const both = await holding([
        ['auditor', 0, null],
        ['clerk', 204, 2022],
      ])
      expect(await seenBy(both)).toEqual(['204/2022', '204/2024', '301/2022', '301/2024'])
    },
    60_000,
  )

  test.skipIf(!isThere)(
    'is not told that units have filed nothing where it can’t see',
    async () => {
      const officer = await person('performanceOfficer', 0)
      const times = { opensAt: '2025-01-01T00:00:00Z', closesAt: '2025-02-01T00:00:00Z', lateUntil: null, policy: null }
      const campaign = { fiscalYear: 2024, kind: 'department-self-evaluation', title: '自评', ...times }
      const made = await send('POST', `/api/bureaus/${REGION}/campaigns`, campaign, officer)
      const unitsFor = async (headers: Headers) => {
        const path = `/api/bureaus/${REGION}/campaigns/${made.body.id}/progress`
        const { body } = await send('GET', path, undefined, headers)
        return (body.units as readonly { unit: number; status: string | null }[]).map(
          ({ unit, status }) => `${unit} ${status}`,
        )
      }
      expect(await unitsFor(officer)).toEqual(['50 null', '204 draft', '301 draft'])
      expect(await unitsFor(await holding([['auditor', 0, 2023]]))).toEqual([])
      const half = await holding([
        ['clerk', 204, null],
        ['clerk', 301, 2022],
      ])
      expect(await unitsFor(half)).toEqual(['204 draft'])
    },
    60_000,
  )
})
