import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildMissing } from '../scripts/prepare.mjs'
import { openSeat } from '../src/cli/batch/seat.ts'
import { run } from '../src/cli/main.ts'

const clean = new URL('../src/web/samples/clean.html', import.meta.url)
const damaged = new URL('../src/web/samples/damaged.txt', import.meta.url)
let folder = ''
let box = ''

/** Twelve sound forms, three damaged ones, a file that is none, and a zip of two: eighteen inputs. */
beforeAll(() => {
  buildMissing()
  box = mkdtempSync(join(tmpdir(), 'jiheng-batch-'))
  folder = join(box, '各单位')
  mkdirSync(folder)
  for (let i = 1; i <= 12; i++) copyFileSync(clean, join(folder, `规范${String(i).padStart(2, '0')}.html`))
  for (let i = 1; i <= 3; i++) copyFileSync(damaged, join(folder, `破损${i}.txt`))
  writeFileSync(join(folder, '坏.xlsx'), 'PK\u0003\u0004 not really')
  const entry = new Uint8Array(readFileSync(clean))
  writeFileSync(join(folder, '包.zip'), zipSync({ '一.html': entry, '二.txt': strToU8('没有表') }))
  // The first run builds.
}, 180_000)
afterAll(() => rmSync(box, { recursive: true, force: true }))

async function jiheng(...argv: string[]): Promise<{ status: number; out: string; err: string }> {
  const texts = { out: '', err: '' }
  const sink = (name: 'out' | 'err') =>
    new Writable({
      write(chunk, _, done) {
        texts[name] += chunk.toString()
        done()
      },
    })
  const status = await run(argv, { out: sink('out'), err: sink('err'), isTerminal: false, hasColour: false })
  return { status, ...texts }
}

describe('a batch over workers', () => {
  test('gives the same results in the same order as one after the other', async () => {
    const alone = await jiheng('check', folder, '--json', '--jobs', '1')
    const together = await jiheng('check', folder, '--json', '--jobs', '2')
    expect(together).toEqual(alone)
    expect(together.status).toBe(2)
    const files = (JSON.parse(together.out) as { file: string; form: unknown }[]).map(({ file }) => file)
    expect(files).toHaveLength(18)
    expect(files.filter((file) => file.includes('包.zip!'))).toHaveLength(2)
  })

  test('a path that is not there is told, and the rest is checked', async () => {
    const { status, out } = await jiheng('check', folder, join(box, '没有.xlsx'), '--json', '--jobs', '2')
    const list = JSON.parse(out) as { file: string; form: unknown; problems?: { message: string }[] }[]
    expect(status).toBe(2)
    expect(list).toHaveLength(19)
    expect(list.at(-1)?.problems?.[0]?.message).toContain('找不到')
  })

  test('a file that takes too long is stopped and told, and the seat takes the next', async () => {
    const seat = openSeat(1)
    const order = { index: 0, name: '慢', at: { path: join(folder, '规范01.html') }, known: undefined }
    const wish = { policy: undefined, sets: [] }
    const [first, second] = [await seat.run({ ...order, wish }), await seat.run({ ...order, index: 1, wish })]
    expect(first.checked?.[0]?.problems[0]?.message).toMatch(/超过 0 秒，已停下，没有结果/)
    expect(second.index).toBe(1)
    await seat.close()
  })

  test.each(['0', '1.5', '两个', '99'])('--jobs %s is refused', async (jobs) => {
    expect(await jiheng('check', folder, '--jobs', jobs)).toMatchObject({ status: 2, out: '' })
  })
})

describe('a journal', () => {
  test('takes up where it was cut off, reads only what is new or changed, and gives the same result', async () => {
    const journal = join(box, '续做.jsonl')
    const whole = await jiheng('check', folder, '--json', '--resume', journal, '--jobs', '2')
    const size = readFileSync(journal).length
    truncateSync(journal, Math.floor(size / 2))
    const lines = readFileSync(journal, 'utf8').split('\n').length - 2

    const again = await jiheng('check', folder, '--json', '--resume', journal, '--jobs', '2')
    expect(again.err).toContain(`已有 ${lines} 个文件的结果`)
    expect(again.out).toBe(whole.out)
    expect(readFileSync(journal)).toHaveLength(size)

    const changed = join(folder, '规范12.html')
    const before = readFileSync(changed, 'utf8')
    writeFileSync(changed, before.replaceAll('2024', '2023'))
    const third = JSON.parse((await jiheng('check', folder, '--json', '--resume', journal, '--jobs', '2')).out)
    writeFileSync(changed, before)
    const of = (name: string) => third.find(({ file }: { file: string }) => file.endsWith(name))
    expect([of('规范12.html').form.fiscalYear, of('规范11.html').form.fiscalYear]).toEqual([2023, 2024])
  })

  test('of another pack begins anew and says so', async () => {
    const journal = join(box, '另一.jsonl')
    await jiheng('check', join(folder, '规范01.html'), '--json', '--resume', journal)
    const other = await jiheng(
      'check',
      join(folder, '规范01.html'),
      '--json',
      '--resume',
      journal,
      '--policy',
      'hubei-2020',
    )
    expect(other.err).toContain('从头开始')
    expect(JSON.parse(other.out).score.policy).toBe('hubei-2020')
  })

  test.each([
    ['a form', 'clean'],
    ['an empty line', '\n\n'],
  ])('%s is no journal and stays untouched', async (_, content) => {
    const path = join(box, '不是记录.jsonl')
    const bytes = content === 'clean' ? readFileSync(clean) : Buffer.from(content)
    writeFileSync(path, bytes)
    const { status, err } = await jiheng('check', folder, '--resume', path)
    expect([status, err]).toEqual([2, `“${path}”不是续做记录，没有动它。请换一个文件名。\n`])
    expect(readFileSync(path)).toEqual(bytes)
  })
})

test('the workbook counts the batch and draws its commonest findings', async () => {
  const path = join(box, '结果.xlsx')
  await jiheng('check', folder, '--format', 'xlsx', '-o', path, '--jobs', '2')
  const parts = unzipSync(new Uint8Array(readFileSync(path)))
  const chart = new TextDecoder().decode(parts['xl/charts/chart1.xml'])
  expect(chart).toContain('!$A$18:$A$')
  const { readGrids } = await import('#documents')
  const { grids } = await readGrids(new Uint8Array(readFileSync(path)))
  const texts = grids[0]?.cells.filter(({ row }) => row < 6).map(({ text }) => text)
  expect(texts).toEqual([
    '结果',
    '份数',
    '共处理',
    '18',
    '没有读到自评表',
    '2',
    '有必须改的问题',
    '3',
    '只有需说明的问题',
    expect.anything(),
    '没有这两类问题',
    expect.anything(),
  ])
})
