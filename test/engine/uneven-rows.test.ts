import { describe, expect, test } from 'vitest'
import { readForms } from '#documents'
import type { Form } from '#engine'
import { docx, span, tbl, tc, tr } from '../documents/docx-file.ts'

const HEADS = ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分', '未完成原因分析']
const FUNDS = ['资金来源', '年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分']
const TOTAL = ['资金总额', '300.00', '400.00', '200.00', '10', '50.00%', '5.00']
const PARTS = [
  ['人员类项目', '100.00', '150.00', '50.00', '', '', ''],
  ['其他运转类项目', '200.00', '250.00', '150.00', '', '', ''],
]
const SOUND = [
  ['产出指标', '数量指标', '免费开放天数', '≥320天', '326天', '40', '40', ''],
  ['效益指标', '社会效益指标', '办证读者增长率', '≥5%', '6.1%', '50', '50', ''],
]

type Rows = readonly (readonly string[])[]

/** The form as a web page, as Markdown and as CSV; the rows are as long as they are given. */
const FORMATS: readonly (readonly [string, (rows: Rows) => string | Uint8Array])[] = [
  [
    'web page',
    (rows) =>
      `<table>${rows.map((row) => `<tr>${row.map((text) => `<td>${text}</td>`).join('')}</tr>`).join('')}</table>`,
  ],
  ['Markdown', (rows) => rows.map((row) => `|${row.join('|')}|`).join('\n')],
  ['Word file', (rows) => docx(tbl(...rows.map((row) => tr(...row.map((text) => tc(text))))))],
  ['CSV', (rows) => rows.map((row) => row.map((text) => `"${text}"`).join(',')).join('\n')],
]

async function read(
  text: (rows: Rows) => string | Uint8Array,
  indicators: Rows,
  total = TOTAL,
  parts: Rows = PARTS,
): Promise<Form> {
  const rows = [
    ['部门整体支出绩效自评表', '', '', '', '', '', '', ''],
    ['部门名称', '云岭市青禾区图书馆', '金额单位：元', '', '', '', '', ''],
    FUNDS,
    total,
    ...parts,
    HEADS,
    ...indicators,
    ['总分', '', '', '', '', '100', '95', ''],
  ]
  const file = text(rows)
  const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
  return (await readForms(bytes)).forms[0] as Form
}

const statusOf = (form: Form, row: string, ...leaves: readonly string[]) =>
  leaves.map((leaf) => form.reading[`${row}/${leaf}`]?.status)

describe.each(FORMATS)('a row of a %s with fewer cells than its headings', (_, text) => {
  const at = '/indicators/0'

  test('that lacks one in the middle has no certain value', async () => {
    const [first = [], second = []] = SOUND
    const form = await read(text, [first.filter((_, i) => i !== 4), second])
    expect(statusOf(form, at, 'name', 'target/value', 'actual/text', 'weight')).toEqual(Array(4).fill('doubtful'))
    expect(statusOf(form, at, 'score')).toEqual(['missing'])
    expect(form.reading[`${at}/weight`]?.how).toContain('这一行比表头少了格')
    expect(statusOf(form, '/indicators/1', 'target/value', 'weight', 'score')).toEqual(Array(3).fill('literal'))
  })

  test.each([2, 3, 4, 5, 6])('that lacks column %d and the reason has no certain value', async (gone) => {
    const [first = [], second = []] = SOUND
    const form = await read(text, [first.filter((_, i) => i !== gone && i !== 7), second])
    const sure = Object.entries(form.reading).filter(
      ([pointer, { status }]) =>
        /^\/indicators\/0\/(?:name|target|actual|weight|score)/.test(pointer) && status === 'literal',
    )
    expect(sure).toEqual([])
  })

  test('that lacks nothing but a blank reason is read as it stands', async () => {
    const form = await read(
      text,
      SOUND.map((row) => row.slice(0, 7)),
    )
    expect(form.indicators[0]).toMatchObject({ name: '免费开放天数', weight: 40, score: 40 })
    expect(statusOf(form, at, 'name', 'target/value', 'actual/value', 'weight', 'score')).toEqual(
      Array(5).fill('literal'),
    )
  })

  test('in the fund table is proved by its sums or its rate, else doubtful', async () => {
    const lost = TOTAL.filter((_, i) => i !== 1)
    const shifted = await read(text, SOUND, lost)
    expect(statusOf(shifted, '/funds/rows/0', 'initialBudget', 'annualBudget')).toEqual(['doubtful', 'doubtful'])
    const cut = await read(
      text,
      SOUND,
      TOTAL,
      PARTS.map((row) => row.slice(0, 4)),
    )
    expect(statusOf(cut, '/funds/rows/1', ...['initialBudget', 'annualBudget', 'execution'])).toEqual(
      Array(3).fill('literal'),
    )
    const part = await read(text, SOUND, TOTAL, [['人员类项目', '150.00', '50.00', '', '', ''], PARTS[1] ?? []])
    expect(statusOf(part, '/funds/rows/1', 'initialBudget', 'annualBudget')).toEqual(['doubtful', 'doubtful'])
    expect(statusOf(part, '/funds/rows/2', 'initialBudget', 'annualBudget')).toEqual(['literal', 'literal'])
  })
})

