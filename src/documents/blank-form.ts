import {
  emptyForm,
  emptyIndicator,
  type Form,
  type FormKind,
  type FundRow,
  findPolicy,
  type Indicator,
  type Policy,
} from '#engine'

/** How many rows each second level of a blank form starts with. Points come from the pack. */
const ROWS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  产出指标: { 数量指标: 4, 质量指标: 2, 时效指标: 2, 成本指标: 2 },
  效益指标: { 经济效益指标: 1, 社会效益指标: 1, 生态效益指标: 1, 可持续影响指标: 1 },
  满意度指标: { 服务对象满意度指标: 2 },
}
const DEPARTMENT_FUNDS = ['资金总额', '人员类项目', '运转类公用经费项目', '其他运转类项目', '特定目标类项目']
const PROJECT_FUNDS = ['年度资金总额', '当年财政拨款', '上年结转资金', '其他资金']

/** A form to fill in: the national headings, levels and points, everything else unknown. */
export function blankForm(kind: FormKind): Form {
  switch (kind) {
    case 'monitoring':
      return blankMonitoring()
    case 'target-declaration':
      return blankDeclaration()
    case 'indicator-framework':
      return blankFramework()
    default:
      return blankSelfEvaluation(kind)
  }
}

function blankSelfEvaluation(kind: FormKind): Form {
  const isProject = kind === 'project-self-evaluation' || kind === 'transfer-self-evaluation'
  const weights = findPolicy('national-2020')?.weights
  const funds = isProject ? PROJECT_FUNDS : DEPARTMENT_FUNDS
  return {
    ...emptyForm(kind),
    title: isProject ? '项目支出绩效自评表' : '部门整体支出绩效自评表',
    funds: { unit: isProject ? '万元' : '元', rows: funds.map((source, i) => blankFunds(source, i, weights)) },
    indicators: Object.entries(ROWS).flatMap(([level1, rows]) =>
      Object.entries(rows).flatMap(([level2, count]) => {
        const level1Weight = weights?.level1[level1] ?? null
        return Array.from({ length: count }, () => emptyIndicator({ level1, level1Weight, level2 }))
      }),
    ),
    total: { weight: 100, score: null },
  }
}

/** Levels without points: a declaration and its monitoring carry none in most places. */
function blankRows(): readonly Indicator[] {
  return Object.entries(ROWS).flatMap(([level1, rows]) =>
    Object.entries(rows).flatMap(([level2, count]) =>
      Array.from({ length: count }, () => emptyIndicator({ level1, level1Weight: null, level2 })),
    ),
  )
}

/** January to July, as the ministry asks for it; the month can be changed in the record. */
function blankMonitoring(): Form {
  const outlook = { expected: null, causes: [], likelihood: null }
  return {
    ...emptyForm('monitoring'),
    title: '项目支出绩效运行监控表',
    throughMonth: 7,
    funds: {
      unit: '万元',
      rows: PROJECT_FUNDS.map((source, i) => ({ ...blankFunds(source, i, undefined), expectedExecution: null })),
    },
    indicators: blankRows().map((row) => ({ ...row, outlook, note: null })),
  }
}

const LONG_TERM_FUNDS = ['项目资金总额', '财政拨款', '其他资金']
const YEAR_FUNDS = ['年度资金申请总额', '财政拨款', '其他资金']
const SECTIONS = ['项目概况', '立项依据', '可行性和必要性', '进度计划']

function blankDeclaration(): Form {
  const rows = blankRows().map((row) => ({ ...row, note: null }))
  return {
    ...emptyForm('target-declaration'),
    title: '项目支出绩效目标申报表',
    funds: { unit: '万元', rows: YEAR_FUNDS.map((source, i) => blankFunds(source, i, undefined)) },
    indicators: rows,
    declaration: {
      nature: null,
      category: null,
      leader: null,
      period: { from: null, to: null },
      projectFunds: LONG_TERM_FUNDS.map((source, i) => ({ source, role: i === 0 ? 'total' : 'part', amount: null })),
      longTermGoal: null,
      longTermIndicators: rows,
      tasks: [],
      sections: SECTIONS.map((title) => ({ title, text: '' })),
    },
  }
}

/** The national project frame: how many rows its second levels start with. */
const FRAME: Readonly<Record<string, readonly string[]>> = {
  决策: ['项目立项', '绩效目标', '资金投入'],
  过程: ['资金管理', '组织实施'],
  产出: ['产出数量', '产出质量', '产出时效', '产出成本'],
  效益: ['项目效益'],
}

function blankFramework(): Form {
  return {
    ...emptyForm('indicator-framework'),
    title: '项目支出绩效评价指标体系评分表',
    indicators: Object.entries(FRAME).flatMap(([level1, seconds]) =>
      seconds.flatMap((level2) =>
        Array.from({ length: 2 }, () => ({
          ...emptyIndicator({ level1, level1Weight: null, level2 }),
          level2Weight: null,
          standard: null,
        })),
      ),
    ),
    total: { weight: 100, score: null },
  }
}

/** The execution rate of the total carries the pack's points, the parts none. */
function blankFunds(source: string, index: number, weights: Policy['weights'] | undefined): FundRow {
  return {
    source,
    role: index === 0 ? 'total' : 'part',
    initialBudget: null,
    annualBudget: null,
    execution: null,
    weight: index === 0 ? (weights?.execution ?? null) : null,
    executionRate: null,
    score: null,
  }
}
