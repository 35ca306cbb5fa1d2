import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database, Scope } from '../../../src/server/store/database.ts'
import { createForm } from '../../../src/server/store/forms.ts'
import { libraryForm } from '../../documents/forms.ts'
import { STORES } from './stores.ts'

const AT = '2025-01-15T08:00:00.000Z'

describe.each(STORES)('which units a scope sees on $name', ({ isThere, open }) => {
  let database: Database
  const scopeOf = (units: readonly number[], more: Partial<Scope> = {}): Scope => ({
    role: 'app_unit',
    region: 17,
    units,
    ...more,
  })
  const make = (unit: number, fiscalYear: number, scope = scopeOf([unit])) =>
    database.tx(scope, (query) => {
      const form = { ...libraryForm(), fiscalYear }
      return createForm(query, { id: randomUUID(), region: 17, unit, projectCode: '', form, by: randomUUID(), at: AT })
    })
  const seen = async (scope: Scope) =>
    (
      await database.tx(scope, (query) =>
        query<{ unit_id: number; fiscal_year: number }>(
          'select unit_id, fiscal_year from form where region_id = $1 order by unit_id, fiscal_year',
          [17],
        ),
      )
    ).map(({ unit_id, fiscal_year }) => `${unit_id}/${fiscal_year}`)

  beforeAll(async () => {
    if (!isThere) return
    database = await open()
    for (const unit of [2, 12, 120, 201, 1201]) for (const year of [2023, 2024]) await make(unit, year)
  }, 60_000)
  afterAll(async () => database?.close())

  test.skipIf(!isThere)('its own, by the whole number and not by a part of it', async () => {
    expect(await seen(scopeOf([12, 1201]))).toEqual(['12/2023', '12/2024', '1201/2023', '1201/2024'])
    expect(await seen(scopeOf([1201, 2]))).toEqual(['2/2023', '2/2024', '1201/2023', '1201/2024'])
    expect(await seen(scopeOf([0]))).toEqual([])
    expect(await seen(scopeOf([]))).toEqual([])
    await expect(make(120, 2025, scopeOf([12, 1201]))).rejects.toThrow(/row-level security/)
  })

  test.skipIf(!isThere)('some up to a year only, and never written to after it', async () => {
    const scope = scopeOf([12, 120], { lastYears: { 12: 2023 } })
    expect(await seen(scope)).toEqual(['12/2023', '120/2023', '120/2024'])
    await expect(make(12, 2025, scope)).rejects.toThrow(/row-level security/)
    expect(await make(120, 2025, scope)).toBeDefined()
  })

  test.skipIf(!isThere)('a whole bureau up to a year, and never written to after it', async () => {
    const bureau = (more: Partial<Scope> = {}): Scope => ({ role: 'app_bureau', region: 17, units: [], ...more })
    const years = async (scope: Scope) => [...new Set((await seen(scope)).map((one) => one.split('/')[1]))]
    expect(await years(bureau({ untilYear: 2023 }))).toEqual(['2023'])
    expect(await years(bureau({ untilYear: 2022 }))).toEqual([])
    expect(await years(bureau())).toEqual(expect.arrayContaining(['2023', '2024']))
    const moved = database.tx(bureau({ untilYear: 2023 }), (query) =>
      query('update form set fiscal_year = 2024 where region_id = 17 and unit_id = 2 and fiscal_year = 2023'),
    )
    await expect(moved).rejects.toThrow(/row-level security/)
  })

  test.skipIf(!isThere)('nothing else than whole numbers gets into the settings', async () => {
    for (const bad of [
      scopeOf([1.5]),
      scopeOf([Number.NaN]),
      scopeOf([1], { lastYears: { 1: Number.NaN } }),
      scopeOf([1], { untilYear: 1.5 }),
    ])
      await expect(seen(bad)).rejects.toThrow('whole numbers')
  })
})
