import { emptyForm, type Form, type FormKind, type FundRow, type Indicator } from '#engine'

/** First level, its points, and how many rows each second level starts with (财预〔2020〕10号 的 50、30、10). */
const SKELETON: readonly (readonly [string, number, Readonly<Record<string, number>>])[] = [
  ['产出指标', 50, { 数量指标: 4, 质量指标: 2, 时效指标: 2, 成本指标: 2 }],
  ['效益指标', 30, { 经济效益指标: 1, 社会效益指标: 1, 生态效益指标: 1, 可持续影响指标: 1 }],
  ['满意度指标', 10, { 服务对象满意度指标: 2 }],
]
const DEPARTMENT_FUNDS = ['资金总额', '人员类项目', '运转类公用经费项目', '其他运转类项目', '特定目标类项目']
const PROJECT_FUNDS = ['年度资金总额', '当年财政拨款', '上年结转资金', '其他资金']

/** A form to fill in: the national headings, levels and points, everything else unknown. */
export function blankForm(kind: FormKind): Form {
  const isProject = kind === 'project-self-evaluation' || kind === 'transfer-self-evaluation'
  return {
    ...emptyForm(kind),
    title: isProject ? '项目支出绩效自评表' : '部门整体支出绩效自评表',
    funds: { unit: isProject ? '万元' : '元', rows: (isProject ? PROJECT_FUNDS : DEPARTMENT_FUNDS).map(blankFunds) },
    indicators: SKELETON.flatMap(([level1, level1Weight, rows]) =>
      Object.entries(rows).flatMap(([level2, count]) =>
        Array.from({ length: count }, () => blankIndicator(level1, level1Weight, level2)),
      ),
    ),
    total: { weight: 100, score: null },
  }
}

/** The execution rate of the total carries 10 points, the parts none. */
function blankFunds(source: string, index: number): FundRow {
  return {
    source,
    role: index === 0 ? 'total' : 'part',
    initialBudget: null,
    annualBudget: null,
    execution: null,
    weight: index === 0 ? 10 : null,
    executionRate: null,
    score: null,
  }
}

function blankIndicator(level1: string, level1Weight: number, level2: string): Indicator {
  return {
    level1,
    level1Weight,
    level2,
    name: null,
    target: null,
    actual: null,
    weight: null,
    score: null,
    reason: null,
  }
}
