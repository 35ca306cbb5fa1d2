import { emptyForm, type Form, type FundRow, type Indicator, type Likelihood } from '../form.ts'
import { parseActual, parseTarget } from '../values/index.ts'
import { type Changes, withChanges } from './sound-form.ts'

/** A complete monitoring form of an invented unit, January to July, in which nothing is wrong, with changes. */
export function soundMonitoring(changes: Changes = {}): Form {
  return withChanges(MONITORING, changes)
}

/** A complete declaration of an invented project of three years in which nothing is wrong, with changes. */
export function soundDeclaration(changes: Changes = {}): Form {
  return withChanges(DECLARATION, changes)
}

/** A row of a monitoring form: target, reached so far, expected by year end, whether it can be met and why it may not. */
export function watchedRow(
  levels: readonly [string, string],
  name: string,
  [goal, reached, end]: readonly [string, string, string],
  likelihood: Likelihood | null = 'certain',
  reason: string | null = null,
): Indicator {
  const target = parseTarget(goal)
  return {
    ...plannedRow(levels, name, goal),
    actual: parseActual(reached, target),
    reason,
    outlook: { expected: parseActual(end, target), causes: [], likelihood },
  }
}

function plannedRow([level1, level2]: readonly [string, string], name: string, goal: string): Indicator {
  const target = parseTarget(goal)
  return { level1, level1Weight: null, level2, name, target, actual: null, weight: null, score: null, reason: null }
}

function asked(source: string, role: FundRow['role'], initialBudget: string): FundRow {
  const blank = { annualBudget: null, execution: null, weight: null, executionRate: null, score: null }
  return { source, role, initialBudget, ...blank }
}

const AMOUNT = ['产出指标', '数量指标'] as const
const MONITORING: Form = {
  ...emptyForm('monitoring'),
  title: '部门整体支出绩效运行监控表',
  fiscalYear: 2025,
  throughMonth: 7,
  department: '云岭市河湖守护中心',
  funds: {
    unit: '万元',
    rows: [
      { ...asked('年度资金总额', 'total', '120.00'), execution: '66.00', expectedExecution: '118.00' },
      { ...asked('财政拨款', 'part', '100.00'), execution: '56.00', expectedExecution: '100.00' },
      { ...asked('其他资金', 'part', '20.00'), execution: '10.00', expectedExecution: '18.00' },
    ],
  },
  goals: {
    expected: '巡查河段12条以上，整治入河排口24个以上，修复护岸36处以上，群众满意度不低于90%。',
    actual: null,
  },
  indicators: [
    watchedRow(AMOUNT, '巡查河段', ['≥12条', '8条', '12条']),
    watchedRow(AMOUNT, '整治入河排口', ['≥24个', '15个', '24个']),
    watchedRow(AMOUNT, '修复护岸', ['≥36处', '21处', '36处']),
    watchedRow(['产出指标', '质量指标'], '问题整改率', ['≥95%', '96%', '97%']),
    watchedRow(['效益指标', '生态效益指标'], '水质达标率', ['≥90%', '92%', '92%']),
    watchedRow(['满意度指标', '服务对象满意度指标'], '群众满意度', ['≥90%', '93%', '93%']),
  ],
}

const DECLARATION: Form = {
  ...emptyForm('target-declaration'),
  title: '项目支出绩效目标申报表',
  fiscalYear: 2026,
  department: '云岭市水务局',
  unit: '云岭市河湖守护中心',
  project: '河湖清淤二期',
  funds: {
    unit: '万元',
    rows: [
      asked('年度资金申请总额', 'total', '120.00'),
      asked('财政拨款', 'part', '100.00'),
      asked('其他资金', 'part', '20.00'),
    ],
  },
  goals: {
    expected: '清淤河段12条以上，整治入河排口24个以上，修复护岸36处以上，群众满意度不低于90%。',
    actual: null,
  },
  indicators: [
    plannedRow(AMOUNT, '清淤河段', '≥12条'),
    plannedRow(AMOUNT, '整治入河排口', '≥24个'),
    plannedRow(AMOUNT, '修复护岸', '≥36处'),
    plannedRow(['产出指标', '质量指标'], '验收合格率', '≥98%'),
    plannedRow(['效益指标', '生态效益指标'], '水质达标率', '≥90%'),
    plannedRow(['满意度指标', '服务对象满意度指标'], '群众满意度', '≥90%'),
  ],
  declaration: {
    nature: '延续',
    category: null,
    leader: null,
    period: { from: '2025-01-01', to: '2027-12-31' },
    projectFunds: [
      { source: '项目资金总额', role: 'total', amount: '360.00' },
      { source: '财政拨款', role: 'part', amount: '300.00' },
      { source: '其他资金', role: 'part', amount: '60.00' },
    ],
    longTermGoal: '三年清淤河段36条。',
    longTermIndicators: [plannedRow(AMOUNT, '清淤河段', '≥36条')],
    tasks: [],
    sections: [],
  },
}
