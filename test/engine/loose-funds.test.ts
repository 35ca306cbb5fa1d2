import { describe, expect, test } from 'vitest'
import { type Form, recognise } from '#engine'
import { textGrid } from './grids.ts'

/** Pasted lines of a fund table: what the caption and the first heading say, then its rows. */
function pasted(caption: string, first: string, ...rows: readonly string[]): Form {
  return recognise([
    textGrid(
      '部门整体支出绩效自评表',
      '部门名称\t云岭市青禾区图书馆',
      `${caption}\t资金来源\t${first}\t全年预算数\t全年执行数\t分值\t执行率\t得分`,
      ...rows.map((row) => `\t${row}`),
      '一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t未完成原因分析',
      '产出指标\t数量指标\t免费开放天数\t≥320天\t326天\t50\t50\t',
    ),
  ])[0] as Form
}

/** The initial budget of one row, and how it was read. */
const initial = (form: Form, row: number) => [
  form.funds.rows[row]?.initialBudget,
  form.reading[`/funds/rows/${row}/initialBudget`]?.status,
]

describe('an amount in pasted text', () => {
  test('with separators that fit no grouping is asked about where nothing proves it', () => {
    const form = pasted('资金（元）', '年初预算数', '资金总额\t1.860.000\t2,000,000\t1,900,000\t10\t95.00%\t9.50')
    expect(initial(form, 0)).toEqual(['1860000', 'doubtful'])
  })

  test('with separators that fit no grouping is read where the table’s sums prove it', () => {
    const form = pasted(
      '资金（元）',
      '年初预算数',
      '资金总额\t1.860.000\t2,000,000\t1,900,000\t10\t95.00%\t9.50',
      '人员类项目\t1,000,000\t1,100,000\t1,000,000\t\t\t',
      '其他运转类项目\t860,000\t900,000\t900,000\t\t\t',
    )
    expect(initial(form, 0)).toEqual(['1860000', 'repaired'])
  })

  test('with the unit of its table is what it says', () => {
    const form = pasted('资金（万元）', '年初预算数', '资金总额\t186万元\t200.00\t190.00\t10\t95.00%\t9.50')
    expect(initial(form, 0)).toEqual(['186', 'literal'])
  })

  test.each([
    ['万元', '1860000元', '186'],
    ['元', '186.5万元', '1865000'],
  ])('in a table of %s, written as %s, is moved and asked about', (unit, cell, value) => {
    const form = pasted(`资金（${unit}）`, '年初预算数', `资金总额\t${cell}\t200.00\t190.00\t10\t95.00%\t9.50`)
    expect(initial(form, 0)).toEqual([value, 'doubtful'])
  })

  test('whose column names another unit than the table is asked about', () => {
    const row = '资金总额\t186.00\t200.00\t190.00\t10\t95.00%\t9.50'
    expect(initial(pasted('资金（万元）', '年初预算数（元）', row), 0)).toEqual(['186.00', 'doubtful'])
  })

  test('whose row names another unit than the table is asked about', () => {
    const row = '年度资金总额（元）\t186.00\t200.00\t190.00\t10\t95.00%\t9.50'
    expect(initial(pasted('资金（万元）', '年初预算数', row), 0)).toEqual(['186.00', 'doubtful'])
  })
})

test('a rate in pasted text that is a hundredth of what was spent is asked about', () => {
  const form = pasted('资金（元）', '年初预算数', '资金总额\t200.00\t200.00\t193.04\t10\t0.9652\t9.65')
  expect(form.funds.rows[0]?.executionRate).toBe('0.9652')
  expect(form.reading['/funds/rows/0/executionRate']).toMatchObject({ status: 'doubtful', alternatives: ['96.52'] })
})
