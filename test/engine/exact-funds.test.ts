import { describe, expect, test } from 'vitest'
import { readForms, toHtml } from '#documents'
import { type Form, formatDecimal, recognise } from '#engine'
import { libraryForm } from '../documents/forms.ts'
import { sheetGrid } from './grids.ts'

const form = libraryForm()
const AT = '/funds/rows/1/annualBudget'
const printed = formatDecimal(form.funds.rows[1]?.annualBudget ?? '')

/** The form as a table with borders, one amount written otherwise; its unit of money is 元. */
async function readWith(cell: string, change: (html: string) => string = (html) => html) {
  const html = toHtml(form)
  const at = html.indexOf(`>${printed}<`)
  if (at < 0) throw new Error('the amount is not there')
  const changed = change(`${html.slice(0, at)}>${cell}<${html.slice(at + printed.length + 2)}`)
  const read = (await readForms(new TextEncoder().encode(changed))).forms[0]
  return [read?.funds.rows[1]?.annualBudget, read?.reading[AT]?.status]
}

describe('an amount in a table with borders', () => {
  test.each([
    ['as it is printed', '3,648.10', '3648.10', 'literal'],
    ['with the table’s own unit', '3,648.10元', '3648.10', 'literal'],
    ['with another unit is moved exactly and asked about', '186.5万元', '1865000', 'doubtful'],
    ['of two numbers side by side', '186 203', '186203', 'doubtful'],
    ['of two numbers one below the other', '186<br>203', '186203', 'doubtful'],
    ['with more decimals behind a blank', '203.50 5', '203.505', 'doubtful'],
    ['with separators that fit no grouping', '1.860.000', '1860000', 'doubtful'],
    ['with a footnote mark', '186.00¹', '186.00', 'repaired'],
    ['with a raised digit', '186.00<sup>1</sup>', '186.00', 'repaired'],
    ['with a footnote mark before its unit', '186.00¹元', '186.00', 'doubtful'],
    ['with a footnote mark among its digits', '18¹6.00', '186.00', 'doubtful'],
    ['broken behind a comma', '4,218,<br>306.47', '4218306.47', 'repaired'],
    ['broken behind the point', '4,218,306.<br>47', '4218306.47', 'repaired'],
    ['with more than two decimals behind a break', '203.<br>505', '203.505', 'doubtful'],
    ['with a comma where the point should be', '1,964,20', '1964.20', 'doubtful'],
    ['with another unit and separators that fit no grouping', '1.860.000万元', '18600000000', 'doubtful'],
    ['with a unit nobody knows', '186m²', null, 'missing'],
  ])('%s', async (_, cell, value, status) => {
    expect(await readWith(cell)).toEqual([value, status])
  })

  test('whose column names another unit than the table is moved and asked about', async () => {
    const inHead = (html: string) => html.replace('全年预算数(A)', '全年预算数(万元)')
    expect(await readWith('12.3456', inHead)).toEqual(['123456', 'doubtful'])
  })

  test.each(['全年预算数(单位:万元)', '全年预算数（A，万元）', '全年预算数/万元'])(
    'under %s is moved and asked about',
    async (head) => {
      const inHead = (html: string) => html.replace('全年预算数(A)', head)
      expect(await readWith('12.3456', inHead)).toEqual(['123456', 'doubtful'])
    },
  )
})

/** A fund table of sheets: caption, headings, total, two parts. */
function sheet(caption: string, heads: readonly string[], ...rows: readonly (readonly string[])[]): Form {
  const grid = sheetGrid(
    ['部门整体支出绩效自评表'],
    ['部门名称', '云岭市青禾区图书馆'],
    [caption, '资金来源', ...heads, '分值', '执行率', '得分'],
    ...rows.map((row) => ['^', ...row]),
    ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分', '未完成原因分析'],
    ['产出指标', '数量指标', '免费开放天数', '≥320天', '326天', '50', '50', ''],
  )
  return recognise([grid])[0] as Form
}

const ROWS = [
  ['资金总额', '300.00', '400.00', '200.00', '10', '50.00%', '5.00'],
  ['人员类项目', '100.00', '150.00', '50.00', '', '', ''],
  ['其他运转类项目', '200.00', '250.00', '150.00', '', '', ''],
] as const

/** The unit of the table, and what the first row says of the initial and the annual budget. */
function firstRow(form: Form) {
  const of = (role: 'initialBudget' | 'annualBudget') => [
    form.funds.rows[0]?.[role],
    form.reading[`/funds/rows/0/${role}`]?.status,
  ]
  return [form.funds.unit, ...of('initialBudget'), ...of('annualBudget')]
}

