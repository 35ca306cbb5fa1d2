import { emptyForm, emptyIndicator, type Form, type FormKind, type FundRow, findPolicy, type Policy } from '#engine'

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
