import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readGrids } from '#documents'
import { oleFile, type Part, packed, type Streams } from './ole-file.ts'

/** One BIFF record. */
function record(id: number, ...parts: readonly Part[]): Uint8Array {
  const data = packed(...parts)
  return Uint8Array.from([...packed(['u16', id, data.length]), ...data])
}

const BOF = (kind: number) => record(0x809, ['u16', 0x600, kind, 0, 0], ['u32', 0, 0])
const EOF = record(0x0a)
/** A wide string with a length of two bytes. */
const wide = (text: string): readonly Part[] => [['u16', text.length], ['u8', 1], text]

const joined = (pieces: readonly Uint8Array[]): Uint8Array => Uint8Array.from(pieces.flatMap((piece) => [...piece]))

type Sheet = { readonly name: string; readonly hidden?: boolean; readonly records: readonly Uint8Array[] }

/** A workbook stream: globals, then its sheets. */
function book(sheets: readonly Sheet[], globals: readonly Uint8Array[] = []): Uint8Array {
  const bodies = sheets.map(({ records }) => joined([BOF(0x10), ...records, EOF]))
  const directory = (starts: readonly number[]) =>
    sheets.map(({ name, hidden }, i) =>
      record(0x85, ['u32', starts[i] ?? 0], ['u8', hidden ? 1 : 0, 0, name.length, 1], name),
    )
  const head = (starts: readonly number[]) => joined([BOF(5), ...globals, ...directory(starts), EOF])
  const starts: number[] = []
  let at = head([]).length
  for (const body of bodies) {
    starts.push(at)
    at += body.length
  }
  return joined([head(starts), ...bodies])
}

const xls = (stream: Uint8Array, more: Streams = {}) => oleFile({ Workbook: stream, ...more })

async function shown(records: readonly Uint8Array[], globals: readonly Uint8Array[] = []) {
  const { grids, problems } = await readGrids(xls(book([{ name: '表', records }], globals)))
  return { texts: grids[0]?.cells.map(({ text }) => text) ?? [], problems: problems.map(({ message }) => message) }
}

const plain = record(0xe0, ['u16', 0, 0], ['u32', 0, 0, 0, 0])
const style = (format: number) => record(0xe0, ['u16', 0, format], ['u32', 0, 0, 0, 0])

