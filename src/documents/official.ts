import { type Form, formatDecimal, type Indicator } from '#engine'
import { layOut } from './layout.ts'
import { declarationSheet } from './official-declaration.ts'
import { frameworkSheet } from './official-framework.ts'
import { drawContact, drawHead } from './official-margins.ts'
import { monitoringSheet } from './official-monitoring.ts'
import {
  draw,
  drawLevels,
  LABEL,
  type Look,
  type Pen,
  points,
  restAfter,
  runLength,
  sameLevel2,
} from './official-pen.ts'
import { isProjectForm, type Plan, planOf, type Slot } from './official-plan.ts'
import type { Sheet } from './sheet.ts'

type SelfPen = Pen & { readonly plan: Plan }

/** The form as it lies on paper. Unknown values are blank cells; each value's cell carries its pointer in `at`. */
export function officialSheet(form: Form): Sheet {
  switch (form.kind) {
    case 'monitoring':
      return monitoringSheet(form)
    case 'target-declaration':
      return declarationSheet(form)
    case 'indicator-framework':
      return frameworkSheet(form)
    default:
      return selfEvaluationSheet(form)
  }
}

function selfEvaluationSheet(form: Form): Sheet {
  const plan = planOf(form)
  const name = isProjectForm(form) ? '项目支出绩效自评表' : '部门整体支出绩效自评表'
  const pen: SelfPen = { form, plan, width: plan.widths.length, cells: [], heights: new Map(), row: 0 }
  const departmentLabel: Slot = [0, plan.fund.source[0] + plan.fund.source[1]]
  drawHead(pen, { ...plan, departmentLabel, secondLabel: plan.indicator.actual[0] }, name)
  drawFunds(pen)
  drawGoals(pen)
  const repeatRow = pen.row
  drawIndicators(pen)
  drawFoot(pen)
  return layOut({
    name,
    columnWidths: plan.widths,
    cells: pen.cells,
    rows: pen.row,
    heights: pen.heights,
    repeatRow,
    orientation: plan.widths.length > 11 ? 'landscape' : 'portrait',
  })
}

function drawFunds(pen: SelfPen) {
  const { form, plan } = pen
  const { unit, rows } = form.funds
  const caption = `${isProjectForm(form) ? '项目资金' : '部门（单位）总体资金'}${unit === null ? '' : `（${unit}）`}`
  draw(pen, plan.fundCaption, caption, { role: 'label', at: '/funds/unit', rowSpan: rows.length + 1 })
  draw(pen, plan.fund.source, '资金来源', LABEL)
  draw(pen, plan.fund.initialBudget, '年初预算数', LABEL)
  draw(pen, plan.fund.annualBudget, '全年预算数(A)', LABEL)
  draw(pen, plan.fund.execution, '全年执行数(B)', LABEL)
  draw(pen, plan.fund.weight, '分值', LABEL)
  draw(pen, plan.fund.executionRate, '执行率', LABEL)
  draw(pen, plan.fund.score, '得分', LABEL)
  pen.row += 1
  for (const [i, row] of rows.entries()) {
    const look = (key: string): Look => ({ role: 'number', at: `/funds/rows/${i}/${key}` })
    draw(pen, plan.fund.source, row.source, { role: 'text', at: `/funds/rows/${i}/source` })
    for (const key of ['initialBudget', 'annualBudget', 'execution'] as const) {
      const amount = row[key]
      draw(pen, plan.fund[key], amount === null ? '' : formatDecimal(amount), look(key))
    }
    draw(pen, plan.fund.weight, points(row.weight), look('weight'))
    const rate = row.executionRate
    draw(pen, plan.fund.executionRate, rate === null ? '' : `${rate}%`, look('executionRate'))
    draw(pen, plan.fund.score, points(row.score), look('score'))
    pen.row += 1
  }
}

function drawGoals(pen: SelfPen) {
  const { form, plan } = pen
  draw(pen, plan.caption, '年度总体目标', { role: 'label', rowSpan: 2 })
  draw(pen, plan.goals.expected, '预期目标', LABEL)
  draw(pen, plan.goals.actual, '实际完成情况', LABEL)
  pen.row += 1
  pen.heights.set(pen.row, 80)
  draw(pen, plan.goals.expected, form.goals.expected ?? '', { role: 'text', at: '/goals/expected' })
  draw(pen, plan.goals.actual, form.goals.actual ?? '', { role: 'text', at: '/goals/actual' })
  pen.row += 1
}

