import { describe, expect, test } from 'vitest'
import { type Form, recognise } from '#engine'
import { sheetGrid, textGrid } from './grids.ts'
import { DECLARATION, MONITORING, TRANSFER } from './kind-tables.ts'

const read = (...rows: readonly (readonly string[])[]): Form => recognise([sheetGrid(...rows)])[0] as Form
const readText = (...lines: readonly string[]): Form => recognise([textGrid(...lines)])[0] as Form

describe('a monitoring form', () => {
  const form = read(...MONITORING)

  test('is known by its title, and by its columns when the title says nothing of it', () => {
    expect(form.kind).toBe('monitoring')
    expect(read(['部门整体绩效自评表'], ...MONITORING.slice(3)).kind).toBe('monitoring')
  })

  test('tells up to which month it reports and what the year will spend', () => {
    expect(form.throughMonth).toBe(7)
    expect(form.funds.rows[0]).toMatchObject({
      initialBudget: '120.00',
      annualBudget: null,
      execution: '66.00',
      executionRate: '55.00',
      expectedExecution: '118.00',
    })
    expect(form.goals).toEqual({ expected: '完成十二条河段的巡查和清淤。', actual: null })
  })

  test('has for each indicator what is reached, what is expected, why, and whether it can be met', () => {
    expect(form.indicators.map(({ name, actual, outlook }) => [name, actual?.text, outlook?.expected?.text])).toEqual([
      ['巡查河段', '7条', '12条'],
      ['问题整改率', '80%', '95%'],
      ['群众满意度', '未开展', '90%'],
    ])
    expect(form.indicators[1]).toMatchObject({
      reason: '经费下达晚',
      note: '已发函',
      outlook: { causes: ['经费保障', '人员保障'], likelihood: 'possible' },
    })
    expect(form.indicators[0]?.outlook).toMatchObject({ causes: [], likelihood: 'certain' })
  })

  test('two ticked possibilities are none, and it says so', () => {
    expect(form.indicators[2]?.outlook?.likelihood).toBeNull()
    expect(form.reading['/indicators/2/outlook/likelihood']).toMatchObject({
      status: 'missing',
      how: '勾了不止一项可能性',
    })
  })

  test('as pasted text with the possibility as a word', () => {
    const pasted = readText(
      '项目支出绩效运行监控表',
      '项目名称\t河道清淤',
      '一级指标\t指标名称\t指标值\t半年度执行情况\t偏差原因分析\t完成可能性\t备注',
      '产出指标\t清淤河段\t≥3处\t1处\t汛期停工\t有可能\t',
      '产出指标\t弃土外运\t=20车\t20车\t\t确定能\t已完',
    )
    expect(pasted.kind).toBe('monitoring')
    expect(pasted.throughMonth).toBe(6)
    expect(pasted.indicators.map(({ actual, reason, note, outlook }) => [actual?.text, reason, note, outlook])).toEqual(
      [
        ['1处', '汛期停工', null, { expected: null, causes: [], likelihood: 'possible' }],
        ['20车', null, '已完', { expected: null, causes: [], likelihood: 'certain' }],
      ],
    )
  })

  test('two periods on one form: the month stays open', () => {
    const both = read(
      ['绩效运行监控表（1-7月）'],
      ['一级指标', '二级指标', '三级指标', '年度指标值', '1-10月执行情况', '全年预计完成情况'],
      ['产出指标', '数量指标', '巡查河段', '≥12条', '7条', '12条'],
    )
    expect(both.throughMonth).toBeNull()
    expect(both.reading['/throughMonth']).toMatchObject({
      status: 'missing',
      how: '表上写着不止一个期间：1–7 月、1–10 月',
    })
  })
})

