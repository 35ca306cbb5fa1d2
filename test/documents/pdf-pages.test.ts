import { describe, expect, test } from 'vitest'
import { gridOf } from '../../src/documents/page-grid.ts'
import type { Glyph, Page, Ruling } from '../../src/documents/pdf/page.ts'
import { readTextPages } from '../../src/documents/pdf/text-page.ts'

const SIZE = 9

/** One line of text, every character 9 points wide, its ink half a point narrower on both sides; digits half as wide. */
function line(text: string, left: number, baseline: number): Glyph[] {
  let x = left
  return [...text].map((character) => {
    const width = /[ -~]/.test(character) ? SIZE / 2 : SIZE
    x += width
    const box = { left: x - width + 0.3, right: x - 0.3, top: baseline - 7.5, bottom: baseline + 1 }
    return { text: character, ...box, baseline, size: SIZE, clip: undefined }
  })
}

const across = (y: number, left: number, right: number): Ruling => ({ left, right, top: y, bottom: y })
const down = (x: number, top: number, bottom: number): Ruling => ({ left: x, right: x, top, bottom })

function page(glyphs: readonly Glyph[], rulings: readonly Ruling[] = []): Page {
  return { width: 595, height: 842, glyphs, rulings }
}

/** Cells as `row column+span/rows text`. */
function read(...pages: readonly Page[]): readonly string[] {
  const { cells = [] } = gridOf('PDF', readTextPages(pages)) ?? {}
  return [...cells]
    .sort((a, b) => a.row - b.row || a.column - b.column)
    .map(({ row, column, columnSpan, rowSpan, text }) => `${row} ${column}+${columnSpan}/${rowSpan} ${text}`)
}

/** Upright rulings of three columns from 50 to 290. */
const uprights = (top: number, bottom: number): readonly Ruling[] =>
  [50, 130, 210, 290].map((x) => down(x, top, bottom))

describe('a cell merged over a page break', () => {
  const first = [...uprights(700, 790), across(700, 50, 290), across(745, 130, 290), across(790, 130, 290)]
  const second = [...uprights(40, 80), across(40, 130, 290), across(80, 50, 290)]
  const values = (page: number): Glyph[] => [
    ...line(`名${page}`, 135, page === 1 ? 725 : 62),
    ...line('7', 215, page === 1 ? 725 : 62),
  ]

  test('is one cell, though only its own column is left open', () => {
    const cells = read(page([...values(1), ...line('产出', 55, 750)], first), page(values(2), second))
    expect(cells).toEqual(['0 1+1/3 产出', '0 2+1/1 名1', '0 3+1/1 7', '2 2+1/1 名2', '2 3+1/1 7'])
  })

  test('has its text once, though a spreadsheet prints it on every page', () => {
    const cells = read(
      page([...values(1), ...line('产出', 55, 750)], first),
      page([...values(2), ...line('产出', 55, 62)], second),
    )
    expect(cells[0]).toBe('0 1+1/3 产出')
  })

  test('is not joined with another label that stands whole on the next page', () => {
    const cells = read(
      page([...values(1), ...line('产出', 55, 750)], first),
      page([...values(2), ...line('效益', 55, 62)], second),
    )
    expect(cells.filter((cell) => /产出|效益/.test(cell))).toEqual(['0 1+1/2 产出', '2 1+1/1 效益'])
  })
})

describe('a row cut by the page break, both parts closed by rulings', () => {
  const box = (top: number, bottom: number): readonly Ruling[] => [
    ...uprights(top, bottom),
    across(top, 50, 290),
    across(bottom, 50, 290),
  ]
  const upper = [...line('安装警示标志牌数', 54, 780), ...line('20', 165, 780), ...line('21', 245, 780)]

  test('is one row: full lines go on, the other columns are blank below', () => {
    const cells = read(page(upper, box(765, 790)), page(line('量', 54, 52), box(40, 60)))
    expect(cells).toEqual(['0 1+1/2 安装警示标志牌数量', '0 2+1/2 20', '0 3+1/2 21'])
  })

  test('is found behind a heading that is repeated on the second page', () => {
    const heading = (y: number): Glyph[] => [...line('指标', 60, y), ...line('目标', 140, y), ...line('实际', 220, y)]
    const cells = read(
      page([...heading(752), ...upper], [...box(740, 765), ...box(765, 790)]),
      page([...heading(52), ...line('量', 54, 72)], [...box(40, 60), ...box(60, 80)]),
    )
    expect(cells).toContain('1 1+1/3 安装警示标志牌数量')
  })

  test('stays two rows where the second has values of its own', () => {
    const lower = [...line('量', 54, 52), ...line('30', 165, 52), ...line('31', 245, 52)]
    expect(read(page(upper, box(765, 790)), page(lower, box(40, 60)))).toHaveLength(6)
  })
})

