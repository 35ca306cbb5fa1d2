import { describe, expect, test } from 'vitest'
import { type Form, parseActual, parseTarget, recognise } from '#engine'
import { sheetGrid } from './grids.ts'

const read = (...rows: readonly (readonly string[])[]): Form => recognise([sheetGrid(...rows)])[0] as Form

describe('headings in two rows', () => {
  test('are read together: groups above, names below, the rest over both rows', () => {
    const form = read(
      ['2023年度项目支出绩效自评表', '>', '>', '>', '>', '>', '>', '>', '>'],
      ['绩效指标', '>', '>', '指标性质', '指标值', '度量单位', '实际完成值', '评分', '>'],
      ['一级指标', '二级指标', '三级指标', '^', '^', '^', '^', '分值', '得分'],
      ['产出指标', '数量指标', '清淤河道', '大于等于', '6', '公里', '6.4', '20', '20'],
      ['^', '质量指标', '验收合格率', '等于', '100', '%', '100', '30', '30'],
    )
    expect(
      form.indicators.map(({ name, target, actual, weight, score }) => [name, target, actual, weight, score]),
    ).toEqual([
      [
        '清淤河道',
        { text: '6', kind: 'quantity', operator: '≥', value: '6', unit: '公里' },
        { text: '6.4', kind: 'quantity', value: '6.4', unit: '公里' },
        20,
        20,
      ],
      [
        '验收合格率',
        { text: '100', kind: 'quantity', operator: '=', value: '100', unit: '%' },
        { text: '100', kind: 'quantity', value: '100', unit: '%' },
        30,
        30,
      ],
    ])
  })

  test('with only the levels below are the heading as well, and no rows where they are repeated', () => {
    const heads = [
      ['绩效指标', '>', '>', '年度指标值', '实际完成值', '分值', '得分'],
      ['一级指标', '二级指标', '三级指标', '^', '^', '^', '^'],
    ]
    const form = read(
      ['项目支出绩效自评表', '>', '>', '>', '>', '>', '>'],
      ...heads,
      ['产出指标', '数量指标', '清淤河道', '≥6公里', '6.4公里', '20', '20'],
      ...heads,
      ['产出指标', '质量指标', '验收合格率', '=100%', '100%', '30', '30'],
      ['总分', '>', '>', '>', '>', '100', '99'],
    )
    expect(form.indicators.map(({ name, weight }) => [name, weight])).toEqual([
      ['清淤河道', 20],
      ['验收合格率', 30],
    ])
    expect(form.total).toEqual({ weight: 100, score: 99 })
  })
})

const TABLE = [
  ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分'],
  ['产出指标', '数量指标', '清淤河道', '≥6公里', '6.4公里', '20', '20'],
] as const

describe('goals', () => {
  test('end above the upper one of two heading rows', () => {
    const form = read(
      ['项目支出绩效自评表', '>', '>', '>', '>', '>', '>'],
      ['年度总体目标', '预期目标', '>', '>', '实际完成情况', '>', '>'],
      ['^', '清淤6公里。', '>', '>', '清淤6.4公里。', '>', '>'],
      ['绩效指标', '>', '>', '年度指标值', '实际完成值', '分值', '得分'],
      ['一级指标', '二级指标', '三级指标', '^', '^', '^', '^'],
      ['产出指标', '数量指标', '清淤河道', '≥6公里', '6.4公里', '20', '20'],
    )
    expect(form.goals).toEqual({ expected: '清淤6公里。', actual: '清淤6.4公里。' })
  })

  test('adjusted ones stand in a column of their own and are the ones that count', () => {
    const form = read(
      ['部门整体绩效自评表', '>', '>', '>', '>', '>', '>'],
      ['当年绩效目标', '年初绩效目标', '>', '全年（调整）绩效目标', '>', '全年目标实际完成情况', '>'],
      ['^', '清淤6公里。', '>', '清淤8公里。', '>', '清淤8.2公里。', '>'],
      ...TABLE,
    )
    expect(form.goals).toEqual({ expected: '清淤8公里。', actual: '清淤8.2公里。' })
  })

  test('a blank adjusted goal leaves the first one standing', () => {
    const form = read(
      ['部门整体绩效自评表', '>', '>', '>', '>', '>', '>'],
      ['当年绩效目标', '年初绩效目标', '>', '全年（调整）绩效目标', '>', '全年目标实际完成情况', '>'],
      ['^', '清淤6公里。', '>', '', '', '清淤8.2公里。', '>'],
      ...TABLE,
    )
    expect(form.goals).toEqual({ expected: '清淤6公里。', actual: '清淤8.2公里。' })
  })

  test('a caption on the left that speaks of results is no heading of them', () => {
    const form = read(
      ['项目支出绩效自评表', '>', '>', '>', '>', '>', '>'],
      ['年度目标完成情况', '预期目标', '>', '>', '目标实际完成情况', '>', '>'],
      ['^', '清淤6公里。', '>', '>', '清淤6.4公里。', '>', '>'],
      ...TABLE,
    )
    expect(form.goals).toEqual({ expected: '清淤6公里。', actual: '清淤6.4公里。' })
  })
})

