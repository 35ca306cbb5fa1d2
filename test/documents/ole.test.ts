import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readGrids } from '#documents'
import { openOle } from '../../src/documents/ole/ole.ts'
import { mutated, numbers, spent } from './mutate.ts'
import { oleFile, tableEntry } from './ole-file.ts'

const FIXTURES = new URL('../fixtures/documents/', import.meta.url)
const fixture = (name: string) => new Uint8Array(readFileSync(new URL(name, FIXTURES)))

/** Processor milliseconds one small file may take; the test runner's other thread counts too. */
const QUICK = 1000

async function told(bytes: Uint8Array): Promise<string> {
  const start = spent()
  const { grids, problems } = await readGrids(bytes)
  expect(spent() - start).toBeLessThan(QUICK)
  expect(grids).toEqual([])
  return problems[0]?.message ?? ''
}

/** A copy with 32-bit numbers set at places. */
function with32(bytes: Uint8Array, ...changes: readonly (readonly [at: number, value: number])[]): Uint8Array {
  const copy = bytes.slice()
  const view = new DataView(copy.buffer)
  for (const [at, value] of changes) view.setUint32(at, value, true)
  return copy
}

describe('an OLE container', () => {
  const content = Uint8Array.from({ length: 9000 }, (_, i) => i % 251)

  test('gives the streams at its top, whole, and not those of embedded objects', () => {
    const { has, read } = openOle(oleFile({ Data: content, 'ObjectPool/Workbook': content }))
    expect([has('Data'), has('Workbook'), has('ObjectPool')]).toEqual([true, false, false])
    expect(read('Data')).toEqual(content)
    expect(read('Workbook')).toBeUndefined()
  })

  test('gives small streams, which lie inside the root', () => {
    const { read } = openOle(fixture('department.xls'))
    const summary = read('\u0005SummaryInformation')
    expect(summary?.length).toBeLessThan(4096)
    expect([...(summary?.subarray(0, 4) ?? [])]).toEqual([0xfe, 0xff, 0, 0])
  })

  const whole = oleFile({ Workbook: content })
  // Sector 0 is the table, 1 the directory, the stream begins at 2.
  test.each([
    ['a stream that bites its tail', with32(whole, [tableEntry(5), 2])],
    ['a stream that points at itself', with32(whole, [tableEntry(2), 2])],
    ['a stream that leaves the file', with32(whole, [tableEntry(2), 0x00ffffff])],
    ['a directory that bites its tail', with32(whole, [tableEntry(1), 1])],
    ['a directory tree that loops', with32(whole, [1024 + 76, 1], [1024 + 128 + 72, 1], [1024 + 128 + 68, 0])],
    ['a table chain that loops', with32(whole, [68, 2], [72, 0xffffffff], [3 * 512 + 508, 2])],
    ['a size of four gigabytes', with32(whole, [1024 + 128 + 120, 0xffffffff])],
    ['sectors of no known size', with32(whole, [30, 0x0006001f])],
  ])('with %s is refused at once', async (_, bytes) => {
    expect(await told(bytes)).toMatch(/已损坏/)
  })
})

describe('mutations', () => {
  test.each(['department.xls', 'department.docx', 'project.doc'])(
    'of %s (2000): no throw, quick, and a Chinese message when nothing is read',
    async (name) => {
      const original = fixture(name)
      const next = numbers(20250124)
      let slowest = 0
      let silent = 0
      for (let i = 0; i < 2000; i++) {
        const bytes = mutated(original, next)
        const start = spent()
        const { grids, problems } = await readGrids(bytes)
        slowest = Math.max(slowest, spent() - start)
        if (grids.length === 0 && !/[\u4e00-\u9fff]/.test(problems[0]?.message ?? '')) silent += 1
      }
      expect(silent).toBe(0)
      expect(slowest).toBeLessThan(QUICK)
    },
  )

  test.each(['department.xls', 'project.doc'])(
    '%s cut off anywhere is refused or read in part, never thrown',
    async (name) => {
      const original = fixture(name)
      for (let length = 8; length < original.length; length += 97) {
        const { grids, problems } = await readGrids(original.subarray(0, length))
        if (grids.length === 0) expect(problems[0]?.message).toMatch(/[\u4e00-\u9fff]/)
      }
    },
  )
})
