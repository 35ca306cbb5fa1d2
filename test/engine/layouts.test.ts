import { describe, expect, test } from 'vitest'
import { type Form, recognise } from '#engine'
import { sheetGrid } from './grids.ts'

const readAll = (...rows: readonly (readonly string[])[]): readonly Form[] => recognise([sheetGrid(...rows)])
const read = (...rows: readonly (readonly string[])[]): Form => readAll(...rows)[0] as Form
/** A cell merged over the whole width. */
const across = (text: string, width: number) => [text, ...Array.from({ length: width - 1 }, () => '>')]

describe('layouts of the provinces give the same record', () => {
  test('Chongqing: fund line with its points, three targets, coefficient and core flag, total in the head', () => {
    const form = read(
      across('2021年度部门整体绩效自评表', 12),
      ['主管部门', '云岭区文化委', '', '财政处室', '教科文科', '', '自评总分', '97.6', '', '联系人', '（姓名）', ''],
      [
        '部门资金（万元）',
        '>',
        '年初预算数',
        '>',
        '全年（调整）预算数',
        '>',
        '全年执行数',
        '>',
        '执行率（%）',
        '执行率权重',
        '执行率得分',
        '',
      ],
      ['^', '>', '1200.00', '>', '1300.00', '>', '988.00', '>', '76', '10', '7.6', ''],
      [
        '绩效指标',
        '指标名称',
        '计量单位',
        '指标性质',
        '年初指标值',
        '调整指标值',
        '全年完成值',
        '得分系数（%）',
        '指标权重',
        '指标得分',
        '是否核心指标',
        '说明',
      ],
      ['^', '预算完成率', '%', '≥', '95', '96', '97', '100', '10', '10', '是', ''],
      ['^', '采购执行率', '%', '=', '100', '100', '72.74', '100', '10', '10', '否', ''],
    )
    expect(form).toMatchObject({ kind: 'department-self-evaluation', fiscalYear: 2021, department: '云岭区文化委' })
    expect(form.total.score).toBe(97.6)
    expect(form.funds.rows).toEqual([
      {
        source: '部门资金',
        role: 'total',
        initialBudget: '1200.00',
        annualBudget: '1300.00',
        execution: '988.00',
        weight: 10,
        executionRate: '76',
        score: 7.6,
      },
    ])
    expect(form.indicators[0]).toMatchObject({
      name: '预算完成率',
      target: { operator: '≥', value: '96', unit: '%' },
      initialTarget: { operator: '≥', value: '95', unit: '%' },
      actual: { value: '97', unit: '%' },
      scoreCoefficient: '100',
      isCore: true,
    })
    expect(form.indicators[1]?.isCore).toBe(false)
    expect(form.reading['/indicators/0/level1']).toBeUndefined()
  })

  test('Tianjin: sign and unit in columns of their own, the unit behind the actual', () => {
    const form = read(
      across('部门整体绩效自评表', 10),
      ['部门名称', '青禾区水务局', ...Array.from({ length: 8 }, () => '>')],
      ['一级指标', '二级指标', '三级指标', '指标方向', '指标值', '完成值', '计量单位', '分值', '得分', '偏差原因分析'],
      ['产出指标', '数量指标', '巡查河段', '≥', '12', '10', '条', '30', '25', '汛期道路中断'],
    )
    expect(form.indicators[0]).toMatchObject({
      target: { operator: '≥', value: '12', unit: '条' },
      actual: { value: '10', unit: '条' },
      weight: 30,
      score: 25,
      reason: '汛期道路中断',
    })
  })

  test('Sichuan: the project code stays with the name, the money rows are those of the province', () => {
    const form = read(
      across('项目支出绩效自评表', 10),
      ['项目名称', '51000021Y000000012345-人员类项目工资', ...Array.from({ length: 8 }, () => '>')],
      ['项目资金（万元）', '', '年初预算数', '调整后预算数', '预算执行数', '执行率', '分值', '得分', '', ''],
      ['^', '总额', '100', '110', '110', '100%', '10', '10', '', ''],
      ['^', '其中：财政资金', '100', '110', '110', '100%', '/', '/', '', ''],
      ['^', '财政专户管理资金', '', '', '', '', '/', '/', '', ''],
      [
        '一级指标',
        '二级指标',
        '三级指标',
        '指标性质',
        '指标值',
        '度量单位',
        '全年完成值',
        '权重',
        '得分',
        '未完成原因分析',
      ],
      ['产出指标', '数量指标', '发放（缴纳）覆盖率', '＝', '100', '%', '100', '60', '60', ''],
      ['效益指标', '社会效益指标', '足额保障率（参保率）', '＝', '100', '%', '100', '30', '30', ''],
      ['合计', '', '', '', '', '', '', '100', '100', ''],
      ['项目负责人：（姓名）', '', '', '财务负责人：（姓名）', '', '', '', '', '', ''],
    )
    expect(form.project).toBe('51000021Y000000012345-人员类项目工资')
    expect(form.funds.rows.map(({ source, role }) => [source, role])).toEqual([
      ['总额', 'total'],
      ['财政资金', 'part'],
      ['财政专户管理资金', 'part'],
    ])
    expect(form.indicators.map(({ target, weight }) => [target?.operator, target?.unit, weight])).toEqual([
      ['=', '%', 60],
      ['=', '%', 30],
    ])
    expect(form.total).toEqual({ weight: 100, score: 100 })
  })

  test('Hubei: the points of the fund line stand in its heading, goals head their own blocks, the authority is the department', () => {
    const form = read(
      across('2020年度水土保持监测项目自评表', 7),
      ['单位名称：云岭市水土保持监测站', '>', '>', '>', '填报日期：2021年3月10日', '>', '>'],
      ['项目名称', '水土保持监测', ...Array.from({ length: 5 }, () => '>')],
      ['主管部门', '云岭市水利局', '>', '项目实施单位', '云岭市水土保持监测站', '>', '>'],
      ['项目类别', '1、部门预算项目 √ 2、市直专项 □', ...Array.from({ length: 5 }, () => '>')],
      ['预算执行情况（万元）（20分）', '', '预算数（A）', '执行数（B）', '执行率（B/A）', '得分（20分*执行率）', ''],
      ['^', '年度财政资金总额', '26.00', '26.00', '100%', '20', ''],
      ['年度目标1（80分）', '一级指标', '二级指标', '三级指标', '年初目标值（A）', '实际完成值（B）', '得分'],
      ['^', '产出指标（40分）', '数量指标', '监测点', '6个', '6个', '20'],
      ['^', '^', '质量指标', '数据合格率', '≥98%', '98%', '19.6'],
      ['^', '效益指标（40分）', '社会效益指标', '服务决策', '有效', '有效', '40'],
      ['总分', '', '', '', '', '', '99.6'],
    )
    expect(form).toMatchObject({
      kind: 'project-self-evaluation',
      title: '2020年度水土保持监测项目自评表',
      department: '云岭市水利局',
      unit: '云岭市水土保持监测站',
      fiscalYear: 2020,
      filedOn: '2021-03-10',
    })
    expect(form.funds.rows[0]).toMatchObject({ source: '年度财政资金总额', weight: 20, score: 20 })
    expect(form.reading['/funds/rows/0/weight']).toMatchObject({ status: 'repaired', how: '分值写在标题里' })
    expect(form.indicators.map(({ level1, level1Weight, target }) => [level1, level1Weight, target?.text])).toEqual([
      ['产出指标', 40, '6个'],
      ['产出指标', 40, '≥98%'],
      ['效益指标', 40, '有效'],
    ])
    expect(form.total).toEqual({ weight: 100, score: 99.6 })
  })

  test('Yunnan: three tables in one sheet are the forms among them, the text table is none', () => {
    const heads = ['一级指标', '二级指标', '三级指标', '指标性质', '指标值', '度量单位', '实际完成值', '分值', '得分']
    const forms = readAll(
      across('2023年度部门整体支出绩效自评情况', 9),
      ['一、部门基本情况', '（一）部门概况', '负责全州图书借阅和档案保管。', '>', '>', '>', '>', '>', '>'],
      across('2023年度部门整体支出绩效自评表', 9),
      ['部门名称', '云岭州图书档案馆', ...Array.from({ length: 7 }, () => '>')],
      heads,
      ['产出指标', '数量指标', '阅读推广活动', '>=', '48', '场', '50', '50', '50'],
      across('2023年度项目支出绩效自评表', 9),
      ['项目名称', '古籍整理', ...Array.from({ length: 7 }, () => '>')],
      heads,
      ['产出指标', '数量指标', '修复古籍', '>=', '2000', '页', '2100', '50', '50'],
    )
    expect(forms.map(({ kind, project, indicators }) => [kind, project, indicators[0]?.name])).toEqual([
      ['department-self-evaluation', null, '阅读推广活动'],
      ['project-self-evaluation', '古籍整理', '修复古籍'],
    ])
  })

  test('Hebei: persons, addresses and dates in the head are no department and no unit', () => {
    const form = read(
      across('项目支出绩效自评表', 6),
      ['项目名称', '统计调查', '>', '主管部门', '青禾县统计局', '>'],
      ['实施单位', '青禾县统计局', '>', '项目负责人', '（姓名）', '>'],
      ['单位地址', '青禾县文化路', '>', '邮政编码', '000000', '>'],
      ['计划开始时间', '2019年1月', '>', '计划完成时间', '2019年12月', '>'],
      ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值'],
      ['产出指标', '数量指标', '调查样本', '≥300户', '310户', '50'],
    )
    expect(form).toMatchObject({ project: '统计调查', department: '青禾县统计局', unit: '青禾县统计局' })
    expect(form.contact).toEqual({ name: null, phone: null })
    expect(form.fiscalYear).toBeNull()
  })

  const sideBySide = (projects: string): Form =>
    read(
      across('2025年度部门整体支出绩效自评表', 10),
      ['年度预算申请（万元）', '', '>', '>', '年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分'],
      ['^', '年度资金总额', '>', '>', '612.40', '655.83', '641.27', '10', '97.78%', '9.78'],
      ['^', '按收入性质分：', '>', '>', '>', '按支出性质分：', '>', '>', '>', '>'],
      ['^', '其中：一般公共预算', '>', '598.83', '>', '其中：基本支出', '>', '418.60', '>', '>'],
      ['^', '其他资金', '>', '57.00', '>', '项目支出', '>', projects, '>', '>'],
      ['一级指标', '二级指标', '三级指标', '>', '年度指标值', '实际完成值', '>', '分值', '得分', '偏差原因分析'],
      ['产出指标', '数量指标', '阅读推广活动', '>', '≥60场', '71场', '>', '4', '4', ''],
    )

  test('Hunan: money by income and by expenditure side by side belongs to the column that both add up to', () => {
    const form = sideBySide('237.23')
    expect(
      form.funds.rows.map(({ source, role, annualBudget, initialBudget }) => [
        source,
        role,
        annualBudget,
        initialBudget,
      ]),
    ).toEqual([
      ['年度资金总额', 'total', '655.83', '612.40'],
      ['一般公共预算（按收入性质）', 'part', '598.83', null],
      ['其他资金（按收入性质）', 'part', '57.00', null],
      ['基本支出（按支出性质）', 'part', '418.60', null],
      ['项目支出（按支出性质）', 'part', '237.23', null],
    ])
    expect(form.reading['/funds/rows/3/annualBudget']).toMatchObject({
      status: 'inferred',
      source: { row: 5, column: 8 },
    })
  })

  test('Hunan: where the halves do not add up to a column, they are reported as not read', () => {
    const form = sideBySide('237.32')
    expect(form.funds.rows).toHaveLength(1)
    expect(form.reading['/funds/rows']).toMatchObject({ status: 'missing' })
  })
})
