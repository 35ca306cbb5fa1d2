import { type Declaration, type Form, formatDecimal, type Indicator } from '#engine'
import { layOut } from './layout.ts'
import { drawContact, drawHead, type HeadPlan } from './official-margins.ts'
import { draw, drawLevels, formatDate, LABEL, type Look, type Pen, restAfter } from './official-pen.ts'
import { isProjectForm, type Slot } from './official-plan.ts'
import type { Sheet } from './sheet.ts'

const WIDTHS = [14, 14, 17, 28, 20, 18]
const PLAN: HeadPlan = {
  fundCaption: [0, 1],
  departmentLabel: [0, 1],
  secondLabel: 3,
  margin: [
    [0, 1],
    [1, 2],
    [3, 1],
    [4, 2],
  ],
}
const FIRST: Slot = [0, 1]
const LEVELS = { level1: [1, 1] as Slot, level2: [2, 1] as Slot }

/** The target declaration (domain.md 3.6): money, goals and indicators of all years apart from those of this one. */
export function declarationSheet(form: Form): Sheet {
  const isProject = isProjectForm(form)
  const name = isProject ? '项目支出绩效目标申报表' : '部门整体支出绩效目标申报表'
  const pen: Pen = { form, width: WIDTHS.length, cells: [], heights: new Map(), row: 0 }
  drawHead(pen, PLAN, name)
  const { declaration } = form
  if (isProject) drawFacts(pen, declaration)
  drawMoney(pen, declaration)
  for (const [i, { title, text }] of (declaration?.sections ?? []).entries())
    drawProse(pen, title, text, `/declaration/sections/${i}/text`)
  drawTasks(pen, declaration?.tasks ?? [])
  const longTerm = declaration?.longTermIndicators ?? []
  if (isProject || declaration?.longTermGoal)
    drawProse(pen, '长期目标', declaration?.longTermGoal, '/declaration/longTermGoal')
  drawProse(pen, '年度目标', form.goals.expected, '/goals/expected')
  if (longTerm.length > 0) drawTable(pen, '长期绩效指标', longTerm, '/declaration/longTermIndicators')
  const repeatRow = pen.row
  drawTable(pen, '年度绩效指标', form.indicators, '/indicators')
  drawContact(pen, PLAN)
  const { cells, heights, row: rows } = pen
  return layOut({ name, columnWidths: WIDTHS, cells, rows, heights, repeatRow, orientation: 'portrait' })
}

function drawFacts(pen: Pen, declaration: Declaration | undefined) {
  const { from, to } = declaration?.period ?? { from: null, to: null }
  const period = [formatDate(from), formatDate(to)].filter((day) => day !== '').join('至')
  const facts = [
    [
      '项目属性',
      declaration?.nature,
      '/declaration/nature',
      '项目类别',
      declaration?.category,
      '/declaration/category',
    ],
    ['项目负责人', declaration?.leader, '/declaration/leader', '起止时间', period, '/declaration/period'],
  ] as const
  for (const [left, leftText, leftAt, right, rightText, rightAt] of facts) {
    draw(pen, FIRST, left, LABEL)
    draw(pen, [1, 2], leftText ?? '', { role: 'text', at: leftAt })
    draw(pen, [3, 1], right, LABEL)
    draw(pen, [4, 2], rightText ?? '', { role: 'text', at: rightAt })
    pen.row += 1
  }
}

/** All years on the left, this year on the right, line by line. */
function drawMoney(pen: Pen, declaration: Declaration | undefined) {
  const { funds } = pen.form
  const whole = declaration?.projectFunds ?? []
  const lines = Math.max(whole.length, funds.rows.length)
  if (lines === 0) return
  const caption = `资金${funds.unit === null ? '' : `（${funds.unit}）`}`
  draw(pen, FIRST, caption, { role: 'label', at: '/funds/unit', rowSpan: lines })
  for (let i = 0; i < lines; i++) {
    const [left, right] = [whole[i], funds.rows[i]]
    drawAmount(pen, [1, 1], [2, 1], left?.source, left?.amount, `/declaration/projectFunds/${i}`, 'amount')
    drawAmount(pen, [3, 1], [4, 2], right?.source, right?.initialBudget, `/funds/rows/${i}`, 'initialBudget')
    pen.row += 1
  }
}

function drawAmount(
  pen: Pen,
  label: Slot,
  slot: Slot,
  source: string | undefined,
  amount: string | null | undefined,
  at: string,
  leaf: string,
) {
  const isThere = source !== undefined
  draw(pen, label, source ?? '', isThere ? { role: 'text', at: `${at}/source` } : LABEL)
  const text = amount === null || amount === undefined ? '' : formatDecimal(amount)
  draw(pen, slot, text, isThere ? { role: 'number', at: `${at}/${leaf}` } : { role: 'number' })
}

function drawProse(pen: Pen, title: string, text: string | null | undefined, at: string) {
  draw(pen, FIRST, title, LABEL)
  pen.heights.set(pen.row, 40)
  draw(pen, restAfter(pen, FIRST), text ?? '', { role: 'text', at })
  pen.row += 1
}

function drawTasks(pen: Pen, tasks: Declaration['tasks']) {
  if (tasks.length === 0) return
  const texts = [
    ['name', [0, 1], '任务名称'],
    ['content', [1, 2], '主要内容'],
  ] as const
  const amounts = [
    ['total', [3, 1], '总额'],
    ['fiscal', [4, 1], '财政拨款'],
    ['other', [5, 1], '其他资金'],
  ] as const
  for (const [, slot, heading] of texts) draw(pen, slot, heading, { role: 'label', rowSpan: 2 })
  draw(pen, [3, 3], '预算金额', LABEL)
  pen.row += 1
  for (const [, slot, heading] of amounts) draw(pen, slot, heading, LABEL)
  pen.row += 1
  for (const [i, task] of tasks.entries()) {
    const at = `/declaration/tasks/${i}`
    for (const [key, slot] of texts) draw(pen, slot, task[key] ?? '', { role: 'text', at: `${at}/${key}` })
    for (const [key, slot] of amounts) {
      const value = task[key]
      draw(pen, slot, value === null ? '' : formatDecimal(value), { role: 'number', at: `${at}/${key}` })
    }
    pen.row += 1
  }
}

function drawTable(pen: Pen, caption: string, rows: readonly Indicator[], base: string) {
  const hasNotes = rows.some(({ note }) => note !== undefined)
  const target: Slot = hasNotes ? [4, 1] : [4, 2]
  draw(pen, FIRST, caption, { role: 'label', rowSpan: rows.length + 1 })
  draw(pen, LEVELS.level1, '一级指标', LABEL)
  draw(pen, LEVELS.level2, '二级指标', LABEL)
  draw(pen, [3, 1], '三级指标', LABEL)
  draw(pen, target, '指标值', LABEL)
  if (hasNotes) draw(pen, [5, 1], '备注', LABEL)
  pen.row += 1
  for (const [i, row] of rows.entries()) {
    const look = (leaf: string): Look => ({ role: 'text', at: `${base}/${i}/${leaf}` })
    drawLevels(pen, LEVELS, rows, i, base)
    draw(pen, [3, 1], row.name ?? '', look('name'))
    draw(pen, target, row.target?.text ?? '', look('target/text'))
    if (hasNotes) draw(pen, [5, 1], row.note ?? '', look('note'))
    pen.row += 1
  }
}
