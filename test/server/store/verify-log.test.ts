import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyLog } from '../../../src/cli/commands/verify-log.ts'
import type { Database, Scope } from '../../../src/server/store/database.ts'
import { exportLog } from '../../../src/server/store/export-log.ts'
import { anchorDay, appendEvent } from '../../../src/server/store/log.ts'
import { numbers } from '../../documents/mutate.ts'
import { STORES } from './stores.ts'

const [embedded] = STORES
const REGION = 17

describe('the verifier of the log', () => {
  let database: Database
  let lines: readonly string[]
  beforeAll(async () => {
    if (!embedded) throw new Error('no store')
    database = await embedded.open()
    for (let day = 1; day <= 3; day++) {
      for (let i = 0; i < 60; i++) {
        const scope: Scope = { role: 'app_unit', region: REGION, units: [200 + (i % 7)] }
        const event = {
          actor: `人${i % 5}`,
          action: 'save',
          subject: `表${i % 9}`,
          payload: { at: `/indicators/${i}`, to: i },
          at: 1_736_900_000_000 + i,
        }
        await database.tx(scope, (query) =>
          appendEvent(query, { region: REGION, unit: 200 + (i % 7) }, event, i % 2 === 0 ? 'sm3' : 'sha256'),
        )
      }
      await database.tx({ role: 'app_system', region: REGION, units: [] }, (query) =>
        anchorDay(query, REGION, `2025-01-0${day}`, 'sm3'),
      )
    }
    const written: string[] = []
    await database.tx({ role: 'app_bureau', region: REGION, units: [] }, async (query) => {
      for await (const line of exportLog(query, REGION)) written.push(line)
    })
    lines = written
  }, 60_000)
  afterAll(async () => database?.close())

  test('finds nothing in a log that is whole', async () => {
    expect(await verifyLog(lines)).toEqual({ entries: 180, anchors: 3, faults: [] })
  })

  test('finds each of 1,000 single changes and names the entry', async () => {
    const next = numbers(20250115)
    let found = 0
    for (let round = 0; round < 1000; round++) {
      const at = 1 + next(lines.length - 1)
      const line = lines[at] ?? ''
      const place = next(line.length)
      const sign = String.fromCharCode(0x21 + next(90))
      const changed = `${line.slice(0, place)}${sign}${line.slice(place + 1)}`
      if (changed === line) continue
      const { faults } = await verifyLog(lines.map((one, i) => (i === at ? changed : one)))
      const { unit, seq, day } = JSON.parse(line) as { unit?: number; seq?: number; day?: string }
      const name = day ? `${day} 的日锚` : `单位 ${REGION}/${unit} 第 ${seq} 条`
      const isNamed =
        faults.some(({ entry }) => entry === name || entry === `第 ${at + 1} 行`) ||
        changesName(line, changed, faults.length)
      expect([round, faults.length > 0, isNamed]).toEqual([round, true, true])
      found++
    }
    expect(found).toBeGreaterThan(950)
  })

  /** A change of the entry's own number or unit leaves a gap in its chain, which is named instead. */
  function changesName(before: string, after: string, faults: number): boolean {
    const key = /"(?:region|unit|seq|day)":"?[^,]*/g
    return faults > 0 && JSON.stringify(before.match(key)) !== JSON.stringify(after.match(key))
  }

  test('finds an entry that was taken out, put twice, swapped, or cut from the end', async () => {
    const without = (at: number) => lines.filter((_, i) => i !== at)
    const swapped = lines.map((line, i) => (i === 5 ? lines[6] : i === 6 ? lines[5] : line) as string)
    const lastEntry = lines.findLastIndex((line) => line.includes('"seq"'))
    for (const changed of [
      without(9),
      [...lines.slice(0, 9), lines[8] as string, ...lines.slice(9)],
      swapped,
      without(lastEntry),
    ])
      expect((await verifyLog(changed)).faults.length).toBeGreaterThan(0)
  })

  test('finds a whole chain that was written anew with right hashes, by the anchors', async () => {
    const entries = lines.slice(1).filter((line) => line.includes('"seq"') && line.includes('"unit":203'))
    let prev = '0'.repeat(64)
    const forged = entries.map((line) => {
      const entry = { ...JSON.parse(line), actor: '别人', prev }
      const fields = ['region', 'unit', 'seq', 'at', 'actor', 'action', 'subject', 'payload'] as const
      const text = [prev, ...fields.map((field) => JSON.stringify(entry[field]))].join('\n')
      prev = createHash(entry.algorithm).update(text).digest('hex')
      return JSON.stringify({ ...entry, hash: prev })
    })
    let at = 0
    const changed = lines.map((line) => (entries.includes(line) ? (forged[at++] as string) : line))
    const { faults } = await verifyLog(changed)
    expect(faults.map(({ fault }) => fault)).toContain('2025-01-01 的日锚里有它，被换过')
  })
})