test('columns left free behind the last cell of a Word row, and cells merged over several, are no missing cells', async () => {
  const wide = '<w:trPr><w:gridAfter w:val="1"/></w:trPr>'
  const row = (cells: readonly string[]) => tr(...cells.map((text) => tc(text)))
  const [first = [], second = []] = SOUND
  const body = tbl(
    tr(tc('部门整体支出绩效自评表', span(8))),
    row(HEADS),
    row(first.slice(0, 7)).replace('<w:tr>', `<w:tr>${wide}`),
    tr(...second.slice(0, 5).map((text) => tc(text)), tc('50', span(2)), tc('')),
  )
  const form = (await readForms(docx(body))).forms[0] as Form
  expect(form.indicators.map(({ weight }) => weight)).toEqual([40, 50])
  expect(Object.values(form.reading).filter(({ status }) => status === 'doubtful')).toEqual([])
})

describe.each(FORMATS)('a row of a %s with more cells than its headings', (_, text) => {
  test('that was cut inside its name has no certain value', async () => {
    const [first = [], second = []] = SOUND
    const cut = [...first.slice(0, 2), '免费开放', '天数', ...first.slice(3)]
    const form = await read(text, [cut, second])
    const sure = Object.entries(form.reading).filter(
      ([pointer, { status }]) =>
        /^\/indicators\/0\/(?:name|target|actual|weight|score)/.test(pointer) && status === 'literal',
    )
    expect(sure).toEqual([])
    expect(statusOf(form, '/indicators/1', 'target/value', 'weight')).toEqual(['literal', 'literal'])
  })

  test('that was cut inside its reason keeps its numbers, and the reason is doubtful', async () => {
    const [first = [], second = []] = SOUND
    const form = await read(text, [[...first.slice(0, 7), '雨天闭馆', '已调整'], second])
    expect(statusOf(form, '/indicators/0', 'target/value', 'actual/value', 'weight', 'score', 'reason')).toEqual([
      ...['literal', 'literal', 'literal', 'literal'],
      'doubtful',
    ])
  })

  test('that was cut inside its score has no certain score', async () => {
    const [first = [], second = []] = SOUND
    const form = await read(text, [[...first.slice(0, 6), '39', '5', '雨天闭馆'], second])
    expect(statusOf(form, '/indicators/0', 'score')).toEqual(['doubtful'])
  })

  test('that has amounts cut at their separators has no certain amount', async () => {
    const total = ['资金总额', '3', '104.58', '3', '647.22', '3', '647.22', '10', '100.00%', '10.00']
    const form = await read(text, SOUND, total)
    const amounts = statusOf(form, '/funds/rows/0', 'initialBudget', 'annualBudget', 'execution')
    expect(amounts).not.toContain('literal')
    expect(amounts.filter((status) => status === 'doubtful').length).toBeGreaterThan(0)
  })

  test('that are blank behind the last heading is as it should be', async () => {
    const form = await read(
      text,
      SOUND.map((row) => [...row, '', '']),
    )
    expect(statusOf(form, '/indicators/0', 'target/value', 'weight', 'score')).toEqual(Array(3).fill('literal'))
  })
})
