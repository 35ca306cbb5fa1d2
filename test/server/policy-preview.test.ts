import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { applyEdits, type Form } from '#engine'
import { moveForm } from '../../src/server/store/form-moves.ts'
import { createForm } from '../../src/server/store/forms.ts'
import { createUnit } from '../../src/server/store/units.ts'
import { libraryForm } from '../documents/forms.ts'
import { harnessOn, NOW, REGION } from './harness.ts'
import { STORES } from './store/stores.ts'

const at = new Date(NOW).toISOString()
const PREVIEW = `/api/bureaus/${REGION}/policy-preview`

describe.each(STORES)('what another pack would make of a year, on $name', (store) => {
  const { isThere } = store
  const { database, send, person } = harnessOn(store)
  const file = async (unit: number, form: Form, total: number | null) => {
    const id = randomUUID()
    await database().tx({ role: 'app_bureau', region: REGION, units: [] }, (query) =>
      createUnit(query, {
        region: REGION,
        id: unit,
        name: `第 ${unit} 单位`,
        kind: 'unit',
        parent: null,
        fromYear: 2020,
      }),
    )
    await database().tx({ role: 'app_unit', region: REGION, units: [unit] }, async (query) => {
      const stored = await createForm(query, { id, region: REGION, unit, projectCode: '', form, by: randomUUID(), at })
      const verdict = { total, errors: 0, warnings: 0, rules: [] }
      if (!stored) throw new Error('no form was made')
      await moveForm(query, stored, { to: 'submitted', by: randomUUID(), at, verdict })
    })
    return id
  }

  test.skipIf(!isThere)(
    'lists the old and the new score of each form, and the means of those that have both',
    async () => {
      const whole = libraryForm()
      const wanting = applyEdits(whole, [{ at: '/indicators/0/actual/text', to: '' }])
      const [first, second] = [await file(11, whole, 90), await file(12, wanting, null)]
      const officer = await person('performanceOfficer', 0)
      const get = (query: string) => send('GET', `${PREVIEW}?${query}`, undefined, officer)
      const { status, body } = await get('year=2024&policy=national-2020')
      expect(status).toBe(200)
      expect(body).toMatchObject({ policy: 'national-2020', year: 2024, coversYear: true, hasMore: false, compared: 1 })
      expect(body.forms.map((one: { id: string }) => one.id)).toEqual([first, second])
      expect(body.forms[0]).toMatchObject({ unit: 11, unitName: '第 11 单位', before: 90 })
      expect(body.forms[0].after).toBeGreaterThan(90)
      expect([body.meanBefore, body.meanAfter]).toEqual([90, body.forms[0].after])
      // Unknown is told as unknown, with its reason; it is never a zero in the mean.
      expect(body.forms[1].before).toBeNull()
      const strict = (await get('year=2024&policy=guizhou-qiannan-2024')).body
      expect(strict.forms[0].after).not.toBe(body.forms[0].after)
      expect((await get('year=2010&policy=national-2020')).body).toMatchObject({
        coversYear: false,
        forms: [],
        compared: 0,
        meanBefore: null,
        meanAfter: null,
      })
      expect((await get('year=2024&policy=no-such-pack')).status).toBe(422)
      expect((await get('year=2024&policy=sichuan-payroll-2023')).status).toBe(422)
      expect(
        (await send('GET', `${PREVIEW}?year=2024&policy=national-2020`, undefined, await person('clerk', 11))).status,
      ).toBe(403)
    },
  )

  test.skipIf(!isThere)(
    'says how many scores and findings would change against another pack, or none against itself',
    async () => {
      const officer = await person('performanceOfficer', 0)
      const get = async (query: string) => (await send('GET', `${PREVIEW}?year=2024&${query}`, undefined, officer)).body
      const same = await get('policy=national-2020&against=national-2020')
      expect(same).toMatchObject({ against: 'national-2020', changed: 0, changedScores: 0, changedFindings: 0 })
      const other = await get('policy=guizhou-qiannan-2024&against=national-2020')
      expect(other.changedScores).toBeGreaterThan(0)
      expect(other.forms[0]).toMatchObject({ now: same.forms[0].after, findingsGone: 0, findingsNew: 0 })
      expect(other.forms[0].after).toBeLessThan(same.forms[0].after)
      const weights = await get('policy=hubei-2020&against=national-2020')
      expect(weights).toMatchObject({ changed: 2, changedFindings: 2 })
      expect(weights.forms[0]).toMatchObject({ findingsGone: 0, findingsNew: 1 })
      const back = await get('policy=national-2020&against=hubei-2020')
      expect(back.forms[0]).toMatchObject({ findingsGone: 1, findingsNew: 0 })
      // Without a name the place and year of each form decide, on either side.
      const usual = await get('against=national-2020')
      expect(usual.policy).toBeNull()
      expect((await get('policy=national-2020')).against).toBeNull()
      expect((await send('GET', `${PREVIEW}?year=2024&against=no-such-pack`, undefined, officer)).status).toBe(422)
    },
  )

  test.skipIf(!isThere)('writes nothing', async () => {
    const before = await database().asOwner((query) =>
      query('select form_id, version, total_score, updated_at from form order by 1'),
    )
    await send('GET', `${PREVIEW}?year=2024&policy=hubei-2020`, undefined, await person('administrator', 0))
    expect(
      await database().asOwner((query) =>
        query('select form_id, version, total_score, updated_at from form order by 1'),
      ),
    ).toEqual(before)
    expect(before.length).toBeGreaterThan(0)
  })

  test.skipIf(!isThere)('scores at most 300 forms and says that there are more', async () => {
    const form = libraryForm()
    await database().tx({ role: 'app_unit', region: REGION, units: [11] }, async (query) => {
      for (let i = 0; i < 301; i++)
        await createForm(query, {
          id: randomUUID(),
          region: REGION,
          unit: 11,
          projectCode: `P${i}`,
          form: { ...form, fiscalYear: 2022 },
          by: randomUUID(),
          at,
        })
    })
    const { body } = await send(
      'GET',
      `${PREVIEW}?year=2022&policy=national-2020`,
      undefined,
      await person('auditor', 0),
    )
    expect([body.forms.length, body.hasMore, body.compared]).toEqual([300, true, 0])
  })
})