test('edges drawn a few points apart are one column edge', () => {
  const rulings = [
    ...[50, 130, 210].map((x) => down(x, 100, 120)),
    ...[50, 133, 210].map((x) => down(x, 120, 140)),
    ...[100, 120, 140].map((y) => across(y, 50, 210)),
  ]
  const glyphs = [
    ...line('来源', 55, 112),
    ...line('预算', 140, 112),
    ...line('总额', 55, 132),
    ...line('90', 140, 132),
  ]
  expect(read(page(glyphs, rulings))).toEqual(['0 1+1/1 来源', '0 2+1/1 预算', '1 1+1/1 总额', '1 2+1/1 90'])
})

test('lines of running text are one paragraph, a title above them is not', () => {
  const long = '按照年初确定的重点任务分季度下达工作清单逐项落实责任科室和完成时限按月调度进度年底组织考核'
  const glyphs = [...line('绩效自评报告', 260, 60), ...line(long, 80, 90), ...line('并公开结果。', 62, 106)]
  expect(read(page(glyphs)).map((cell) => cell.replace(/^\S+ \S+ /, ''))).toEqual([
    '绩效自评报告',
    `${long}并公开结果。`,
  ])
})

describe('a table without rulings', () => {
  const row = (y: number, texts: readonly (readonly [number, string])[]): Glyph[] =>
    texts.flatMap(([x, text]) => line(text, x, y))
  const heading = row(100, [
    [60, '一级指标'],
    [150, '三级指标'],
    [300, '指标值'],
    [380, '分值'],
    [440, '得分'],
  ])

  test('has its columns where headings and texts stand, short texts at the left included', () => {
    const cells = read(
      page([
        ...heading,
        ...row(121, [
          [60, '产出指标'],
          [130, '巡河'],
          [305, '24次'],
          [386, '7'],
          [446, '7'],
        ]),
        ...row(142, [
          [60, '产出指标'],
          [130, '清淤疏浚土方工程量'],
          [305, '3万方'],
          [386, '8'],
          [446, '6'],
        ]),
      ]),
    )
    expect(cells).toEqual([
      ...['一级指标', '三级指标', '指标值', '分值', '得分'].map((text, i) => `0 ${i + 1}+1/1 ${text}`),
      ...['产出指标', '巡河', '24次', '7', '7'].map((text, i) => `1 ${i + 1}+1/1 ${text}`),
      ...['产出指标', '清淤疏浚土方工程量', '3万方', '8', '6'].map((text, i) => `2 ${i + 1}+1/1 ${text}`),
    ])
  })

  test('gives a label in the middle of its rows to all of them', () => {
    const values = (y: number, name: string): Glyph[] =>
      row(y, [
        [150, name],
        [305, '24次'],
        [386, '7'],
        [446, '7'],
      ])
    const cells = read(
      page([
        ...heading,
        ...line('产出指标', 60, 131.5),
        ...values(121, '巡河检查'),
        ...values(142, '清淤疏浚'),
        ...line('效益指标', 60, 173.5),
        ...values(163, '受益人口'),
        ...values(184, '水质改善'),
      ]),
    )
    expect(cells.filter((cell) => /指标$/.test(cell)).slice(2)).toEqual(['1 1+1/2 产出指标', '3 1+1/2 效益指标'])
  })

  test('joins lines of a cell and keeps rows that stand as close apart by their numbers', () => {
    const cells = read(
      page([
        ...heading,
        ...row(114, [
          [60, '产出指标'],
          [130, '巡河检查'],
          [305, '24次'],
          [386, '7'],
          [446, '7'],
        ]),
        ...row(128, [
          [60, '产出指标'],
          [130, '清淤疏浚'],
          [305, '3万方'],
          [386, '8'],
          [446, '6'],
        ]),
        ...row(142, [
          [60, '产出指标'],
          [130, '管护人员'],
          [305, '9人'],
          [386, '5'],
          [446, '5'],
        ]),
      ]),
    )
    expect(cells.filter((cell) => cell.startsWith('2 '))).toEqual(
      ['产出指标', '清淤疏浚', '3万方', '8', '6'].map((text, i) => `2 ${i + 1}+1/1 ${text}`),
    )
  })
})

