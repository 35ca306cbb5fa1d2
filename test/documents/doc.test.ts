import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readForms, readGrids } from '#documents'
import type { Form } from '#engine'

const shared = new URL('../../../shared/forms/', import.meta.url)
const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(path, shared)))
const bare = (form: Form | undefined): unknown =>
  JSON.parse(
    JSON.stringify({ ...form, reading: null }, (_, value) =>
      typeof value === 'string' ? value.replaceAll(/\s/g, '') : value,
    ),
  )

describe.runIf(existsSync(shared))('[shared] old Word files', () => {
  test.each(['dept-gz-filled', 'dept-gz-blank', 'dept-hn-filled', 'project-filled'])(
    '%s.doc gives the record of its xlsx',
    async (name) => {
      const { forms, problems } = await readForms(bytesOf(`doc/${name}.doc`))
      expect(problems).toEqual([])
      expect(bare(forms[0])).toEqual(bare((await readForms(bytesOf(`xlsx/${name}.xlsx`))).forms[0]))
    },
  )

  test('cut or changed anywhere, they are damaged or read, never a crash', async () => {
    const whole = bytesOf('doc/project-filled.doc')
    for (let i = 0; i < 300; i++) {
      const bytes = i % 3 === 0 ? whole.slice(0, Math.floor((whole.length * i) / 300)) : whole.slice()
      for (let n = 0; n < i % 7; n++) bytes[(i * 7919 + n * 104729) % Math.max(1, bytes.length)] = (i * 31 + n) % 256
      const { forms, problems } = await readForms(bytes)
      expect(forms.length + problems.length).toBeGreaterThan(0)
    }
  })
})

describe('the head of an old Word file', () => {
  const whole = new Uint8Array(readFileSync(new URL('../fixtures/documents/project.doc', import.meta.url)))
  const head = whole.findIndex((byte, i) => i % 512 === 0 && byte === 0xec && whole[i + 1] === 0xa5)
  const changed = (...changes: readonly (readonly [at: number, value: number])[]): Uint8Array => {
    const bytes = whole.slice()
    for (const [at, value] of changes) bytes[head + at] = value
    return bytes
  }

  test.each([
    ['a password', changed([11, (whole[head + 11] ?? 0) | 1]), '设有打开密码'],
    ['Word 95', changed([2, 0x68], [3, 0]), 'Word 95 或更早'],
    ['Word 6', changed([0, 0xdc]), 'Word 95 或更早'],
    ['no head at all', changed([0, 0]), '已损坏'],
    ['a piece table beyond the file', changed([0x1a5, 0x7f]), '已损坏'],
    ['paragraph pages without end', changed([0x109, 0x7f]), '已损坏'],
  ])('with %s is refused with a clear message', async (_, bytes, message) => {
    const { forms, problems } = await readForms(bytes)
    expect(forms).toEqual([])
    expect(problems.map((problem) => problem.message).join()).toContain(message)
  })
})

/** `looks.doc`: see the fixtures' README. */
test('raised digits are superscripts, struck-out text is left out and told', async () => {
  const bytes = new Uint8Array(readFileSync(new URL('../fixtures/documents/looks.doc', import.meta.url)))
  const { grids, problems } = await readGrids(bytes)
  expect(grids[0]?.cells.map(({ text, struck }) => (struck === undefined ? text : [text, struck]))).toEqual([
    ...['186.00¹', ['95', '100'], '12.5²)'],
    ...[['一二', '三四'], ['', '全划掉'], '77³'],
    ...['下划', '88', 'CO2减排', ['正文完⁴', '删去']],
  ])
  expect(problems.map(({ message }) => message)).toEqual([
    '第 1 个表第 1 行第 2 格：划掉的“100”没有读入。请核对原件。',
    '第 1 个表第 2 行第 1 格：划掉的“三四”没有读入。请核对原件。',
    '第 1 个表第 2 行第 2 格：划掉的“全划掉”没有读入。请核对原件。',
    '第 1 行第 1 格：划掉的“删去”没有读入。请核对原件。',
  ])
})

/** `styles.doc`: see the fixtures' README. */
describe('the style sheet of a Word 97 file', () => {
  const bytes = new Uint8Array(readFileSync(new URL('../fixtures/documents/styles.doc', import.meta.url)))

  test('strikes out, raises and lowers as well, also by what a style is based on; the run itself goes first', async () => {
    const { grids } = await readGrids(bytes)
    expect(grids[0]?.cells.map(({ text, struck }) => (struck === undefined ? text : [text, struck]))).toEqual([
      ...[
        ['95', '100'],
        ['13', '12'],
        ['8', '7'],
      ],
      ...['186¹', '95₂', 'PM2.5'],
      ...[['', '全划掉'], ['新', '旧'], '平'],
    ])
  })

  test('that breaks off is told, and the text is read without it', async () => {
    const head = bytes.findIndex((byte, i) => i % 512 === 0 && byte === 0xec && bytes[i + 1] === 0xa5)
    const broken = bytes.slice()
    new DataView(broken.buffer).setUint32(head + 0xa2, 0x00ff_ff00, true)
    const { grids, problems } = await readGrids(broken)
    expect(grids[0]?.cells[0]?.text).toBe('10095')
    expect(problems.map(({ message }) => message)).toContain(
      '文档的样式读不出，用样式划掉的文字和上标可能没有认出。请对照原文件核对。',
    )
  })
})
