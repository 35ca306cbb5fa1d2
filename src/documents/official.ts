import { type Form, formatDecimal, type Indicator } from '#engine'
import { layOut } from './layout.ts'
import { isProjectForm, type Plan, planOf, type Slot } from './official-plan.ts'
import type { Sheet, SheetCell } from './sheet.ts'

type Pen = {
  readonly form: Form
  readonly plan: Plan
  readonly cells: SheetCell[]
  /** Least heights in points of rows that are written into by hand. */
  readonly heights: Map<number, number>
  row: number
}

type Look = Pick<SheetCell, 'role'> & Partial<Pick<SheetCell, 'at' | 'borderless' | 'rowSpan'>>

const LABEL: Look = { role: 'label' }
const MARGIN_LABEL: Look = { role: 'label', borderless: true }
/** Fills a gap: HTML would move the next cell into it. */
const BLANK: Look = { role: 'note', borderless: true }

/** The form as it lies on paper. Unknown values are blank cells; each value's cell carries its pointer in `at`. */
export function officialSheet(form: Form): Sheet {
  const plan = planOf(form)
  const pen: Pen = { form, plan, cells: [], heights: new Map(), row: 0 }
  drawHead(pen)
  drawFunds(pen)
  drawGoals(pen)
  const repeatRow = pen.row
  drawIndicators(pen)
  drawFoot(pen)
  return layOut({
    name: isProjectForm(form) ? '项目支出绩效自评表' : '部门整体支出绩效自评表',
    columnWidths: plan.widths,
    cells: pen.cells,
    rows: pen.row,
    heights: pen.heights,
    repeatRow,
    orientation: plan.widths.length > 11 ? 'landscape' : 'portrait',
  })
}

function draw(pen: Pen, [column, columnSpan]: Slot, text: string, look: Look) {
  pen.cells.push({ row: pen.row, column, rowSpan: 1, columnSpan, text, ...look })
}

/** From the end of a slot to the right edge. */
function restAfter({ plan }: Pen, [column, span]: Slot): Slot {
  return [column + span, plan.widths.length - column - span]
}

function drawHead(pen: Pen) {
  const { form, plan } = pen
  const across: Slot = [0, plan.widths.length]
  const title = form.title ?? (isProjectForm(form) ? '项目支出绩效自评表' : '部门整体支出绩效自评表')
  draw(pen, across, title, { role: 'title', at: '/title', borderless: true })
  pen.row += 1
  const year = form.fiscalYear === null ? '（    年度）' : `（${form.fiscalYear}年度）`
  draw(pen, across, year, { role: 'note', at: '/fiscalYear', borderless: true })
  pen.row += 1
  const [first, second, third, fourth] = plan.margin
  if (isProjectForm(form)) {
    draw(pen, [0, third[0]], '', BLANK)
  } else {
    draw(pen, first, '单位（盖章）：', MARGIN_LABEL)
    draw(pen, second, form.unit ?? '', { role: 'text', at: '/unit', borderless: true })
  }
  draw(pen, third, '填报日期：', MARGIN_LABEL)
  draw(pen, fourth, formatDate(form.filedOn), { role: 'text', at: '/filedOn', borderless: true })
  pen.row += 1
  if (isProjectForm(form)) return drawProjectHead(pen)

  const label: Slot = [0, plan.fund.source[0] + plan.fund.source[1]]
  draw(pen, label, '部门（单位）名称', LABEL)
  draw(pen, restAfter(pen, label), form.department ?? '', { role: 'text', at: '/department' })
  pen.row += 1
}

function drawProjectHead(pen: Pen) {
  const { form, plan } = pen
  const label = plan.fundCaption
  draw(pen, label, '项目名称', LABEL)
  draw(pen, restAfter(pen, label), form.project ?? '', { role: 'text', at: '/project' })
  pen.row += 1
  const [actual] = plan.indicator.actual
  draw(pen, label, '主管部门', LABEL)
  draw(pen, [label[1], actual - label[1]], form.department ?? '', { role: 'text', at: '/department' })
  draw(pen, [actual, 1], '实施单位', LABEL)
  draw(pen, restAfter(pen, [actual, 1]), form.unit ?? '', { role: 'text', at: '/unit' })
  pen.row += 1
}

