import { describe, expect, test } from 'vitest'
import { type Form, readAt, recognise, typeInto } from '#engine'
import { inUnit } from '../../src/engine/reading/money-units.ts'
import { sheetGrid, textGrid } from './grids.ts'

test.each([
  ['186.5', '千元', '万元', '18.65'],
  ['0.0864', '千元', '万元', '0.00864'],
  ['-5', '千元', '元', '-5000'],
  ['1.2050', '亿元', '万元', '12050'],
  ['3', '百万元', '万元', '300'],
  ['1234567.89', '元', '万元', '123.456789'],
  ['0', '亿元', '元', '0'],
] as const)('%s %s is %s %s, exactly', (value, from, to, moved) => {
  expect(inUnit(value, from, to)).toBe(moved)
})

const FUNDS = (caption: string, amount: string): readonly (readonly string[])[] => [
  ['部门整体支出绩效自评表'],
  ['部门名称', '云岭市青禾区图书馆'],
  [caption, '资金来源', '年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分'],
  ['^', '资金总额', '300.00', '400.00', '200.00', '10', '50.00%', '5.00'],
  ['^', '人员类项目', '100.00', amount, '50.00', '', '', ''],
  ['^', '其他运转类项目', '200.00', '250.00', '150.00', '', '', ''],
  ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分', '未完成原因分析'],
  ['产出指标', '数量指标', '免费开放天数', '≥320天', '326天', '50', '50', ''],
]
const exact = (caption: string, amount = '150.00') => recognise([sheetGrid(...FUNDS(caption, amount))])[0] as Form
const AT = '/funds/rows/1/annualBudget'
const read = (form: Form) => [form.funds.unit, form.funds.rows[1]?.annualBudget, form.reading[AT]?.status]

describe('a fund table in another unit than 元 and 万元', () => {
  test.each([
    ['（千元）', '15'],
    ['金额单位：百万元', '15000'],
    ['（亿元）', '1500000'],
  ])('%s is converted to 万元, with what was printed', (caption, value) => {
    const form = exact(caption)
    expect(read(form)).toEqual(['万元', value, 'repaired'])
    expect(form.reading[AT]?.raw).toBe('150.00')
    expect(form.reading[AT]?.how).toContain('换算成万元')
  })

  test('of pasted text is converted as well, and its sums hold', () => {
    const lines = FUNDS('（千元）', '150.00').map((row) => row.filter((text) => text !== '^').join('\t'))
    const form = recognise([textGrid(...lines)])[0] as Form
    expect(read(form)).toEqual(['万元', '15', 'repaired'])
    expect(form.funds.rows[0]?.initialBudget).toBe('30')
  })
})

describe('a unit behind a single amount', () => {
  test.each([
    ['万 in a table in 万元 is said to be 万元', '（万元）', '150.00万', '150.00', 'repaired'],
    ['万 with a blank before it', '（万元）', '150 万', '150', 'repaired'],
    ['万 in a table in 元 is moved and asked about', '（元）', '186.5万', '1865000', 'doubtful'],
    ['千元 in a table in 万元', '（万元）', '1500千元', '150', 'doubtful'],
    ['亿元 in a table in 万元', '（万元）', '0.015亿元', '150', 'doubtful'],
    ['千元 in a table in 千元', '（千元）', '150千元', '15', 'repaired'],
    ['万元 in a table in 千元', '（千元）', '15万元', '15', 'doubtful'],
  ])('%s', (_, caption, amount, value, status) => {
    expect(read(exact(caption, amount)).slice(1)).toEqual([value, status])
  })

  test('where no unit is printed elsewhere leaves the table without one, and is asked about', () => {
    expect(read(exact('部门资金', '186.5万'))).toEqual([null, '186.5', 'doubtful'])
  })
})

describe('a declaration', () => {
  const declared = (total: string, fiscal: string, other: string, caption = '项目资金') =>
    recognise([
      sheetGrid(
        ['项目支出绩效目标申报表'],
        ['项目名称', '河道清淤', '>', '>'],
        [caption, total, '120.00', '>'],
        ['^', fiscal, '100.00', '>'],
        ['^', other, '20.00', '>'],
        ['年度目标', '完成清淤。', '>', '>'],
        ['一级指标', '二级指标', '三级指标', '指标值'],
        ['产出指标', '数量指标', '清淤河段', '≥3处'],
      ),
    ])[0] as Form
  const read = (form: Form) => [
    form.funds.unit,
    ...form.funds.rows.map(({ initialBudget }, i) => [
      initialBudget,
      form.reading[`/funds/rows/${i}/initialBudget`]?.status,
    ]),
  ]

  test('is not in the unit that the label of one source names for itself', () => {
    expect(read(declared('年度资金总额', '其中：财政拨款', '其他资金（万元）'))).toEqual([
      null,
      ...[
        ['120.00', 'literal'],
        ['100.00', 'literal'],
        ['20.00', 'doubtful'],
      ],
    ])
  })

  test('is in the unit of its total’s label where nothing else says one', () => {
    expect(read(declared('年度资金总额（万元）', '其中：财政拨款', '其他资金（元）'))).toEqual([
      '万元',
      ...[
        ['120.00', 'literal'],
        ['100.00', 'literal'],
        ['0.002', 'doubtful'],
      ],
    ])
  })

  test('is in the unit of its caption, and converted from 千元', () => {
    expect(read(declared('年度资金总额', '其中：财政拨款', '其他资金', '项目资金（千元）'))).toEqual([
      '万元',
      ...[
        ['12', 'repaired'],
        ['10', 'repaired'],
        ['2', 'repaired'],
      ],
    ])
  })
})

describe('an amount typed with a unit', () => {
  const typed = (caption: string, text: string) => {
    const form = typeInto(exact(caption), AT, text)
    return [readAt(form, AT), form.reading[AT]?.status]
  }

  test.each([
    ['（元）', '5万元', '50000'],
    ['（元）', '1.5万', '15000'],
    ['（万元）', '5万元', '5'],
    ['（万元）', '5,000元', '0.5'],
    ['（千元）', '5千元', '0.5'],
    ['（元）', '5', '5'],
  ])('into a table of %s as %s is %s of the form’s unit', (caption, text, value) => {
    expect(typed(caption, text)).toEqual([value, 'literal'])
  })

  test('whether an indicator is a core one is typed in words', () => {
    const at = '/indicators/0/isCore'
    expect(['是', '否', ''].map((text) => readAt(typeInto(exact('（元）'), at, text), at))).toEqual([true, false, null])
    expect(typeInto(exact('（元）'), at, '也许').reading[at]).toMatchObject({ status: 'missing', raw: '也许' })
  })
})
