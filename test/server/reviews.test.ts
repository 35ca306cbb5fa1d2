import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { projectLines } from '../../src/server/store/projection.ts'
import { createUnit } from '../../src/server/store/units.ts'
import { libraryForm } from '../documents/forms.ts'
import { FORMS, type Headers, harnessOn, REGION } from './harness.ts'
import { STORES } from './store/stores.ts'

const BUREAU = `/api/bureaus/${REGION}`

describe.each(STORES)('reviews and samples on $name', (store) => {
  const { isThere } = store
  const { send, person, makeForm, database, app } = harnessOn(store)
  const { reading: _, ...record } = libraryForm()

  async function submitted(unit: number) {
    const clerk = await person('clerk', unit)
    const { id } = await makeForm(clerk, unit)
    const edits = Object.entries({ ...record, fiscalYear: 2024 }).map(([key, to]) => ({ at: `/${key}`, to }))
    await send('PATCH', `${FORMS}/${id}`, { base: 1, edits }, clerk)
    const move = (confirmations: readonly object[]) =>
      send('POST', `${FORMS}/${id}/moves`, { action: 'submit', version: 2, confirmations }, clerk)
    const open = (await move([])).body.unanswered as { rule: string; at: string[]; message: string }[]
    const moved = await move(
      open.map(({ rule, at, message }) => ({
        finding: `${rule}|${at.join(' ')}|${message}`,
        reason: '已核对，按批复执行',
      })),
    )
    expect(moved.status).toBe(200)
    return id
  }
  const review = (form: string, who: Headers, rows: readonly object[], version = 3) =>
    send('POST', `${FORMS}/${form}/reviews`, { version, rows, opinion: '抽查' }, who)

  test.skipIf(!isThere)(
    'a review replaces rows with a cause, stays within the points, and is given once a version',
    async () => {
      await database().tx({ role: 'app_bureau', region: REGION, units: [] }, async (query) => {
        for (const id of [801, 802, 803, 804])
          await createUnit(query, { region: REGION, id, name: `单位${id}`, kind: 'unit', parent: null, fromYear: 2020 })
      })
      const form = await submitted(801)
      const [officer, expert, clerk] = [
        await person('performanceOfficer', 0),
        await person('expert', 801),
        await person('clerk', 801),
      ]
      const row = (score: number, cause = '佐证材料只有 40 场') => ({ at: '/indicators/3', score, cause })
      expect((await review(form, officer, [row(99)])).body.detail).toContain('最多 3 分')
      expect((await review(form, officer, [{ ...row(1), at: '/goals' }])).body.detail).toContain('不是有分值的一行')
      expect((await review(form, officer, [row(1, ' ')])).status).toBe(400)
      expect((await review(form, officer, [row(1)], 2)).status).toBe(409)
      expect((await review(form, clerk, [row(1)])).status).toBe(403)
      const given = await review(form, officer, [row(1)])
      const self = record.total.score ?? 0
      expect(given.body).toMatchObject({
        score: Math.round((self - 2) * 100) / 100,
        rows: [{ self: 3, score: 1, weight: 3 }],
      })
      expect((await review(form, officer, [row(2)])).body.detail).toContain('已经复核过')
      expect((await review(form, expert, [row(2)])).status).toBe(201)
      expect((await send('GET', `${FORMS}/${form}/reviews`, undefined, clerk)).body.reviews).toHaveLength(2)
    },
  )

  test.skipIf(!isThere)('a department sees the projects of its units beside its own money', async () => {
    const clerk = await person('clerk', 801)
    const [row] = (await send('GET', `${FORMS}?unit=801`, undefined, clerk)).body.rows
    expect(row.kind).toBe('department-self-evaluation')
    const kind = 'project-self-evaluation'
    const made = await send('POST', FORMS, { unit: 801, fiscalYear: 2024, kind, projectCode: 'P1' }, clerk)
    const rows = [
      {
        source: '年度资金总额',
        role: 'total',
        initialBudget: null,
        annualBudget: '132.2',
        execution: '100',
        weight: 10,
        executionRate: null,
        score: null,
      },
    ]
    const edits = [
      { at: '/funds', to: { unit: '万元', rows } },
      { at: '/project', to: '分馆建设' },
    ]
    await send('PATCH', `${FORMS}/${made.body.id}`, { base: 1, edits }, clerk)
    await database().tx({ role: 'app_system', region: REGION, units: [] }, (query) => projectLines(query, REGION))
    const { body } = await send('GET', `${FORMS}/${row.id}/projects`, undefined, clerk)
    expect(body.projects).toMatchObject([{ project: '分馆建设', budget: '1322000.00', executed: '1000000.00' }])
    expect(body.lines).toMatchObject([
      { difference: '0.00' },
      { department: '1276458.88', projects: '1000000.00', difference: '276458.88' },
    ])
  })

  test.skipIf(!isThere)('a sample is drawn by a published seed: whoever has it draws the same', async () => {
    const officer = await person('performanceOfficer', 0)
    const ids = [
      (await send('GET', `${FORMS}?unit=801&kind=department-self-evaluation`, undefined, officer)).body.rows[0].id,
    ]
    for (const unit of [802, 803]) ids.push(await submitted(unit))
    await makeForm(await person('clerk', 804), 804)
    const asked = {
      fiscalYear: 2024,
      kind: 'department-self-evaluation',
      title: '2024 年度抽查',
      size: 2,
      seed: '2025-03-01 上证 3321.45',
    }
    const made = await send('POST', `${BUREAU}/samples`, asked, officer)
    expect(made.body).toMatchObject({ size: 2, of: 3, seed: asked.seed })
    const rank = (id: string) => createHash('sha256').update(`${asked.seed}|${id}`).digest('hex')
    const expected = [...ids].sort((a, b) => (rank(a) < rank(b) ? -1 : 1)).slice(0, 2)
    const auditor = await person('auditor', 0)
    const { body } = await send('GET', `${BUREAU}/samples/${made.body.id}`, undefined, auditor)
    expect(body.sample.forms).toEqual(expected)
    expect(body.lines.map(({ form }: { form: string }) => form)).toEqual(expected)
    const line = body.lines.find(({ unit }: { unit: number }) => unit === 801)
    if (line) expect(line).toMatchObject({ reviewers: 2, spread: 1, claimed: record.total.score })
    const all = await send('POST', `${BUREAU}/samples`, { ...asked, size: 10, seed: undefined }, officer)
    const whole = (await send('GET', `${BUREAU}/samples/${all.body.id}`, undefined, officer)).body
    expect(whole.agreement).toEqual({ forms: 1, meanSpread: 1, closeShare: 100 })
    expect(all.body.seed).toMatch(/^[0-9a-f]{16}$/)
    const csv = await (
      await app().request(`${BUREAU}/samples/${all.body.id}/file?format=csv`, { headers: officer })
    ).text()
    expect(csv).toContain('佐证材料只有 40 场；佐证材料只有 40 场')
    expect((await send('POST', `${BUREAU}/samples`, { ...asked, fiscalYear: 2022 }, officer)).status).toBe(422)
    expect((await send('POST', `${BUREAU}/samples`, asked, auditor)).status).toBe(403)
  })
})
