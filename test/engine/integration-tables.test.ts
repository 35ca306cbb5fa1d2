import { describe, expect, test } from 'vitest'
import { type Grid, recognise } from '#engine'
import { sheetGrid } from './grids.ts'

const WHO = ['2025', '429900000', '107001', '云岭市水务局', '107001002', '云岭市河道管理所', 'P01', '河道清淤项目']
const WHO_CODES = ['FISCAL_YEAR', 'MOF_DIV_CODE', 'DEPT_CODE', 'DEPT_NAME', 'AGENCY_CODE', 'AGENCY_NAME', 'PRO_CODE']
const HEAD = [...WHO_CODES, 'PRO_NAME']

const named = (name: string, grid: Grid): Grid => ({
  ...grid,
  name,
  cells: grid.cells.map((cell) => ({ ...cell, source: { sheet: name, row: cell.row + 1, column: cell.column + 1 } })),
})
const INDICATORS = [...HEAD, 'LV1_PERF_IND_NAME', 'LV2_PERF_IND_NAME', 'LV3_PERF_IND_NAME', 'KPI_VAL', 'IND_COMP']
const evaluation = (): Grid[] => [
  named(
    'PM_PERF_SELF_EVAL',
    sheetGrid([...HEAD, 'TOTAL_EVAL_VALUE', 'IS_DELETED'], [...WHO, '96.500000', '2'], [...WHO, '12', '1']),
  ),
  named(
    'PM_SELF_EVAL_GOAL',
    sheetGrid([...HEAD, 'KPI_TARGET', 'GOAL_COMP'], [...WHO, '完成清淤 12 公里', '已清淤 12.4 公里']),
  ),
  named(
    'PM_SELF_EVAL_INDICATOR',
    sheetGrid(
      [...INDICATORS, 'IND_WEIGHT', 'EVAL_SCORE', 'DEVI_ANALY', 'IS_DELETED'],
      [...WHO, '产出指标', '数量指标', '清淤长度', '≥12公里', '12.4公里', '30.0000', '30.000000', '', '2'],
      [...WHO, '产出指标', '质量指标', '验收合格率', '100%', '98%', '20', '18.5', '一段返工', '2'],
      [...WHO, '产出指标', '数量指标', '作废的指标', '1个', '1个', '20', '20', '', '1'],
    ),
  ),
  named(
    'PM_PERF_SELF_BGT',
    sheetGrid(
      [...HEAD, 'FOUND_TYPE_NAME', 'REPLY_AMT', 'CUR_AMT', 'YEAR_EXE_AMT', 'EXE_AMT_RATE', 'EXE_SCORE'],
      [...WHO, '一般公共预算资金', '1200000.00', '1150000.00', '1104000.00', '', ''],
      [...WHO, '其他资金', '0.00', '50000.10', '50000.10', '', ''],
    ),
  ),
]

