import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database, Scope } from '../../../src/server/store/database.ts'
import { moveForm } from '../../../src/server/store/form-moves.ts'
import { createForm, findForm, findVersion, patchForm } from '../../../src/server/store/forms.ts'
import { anchorDay, appendEvent, eventsOf } from '../../../src/server/store/log.ts'
import { libraryForm } from '../../documents/forms.ts'
import { STORES } from './stores.ts'

const AT = '2025-01-15T08:00:00.000Z'
const CLERK = randomUUID()
const unitScope: Scope = { role: 'app_unit', region: 17, units: [204] }
const bureau: Scope = { role: 'app_bureau', region: 17, units: [] }

describe.each(STORES)('the store on $name', ({ isThere, open }) => {
  let database: Database
  beforeAll(async () => {
    if (isThere) database = await open()
  }, 60_000)
  afterAll(async () => database?.close())

  const make = (unit = 204, projectCode = '') => {
    const id = randomUUID()
    const scope = { ...unitScope, units: [unit] }
    return database.tx(scope, (query) =>
      createForm(query, { id, region: 17, unit, projectCode, form: libraryForm(), by: CLERK, at: AT }),
    )
  }
  const score = (to: number) => [{ at: '/indicators/1/score', to }]

  test.skipIf(!isThere)('keeps a form exactly, once a unit, kind, year and project', async () => {
    const stored = await make()
    expect(stored).toMatchObject({ status: 'draft', version: 1, unit: 204, form: libraryForm() })
    expect(await make()).toBeUndefined()
    expect(await make(204, 'P1')).toBeDefined()
  })

  test.skipIf(!isThere)('a unit sees and changes its own rows only, whatever the statement says', async () => {
    const stored = await make(301)
    const id = stored?.id ?? ''
    const other: Scope = { ...unitScope, units: [302] }
    expect(await database.tx(other, (query) => findForm(query, 17, id))).toBeUndefined()
    expect(await database.tx(other, (query) => query('select 1 from form where unit_id = 301'))).toEqual([])
    expect(await database.tx({ ...bureau, region: 18 }, (query) => findForm(query, 17, id))).toBeUndefined()
    expect((await database.tx(bureau, (query) => findForm(query, 17, id)))?.id).toBe(id)
    const forged = { id: randomUUID(), region: 17, unit: 301, projectCode: 'X', form: libraryForm(), by: CLERK, at: AT }
    await expect(database.tx(other, (query) => createForm(query, forged))).rejects.toThrow(/row-level security/)
    await expect(database.tx(other, (query) => query('delete from form'))).rejects.toThrow(/permission denied/)
  })

  test.skipIf(!isThere)(
    'two editors of one form: other places merge, the same place is a conflict, nothing is overwritten',
    async () => {
      const stored = await make(305)
      const id = stored?.id ?? ''
      const scope = { ...unitScope, units: [305] }
      const save = (base: number, edits: readonly { at: string; to: unknown }[]) =>
        database.tx(scope, (query) => patchForm(query, { region: 17, id, base, edits, by: CLERK, at: AT }))
      expect(await save(1, score(2))).toMatchObject({ is: 'saved', stored: { version: 2 } })
      const merged = await save(1, [{ at: '/department', to: '甲局' }])
      expect(merged).toMatchObject({ is: 'saved', stored: { version: 3, form: { department: '甲局' } } })
      expect(await save(1, score(1))).toMatchObject({ is: 'conflict', conflicts: [{ mine: 1, theirs: 2 }] })
      const now = await database.tx(scope, (query) => findForm(query, 17, id))
      expect([now?.version, now?.form.indicators[1]?.score]).toEqual([3, 2])
      const first = await database.tx(scope, (query) => findVersion(query, 17, id, 1))
      expect(first).toEqual(libraryForm())
    },
  )

  test.skipIf(!isThere)('fifty savers at once lose nothing', async () => {
    const id = (await make(306))?.id ?? ''
    const scope = { ...unitScope, units: [306] }
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        database.tx(scope, (query) =>
          patchForm(query, {
            region: 17,
            id,
            base: 1,
            edits: [{ at: `/reading/~1x${i}`, to: { status: 'literal' } }],
            by: CLERK,
            at: AT,
          }),
        ),
      ),
    )
    expect(results.every(({ is }) => is === 'saved')).toBe(true)
    const now = await database.tx(scope, (query) => findForm(query, 17, id))
    expect([now?.version, Object.keys(now?.form.reading ?? {}).filter((key) => key.startsWith('/x')).length]).toEqual([
      51, 50,
    ])
  })

  test.skipIf(!isThere)('of two who move a form at once one wins; a submitted form can’t be edited', async () => {
    const stored = await make(307)
    if (!stored) throw new Error('no form was made')
    const { id } = stored
    const scope = { ...unitScope, units: [307] }
    const move = () =>
      database.tx(scope, (query) =>
        moveForm(query, stored, {
          to: 'submitted',
          by: CLERK,
          at: AT,
          verdict: { total: 99.45, errors: 0, warnings: 1, rules: [] },
        }),
      )
    const moved = await Promise.all([move(), move()])
    expect(moved.filter(Boolean)).toHaveLength(1)
    const late = await database.tx(scope, (query) =>
      patchForm(query, { region: 17, id, base: 2, edits: score(1), by: CLERK, at: AT }),
    )
    expect(late).toEqual({ is: 'closed', status: 'submitted' })
  })

  test.skipIf(!isThere)('the log is a chain that no role can change, anchored once a day', async () => {
    const scope = { ...unitScope, units: [310] }
    for (const action of ['create', 'save', 'submit'])
      await database.tx(scope, (query) =>
        appendEvent(
          query,
          { region: 17, unit: 310 },
          { actor: CLERK, action, subject: 'f', payload: { b: 1, a: [action] }, at: 1_736_900_000_000 },
          'sm3',
        ),
      )
    const entries = await database.tx(scope, (query) => eventsOf(query, { region: 17, unit: 310 }))
    expect(entries.map(({ seq, action, payload }) => [seq, action, payload])).toEqual([
      [1, 'create', '{"a":["create"],"b":1}'],
      [2, 'save', '{"a":["save"],"b":1}'],
      [3, 'submit', '{"a":["submit"],"b":1}'],
    ])
    expect(entries.map(({ prev }) => prev)).toEqual(['0'.repeat(64), entries[0]?.hash, entries[1]?.hash])
    for (const role of ['app_unit', 'app_bureau', 'app_system', 'app_report'] as const)
      for (const statement of ['update audit_event set action = $$x$$', 'delete from audit_event'])
        await expect(database.tx({ ...scope, role }, (query) => query(statement))).rejects.toThrow(/permission denied/)
    const system: Scope = { role: 'app_system', region: 17, units: [] }
    for (const day of ['2025-01-15', '2025-01-15', '2025-01-16'])
      await database.tx(system, (query) => anchorDay(query, 17, day, 'sm3'))
    const anchors = await database.tx(bureau, (query) =>
      query<{ prev_root: Buffer; root: Buffer }>(
        'select prev_root, root from audit_anchor where region_id = 17 order by day',
      ),
    )
    expect(anchors).toHaveLength(2)
    expect(anchors[1]?.prev_root).toEqual(anchors[0]?.root)
  })

  test.skipIf(!isThere)(
    'a transaction inside a transaction is refused at once instead of waiting for ever',
    async () => {
      await expect(database.tx(bureau, () => database.tx(bureau, (query) => query('select 1')))).rejects.toThrow(
        /inside a transaction/,
      )
    },
  )
})
