import { describe, expect, test } from 'vitest'
import { type Cell, type Form, type Grid, recognise } from '#engine'

/** Rows of cells; `>` repeats the cell on its left (a merge to the right), `^` the one above (a merge downwards). */
function grid(...rows: readonly (readonly string[])[]): Grid {
  const cells: Cell[] = []
  for (const [r, row] of rows.entries()) {
    for (const [c, text] of row.entries()) {
      if (text === '>' || text === '^' || text === '') continue
      let columnSpan = 1
      while (row[c + columnSpan] === '>') columnSpan++
      let rowSpan = 1
      while (rows[r + rowSpan]?.[c] === '^') rowSpan++
      cells.push({ row: r, column: c, rowSpan, columnSpan, text, source: { sheet: '表', row: r + 1, column: c + 1 } })
    }
  }
  return {
    name: '表',
    rows: rows.length,
    columns: Math.max(...rows.map((row) => row.length)),
    positions: 'exact',
    cells,
  }
}

const read = (...rows: readonly (readonly string[])[]): Form => recognise([grid(...rows)])[0] as Form

const brief = (form: Form) =>
  form.indicators.map(({ level1, level1Weight, level2, name, target, actual, weight, score, reason }) => [
    level1,
    level1Weight,
    level2,
    name,
    target?.text ?? null,
    actual?.text ?? null,
    weight,
    score,
    reason,
  ])

describe('an indicator table in any layout', () => {
  const expected = [
    ['产出指标', 50, '数量指标', '巡查河段', '≥12条', '13条', 30, 30, null],
    ['产出指标', 50, '质量指标', '问题整改率', '≥95%', '90%', 20, 18.95, '两处在办'],
  ]

  test('national order, merged levels, points in the heading', () => {
    const form = read(
      ['部门整体支出绩效自评表'],
      ['一级指标', '二级指标', '三级指标', '年度指标值(A)', '实际完成值(B)', '分值', '得分', '未完成原因分析'],
      ['产出指标(50分)', '数量指标', '巡查河段', '≥12条', '13条', '30', '30', ''],
      ['^', '质量指标', '问题整改率', '≥95%', '90%', '20', '18.95', '两处在办'],
      ['总分', '>', '>', '>', '>', '50', '48.95', ''],
    )
    expect(brief(form)).toEqual(expected)
    expect(form.total).toEqual({ weight: 50, score: 48.95 })
  })

  test('weight before target, levels repeated in every row, points on a line of their own', () => {
    const form = read(
      ['部门整体支出绩效自评表'],
      ['一级指标', '二级指标', '指标名称', '权重', '目标值', '完成值', '自评得分', '偏差原因分析及改进措施'],
      ['产出指标\n（50分）', '数量指标', '指标1：巡查河段', '30', '≥12条', '13条', '30', ''],
      ['产出指标\n（50分）', '质量指标', '2.问题整改率', '20', '≥95%', '90%', '18.95', '两处在办'],
      ['合计', '', '', '50', '', '', '48.95', ''],
    )
    expect(brief(form)).toEqual(expected)
    expect(form.reading['/indicators/0/name']).toMatchObject({ status: 'repaired', raw: '指标1：巡查河段' })
  })

  test('operator and unit in columns of their own', () => {
    const form = read(
      ['项目支出绩效自评表'],
      ['一级指标', '二级指标', '三级指标', '指标性质', '指标值', '度量单位', '实际完成值', '分值', '得分'],
      ['产出指标', '数量指标', '巡查河段', '≥', '12', '条', '13', '30', '30'],
    )
    expect(form.kind).toBe('project-self-evaluation')
    expect(form.indicators[0]?.target).toMatchObject({ kind: 'quantity', operator: '≥', value: '12', unit: '条' })
    expect(form.indicators[0]?.actual).toMatchObject({ value: '13', unit: '条' })
  })

  test('initial and adjusted targets side by side: the adjusted one counts', () => {
    const form = read(
      ['部门整体支出绩效自评表'],
      ['一级指标', '二级指标', '三级指标', '年初指标值', '调整指标值', '实际完成值', '分值', '得分'],
      ['产出指标', '数量指标', '巡查河段', '≥12条', '≥10条', '11条', '30', '30'],
      ['', '', '清淤', '≥3处', '', '3处', '20', '20'],
    )
    expect(form.indicators.map(({ target, initialTarget }) => [target?.text, initialTarget?.text])).toEqual([
      ['≥10条', '≥12条'],
      ['≥3处', '≥3处'],
    ])
  })

  test('no weights: they are unknown, not zero; points behind the name count', () => {
    const form = read(
      ['部门整体支出绩效自评表'],
      ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '得分'],
      ['产出指标', '数量指标', '巡查河段（30分）', '≥12条', '13条', '30'],
      ['', '', '清淤', '≥3处', '3处', '20'],
    )
    expect(form.indicators.map(({ name, weight }) => [name, weight])).toEqual([
      ['巡查河段', 30],
      ['清淤', null],
    ])
  })

  test('template rows are no indicators', () => {
    const form = read(
      ['部门整体支出绩效自评表'],
      ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分'],
      ['产出指标', '数量指标', '指标1：', '', '', '', ''],
      ['', '', '……', '', '', '', ''],
      ['', '', '清淤', '≥3处', '3处', '20', '20'],
    )
    expect(form.indicators.map(({ name, level2 }) => [name, level2])).toEqual([['清淤', '数量指标']])
  })

  test('a level outside the national frame is kept as printed', () => {
    const form = read(
      ['部门整体支出绩效自评表'],
      ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分'],
      ['预算管理(20分)', '预算编制', '编制完整率', '≥95%', '96%', '20', '20'],
    )
    expect(form.indicators[0]).toMatchObject({ level1: '预算管理', level1Weight: 20, level2: '预算编制' })
  })
})