describe('the unit of a fund table', () => {
  test('is not what a single column says of itself', () => {
    const form = sheet('部门资金', ['年初预算数（万元）', '全年预算数', '全年执行数'], ...ROWS)
    expect(firstRow(form)).toEqual([null, '300.00', 'doubtful', '400.00', 'literal'])
  })

  test('is what all columns of amounts say', () => {
    const form = sheet('部门资金', ['年初预算数（万元）', '全年预算数（万元）', '全年执行数（万元）'], ...ROWS)
    expect(firstRow(form)).toEqual(['万元', '300.00', 'literal', '400.00', 'literal'])
  })

  test('is 元 where the columns differ, and the others are moved and asked about', () => {
    const form = sheet('部门资金', ['年初预算数（万元）', '全年预算数（元）', '全年执行数（元）'], ...ROWS)
    expect(firstRow(form)).toEqual(['元', '3000000', 'doubtful', '400.00', 'literal'])
  })

  test('is not what the label of one source says of itself', () => {
    const [total, first, second] = ROWS
    const labelled = ['人员类项目（万元）', ...first.slice(1)]
    const form = sheet('部门资金', ['年初预算数', '全年预算数', '全年执行数'], total, labelled, second)
    expect(firstRow(form)).toEqual([null, '300.00', 'literal', '400.00', 'literal'])
    expect(form.reading['/funds/rows/1/annualBudget']?.status).toBe('doubtful')
  })

  test('is what the label of the total says where nothing else does', () => {
    const [total, ...parts] = ROWS
    const labelled = ['年度资金总额（万元）', ...total.slice(1)]
    const form = sheet('部门资金', ['年初预算数', '全年预算数', '全年执行数'], labelled, ...parts)
    expect(firstRow(form)).toEqual(['万元', '300.00', 'literal', '400.00', 'literal'])
  })

  test('stays the caption’s where the total names another, whose row is moved and asked about', () => {
    const [total, ...parts] = ROWS
    const labelled = ['年度资金总额（元）', ...total.slice(1)]
    const form = sheet('部门资金（万元）', ['年初预算数', '全年预算数', '全年执行数'], labelled, ...parts)
    expect(firstRow(form)).toEqual(['万元', '0.03', 'doubtful', '0.04', 'doubtful'])
  })

  test('is not known from one amount, which is asked about', () => {
    const [total, ...parts] = ROWS
    const written = [total[0], '300.00万元', ...total.slice(2)]
    const form = sheet('部门资金', ['年初预算数', '全年预算数', '全年执行数'], written, ...parts)
    expect(firstRow(form)).toEqual([null, '300.00', 'doubtful', '400.00', 'literal'])
  })

  test('is what every amount says', () => {
    const written = ROWS.map((row) => row.map((text, i) => (i > 0 && i < 4 ? `${text}万元` : text)))
    const form = sheet('部门资金', ['年初预算数', '全年预算数', '全年执行数'], ...written)
    expect(firstRow(form)).toEqual(['万元', '300.00', 'literal', '400.00', 'literal'])
  })
})

describe('an execution rate without %', () => {
  const rate = (printed: string, execution = '386.08') => {
    const row = ['资金总额', '300.00', '400.00', execution, '10', printed, '9.65']
    const form = sheet('部门资金（元）', ['年初预算数', '全年预算数', '全年执行数'], row)
    const reading = form.reading['/funds/rows/0/executionRate']
    return [form.funds.rows[0]?.executionRate, reading?.status, reading?.alternatives]
  }

  test.each([
    ['0.9652', '386.08', ['96.52']],
    ['0.965', '386.08', ['96.5']],
    ['0.97', '386.08', ['97']],
    ['1', '400.00', ['100']],
  ])('%s where a hundredth of %s ÷ 400.00 is meant is asked about', (printed, execution, alternatives) => {
    expect(rate(printed, execution)).toEqual([printed, 'doubtful', alternatives])
  })

  test.each([
    ['96.52', '386.08', '96.52'],
    ['96.52%', '386.08', '96.52'],
    ['0.9652%', '386.08', '0.9652'],
    ['0.97', '3.88', '0.97'],
    ['0', '0.00', '0'],
    ['1', '4.00', '1'],
  ])('%s of %s stays certain', (printed, execution, value) => {
    expect(rate(printed, execution)).toEqual([value, 'literal', undefined])
  })
})