describe('signs set higher than their text', () => {
  const box = [...[50, 130, 210].map((x) => down(x, 100, 140)), ...[100, 120, 140].map((y) => across(y, 50, 210))]
  const small = (text: string, left: number, baseline: number, size: number): Glyph[] =>
    [...text].map((character, i) => {
      const x = left + i * size * 0.5
      const place = { left: x + 0.2, right: x + size * 0.5 - 0.2, top: baseline - 0.8 * size, bottom: baseline }
      return { text: character, ...place, baseline, size, clip: undefined }
    })

  test('are superscripts behind the number they touch, however many lines its cell has', () => {
    const glyphs = [
      ...[...line('186.00', 55, 112), ...small('12', 82, 108.5, 5.5)],
      ...[...line('12.5', 135, 112), ...small('2)', 153, 109, 6)],
      ...[...small('3', 55, 128.5, 5.5), ...line('40', 58, 132)],
      ...[...line('95', 135, 132), ...small('1', 144, 129, 9)],
    ]
    expect(read(page(glyphs, box)).map((cell) => cell.split(' ')[2])).toEqual(['186.00¹²', '12.5²)', '³40', '95¹'])
  })

  test('and small ones lowered behind a number are subscripts, and plain in a name', () => {
    const glyphs = [
      ...[...line('186.00', 55, 112), ...small('12', 82, 113.2, 5.5)],
      ...[...line('PM', 135, 112), ...small('2', 144, 113.2, 5.5)],
    ]
    expect(read(page(glyphs, box)).map((cell) => cell.split(' ')[2])).toEqual(['186.00₁₂', 'PM2'])
  })

  test('are no superscripts of what stands in the next cell, nor digits a little uneven', () => {
    const glyphs = [
      ...[...line('办公楼维修改造项', 55, 112), ...small('3', 132, 109, 7)],
      ...[...line('9', 55, 132), ...small('5', 59.5, 131, 9)],
    ]
    expect(read(page(glyphs, box)).map((cell) => cell.split(' ')[2])).toEqual(['办公楼维修改造项', '3', '95'])
  })
})

describe('a line through text', () => {
  const box = [...[50, 130, 210].map((x) => down(x, 100, 140)), ...[100, 120, 140].map((y) => across(y, 50, 210))]
  const shown = (...pages: readonly Page[]) =>
    (gridOf('PDF', readTextPages(pages))?.cells ?? []).map(({ row, text, struck }) => [row, text, struck])

  test('that begins and ends with it strikes it out, and rules no table', () => {
    const glyphs = [
      ...line('10095', 55, 112),
      ...line('全年', 135, 112),
      ...line('尾', 55, 132),
      ...line('8', 135, 132),
    ]
    expect(shown(page(glyphs, [...box, across(109, 55, 68.5), across(108, 134, 154), across(110, 134, 154)]))).toEqual([
      [0, '95', '100'],
      [0, '', '全年'],
      [1, '尾', undefined],
      [1, '8', undefined],
    ])
  })

  test('laid over the page as a note strikes out what it covers', () => {
    const glyphs = [...line('10095', 55, 112), ...line('尾', 55, 132)]
    const strikes = [{ left: 55, right: 68.6, top: 103, bottom: 114 }]
    expect(shown({ ...page(glyphs, box), strikes })).toEqual([
      [0, '95', '100'],
      [1, '尾', undefined],
    ])
  })

  test('is none under it, or where it is an edge of the table or runs on beyond the text', () => {
    const under = page([...line('100', 55, 112), ...line('尾', 55, 132)], [...box, across(113, 55, 68.5)])
    expect(shown(under).map(([, text, struck]) => [text, struck])).toEqual([
      ['100', undefined],
      ['尾', undefined],
    ])
    const edge = page([...line('甲乙丙丁戊己庚辛', 54, 123.5), ...line('尾', 55, 132)], box)
    expect(shown(edge).every(([, , struck]) => struck === undefined)).toBe(true)
    const long = page(line('第一', 100, 300), [across(297, 100, 400)])
    expect(shown(long)).toEqual([[0, '第一', undefined]])
  })
})
