import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database, Scope } from '../../src/server/store/database.ts'
import { exportLog } from '../../src/server/store/export-log.ts'
import { anchorDay, appendEvent, type HashAlgorithm } from '../../src/server/store/log.ts'
import { LogCheck, type LogState } from '../../src/web/app/verify/log-check.ts'
import { numbers } from '../documents/mutate.ts'
import { STORES } from '../server/store/stores.ts'

const REGION = 17
const ALGORITHMS: readonly HashAlgorithm[] = ['sm3', 'sha256']

const verdictOn = (lines: readonly string[]): LogState => {
  const check = new LogCheck()
  for (const line of lines) check.take(line)
  return check.end()
}
const [embedded] = STORES

describe.each(ALGORITHMS)('the check of a log in the browser, written with %s', (algorithm) => {
  let database: Database
  let lines: readonly string[]
  beforeAll(async () => {
    if (!embedded) throw new Error('no store')
    database = await embedded.open()
    for (let day = 1; day <= 3; day++) {
      for (let i = 0; i < 30; i++) {
        const unit = 200 + (i % 5)
        const scope: Scope = { role: 'app_unit', region: REGION, units: [unit] }
        const payload = { at: `/indicators/${i}`, to: `第 ${i} 次，含“引号”与\n换行` }
        const event = { actor: `人${i % 5}`, action: 'save', subject: `表${i % 9}`, payload, at: 1_736_900_000_000 + i }
        await database.tx(scope, (query) => appendEvent(query, { region: REGION, unit }, event, algorithm))
      }
      await database.tx({ role: 'app_system', region: REGION, units: [] }, (query) =>
        anchorDay(query, REGION, `2025-01-0${day}`, algorithm),
      )
    }
    const written: string[] = []
    await database.tx({ role: 'app_bureau', region: REGION, units: [] }, async (query) => {
      for await (const line of exportLog(query, REGION)) written.push(line)
    })
    lines = written
  }, 60_000)
  afterAll(async () => database?.close())
  const place = (seq: number, unit: number) => lines.findIndex((line) => line.includes(`"unit":${unit},"seq":${seq},`))

  test('finds nothing in what the server wrote', () => {
    expect(verdictOn(lines)).toEqual({ entries: 90, anchors: 3, faults: 0, firstFault: undefined })
  })

  test('names unit and number of the first entry that was changed', () => {
    const at = place(4, 202)
    const changed = lines.map((line, i) => (i === at ? line.replace('"actor":"人2"', '"actor":"人3"') : line))
    expect(changed[at]).not.toBe(lines[at])
    expect(verdictOn(changed).firstFault).toMatchObject({
      line: at + 1,
      unit: 202,
      seq: 4,
      why: '内容和它的摘要对不上，写下以后被改过',
    })
  })

  test('finds each of 500 single changes of a sign', () => {
    const next = numbers(20250115)
    let found = 0
    for (let round = 0; round < 500; round++) {
      const at = next(lines.length)
      const line = lines[at] ?? ''
      const where = next(line.length)
      const changed = `${line.slice(0, where)}${String.fromCharCode(0x21 + next(90))}${line.slice(where + 1)}`
      if (changed === line) continue
      expect([round, verdictOn(lines.map((one, i) => (i === at ? changed : one))).faults > 0]).toEqual([round, true])
      found++
    }
    expect(found).toBeGreaterThan(450)
  })

  test('finds an entry that was taken out, put twice, swapped, or cut from the end', () => {
    const without = (index: number) => lines.filter((_, i) => i !== index)
    const at = place(3, 201)
    expect(verdictOn(without(at)).firstFault).toMatchObject({ unit: 201, seq: 4 })
    expect(verdictOn([...lines.slice(0, at), lines[at] ?? '', ...lines.slice(at)]).firstFault).toMatchObject({ seq: 3 })
    const swapped = lines.map((line, i) => (i === at ? lines[at + 1] : i === at + 1 ? lines[at] : line) ?? '')
    expect(verdictOn(swapped).firstFault).toMatchObject({ unit: 201, seq: 4 })
    const cut = verdictOn(without(place(18, 204))).firstFault
    expect(cut).toMatchObject({ unit: 204, seq: 18, why: '2025-01-03 的日锚里有这一条，现在没有了，后面被截掉' })
  })

  test('finds a chain that was written anew with right digests, by the daily anchor', () => {
    let prev = '0'.repeat(64)
    const forged = lines.map((line) => {
      if (!line.includes('"unit":203,')) return line
      const entry = { ...JSON.parse(line), actor: '别人', prev }
      const fields = ['region', 'unit', 'seq', 'at', 'actor', 'action', 'subject', 'payload'] as const
      prev = createHash(algorithm)
        .update([prev, ...fields.map((field) => JSON.stringify(entry[field]))].join('\n'))
        .digest('hex')
      return JSON.stringify({ ...entry, hash: prev })
    })
    expect(verdictOn(forged).firstFault).toMatchObject({ unit: 203, why: '2025-01-01 的日锚里有这一条，后来被换过' })
  })

  test('takes an empty file or another one for what it is', () => {
    expect(verdictOn([]).firstFault).toMatchObject({ line: 0, why: '是空的' })
    expect(verdictOn(['{"a":1}']).firstFault).toMatchObject({ line: 1, why: '不是绩衡导出的日志' })
  })
})
