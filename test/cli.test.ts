import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { run } from '../src/cli/main.ts'

let folder = ''
const clean = new URL('../src/web/samples/clean.html', import.meta.url)
const damaged = new URL('../src/web/samples/damaged.txt', import.meta.url)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiheng-cli-'))
  writeFileSync(join(folder, '规范.html'), readFileSync(clean))
  writeFileSync(join(folder, '破损.txt'), readFileSync(damaged))
  writeFileSync(join(folder, '坏.xlsx'), 'PK\u0003\u0004 not really')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const at = (name: string): string => join(folder, name)

function sink(): { stream: Writable; text: () => string } {
  const chunks: Buffer[] = []
  const stream = new Writable({
    write(chunk, _, done) {
      chunks.push(Buffer.from(chunk))
      done()
    },
  })
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') }
}

async function jiheng(...argv: string[]): Promise<{ status: number; out: string; err: string }> {
  const [out, err] = [sink(), sink()]
  const status = await run(argv, { out: out.stream, err: err.stream, isTerminal: false, hasColour: false })
  return { status, out: out.text(), err: err.text() }
}

describe('check', () => {
  test('a sound form exits with 0', async () => {
    expect((await jiheng('check', at('规范.html'))).status).toBe(0)
  })

  test('findings of severity error exit with 1 and stand in the report with place and advice', async () => {
    const { status, out } = await jiheng('check', at('破损.txt'))
    expect(status).toBe(1)
    expect(out).toMatch(/必须改 [A-Z]\d\d .+\n {6}位置 .+\n {6}建议 /)
  })

  test('a file that can’t be read exits with 2 and does not stop the others', async () => {
    const { status, out } = await jiheng('check', folder, '--json')
    const list = JSON.parse(out) as { file: string; form: unknown; problems?: unknown[] }[]
    expect(status).toBe(2)
    expect(list).toHaveLength(3)
    expect(list.filter(({ form }) => form === null)).toHaveLength(1)
  })

  test('one path prints one object with the keys of the contract', async () => {
    const one = JSON.parse((await jiheng('check', at('规范.html'), '--format', 'json')).out)
    expect(Object.keys(one).slice(0, 5)).toEqual(['file', 'form', 'score', 'findings', 'summary'])
    expect(one.form.schema).toBe('jiheng/form.v1')
  })

  test('sarif names rules, levels and places', async () => {
    const { runs, version } = JSON.parse((await jiheng('check', at('破损.txt'), '--format', 'sarif')).out)
    expect(version).toBe('2.1.0')
    expect(runs[0].results.length).toBeGreaterThan(3)
    expect(
      runs[0].results.every((one: { ruleId: string }) =>
        runs[0].tool.driver.rules.some(({ id }: { id: string }) => id === one.ruleId),
      ),
    ).toBe(true)
    expect(new Set(runs[0].results.map((one: { level: string }) => one.level))).toContain('error')
  })

  test('the workbook for a bureau can be read back', async () => {
    await jiheng('check', folder, '--format', 'xlsx', '-o', at('结果.xlsx'))
    const { readGrids } = await import('#documents')
    const { grids } = await readGrids(new Uint8Array(readFileSync(at('结果.xlsx'))))
    expect(grids.map(({ name }) => name)).toEqual(['汇总', '各表', '各项问题'])
    expect(grids[1]?.cells.filter(({ row }) => row === 0).map(({ text }) => text)).toContain('计算总分')
    rmSync(at('结果.xlsx'))
  })
})

test('score prints both totals and traces, under an override that it names', async () => {
  const { status, out } = await jiheng(
    'score',
    at('规范.html'),
    '--policy',
    'national-2020',
    '--set',
    'quantitative.equal=strict',
    '--json',
  )
  const score = JSON.parse(out)
  expect(status).toBe(0)
  expect(score).toMatchObject({ policy: 'national-2020', overrides: { 'quantitative.equal': 'strict' } })
  expect(score.rows.every((row: { trace: string[] }) => row.trace.length > 0)).toBe(true)
})

test.each(['正式.xlsx', '正式.docx'])(
  'convert writes the official form as %s, which reads back the same',
  async (name) => {
    const before = JSON.parse((await jiheng('read', at('规范.html'), '--json')).out)
    expect((await jiheng('convert', at('规范.html'), at(name))).status).toBe(0)
    const after = JSON.parse((await jiheng('read', at(name), '--json')).out)
    expect({ ...after, reading: null }).toEqual({ ...before, reading: null })
    rmSync(at(name))
  },
)