describe('national integration tables', () => {
  test('the tables of one project give one self-evaluation, each value from its own cell', () => {
    const forms = recognise(evaluation())
    expect(forms).toHaveLength(1)
    const [form] = forms
    expect(form).toMatchObject({
      kind: 'project-self-evaluation',
      title: null,
      fiscalYear: 2025,
      department: '云岭市水务局',
      unit: '云岭市河道管理所',
      project: '河道清淤项目',
      goals: { expected: '完成清淤 12 公里', actual: '已清淤 12.4 公里' },
      total: { weight: null, score: 96.5 },
    })
    expect(form?.indicators.map(({ name, weight, score }) => [name, weight, score])).toEqual([
      ['清淤长度', 30, 30],
      ['验收合格率', 20, 18.5],
    ])
    expect(form?.indicators[0]?.target).toMatchObject({ operator: '≥', value: '12', unit: '公里' })
    expect(form?.indicators[1]).toMatchObject({ level1: '产出指标', level2: '质量指标', reason: '一段返工' })
    expect(form?.reading['/indicators/1/score']?.source).toEqual({
      sheet: 'PM_SELF_EVAL_INDICATOR',
      row: 3,
      column: 15,
    })
    expect(form?.reading['/fiscalYear']?.source).toMatchObject({ row: 2, column: 1 })
  })

  test('money without a total line: the sum is inferred and says of how many; the unit is the standard’s and says so', () => {
    const [form] = recognise(evaluation())
    expect(form?.funds.unit).toBe('元')
    expect(form?.reading['/funds/unit']?.status).toBe('inferred')
    expect(
      form?.funds.rows.map(({ source, annualBudget, execution, score }) => [source, annualBudget, execution, score]),
    ).toEqual([
      ['资金总额', '1200000.10', '1154000.10', null],
      ['一般公共预算资金', '1150000.00', '1104000.00', null],
      ['其他资金', '50000.10', '50000.10', null],
    ])
    expect(form?.reading['/funds/rows/0/execution']).toMatchObject({
      status: 'inferred',
      how: '库表里没有合计行，由 2 个资金来源相加',
    })
    expect(form?.reading['/funds/rows/1/execution']?.status).toBe('literal')
  })

  test('of a single source rate and score are the total’s too', () => {
    const [form] = recognise([
      evaluation()[2] as Grid,
      sheetGrid(
        [...HEAD, 'FOUND_TYPE_NAME', 'CUR_AMT', 'YEAR_EXE_AMT', 'EXE_AMT_RATE', 'EXE_SCORE'],
        [...WHO, '一般公共预算资金', '1150000.00', '1104000.00', '96.0000', '9.600000'],
      ),
    ])
    expect(form?.funds.rows[0]).toMatchObject({ source: '资金总额', execution: '1104000.00', score: 9.6 })
    expect(form?.reading['/funds/rows/0/score']?.status).toBe('inferred')
    expect(form?.funds.rows[1]).toMatchObject({ score: 9.6, weight: null })
  })

  test('a source without its amount leaves the sum unknown, never short', () => {
    const grids = evaluation().map((grid) =>
      grid.name === 'PM_PERF_SELF_BGT'
        ? { ...grid, cells: grid.cells.filter(({ text }) => text !== '50000.10') }
        : grid,
    )
    const [form] = recognise(grids)
    expect(form?.funds.rows[0]).toMatchObject({ initialBudget: '1200000.00', annualBudget: null, execution: null })
  })

  test('targets by their Chinese names under the codes, several departments in one table', () => {
    const codes = ['FISCAL_YEAR', 'MOF_DIV_CODE', 'DEPT_CODE', 'DEPT_NAME', 'LV1_PERF_IND_NAME', 'LV2_PERF_IND_NAME']
    const names = ['预算年度', '财政区划代码', '部门代码', '部门名称', '一级绩效指标名称', '二级绩效指标名称']
    const grid = sheetGrid(
      [...codes, 'LV3_PERF_IND_NAME', 'KPI_VAL', 'COMPUTESIGN', 'METERUNIT'],
      [...names, '三级绩效指标名称', '指标值', '计算符号', '计量单位'],
      ['2026', '429900000', '107', '云岭市水务局', '产出指标', '数量指标', '巡河次数', '48', '≥', '次'],
      ['2026', '429900000', '108', '云岭市林业局', '产出指标', '数量指标', '造林面积', '300', '=', '亩'],
      ['2026', '429900000', '107', '云岭市水务局', '效益指标', '社会效益指标', '投诉率', '3', '≤', '%'],
    )
    const forms = recognise([grid])
    expect(forms.map(({ kind, department, indicators }) => [kind, department, indicators.length])).toEqual([
      ['target-declaration', '云岭市水务局', 2],
      ['target-declaration', '云岭市林业局', 1],
    ])
    expect(forms[0]?.indicators[0]?.target).toMatchObject({ operator: '≥', value: '48', unit: '次' })
  })

  test('monitoring lines tell what is expected; different goals of one form are joined and doubtful', () => {
    const row = (goal: string, name: string) => [
      ...WHO,
      'T1',
      goal,
      '产出指标',
      '数量指标',
      name,
      '10个',
      '4个',
      '9个',
      '招标推迟',
    ]
    const grid = sheetGrid(
      [
        ...HEAD,
        'PERF_TASK_ID',
        'KPI_TARGET',
        'LV1_PERF_IND_NAME',
        'LV2_PERF_IND_NAME',
        'LV3_PERF_IND_NAME',
        'KPI_VAL',
        'PERF_COMP',
        'EST_PERF_ANNUAL',
        'ANA_DEV_REASONS',
      ],
      row('建成 10 个泵站', '泵站数量'),
      row('建成 10 个泵站并移交', '移交数量'),
    )
    const [form] = recognise([grid])
    expect(form?.kind).toBe('monitoring')
    expect(form?.goals.expected).toBe('建成 10 个泵站；建成 10 个泵站并移交')
    expect(form?.reading['/goals/expected']?.status).toBe('doubtful')
    expect(form?.indicators[0]?.outlook?.expected).toMatchObject({ value: '9', unit: '个' })
    expect(form?.reading['/throughMonth']?.status).toBe('missing')
  })

  test('goals alone are no form, and a printed form that names a unit’s code is none of these tables', () => {
    const goals = evaluation().filter(({ name }) => name === 'PM_SELF_EVAL_GOAL')
    expect(recognise(goals).map(({ kind }) => kind)).toEqual(['unrecognised'])
    const printed = sheetGrid(
      ['部门整体支出绩效自评表', '>', '>', '>'],
      ['单位代码', '107', '单位名称', '云岭市水务局'],
      ['三级指标', '年度指标值', '实际完成值', '分值'],
      ['巡河次数', '48次', '50次', '10'],
    )
    expect(recognise([printed])[0]).toMatchObject({ title: '部门整体支出绩效自评表' })
  })
})
