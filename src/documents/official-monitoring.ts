import { type Form, formatDecimal, type Indicator } from '#engine'
import { layOut } from './layout.ts'
import { drawContact, drawHead, type HeadPlan } from './official-margins.ts'
import { draw, drawLevels, LABEL, type Look, type Pen, restAfter } from './official-pen.ts'
import { isProjectForm, type Slot } from './official-plan.ts'
import type { Sheet } from './sheet.ts'

const WIDTHS = [4, 10, 14, 22, 14, 14, 14, 15, 22, 11, 14]
const PLAN: HeadPlan = {
  fundCaption: [0, 2],
  departmentLabel: [0, 3],
  secondLabel: 5,
  margin: [
    [0, 2],
    [2, 4],
    [6, 1],
    [7, 4],
  ],
}
const SOURCE: Slot = [2, 2]
const CAPTION: Slot = [0, 1]

const LIKELIHOOD = { certain: '确定能', possible: '有可能', impossible: '完全不可能' } as const

/** The monitoring form (domain.md 3.7): reason classes and the possibility as words, one column each. */
export function monitoringSheet(form: Form): Sheet {
  const name = isProjectForm(form) ? '项目支出绩效运行监控表' : '部门整体支出绩效运行监控表'
  const pen: Pen = { form, width: WIDTHS.length, cells: [], heights: new Map(), row: 0 }
  drawHead(pen, PLAN, name)
  drawFunds(pen)
  drawGoal(pen)
  const repeatRow = pen.row
  drawIndicators(pen)
  drawContact(pen, PLAN)
  const { cells, heights, row: rows } = pen
  return layOut({ name, columnWidths: WIDTHS, cells, rows, heights, repeatRow, orientation: 'landscape' })
}

/** `1-7月`; nothing where the month is unknown. */
function period({ throughMonth }: Form): string {
  return throughMonth === null || throughMonth === undefined ? '' : `1-${throughMonth}月`
}

function drawFunds(pen: Pen) {
  const { form } = pen
  const { unit, rows } = form.funds
  const caption = `${isProjectForm(form) ? '项目资金' : '部门（单位）总体资金'}${unit === null ? '' : `（${unit}）`}`
  draw(pen, PLAN.fundCaption, caption, { role: 'label', at: '/funds/unit', rowSpan: rows.length + 1 })
  draw(pen, SOURCE, '资金来源', LABEL)
  const columns = [
    ['initialBudget', [4, 1], '年初预算数'],
    ['annualBudget', [5, 1], '全年预算数'],
    ['execution', [6, 1], `${period(form)}执行数`],
    ['executionRate', [7, 1], `${period(form)}执行率`],
    ['expectedExecution', [8, 3], '全年预计执行数'],
  ] as const
  for (const [, slot, heading] of columns) draw(pen, slot, heading, LABEL)
  pen.row += 1
  for (const [i, row] of rows.entries()) {
    draw(pen, SOURCE, row.source, { role: 'text', at: `/funds/rows/${i}/source` })
    for (const [key, slot] of columns) {
      const value = row[key] ?? null
      const text = value === null ? '' : key === 'executionRate' ? `${value}%` : formatDecimal(value)
      draw(pen, slot, text, { role: 'number', at: `/funds/rows/${i}/${key}` })
    }
    pen.row += 1
  }
}

function drawGoal(pen: Pen) {
  draw(pen, PLAN.fundCaption, '年度总体目标', LABEL)
  pen.heights.set(pen.row, 60)
  draw(pen, restAfter(pen, PLAN.fundCaption), pen.form.goals.expected ?? '', { role: 'text', at: '/goals/expected' })
  pen.row += 1
}

function drawIndicators(pen: Pen) {
  const { form } = pen
  draw(pen, CAPTION, '绩效指标', { role: 'label', rowSpan: form.indicators.length + 1 })
  const headings = ['一级指标', '二级指标', '三级指标', '年度指标值', `${period(form)}执行情况`, '全年预计完成情况']
  const reasons = ['偏差原因分类', '偏差原因分析', '完成目标可能性', '备注']
  for (const [k, text] of [...headings, ...reasons].entries()) draw(pen, [k + 1, 1], text, LABEL)
  pen.row += 1
  for (const [i, row] of form.indicators.entries()) {
    drawLevels(pen, { level1: [1, 1], level2: [2, 1] }, form.indicators, i)
    drawRow(pen, row, `/indicators/${i}`)
    pen.row += 1
  }
}

function drawRow(pen: Pen, row: Indicator, at: string) {
  const { outlook } = row
  const look = (leaf: string): Look => ({ role: 'text', at: `${at}/${leaf}` })
  draw(pen, [3, 1], row.name ?? '', look('name'))
  draw(pen, [4, 1], row.target?.text ?? '', look('target/text'))
  draw(pen, [5, 1], row.actual?.text ?? '', look('actual/text'))
  draw(pen, [6, 1], outlook?.expected?.text ?? '', look('outlook/expected/text'))
  draw(pen, [7, 1], outlook?.causes.join('、') ?? '', look('outlook/causes'))
  draw(pen, [8, 1], row.reason ?? '', look('reason'))
  draw(pen, [9, 1], outlook?.likelihood ? LIKELIHOOD[outlook.likelihood] : '', look('outlook/likelihood'))
  draw(pen, [10, 1], row.note ?? '', look('note'))
}