test('convert to PDF names characters that the font lacks and writes the file all the same', async () => {
  const form = JSON.parse((await jiheng('read', at('规范.html'), '--json')).out)
  writeFileSync(at('罕见.json'), JSON.stringify({ ...form, contact: { ...form.contact, name: '禾𠮷' } }))
  const { status, err } = await jiheng('convert', at('罕见.json'), at('罕见.pdf'))
  expect(status).toBe(0)
  expect(err).toContain('字体里没有“𠮷”')
  const back = JSON.parse((await jiheng('read', at('罕见.pdf'), '--json')).out)
  expect(back.contact.name).toBe('禾𠮷')
  rmSync(at('罕见.json'))
  rmSync(at('罕见.pdf'))
})

test('fix lists what it changes and never touches an actual value', async () => {
  const before = JSON.parse((await jiheng('read', at('破损.txt'), '--json')).out)
  const { status, out } = await jiheng('fix', at('破损.txt'), '-o', at('修正.json'))
  const after = JSON.parse(readFileSync(at('修正.json'), 'utf8'))
  expect(status).toBe(0)
  expect(out).toMatch(/已修正 \d+ 项|没有可以自动修正/)
  const actuals = (form: { indicators: { actual: unknown }[] }) => form.indicators.map(({ actual }) => actual)
  expect(actuals(after)).toEqual(actuals(before))
  rmSync(at('修正.json'))
})

test('rules, policies and explain speak of what is there', async () => {
  const rules = JSON.parse((await jiheng('rules', '--json')).out)
  expect(rules.length).toBeGreaterThanOrEqual(60)
  expect(Object.keys(rules[0])).toEqual(expect.arrayContaining(['id', 'title', 'code', 'severity', 'basis']))
  const policies = JSON.parse((await jiheng('policies', '--json')).out)
  expect(policies.map(({ id }: { id: string }) => id)).toEqual(
    expect.arrayContaining([
      'national-2020',
      'national-2021-cost',
      'hubei-2020',
      'sichuan-payroll-2023',
      'observed-default',
      'guizhou-qiannan-2024',
    ]),
  )
  expect((await jiheng('explain', rules[0].id)).out).toContain('为什么')
})

describe('nothing is answered for the wrong form, and no original is written over', () => {
  test('a file with two forms asks which one; --form chooses', async () => {
    const form = readFileSync(clean, 'utf8')
    const other = form.replaceAll('青禾区图书馆', '青禾区文化馆')
    writeFileSync(at('两张.html'), `${form}${other}`)
    const asked = await jiheng('convert', at('两张.html'), at('两张.json'))
    expect([asked.status, asked.err]).toEqual([2, expect.stringContaining('里有 2 张表')])
    expect((await jiheng('convert', at('两张.html'), at('两张.json'), '--form', '2')).status).toBe(0)
    expect(JSON.parse(readFileSync(at('两张.json'), 'utf8')).department).toContain('青禾区文化馆')
    expect((await jiheng('score', at('两张.html'), '--form', '3')).err).toContain('1 到 2 的整数')
    rmSync(at('两张.html'))
    rmSync(at('两张.json'))
  })

  test('a result is not written onto its own source', async () => {
    const before = readFileSync(at('规范.html'))
    const { status, err } = await jiheng('convert', at('规范.html'), at('规范.html'))
    expect([status, err]).toEqual([2, expect.stringContaining('免得盖掉原件')])
    expect(readFileSync(at('规范.html'))).toEqual(before)
  })

  test('check writes json and sarif to the file that -o names', async () => {
    const { out, status } = await jiheng('check', at('规范.html'), '--json', '-o', at('结果.json'))
    expect([out, status]).toEqual(['', 0])
    expect(JSON.parse(readFileSync(at('结果.json'), 'utf8')).form.schema).toBe('jiheng/form.v1')
    rmSync(at('结果.json'))
  })

  test.each(['规范.html/里面', '规范.html/里面/再里面'])('a folder that can’t be made is told: %s', async (name) => {
    expect((await jiheng('read', at('规范.html'), '--out', at(name))).err).toContain('建不了')
  })

  test('a folder is no journal', async () => {
    expect((await jiheng('check', at('规范.html'), '--resume', folder)).err).toContain('不是续做记录')
  })
})

test.each([
  [['check'], '没有给文件'],
  [['check', '没有这个文件.xlsx'], '找不到'],
  [['score'], '没有给文件'],
  [['convert', 'a.txt'], '没有给输出文件'],
  [['convert', 'a.txt', 'b.wps'], '不认识的格式'],
  [['explain', 'no-such-rule'], '没有规则'],
  [['burn'], '没有命令“burn”'],
  [['check', '--loud', 'a.txt'], '“--loud”'],
])('the wrong call %j exits with 2 and says what to do', async (argv, message) => {
  const { status, out, err } = await jiheng(...argv)
  expect([status, out]).toEqual([2, ''])
  expect(err).toContain(message)
})

test('an unknown pack or field names what there is', async () => {
  expect((await jiheng('score', at('规范.html'), '--policy', 'mars')).err).toContain('national-2020')
  expect((await jiheng('score', at('规范.html'), '--set', 'weights.level1=3')).err).toContain('quantitative.equal')
})
