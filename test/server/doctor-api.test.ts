import { describe, expect, test } from 'vitest'
import { standingDiagnosis } from '../../src/server/operation/standing-diagnosis.ts'
import { harnessOn, REGION } from './harness.ts'
import { STORES } from './store/stores.ts'

const DOCTOR = `/api/bureaus/${REGION}/doctor`
const CHECKS = [{ what: '备份', isRight: false, says: '没有设自动备份。' }]

describe.each(STORES)('the doctor behind the API on $name', (store) => {
  const { isThere } = store
  const { send, person } = harnessOn(store, { diagnose: async () => CHECKS })
  test.skipIf(!isThere)('answers administrators', async () => {
    const { status, body } = await send('GET', DOCTOR, undefined, await person('administrator', 0))
    expect([status, body]).toEqual([200, { checks: CHECKS }])
    expect((await send('GET', DOCTOR, undefined, await person('performanceOfficer', 0))).status).toBe(403)
  })
})

test('many who ask within a minute get one diagnosis; one that failed is made again', async () => {
  let [now, made] = [0, 0]
  let isBroken = false
  const ask = standingDiagnosis(
    async () => {
      made++
      if (isBroken) throw new Error('no disk')
      return CHECKS
    },
    () => now,
  )
  await Promise.all([ask(), ask(), ask()])
  expect(made).toBe(1)
  now = 59_999
  await ask()
  expect(made).toBe(1)
  now = 60_000
  isBroken = true
  await expect(ask()).rejects.toThrow('no disk')
  isBroken = false
  expect(await ask()).toEqual(CHECKS)
  expect(made).toBe(3)
})
