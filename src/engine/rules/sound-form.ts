import { emptyForm, type Form, type FundRow, type Indicator } from '../form.ts'
import { parseActual, parseTarget } from '../values/index.ts'

/** A dotted path into the form (`funds.rows.0.execution`) and what stands there instead; undefined means unknown (null). */
export type Changes = Readonly<Record<string, unknown>>

/**
 * A complete department form of an invented unit in which nothing is wrong, with changes. Rules show on it what they
 * accept and what they refuse. A text put at a target or an actual is parsed as the cell would be.
 */
export function soundForm(changes: Changes = {}): Form {
  return withChanges(SOUND, changes)
}

/** A form with other things at some of its places. */
export function withChanges(sound: Form, changes: Changes): Form {
  let form: unknown = sound
  for (const [path, value] of Object.entries(changes)) form = changed(form, path.split('.'), value ?? null)
  return form as Form
}

/** An indicator as a row prints it: level1, level2, name, target, actual, weight, score and, where points are lost, the reason. */
export function soundRow(
  level1: string,
  level2: string,
  name: string,
  target: string,
  actual: string,
  weight: number,
  score = weight,
  reason: string | null = null,
): Indicator {
  const goal = parseTarget(target, { year: YEAR })
  return {
    level1,
    level1Weight: POINTS[level1] ?? null,
    level2,
    name,
    target: goal,
    actual: parseActual(actual, goal, { year: YEAR }),
    weight,
    score,
    reason,
  }
}

const YEAR = 2024
const POINTS: Readonly<Record<string, number>> = { 产出指标: 50, 效益指标: 30, 满意度指标: 10 }
const OUTPUT = '产出指标'
const BENEFIT = '效益指标'

function fund(source: string, amounts: readonly [string, string, string]): FundRow {
  const [initialBudget, annualBudget, execution] = amounts
  return { source, role: 'part', initialBudget, annualBudget, execution, weight: 0, executionRate: null, score: null }
}

const SOUND: Form = {
  ...emptyForm('department-self-evaluation'),
  title: '部门整体支出绩效自评表',
  fiscalYear: YEAR,
  filedOn: '2025-02-20',
  department: '云岭市青禾区图书馆',
  unit: '云岭市青禾区图书馆',
  funds: {
    unit: '元',
    rows: [
      {
        ...fund('资金总额', ['5440000.00', '5500000.00', '5417500.00']),
        role: 'total',
        weight: 10,
        executionRate: '98.50',
        score: 9.85,
      },
      fund('人员类项目', ['3200000.00', '3260000.00', '3260000.00']),
      fund('运转类公用经费项目', ['480000.00', '480000.00', '471600.00']),
      fund('其他运转类', ['260000.00', '260000.00', '258400.00']),
      fund('特定目标类项目', ['1500000.00', '1500000.00', '1427500.00']),
    ],
  },
  goals: {
    expected:
      '1.举办阅读推广活动48场以上；2.新购纸质图书12000册以上；3.开展流动图书车下乡服务60次以上；4.建成社区分馆4个；' +
      '5.全年接待到馆读者30万人次以上，图书外借45万册次以上；6.读者满意度不低于92%。',
    actual:
      '全年举办阅读推广活动50场，新购纸质图书12350册，开展流动图书车下乡服务57次，建成社区分馆4个；' +
      '接待到馆读者31.2万人次，图书外借46.8万册次；经问卷调查，读者满意度93.5%。',
  },
  indicators: [
    soundRow(OUTPUT, '数量指标', '举办阅读推广活动', '≥48场', '50场', 6),
    soundRow(OUTPUT, '数量指标', '新购纸质图书', '≥12000册', '12350册', 6),
    soundRow(
      OUTPUT,
      '数量指标',
      '流动图书车下乡服务',
      '≥60次',
      '57次',
      6,
      5.7,
      '8月车辆检修停运三次；下一步提前安排检修，备用车辆顶班。',
    ),
    soundRow(OUTPUT, '数量指标', '建成社区分馆', '=4个', '4个', 6),
    soundRow(OUTPUT, '质量指标', '图书上架验收合格率', '≥98%', '99.1%', 8),
    soundRow(OUTPUT, '时效指标', '年度采购完成时间', '2024年12月31日前', '2024年11月28日', 8),
    soundRow(OUTPUT, '成本指标', '人员类项目支出', '≤326.00万元', '326.00万元', 3),
    soundRow(OUTPUT, '成本指标', '运转类公用经费支出', '≤48.00万元', '47.16万元', 2),
    soundRow(OUTPUT, '成本指标', '其他运转类支出', '≤26.00万元', '25.84万元', 2),
    soundRow(OUTPUT, '成本指标', '特定目标类项目支出', '≤150.00万元', '142.75万元', 3),
    soundRow(BENEFIT, '社会效益指标', '接待到馆读者', '≥30万人次', '31.2万人次', 12),
    soundRow(BENEFIT, '社会效益指标', '图书外借', '≥45万册次', '46.8万册次', 8),
    soundRow(BENEFIT, '可持续影响指标', '持证读者增长率', '≥6%', '6.2%', 10),
    soundRow('满意度指标', '服务对象满意度指标', '读者满意度', '≥92%', '93.5%', 10),
  ],
  total: { weight: 100, score: 99.55 },
  grade: '优',
  conclusion: '自评等次为优。主要问题是流动图书车检修影响下乡次数；下一步提前安排检修，加强调度。',
}

function changed(node: unknown, path: readonly string[], value: unknown): unknown {
  const [key = '', ...rest] = path
  if (path.length === 0) return value
  if (Array.isArray(node)) return node.map((entry, i) => (String(i) === key ? changed(entry, rest, value) : entry))
  const record: Record<string, unknown> = { ...(node as object | null) }
  if (rest.length > 0) return { ...record, [key]: changed(record[key], rest, value) }
  if (typeof value === 'string' && key === 'target') return { ...record, target: parseTarget(value, { year: YEAR }) }
  if (typeof value === 'string' && key === 'actual' && 'target' in record) {
    const target = record.target as Indicator['target']
    return { ...record, actual: parseActual(value, target, { year: YEAR }) }
  }
  return { ...record, [key]: value }
}