describe('the head of a form', () => {
  test('a title that names the year without 度 gives the fiscal year', () => {
    expect(read(['2022年项目支出绩效自评表', '>', '>', '>', '>', '>', '>'], ...TABLE).fiscalYear).toBe(2022)
  })

  test('a money unit printed behind the unit on the same line is not part of its name', () => {
    const form = read(
      ['项目支出绩效自评表', '>', '>', '>', '>', '>', '>'],
      ['填报单位：岚川市水务局　　　　金额单位：万元', '>', '>', '>', '>', '>', '>'],
      ...TABLE,
    )
    expect(form.unit).toBe('岚川市水务局')
    expect(form.funds.unit).toBe('万元')
  })
})

describe('several fields in one cell', () => {
  test.each([
    ['set apart by blanks', '单位（盖章）：岚川市水务局        填报日期：2024年2月6日'],
    ['set apart by wide blanks', '单位（盖章）：岚川市水务局　　　填报日期：2024年2月6日'],
    ['set apart by one blank before a known label', '单位（盖章）：岚川市水务局 填报日期：2024年2月6日'],
  ])('%s are fields of their own', (_, line) => {
    const form = read(
      ['项目支出绩效自评表', '>', '>', '>', '>', '>', '>'],
      [line, '>', '>', '>', '>', '>', '>'],
      ...TABLE,
      ['填表人：纪望春    联系电话：0000-2345678    单位负责人：蓝禾', '>', '>', '>', '>', '>', '>'],
    )
    expect([form.unit, form.filedOn]).toEqual(['岚川市水务局', '2024-02-06'])
    expect(form.contact).toEqual({ name: '纪望春', phone: '0000-2345678' })
  })
})

describe('money', () => {
  test('weight and score of the execution rate under headings that say so', () => {
    const form = read(
      ['部门整体绩效自评表', '>', '>', '>', '>', '>', '>'],
      ['', '年初预算数', '全年（调整）预算数', '全年执行数', '执行率（%）', '执行率权重（分）', '执行率得分（分）'],
      ['资金总额', '80.00', '90.00', '81.00', '90.00', '10', '9'],
      ...TABLE,
    )
    expect(form.funds.rows[0]).toMatchObject({ annualBudget: '90.00', executionRate: '90.00', weight: 10, score: 9 })
  })

  test('a list of projects with their budgets is no form', () => {
    const form = read(
      ['2023年度项目支出绩效自评情况汇总表', '>', '>', '>', '>'],
      ['序号', '项目名称', '全年预算数', '全年执行数', '自评得分'],
      ['1', '河道清淤', '120.00', '118.00', '98'],
      ['2', '设备更新', '60.00', '60.00', '100'],
    )
    expect(form.kind).toBe('unrecognised')
    expect(form.funds.rows).toEqual([])
  })
})

test.each([
  ['=334台套', '334', '台套'],
  ['≥828家次', '828', '家次'],
  ['≥12剂次', '12', '剂次'],
  ['3个', '3', '个'],
  ['3个培训班', '3', '个'],
] as const)('%s keeps its whole unit', (text, value, unit) => {
  expect(parseTarget(text)).toMatchObject({ kind: 'quantity', value, unit })
  expect(parseActual(text.replace(/^[=≥]/, ''))).toMatchObject({ kind: 'quantity', value, unit })
})

describe('a form inside a report', () => {
  const prose =
    '按照年初确定的重点任务分季度下达工作清单，逐项落实责任科室和完成时限，按月调度进度，年底组织考核。'.repeat(4)
  const chapter: readonly (readonly string[])[] = [
    ['一、预算执行情况', '>', '>', '>', '>', '>', '>'],
    [prose, '>', '>', '>', '>', '>', '>'],
    ['经济分类', '年初预算数', '全年预算数', '全年执行数', '执行率', '', ''],
    ['工资福利支出', '310.00', '320.00', '320.00', '100%', '', ''],
    [prose, '>', '>', '>', '>', '>', '>'],
  ]
  const form = read(
    ['附件：项目支出绩效自评表', '>', '>', '>', '>', '>', '>'],
    ...chapter,
    ['项目支出绩效自评表', '>', '>', '>', '>', '>', '>'],
    ['（2023年度）', '>', '>', '>', '>', '>', '>'],
    ['项目名称', '河道清淤', '>', '>', '>', '>', '>'],
    ['资金来源', '年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分'],
    ['年度资金总额', '80.00', '90.00', '81.00', '10', '90.00%', '9'],
    ...TABLE,
    ...chapter,
  )

  test('starts at its own title and takes no money from the tables before it', () => {
    expect(form).toMatchObject({ title: '项目支出绩效自评表', fiscalYear: 2023, project: '河道清淤' })
    expect(form.funds.rows.map(({ source, execution }) => [source, execution])).toEqual([['年度资金总额', '81.00']])
  })

  test('ends where the text of the report goes on', () => {
    expect(form.indicators.map(({ name }) => name)).toEqual(['清淤河道'])
  })
})