function drawIndicators(pen: SelfPen) {
  const { form, plan } = pen
  const { indicator, initialTarget, level2Weight, scoreCoefficient, isCore } = plan
  const reason = isProjectForm(form) ? '偏差原因分析及改进措施' : '未完成原因分析'
  draw(pen, plan.caption, '绩效指标', { role: 'label', rowSpan: form.indicators.length + 1 })
  draw(pen, indicator.level1, '一级指标', LABEL)
  draw(pen, indicator.level2, '二级指标', LABEL)
  if (level2Weight) draw(pen, level2Weight, '分值', LABEL)
  draw(pen, indicator.name, '三级指标', LABEL)
  if (initialTarget) draw(pen, initialTarget, '年初指标值', LABEL)
  draw(pen, indicator.target, initialTarget ? '调整指标值' : '年度指标值(A)', LABEL)
  draw(pen, indicator.actual, '实际完成值(B)', LABEL)
  if (scoreCoefficient) draw(pen, scoreCoefficient, '得分系数', LABEL)
  draw(pen, indicator.weight, '分值', LABEL)
  draw(pen, indicator.score, '得分', LABEL)
  if (isCore) draw(pen, isCore, '是否核心指标', LABEL)
  draw(pen, indicator.reason, reason, LABEL)
  pen.row += 1
  for (const [i, row] of form.indicators.entries()) {
    drawLevels(pen, indicator, form.indicators, i)
    if (level2Weight) drawLevel2Weight(pen, level2Weight, i)
    drawIndicator(pen, row, `/indicators/${i}`)
    pen.row += 1
  }
}

/** The points of a second level, merged as its label is while they are the same. */
function drawLevel2Weight(pen: SelfPen, slot: Slot, i: number) {
  const rows = pen.form.indicators
  const same = (a: Indicator, b: Indicator): boolean => sameLevel2(a, b) && a.level2Weight === b.level2Weight
  const [before, row] = [rows[i - 1], rows[i]]
  if (!row || (before && same(before, row))) return
  const rowSpan = runLength(rows, i, same)
  draw(pen, slot, points(row.level2Weight), { role: 'number', at: `/indicators/${i}/level2Weight`, rowSpan })
}

function drawIndicator(pen: SelfPen, row: Indicator, at: string) {
  const { indicator, initialTarget, scoreCoefficient, isCore } = pen.plan
  draw(pen, indicator.name, row.name ?? '', { role: 'text', at: `${at}/name` })
  if (initialTarget) {
    draw(pen, initialTarget, row.initialTarget?.text ?? '', { role: 'text', at: `${at}/initialTarget/text` })
  }
  draw(pen, indicator.target, row.target?.text ?? '', { role: 'text', at: `${at}/target/text` })
  draw(pen, indicator.actual, row.actual?.text ?? '', { role: 'text', at: `${at}/actual/text` })
  draw(pen, indicator.weight, points(row.weight), { role: 'number', at: `${at}/weight` })
  draw(pen, indicator.score, points(row.score), { role: 'number', at: `${at}/score` })
  if (scoreCoefficient) {
    const share = row.scoreCoefficient
    const text = share === null || share === undefined ? '' : `${share}%`
    draw(pen, scoreCoefficient, text, { role: 'number', at: `${at}/scoreCoefficient` })
  }
  if (isCore) draw(pen, isCore, coreWord(row.isCore), { role: 'text', at: `${at}/isCore` })
  draw(pen, indicator.reason, row.reason ?? '', { role: 'text', at: `${at}/reason` })
}

function coreWord(isCore: boolean | null | undefined): string {
  return isCore === true ? '是' : isCore === false ? '否' : ''
}

function drawFoot(pen: SelfPen) {
  const { form, plan } = pen
  const { weight, score, reason } = plan.indicator
  draw(pen, [0, weight[0]], '总分', LABEL)
  draw(pen, weight, points(form.total.weight), { role: 'number', at: '/total/weight' })
  draw(pen, score, points(form.total.score), { role: 'number', at: '/total/score' })
  if (plan.isCore) draw(pen, plan.isCore, '', LABEL)
  draw(pen, reason, '', LABEL)
  pen.row += 1
  const label: Slot = [0, plan.indicator.name[0]]
  draw(pen, label, '自评等级', LABEL)
  draw(pen, restAfter(pen, label), form.grade ?? '', { role: 'text', at: '/grade' })
  pen.row += 1
  pen.heights.set(pen.row, 48)
  draw(pen, label, '绩效自评结论', LABEL)
  draw(pen, restAfter(pen, label), form.conclusion ?? '', { role: 'text', at: '/conclusion' })
  pen.row += 1
  drawContact(pen, plan)
}
