import { emptyForm, type Form, type FundRow, type Indicator, parseActual, parseTarget } from '#engine'

type Row = readonly [
  level2: string,
  name: string,
  target: string,
  actual: string,
  weight: number,
  score: number,
  reason?: string,
]

function rows(level1: string, level1Weight: number, list: readonly Row[]): readonly Indicator[] {
  return list.map(([level2, name, target, actual, weight, score, reason = null]) => ({
    level1,
    level1Weight,
    level2,
    name,
    target: parseTarget(target),
    actual: parseActual(actual, parseTarget(target)),
    weight,
    score,
    reason,
  }))
}

function fund(source: string, initial: string, annual: string, execution: string): FundRow {
  return {
    source,
    role: 'part',
    initialBudget: initial,
    annualBudget: annual,
    execution,
    weight: 0,
    executionRate: null,
    score: null,
  }
}

/** 27 indicator rows, five fund rows and long prose: the size of a real department form, of an invented unit. */
export function libraryForm(): Form {
  return {
    ...emptyForm('department-self-evaluation'),
    title: '部门整体支出绩效自评表',
    fiscalYear: 2024,
    filedOn: '2025-01-20',
    department: '云岭市青禾区图书馆',
    unit: '云岭市青禾区图书馆',
    funds: {
      unit: '元',
      rows: [
        {
          ...fund('资金总额', '3204531.58', '3747981.22', '3702440.10'),
          role: 'total',
          weight: 10,
          executionRate: '98.78',
          score: 9.88,
        },
        fund('人员类项目', '2188782.74', '2170407.84', '2170407.84'),
        fund('运转类公用经费项目', '205748.84', '255573.38', '255573.38'),
        fund('其他运转类项目', '0.00', '0.00', '0.00'),
        fund('特定目标类项目', '810000.00', '1322000.00', '1276458.88'),
      ],
    },
    goals: {
      expected:
        '1.全年免费开放不少于320天，接待读者18万人次以上；2.新增馆藏图书6000册，完成编目上架；3.举办阅读推广活动48场次，其中面向少年儿童不少于20场次；4.建设社区分馆3个、流动服务点5个；5.完成地方文献数字化加工2万页；6.开展馆员业务培训4期。',
      actual:
        '1.全年免费开放326天，接待读者19.3万人次；2.新增馆藏图书6120册，全部编目上架；3.举办阅读推广活动52场次，其中面向少年儿童23场次；4.建成社区分馆3个、流动服务点5个；5.完成地方文献数字化加工1.86万页，另有0.14万页因原件修复顺延至下一年度；6.开展馆员业务培训4期，参训96人次。',
    },
    indicators: [
      ...rows('产出指标', 50, [
        ['数量指标', '免费开放天数', '≥320天', '326天', 3, 3],
        ['数量指标', '接待读者人次', '≥18万人次', '19.3万人次', 3, 3],
        ['数量指标', '新增馆藏图书', '≥6000册', '6120册', 3, 3],
        ['数量指标', '阅读推广活动', '≥48场次', '52场次', 3, 3],
        ['数量指标', '少年儿童阅读活动', '≥20场次', '23场次', 2, 2],
        ['数量指标', '社区分馆建设', '=3个', '3个', 2, 2],
        ['数量指标', '流动服务点建设', '=5个', '5个', 2, 2],
        [
          '数量指标',
          '地方文献数字化加工',
          '≥2万页',
          '1.86万页',
          3,
          2.79,
          '部分原件破损，修复后再行扫描，计划于次年第一季度完成',
        ],
        ['数量指标', '馆员业务培训', '=4期', '4期', 2, 2],
        ['数量指标', '参训人次', '≥90人次', '96人次', 2, 2],
        ['质量指标', '图书编目差错率', '≤0.5%', '0.32%', 4, 4],
        ['质量指标', '数字化图像合格率', '≥99%', '99.4%', 3, 3],
        ['质量指标', '培训考核合格率', '=100%', '98.96%', 3, 2.97, '1名馆员因病缺考'],
        ['时效指标', '新书上架时限', '≤15个工作日', '12个工作日', 3, 3],
        ['时效指标', '年度任务完成时间', '2024年12月31日前', '2024年12月24日', 3, 3],
        ['成本指标', '人员类项目支出', '≤217.04万元', '217.04万元', 3, 3],
        ['成本指标', '公用经费支出', '≤25.56万元', '25.56万元', 2, 2],
        ['成本指标', '数字化单页成本', '≤0.85元/页', '0.82元/页', 2, 2],
        ['成本指标', '特定目标类项目支出', '≤132.20万元', '127.65万元', 2, 2],
      ]),
      ...rows('效益指标', 30, [
        ['经济效益指标', '节约读者购书支出', '≥180万元', '193万元', 5, 5],
        ['社会效益指标', '公共阅读参与率', '≥32%', '34.1%', 8, 8],
        ['社会效益指标', '基层服务点覆盖率', '≥85%', '83%', 7, 6.84, '两个新设社区尚未布点'],
        ['生态效益指标', '无纸化借阅占比', '≥40%', '46%', 4, 4],
        ['可持续影响指标', '总分馆服务机制', '持续健全', '达成预期指标', 6, 6],
      ]),
      ...rows('满意度指标', 10, [
        ['服务对象满意度指标', '读者满意度', '≥92%', '94.5%', 5, 5],
        ['服务对象满意度指标', '少年儿童家长满意度', '≥90%', '93%', 3, 3],
        ['服务对象满意度指标', '社区分馆管理员满意度', '≥90%', '91.7%', 2, 2],
      ]),
    ],
    total: { weight: 100, score: 99.48 },
    grade: '优',
    conclusion:
      '全年目标基本实现，开放、借阅和阅读推广超额完成；地方文献数字化受原件修复影响略有滞后，下一步先修复后扫描，按月核对进度，并在第一季度补齐。',
    contact: { name: '纪禾', phone: '0000-7654321' },
  }
}

/** A project of the same invented place, in 万元. */
export function projectForm(): Form {
  const form = libraryForm()
  return {
    ...form,
    kind: 'project-self-evaluation',
    title: '项目支出绩效自评表',
    project: '青禾区社区分馆提升项目',
    department: '云岭市青禾区文化事务局',
    unit: '云岭市青禾区图书馆',
    funds: {
      unit: '万元',
      rows: [
        {
          ...fund('年度资金总额', '186.00', '203.50', '196.42'),
          role: 'total',
          weight: 10,
          executionRate: '96.52',
          score: 9.65,
        },
        { ...fund('当年财政拨款', '180.00', '180.00', '174.92'), weight: null, executionRate: '97.18' },
        { ...fund('上年结转资金', '0.00', '17.50', '17.50'), weight: null, executionRate: '100.00' },
        { ...fund('其他资金', '6.00', '6.00', '4.00'), weight: null, executionRate: '66.67' },
      ],
    },
    indicators: form.indicators.filter((_, i) => i % 2 === 0),
  }
}

/** The forms behind `test/fixtures/documents`, by file name. */
export function officeForms(): Readonly<Record<'department' | 'project', Form>> {
  const form = libraryForm()
  return {
    department: { ...form, indicators: form.indicators.filter((_, i) => i % 3 !== 1) },
    project: projectForm(),
  }
}