function drawFunds(pen: Pen) {
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

function drawGoals(pen: Pen) {
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

function drawIndicators(pen: Pen) {
  const { form, plan } = pen
  const { indicator, initialTarget } = plan
  const reason = isProjectForm(form) ? '偏差原因分析及改进措施' : '未完成原因分析'
  draw(pen, plan.caption, '绩效指标', { role: 'label', rowSpan: form.indicators.length + 1 })
  draw(pen, indicator.level1, '一级指标', LABEL)
  draw(pen, indicator.level2, '二级指标', LABEL)
  draw(pen, indicator.name, '三级指标', LABEL)
  if (initialTarget) draw(pen, initialTarget, '年初指标值', LABEL)
  draw(pen, indicator.target, initialTarget ? '调整指标值' : '年度指标值(A)', LABEL)
  draw(pen, indicator.actual, '实际完成值(B)', LABEL)
  draw(pen, indicator.weight, '分值', LABEL)
  draw(pen, indicator.score, '得分', LABEL)
  draw(pen, indicator.reason, reason, LABEL)
  pen.row += 1
  for (const [i, row] of form.indicators.entries()) {
    drawLevels(pen, i)
    drawIndicator(pen, row, `/indicators/${i}`)
    pen.row += 1
  }
}

/** Neighbours of the same level share one merged cell, which belongs to the first of them. */
function drawLevels(pen: Pen, i: number) {
  const { form, plan } = pen
  const { indicators } = form
  const row = indicators[i]
  if (!row) return

  const before = indicators[i - 1]
  if (!before || !sameLevel1(before, row)) {
    const rowSpan = runLength(indicators, i, sameLevel1)
    draw(pen, plan.indicator.level1, level1Text(row), { role: 'label', at: `/indicators/${i}/level1`, rowSpan })
  }
  if (!before || !sameLevel2(before, row)) {
    const rowSpan = runLength(indicators, i, sameLevel2)
    draw(pen, plan.indicator.level2, row.level2 ?? '', { role: 'label', at: `/indicators/${i}/level2`, rowSpan })
  }
}

function sameLevel1(a: Indicator, b: Indicator): boolean {
  return a.level1 === b.level1 && a.level1Weight === b.level1Weight
}

function sameLevel2(a: Indicator, b: Indicator): boolean {
  return sameLevel1(a, b) && a.level2 === b.level2
}

function runLength(rows: readonly Indicator[], from: number, same: (a: Indicator, b: Indicator) => boolean): number {
  const first = rows[from]
  const end = rows.findIndex((row, i) => i > from && first !== undefined && !same(first, row))
  return (end < 0 ? rows.length : end) - from
}

function level1Text({ level1, level1Weight }: Indicator): string {
  const name = level1 ?? ''
  if (level1Weight === null) return name
  return `${name}${name === '' ? '' : '\n'}（${level1Weight}分）`
}

function drawIndicator(pen: Pen, row: Indicator, at: string) {
  const { indicator, initialTarget } = pen.plan
  draw(pen, indicator.name, row.name ?? '', { role: 'text', at: `${at}/name` })
  if (initialTarget) {
    draw(pen, initialTarget, row.initialTarget?.text ?? '', { role: 'text', at: `${at}/initialTarget/text` })
  }
  draw(pen, indicator.target, row.target?.text ?? '', { role: 'text', at: `${at}/target/text` })
  draw(pen, indicator.actual, row.actual?.text ?? '', { role: 'text', at: `${at}/actual/text` })
  draw(pen, indicator.weight, points(row.weight), { role: 'number', at: `${at}/weight` })
  draw(pen, indicator.score, points(row.score), { role: 'number', at: `${at}/score` })
  draw(pen, indicator.reason, row.reason ?? '', { role: 'text', at: `${at}/reason` })
}

function drawFoot(pen: Pen) {
  const { form, plan } = pen
  const { weight, score, reason } = plan.indicator
  draw(pen, [0, weight[0]], '总分', LABEL)
  draw(pen, weight, points(form.total.weight), { role: 'number', at: '/total/weight' })
  draw(pen, score, points(form.total.score), { role: 'number', at: '/total/score' })
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
  const [first, second, third, fourth] = plan.margin
  draw(pen, first, '联系人：', MARGIN_LABEL)
  draw(pen, second, form.contact.name ?? '', { role: 'text', at: '/contact/name', borderless: true })
  draw(pen, third, '联系电话：', MARGIN_LABEL)
  draw(pen, fourth, form.contact.phone ?? '', { role: 'text', at: '/contact/phone', borderless: true })
  pen.row += 1
  draw(pen, [0, fourth[0]], '', { ...BLANK, rowSpan: 2 })
  draw(pen, fourth, '（公章）', { role: 'note', borderless: true, rowSpan: 2 })
  pen.row += 2
}

function points(value: number | null): string {
  return value === null ? '' : String(value)
}

/** 2025-01-15 → 2025年1月15日; what is no ISO date is printed as it stands. */
function formatDate(iso: string | null): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso ?? '')
  if (!match) return iso ?? ''
  return `${match[1]}年${Number(match[2])}月${Number(match[3])}日`
}