describe('old workbooks', () => {
  test('numbers are shown as their formats say: whole, hundredths, doubles, dates, percent', async () => {
    const date = 45_672
    const { texts } = await shown(
      [
        record(0x27e, ['u16', 0, 0, 0], ['u32', (12345 << 2) | 3]),
        record(0x27e, ['u16', 0, 1, 0], ['u32', (-7 << 2) | 2]),
        record(0x203, ['u16', 0, 2, 1], ['f64', 0.9833]),
        record(
          0xbd,
          ['u16', 1, 0],
          ['u16', 2],
          ['u32', (3_647_981 << 2) | 2],
          ['u16', 3],
          ['u32', (date << 2) | 2],
          ['u16', 1],
        ),
      ],
      [record(0x41e, ['u16', 164], ...wide('#,##0.00"元"')), ...[plain, style(10), style(164), style(31)]],
    )
    expect(texts).toEqual(['123.45', '-7', '98.33%', '3,647,981.00元', '2025年1月15日'])
  })

  test('a workbook of the 1904 calendar shows the same dates', async () => {
    const cell = record(0x27e, ['u16', 0, 0, 1], ['u32', ((45_672 - 1462) << 2) | 2])
    const { texts } = await shown([cell], [record(0x22, ['u16', 1]), plain, style(31)])
    expect(texts).toEqual(['2025年1月15日'])
  })

  test('shared strings go on over CONTINUE, with another width, formatting runs and phonetic guides', async () => {
    const sst = record(0xfc, ['u32', 3, 3], ['u16', 4], ['u8', 1], '绩效')
    const more = record(0x3c, ['u8', 0, 0x41, 0x42], ['u16', 2], ['u8', 9], ['u16', 1], '评表', ['u32', 0])
    const last = record(0x3c, ['u16', 1], ['u8', 5], ['u32', 6], '完', ['u16', 1, 2, 3])
    const cells = [0, 1, 2, 9].map((index, column) => record(0xfd, ['u16', 0, column, 0], ['u32', index]))
    const { texts, problems } = await shown(cells, [plain, sst, more, last])
    expect(texts).toEqual(['绩效AB', '评表', '完'])
    expect(problems).toEqual(['表!D1：这一格的文字在文件里找不到，文件可能已损坏。请核对原件。'])
  })

  test('fonts strike out cells and pieces of text, which are told, and raise digits', async () => {
    const font = (flags: number, script: number) =>
      record(0x31, ['u16', 200, flags, 0x7fff, 400, script], ['u8', 0, 0, 0, 0, 2, 0], 'Al')
    // Font 4 does not exist: the fifth record is number 5.
    const fonts = [font(0, 0), font(8, 0), font(0, 0), font(0, 0), font(0, 1)]
    const struckStyle = record(0xe0, ['u16', 1, 0], ['u32', 0, 0, 0, 0])
    const rich = (text: string, ...runs: number[]): Part[] => [
      ['u16', text.length],
      ['u8', 9],
      ['u16', runs.length / 2],
      text,
      ['u16', ...runs],
    ]
    const sst = record(0xfc, ['u32', 3, 3], ...rich('186.001', 6, 5), ...rich('10095', 0, 1, 3, 0), ...rich('55', 0, 5))
    const { texts, problems } = await shown(
      [
        ...[0, 1, 2].map((index) => record(0xfd, ['u16', 0, index, 0], ['u32', index])),
        record(0x203, ['u16', 0, 3, 1], ['f64', 77]),
        record(0xd6, ['u16', 0, 4, 0], ...wide('8795'), ['u16', 2, 0, 1, 2, 0]),
        record(0x204, ['u16', 0, 5, 0], ...wide('尾')),
      ],
      [...fonts, plain, struckStyle, sst],
    )
    expect(texts).toEqual(['186.00¹', '95', '55', '', '95', '尾'])
    expect(problems).toEqual([
      '表!B1：划掉的“100”没有读入。请核对原件。',
      '表!D1：划掉的“77”没有读入。请核对原件。',
      '表!E1：划掉的“87”没有读入。请核对原件。',
    ])
  })

  test('a list of font runs cut by CONTINUE inside a number is read on', async () => {
    const font = (flags: number) => record(0x31, ['u16', 200, flags, 0x7fff, 400, 0], ['u8', 0, 0, 0, 0, 2, 0], 'Al')
    const head: Part[] = [['u32', 1, 1], ['u16', 5], ['u8', 9], ['u16', 2], '10095']
    const globals = [
      ...[font(0), font(8), plain],
      record(0xfc, ...head, ['u16', 0], ['u8', 1]),
      record(0x3c, ['u8', 0], ['u16', 3, 0]),
    ]
    const { texts } = await shown([record(0xfd, ['u16', 0, 0, 0], ['u32', 0])], globals)
    expect(texts).toEqual(['95'])
  })

  test('formulas show their stored results; an error is told', async () => {
    const { texts, problems } = await shown([
      record(0x06, ['u16', 0, 0, 0], ['f64', 12.5], ['u32', 0, 0]),
      record(0x06, ['u16', 0, 1, 0], ['u8', 0, 0, 0, 0, 0, 0, 255, 255], ['u32', 0, 0]),
      record(0x207, ...wide('达成\r\n预期')),
      record(0x06, ['u16', 0, 2, 0], ['u8', 1, 0, 1, 0, 0, 0, 255, 255], ['u32', 0, 0]),
      record(0x06, ['u16', 0, 3, 0], ['u8', 2, 0, 7, 0, 0, 0, 255, 255], ['u32', 0, 0]),
      record(0x205, ['u16', 0, 4, 0], ['u8', 42, 1]),
      record(0x204, ['u16', 0, 5, 0], ...wide('旧式文字')),
    ])
    expect(texts).toEqual(['12.5', '达成\n预期', 'TRUE', '#DIV/0!', '#N/A', '旧式文字'])
    expect(problems).toEqual([
      '表!D1：公式出错，显示 #DIV/0!。请在 Excel 里改好公式后另存再试。',
      '表!E1：公式出错，显示 #N/A。请在 Excel 里改好公式后另存再试。',
    ])
  })

  test('merged cells are one; hidden rows, columns and sheets are told; charts are passed over', async () => {
    const label = (row: number, column: number, text: string) => record(0x204, ['u16', row, column, 0], ...wide(text))
    const records = [
      record(0x7d, ['u16', 3, 3, 0, 0, 1, 0]),
      record(0x208, ['u16', 2, 0, 4, 0, 0, 0, 0x20, 0]),
      ...[label(0, 0, '产出'), label(2, 0, '藏行'), label(3, 3, '藏列'), label(4, 0, '完')],
      ...[BOF(0x20), label(0, 0, '图'), EOF],
      record(0xe5, ['u16', 1, 0, 1, 0, 2]),
    ]
    const hidden = { name: '底稿', hidden: true, records: [label(0, 0, '底')] }
    const { grids, problems } = await readGrids(xls(book([{ name: '表', records }, hidden])))
    expect(grids.map(({ cells }) => cells.map(({ text, rowSpan, columnSpan }) => [text, rowSpan, columnSpan]))).toEqual(
      [
        [
          ['产出', 2, 3],
          ['完', 1, 1],
        ],
      ],
    )
    expect(problems.map(({ message }) => message)).toEqual([
      '工作表“底稿”是隐藏的，没有读。要读它，请取消隐藏后另存。',
      '工作表“表”的第 3 行、D 列是隐藏的，里面的内容没有读。要读它，请取消隐藏后另存。',
    ])
  })

  test('Excel 95 wrote bytes of the Chinese code page', async () => {
    const bytes = (...list: number[]): Part => ['u8', ...list]
    const globals = (start: number) =>
      joined([
        record(0x809, ['u16', 0x500, 5, 0, 0]),
        record(0x85, ['u32', start], ['u8', 0, 0, 2], bytes(0xb1, 0xed)),
        EOF,
      ])
    const body = joined([
      record(0x809, ['u16', 0x500, 0x10, 0, 0]),
      record(0x204, ['u16', 0, 0, 0, 4], bytes(0xbc, 0xa8, 0xd0, 0xa7)),
      EOF,
    ])
    const { grids } = await readGrids(oleFile({ Book: joined([globals(globals(0).length), body]) }))
    expect(grids.map(({ name, cells }) => [name, cells[0]?.text])).toEqual([['表', '绩效']])
  })

  test('a password is said so', async () => {
    const { grids, problems } = await readGrids(xls(book([{ name: '表', records: [] }], [record(0x2f, ['u16', 1])])))
    expect(grids).toEqual([])
    expect(problems.map(({ message }) => message)).toEqual([
      '文件设有打开密码，读不出内容。请用 Excel 或 WPS 打开，取消密码后另存为 .xlsx 再试。',
    ])
  })

  test('more cells than any form has are refused', async () => {
    const blanks = record(0xbe, ['u16', 0, 0], ['u16', ...new Array<number>(256).fill(0)], ['u16', 255])
    const { problems } = await shown(new Array<Uint8Array>(800).fill(blanks))
    expect(problems[0]).toContain('超过 200000 格')
  })
})

/** `looks.xls`: see the fixtures' README. */
test('LibreOffice’s fonts: raised digits are superscripts, struck-out text is left out and told', async () => {
  const bytes = new Uint8Array(readFileSync(new URL('../fixtures/documents/looks.xls', import.meta.url)))
  const { grids, problems } = await readGrids(bytes)
  expect(grids[0]?.cells.map(({ text, struck }) => (struck === undefined ? text : [text, struck]))).toEqual([
    ...['186.00¹', ['95', '100'], '12.5²)'],
    ...[['', '77'], ['', '全划掉'], '55'],
    ...['甲', '5', '乙'],
  ])
  expect(problems).toHaveLength(3)
})
