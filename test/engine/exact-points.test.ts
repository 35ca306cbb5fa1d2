import { describe, expect, test } from 'vitest'
import { type Form, readAt, recognise } from '#engine'
import { sheetGrid } from './grids.ts'

const read = (...rows: readonly (readonly string[])[]): Form => recognise([sheetGrid(...rows)])[0] as Form

/** A form with one indicator and a total row; blank where the test does not say. */
function indicator(cells: { target?: string; actual?: string; weight?: string; score?: string; total?: string }): Form {
  const { target = '≥320天', actual = '326天', weight = '50', score = '50', total = '95' } = cells
  return read(
    ['项目支出绩效自评表'],
    ['项目名称', '河湖清淤'],
    ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分', '未完成原因分析'],
    ['产出指标', '数量指标', '免费开放天数', target, actual, weight, score, ''],
    ['总分', '>', '>', '>', '>', '100', total, ''],
  )
}

const seen = (form: Form, at: string) => [readAt(form, at), form.reading[at]?.status]

describe('points in a table with borders', () => {
  test.each([
    ['9.5¹', 9.5, 'repaired'],
    ['9.5分¹', 9.5, 'repaired'],
    ['9.5¹分', 9.5, 'doubtful'],
    ['9 5', null, 'missing'],
    ['9\n5', null, 'missing'],
  ])('a score printed %j is %j and %s', (score, value, status) => {
    expect(seen(indicator({ score }), '/indicators/0/score')).toEqual([value, status])
  })

  test.each([
    ['95', 95, 'literal'],
    ['95¹', 95, 'repaired'],
    ['9 5', 95, 'doubtful'],
    ['9\n5', 95, 'doubtful'],
    ['95.\n5', 95.5, 'repaired'],
  ])('a total score printed %j is %j and %s', (total, value, status) => {
    expect(seen(indicator({ total }), '/total/score')).toEqual([value, status])
  })

  test('the points of a first level with a blank among their digits are not read', () => {
    const form = read(
      ['项目支出绩效自评表'],
      ['一级指标', '分值', '二级指标', '分值', '三级指标', '年度指标值', '实际完成值', '分值', '得分'],
      ['产出指标', '5 0', '数量指标', '50', '免费开放天数', '≥320天', '326天', '50', '50'],
    )
    expect([form.indicators[0]?.level1, form.indicators[0]?.level1Weight]).toEqual(['产出指标', null])
    expect(form.reading['/indicators/0/level1Weight']).toMatchObject({ status: 'missing', raw: '5 0' })
  })
})

describe('a footnote mark behind a target', () => {
  test.each([
    ['320¹', '320', null, 'doubtful'],
    ['10³', '10', null, 'doubtful'],
    ['≥95%²', '95', '%', 'repaired'],
    ['≥1,320¹', '1320', null, 'doubtful'],
  ])('%s is no digit of it', (target, value, unit, status) => {
    const form = indicator({ target })
    expect(form.indicators[0]?.target).toMatchObject({ kind: 'quantity', value, unit })
    expect(form.reading['/indicators/0/target/value']).toMatchObject({ status, raw: target, how: '去掉注号' })
  })

  test.each([
    ['≥186m²', 'm²'],
    ['≥186㎡', '㎡'],
  ])('%s is its unit', (target, unit) => {
    const form = indicator({ target })
    expect(form.indicators[0]?.target).toMatchObject({ text: target, value: '186', unit })
    expect(form.reading['/indicators/0/target/value']?.status).toBe('literal')
  })
})

describe('a blank among the digits of a target', () => {
  test.each([['≥186 203人次'], ['32 0天'], ['≥186\n203人次']])('%j may part two numbers', (target) => {
    const form = indicator({ target })
    expect(form.reading['/indicators/0/target/value']).toMatchObject({ status: 'doubtful', raw: target })
  })

  test.each([['2025年12月31日前'], ['≥1500\n人次'], ['1. 建成 3 处']])('%j parts none', (target) => {
    const form = indicator({ target })
    expect(form.reading['/indicators/0/target/text']?.status).toBe('literal')
  })
})

describe('an amount of a declaration', () => {
  const declared = (caption: string, amount: string) =>
    read(
      ['项目绩效目标申报表'],
      ['项目名称', '河湖清淤', '', ''],
      [caption, '年度资金总额', amount, ''],
      ['一级指标', '二级指标', '三级指标', '指标值'],
      ['产出指标', '数量指标', '清淤河段', '≥36条'],
    )
  const AT = '/funds/rows/0/initialBudget'

  test.each([
    ['项目资金（万元）', '360.00', '360.00', 'literal'],
    ['项目资金（万元）', '360.00¹', '360.00', 'repaired'],
    ['项目资金（万元）', '360万元', '360', 'literal'],
    ['项目资金（万元）', '3600000元', '360', 'doubtful'],
    ['项目资金（万元）', '186 203', '186203', 'doubtful'],
    ['项目资金（万元）', '186\n203', '186203', 'doubtful'],
    ['项目资金（万元）', '1.860.000', '1860000', 'doubtful'],
  ])('under %s printed %j is %s and %s', (caption, amount, value, status) => {
    expect(seen(declared(caption, amount), AT)).toEqual([value, status])
  })

  test('beside its label in one cell keeps the blank among its digits', () => {
    const form = read(
      ['项目绩效目标申报表'],
      ['项目名称', '河湖清淤', '', ''],
      ['项目资金（万元）', '年度资金总额：186 203', '>', '>'],
      ['一级指标', '二级指标', '三级指标', '指标值'],
      ['产出指标', '数量指标', '清淤河段', '≥36条'],
    )
    expect(seen(form, AT)).toEqual(['186203', 'doubtful'])
  })

  test('whose unit only the amounts print is in that unit', () => {
    const form = declared('项目资金', '360万元')
    expect([form.funds.unit, ...seen(form, AT)]).toEqual(['万元', '360', 'literal'])
  })

  test.each([
    ['32.60', '32.60', 'literal'],
    ['32 60', '3260', 'doubtful'],
    ['326000元', '32.6', 'doubtful'],
    ['32.60²', '32.60', 'repaired'],
  ])('of a task printed %j is %s and %s', (amount, value, status) => {
    const form = read(
      ['部门整体支出绩效目标申报表', '>', '>'],
      ['部门名称', '云岭州图书档案馆', '>'],
      ['任务名称', '主要内容', '预算金额（万元）'],
      ['阅读推广', '全年办四十八场活动', amount],
      ['年度总体目标', '办好阅读推广。', '>'],
      ['一级指标', '三级指标', '指标值'],
      ['产出指标', '阅读推广活动', '≥48场'],
    )
    expect(seen(form, '/declaration/tasks/0/total')).toEqual([value, status])
  })
})

test('a footnote mark behind words is no part of a date, and stays behind a unit', () => {
  const dated = indicator({ target: '2025年11月底前⁷', actual: '2025年11月18日²' })
  expect(dated.indicators[0]?.target).toMatchObject({ kind: 'date', text: '2025年11月底前', value: '2025-11-30' })
  expect(dated.reading['/indicators/0/target/value']).toMatchObject({ status: 'repaired', raw: '2025年11月底前⁷' })
  expect(dated.indicators[0]?.actual).toMatchObject({ kind: 'date', value: '2025-11-18' })
  expect(indicator({ target: '≥320天¹' }).indicators[0]?.target).toMatchObject({ value: '320', unit: '天' })
  expect(indicator({ target: '≥320千米²' }).indicators[0]?.target?.text).toBe('≥320千米²')
})