describe('a target declaration', () => {
  const form = read(...DECLARATION)

  test('keeps the money of all years apart from what is asked for this one', () => {
    expect(form.kind).toBe('target-declaration')
    expect(form.funds.unit).toBe('万元')
    expect(
      form.funds.rows.map(({ source, role, initialBudget, execution }) => [source, role, initialBudget, execution]),
    ).toEqual([
      ['年度资金申请总额', 'total', '120.00', null],
      ['财政拨款', 'part', '100.00', null],
      ['其他资金', 'part', '20.00', null],
    ])
    expect(form.declaration?.projectFunds).toEqual([
      { source: '项目资金总额', role: 'total', amount: '360.00' },
      { source: '财政拨款', role: 'part', amount: '300.00' },
      { source: '其他资金', role: 'part', amount: '60.00' },
    ])
    expect(form.reading['/funds/rows/0/initialBudget']).toEqual({
      status: 'literal',
      source: { sheet: '表', row: 6, column: 5 },
    })
  })

  test('keeps long-term goals and indicators apart from the year’s', () => {
    expect(form.goals.expected).toBe('完成十二条河段清淤，群众满意。')
    expect(form.declaration?.longTermGoal).toBe('三年内完成三十六条河段清淤。')
    expect(form.indicators.map(({ name, target }) => [name, target?.text])).toEqual([
      ['清淤河段', '≥12条'],
      ['群众满意度', '≥90%'],
    ])
    expect(form.declaration?.longTermIndicators.map(({ target }) => target?.value)).toEqual(['36'])
    expect(form.reading['/declaration/longTermIndicators/0/target/text']?.source).toEqual({
      sheet: '表',
      row: 14,
      column: 5,
    })
  })

  test('has the facts of the project and its prose', () => {
    expect(form).toMatchObject({ fiscalYear: 2026, project: '河湖清淤二期', unit: '云岭州河湖守护中心' })
    expect(form.declaration).toMatchObject({
      nature: '延续',
      period: { from: '2025-01-01', to: '2027-12-31' },
      sections: [
        { title: '项目概况', text: '三年清淤三十六条河段。' },
        { title: '立项依据', text: '州河长制三年行动方案。' },
      ],
    })
  })

  test('medium-term and yearly indicators side by side', () => {
    const side = read(
      ['项目支出绩效目标表'],
      ['总体目标', '中期目标（2025年—2027年）', '>', '>', '年度目标', '>', '>'],
      ['^', '三年清淤三十六条河段。', '>', '>', '今年清淤十二条河段。', '>', '>'],
      ['一级指标', '二级指标', '三级指标', '指标值', '二级指标', '三级指标', '指标值'],
      ['产出指标', '数量指标', '清淤河段', '≥36条', '数量指标', '清淤河段', '≥12条'],
      ['^', '质量指标', '验收合格率', '=100%', '质量指标', '验收合格率', '=100%'],
    )
    expect(side.goals.expected).toBe('今年清淤十二条河段。')
    expect(side.declaration?.longTermGoal).toBe('三年清淤三十六条河段。')
    expect(side.indicators.map(({ level1, target }) => [level1, target?.text])).toEqual([
      ['产出指标', '≥12条'],
      ['产出指标', '=100%'],
    ])
    expect(side.declaration?.longTermIndicators.map(({ target }) => target?.text)).toEqual(['≥36条', '=100%'])
  })

  test('a total without a year on a project of several years stays doubtful', () => {
    const open = read(
      ['项目绩效目标申报表'],
      ['项目名称', '河湖清淤', '起止时间', '2025年-2027年'],
      ['资金总额', '360万元', '财政拨款', '360万元'],
      ['一级指标', '二级指标', '三级指标', '指标值'],
      ['产出指标', '数量指标', '清淤河段', '≥36条'],
    )
    expect(open.funds.rows[0]?.initialBudget).toBe('360')
    expect(open.reading['/funds/rows/0/initialBudget']).toMatchObject({ status: 'doubtful' })
  })

  test('two tables of which nobody says which is the year’s are both in doubt', () => {
    const open = read(
      ['项目绩效目标申报表'],
      ['一级指标', '二级指标', '三级指标', '指标值'],
      ['产出指标', '数量指标', '清淤河段', '≥36条'],
      ['一级指标', '二级指标', '三级指标', '指标值'],
      ['产出指标', '数量指标', '清淤河段', '≥12条'],
    )
    expect(open.indicators.map(({ target }) => target?.text)).toEqual(['≥36条', '≥12条'])
    expect(open.reading['/indicators']).toMatchObject({ status: 'doubtful' })
  })

  test('a department’s tasks with their money', () => {
    const department = read(
      ['部门整体支出绩效目标申报表', '>', '>', '>', '>'],
      ['部门名称', '云岭州图书档案馆', '>', '>', '>'],
      ['任务名称', '主要内容', '预算金额（万元）', '>', '>'],
      ['^', '^', '总额', '财政拨款', '其他资金'],
      ['阅读推广', '全年办四十八场活动', '32.60', '30.60', '2.00'],
      ['古籍整理', '修复两千页', '18.00', '18.00', ''],
      ['金额合计', '', '50.60', '48.60', '2.00'],
      ['年度总体目标', '办好阅读推广，修复古籍。', '>', '>', '>'],
      ['一级指标', '二级指标', '三级指标', '指标值', '备注'],
      ['产出指标', '数量指标', '阅读推广活动', '≥48场', '含进社区'],
    )
    expect(department.kind).toBe('target-declaration')
    expect(department.declaration?.tasks).toEqual([
      { name: '阅读推广', content: '全年办四十八场活动', total: '32.60', fiscal: '30.60', other: '2.00' },
      { name: '古籍整理', content: '修复两千页', total: '18.00', fiscal: '18.00', other: null },
    ])
    expect(department.funds.rows).toEqual([])
    expect(department.indicators[0]?.note).toBe('含进社区')
  })

  test('a filing date in autumn declares the next year', () => {
    const filed = read(
      ['项目绩效目标申报表'],
      ['填报日期：2025年9月12日', ''],
      ['一级指标', '二级指标', '三级指标', '指标值'],
      ['产出指标', '数量指标', '清淤河段', '≥36条'],
    )
    expect(filed.fiscalYear).toBe(2026)
  })
})