describe('fund tables of the different classes', () => {
  const head = ['资金来源', '年初预算数', '全年预算数(A)', '全年执行数(B)', '分值', '执行率', '得分']
  test('a project form in 万元 with 其中 and dashes', () => {
    const form = read(
      ['项目支出绩效自评表'],
      ['项目名称', '河道清淤', '', '', '金额单位：万元'],
      ['', ...head.slice(1)],
      ['年度资金总额', '186.00', '203.50', '196.42', '10', '96.52%', '9.65'],
      ['其中：当年财政拨款', '180.00', '180.00', '174.92', '—', '—', '—'],
      ['上年结转资金', '0.00', '17.50', '17.50', '/', '/', '/'],
      ['其他资金', '', '6.00', '4.00', '*', '', ''],
      ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分'],
    )
    expect(form.funds.unit).toBe('万元')
    expect(
      form.funds.rows.map(({ source, role, initialBudget, weight }) => [source, role, initialBudget, weight]),
    ).toEqual([
      ['年度资金总额', 'total', '186.00', 10],
      ['当年财政拨款', 'part', '180.00', null],
      ['上年结转资金', 'part', '0.00', null],
      ['其他资金', 'part', null, null],
    ])
    expect(form.funds.rows[0]).toMatchObject({ executionRate: '96.52', score: 9.65 })
  })

  test('columns in another order are found by their headings', () => {
    const form = read(
      ['部门整体支出绩效自评表'],
      ['部门(单位)总体资金(元)', '资金来源', '分值', '全年执行数', '年初预算', '调整后预算数'],
      ['^', '资金总额', '10', '5', '7', '6'],
      ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分'],
    )
    expect(form.funds.rows[0]).toMatchObject({ initialBudget: '7', annualBudget: '6', execution: '5', weight: 10 })
  })

  test('an amount that is no number is missing with its raw text', () => {
    const form = read(
      ['部门整体支出绩效自评表'],
      head,
      ['资金总额', '约五百万', '6', '5', '10', '', ''],
      ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分'],
    )
    expect(form.funds.rows[0]?.initialBudget).toBeNull()
    expect(form.reading['/funds/rows/0/initialBudget']).toMatchObject({ status: 'missing', raw: '约五百万' })
  })
})

describe('what stands around the tables', () => {
  const table = [
    ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分'],
    ['产出指标', '数量指标', '清淤', '≥3处', '3处', '90', '90'],
    ['总分', '', '', '', '', '100', '96'],
  ]

  test('labels beside their values, labels with a colon, dates in any spelling', () => {
    const form = read(
      ['2025年度项目支出绩效自评表'],
      ['实施单位（盖章）：', '青禾区河道管理所', '', '填报日期：2026年1月8日'],
      ['项目名称', '河道清淤', '主管部门', '青禾区水务局'],
      ...table,
      ['联系人：', '经办岗', '联系电话', '0000-1234567'],
    )
    expect(form).toMatchObject({
      kind: 'project-self-evaluation',
      fiscalYear: 2025,
      filedOn: '2026-01-08',
      unit: '青禾区河道管理所',
      department: '青禾区水务局',
      project: '河道清淤',
      contact: { name: '经办岗', phone: '0000-1234567' },
    })
  })

  test('the conclusion’s first word is the grade', () => {
    const form = read(['部门整体支出绩效自评表'], ...table, ['绩效自评结论', '优。各项任务完成较好。', '>', '>'])
    expect(form).toMatchObject({ grade: '优', conclusion: '优。各项任务完成较好。', total: { weight: 100, score: 96 } })
  })

  test('without a year on the form it is inferred from the filing date and says so', () => {
    const form = read(['部门整体支出绩效自评表'], ['填报日期：', '2025.2.6'], ...table)
    expect(form.fiscalYear).toBe(2024)
    expect(form.reading['/fiscalYear']?.status).toBe('inferred')
  })

  test('a money unit is no filing unit, and a phone number is no name', () => {
    const form = read(['部门整体支出绩效自评表'], ['单位：万元'], ['预算部门名称', '青禾区水务局'], ...table, [
      '填表人：经办岗  联系电话：0000-1234567',
    ])
    expect([form.unit, form.department, form.contact.name]).toEqual([null, '青禾区水务局', '经办岗'])
  })

  test('two forms on one sheet are two records', () => {
    const forms = recognise([
      grid(
        ['项目支出绩效自评表'],
        ['项目名称', '清淤'],
        ...table,
        ['项目支出绩效自评表'],
        ['项目名称', '植树'],
        ...table,
      ),
    ])
    expect(forms.map(({ project, indicators }) => [project, indicators.length])).toEqual([
      ['清淤', 1],
      ['植树', 1],
    ])
  })

  test.each([
    ['项目支出绩效目标申报表', 'target-declaration'],
    ['绩效目标运行监控表', 'monitoring'],
    ['转移支付区域绩效目标自评表', 'transfer-self-evaluation'],
    ['部门整体支出绩效自评表', 'department-self-evaluation'],
  ])('%s is a %s', (title, kind) => {
    expect(read([title], ...table).kind).toBe(kind)
  })

  test('a blank cell of a spreadsheet is blank, not damaged', () => {
    const form = read(
      ['部门整体支出绩效自评表'],
      ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分'],
      ['产出指标', '数量指标', '清淤', '≥3处', '', '90', '90'],
    )
    expect(form.indicators[0]?.actual).toBeNull()
    expect(Object.values(form.reading).filter(({ status }) => status === 'missing')).toEqual([])
  })
})
