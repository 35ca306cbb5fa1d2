import { describe, expect, test } from 'vitest'
import { type Form, recognise } from '#engine'
import { sheetGrid, textGrid } from './grids.ts'

const ROWS: readonly (readonly string[])[] = [
  ['部门整体支出绩效自评表'],
  ['部门名称', '云岭市青禾区图书馆'],
  ['部门资金（元）', '资金来源', '年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分'],
  ['^', '资金总额', '300.00', '400.00', '200.00', '10', '50.00%', '5.00'],
  ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分', '未完成原因分析'],
  ['产出指标', '数量指标', '免费开放天数', '≥320天', '326天', '40', '40', ''],
  ['产出指标', '数量指标', '读者活动场次', '≥12场', '12场', '10', '10', ''],
  ['总分', '>', '>', '>', '>', '100', '55', ''],
]

/** The form with some places changed: what their cells show, and what is struck out in them. */
function read(...changes: readonly (readonly [row: number, column: number, text: string, struck: string])[]): Form {
  const grid = sheetGrid(...ROWS)
  const cells = grid.cells.map((cell) => {
    const change = changes.find(([row, column]) => row === cell.row && column === cell.column)
    return change ? { ...cell, text: change[2], struck: change[3] } : cell
  })
  return recognise([{ ...grid, cells }])[0] as Form
}

describe('struck-out text', () => {
  test('makes the amount that is left doubtful', () => {
    const form = read([3, 3, '400.00', '350.00'])
    expect(form.funds.rows[0]?.annualBudget).toBe('400.00')
    expect(form.reading['/funds/rows/0/annualBudget']).toMatchObject({
      status: 'doubtful',
      raw: '350.00（划掉）400.00',
      how: '这一格里有划掉的“350.00”，没有读入',
    })
  })

  test('makes target, actual, points and total beside it doubtful', () => {
    const form = read([5, 3, '≥320天', '≥300天'], [5, 4, '326天', '318天'], [5, 6, '40', '38'], [7, 6, '55', '53'])
    const at = ['/indicators/0/target/value', '/indicators/0/actual/value', '/indicators/0/score', '/total/score']
    expect(at.map((pointer) => form.reading[pointer]?.status)).toEqual(at.map(() => 'doubtful'))
  })

  test('that is all of a cell leaves its value missing, with what stood there', () => {
    const form = read([3, 4, '', '200.00'], [5, 4, '', '326天'], [5, 6, '', '40'])
    expect(form.funds.rows[0]?.execution).toBeNull()
    expect(form.reading['/funds/rows/0/execution']).toMatchObject({ status: 'missing', raw: '200.00' })
    expect(form.indicators[0]?.actual).toBeNull()
    expect(form.reading['/indicators/0/actual']).toMatchObject({ status: 'missing', raw: '326天' })
    expect(form.indicators[0]?.score).toBeNull()
    expect(form.reading['/indicators/0/score']).toMatchObject({ status: 'missing', raw: '40' })
  })

  test('that is all of a row leaves no row', () => {
    const row = ROWS[6] ?? []
    const form = read(...row.slice(2).map((text, i): [number, number, string, string] => [6, i + 2, '', text]))
    expect(form.indicators.map(({ name }) => name)).toEqual(['免费开放天数'])
  })

  test('in pasted text makes the value beside it doubtful', () => {
    const grid = textGrid(...ROWS.map((row) => row.filter((text) => text !== '>' && text !== '^').join('\t')))
    const cells = grid.cells.map((cell) => (cell.text === '326天' ? { ...cell, struck: '318天' } : cell))
    const form = recognise([{ ...grid, cells }])[0] as Form
    expect(form.reading['/indicators/0/actual/value']).toMatchObject({ status: 'doubtful', raw: '318天（划掉）326天' })
  })
})