describe('a transfer self-evaluation', () => {
  const form = read(...TRANSFER)

  test('is read into the record of every self-evaluation, without points', () => {
    expect(form.kind).toBe('transfer-self-evaluation')
    expect(form.project).toBe('水土保持补助')
    expect(
      form.funds.rows.map(({ source, annualBudget, executionRate }) => [source, annualBudget, executionRate]),
    ).toEqual([
      ['年度资金总额(万元)', '500.00', '90.00'],
      ['中央财政资金', '400.00', '95.00'],
      ['地方资金', '100.00', '70.00'],
    ])
    expect(form.goals).toEqual({ expected: '治理水土流失面积二十平方公里。', actual: '治理二十一平方公里。' })
    expect(form.indicators[0]).toMatchObject({ name: '治理面积', weight: null, score: null })
  })
})

describe('an indicator framework', () => {
  test('keeps the scoring standard of every row and the points of every level', () => {
    const form = read(
      ['部门整体支出绩效评价指标体系评分表'],
      ['一级指标', '分值', '二级指标', '分值', '三级指标', '分值', '评分标准', '得分'],
      ['投入', '20', '预算配置', '20', '在职人员控制率', '10', '≤100%得满分，每超1个百分点扣0.5分', '10'],
      ['^', '^', '^', '^', '三公经费变动率', '10', '≤0得满分，每增1个百分点扣0.8分', '9.2'],
      ['过程', '80', '预算执行', '80', '预算完成率', '80', '100%得满分', '80'],
      ['总分', '', '', '', '', '100', '', '99.2'],
    )
    expect(form.kind).toBe('indicator-framework')
    expect(
      form.indicators.map((row) => [
        row.level1,
        row.level1Weight,
        row.level2,
        row.level2Weight,
        row.name,
        row.weight,
        row.score,
      ]),
    ).toEqual([
      ['投入', 20, '预算配置', 20, '在职人员控制率', 10, 10],
      ['投入', 20, '预算配置', 20, '三公经费变动率', 10, 9.2],
      ['过程', 80, '预算执行', 80, '预算完成率', 80, 80],
    ])
    expect(form.indicators[1]?.standard).toBe('≤0得满分，每增1个百分点扣0.8分')
    expect(form.total).toEqual({ weight: 100, score: 99.2 })
  })
})

describe('the years of a declaration over several years', () => {
  const plan = (title: string, ...head: readonly string[]): Form =>
    read(
      [title, '>', '>', '>'],
      ['项目名称', '河道清淤', ...(head.length > 0 ? head : ['>', '>'])],
      ['项目资金（万元）', '年度资金总额', '120.00', '>'],
      ['年度目标', '完成清淤。', '>', '>'],
      ['一级指标', '二级指标', '三级指标', '指标值'],
      ['产出指标', '数量指标', '清淤河段', '≥3处'],
    )
  const title = '项目支出绩效目标申报表'
  const years = { from: '2026-01-01', to: '2028-12-31' }

  test.each([
    '2026—2028年度项目支出绩效目标申报表',
    '2026-2028年项目支出绩效目标申报表',
    '项目支出绩效目标申报表（2026-2028年）',
  ])('in its title (%s) are its period, and its year is missing', (whole) => {
    const form = plan(whole)
    expect(form.declaration?.period).toEqual(years)
    expect(form.reading['/declaration/period/from']).toMatchObject({ status: 'repaired', raw: whole })
    expect(form.fiscalYear).toBeNull()
    expect(form.reading['/fiscalYear']).toMatchObject({ status: 'missing', raw: whole })
  })

  test.each(['实施期限', '项目起止年度', '实施年限', '项目年限'])(
    'under %s are its period, no fiscal year',
    (label) => {
      const form = plan(title, label, '2026—2028年度')
      expect([form.declaration?.period, form.fiscalYear]).toEqual([years, null])
      expect(form.reading['/declaration/period/to']?.status).toBe('literal')
    },
  )

  test('among other words are found, and a beginning without an end leaves the end missing', () => {
    const spoken = plan(title, '项目周期', '三年（2026-2028年）')
    expect(spoken.declaration?.period).toEqual(years)
    expect(spoken.reading['/declaration/period/from']).toMatchObject({ status: 'repaired', raw: '三年（2026-2028年）' })
    const open = plan(title, '起止时间', '自2026年3月起')
    expect(open.declaration?.period).toEqual({ from: '2026-03-01', to: null })
    expect(open.reading['/declaration/period/to']).toMatchObject({ status: 'missing', raw: '自2026年3月起' })
  })

  test('that name one year are that year', () => {
    expect(plan('2026年度项目支出绩效目标申报表').fiscalYear).toBe(2026)
  })
})
