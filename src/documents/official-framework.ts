import type { Form, Indicator } from '#engine'
import { layOut } from './layout.ts'
import { drawContact, drawHead, type HeadPlan } from './official-margins.ts'
import {
  draw,
  drawLevels,
  LABEL,
  type Pen,
  points,
  restAfter,
  runLength,
  sameLevel1,
  sameLevel2,
  startsLevel1,
  startsLevel2,
} from './official-pen.ts'
import type { Slot } from './official-plan.ts'
import type { Sheet } from './sheet.ts'

const NAME = '绩效评价指标体系评分表'
const WIDTHS = [13, 7, 16, 7, 22, 7, 52, 8]
const PLAN: HeadPlan = {
  fundCaption: [0, 2],
  departmentLabel: [0, 2],
  secondLabel: 4,
  margin: [
    [0, 2],
    [2, 3],
    [5, 1],
    [6, 2],
  ],
}
const LEVELS = { level1: [0, 1] as Slot, level2: [2, 1] as Slot }

/** The indicator framework (domain.md 7): points of every level, the scoring standard and the score of every row. */
export function frameworkSheet(form: Form): Sheet {
  const pen: Pen = { form, width: WIDTHS.length, cells: [], heights: new Map(), row: 0 }
  drawHead(pen, PLAN, NAME)
  const repeatRow = pen.row
  const headings = ['一级指标', '分值', '二级指标', '分值', '三级指标', '分值', '评分标准', '得分']
  for (const [k, text] of headings.entries()) draw(pen, [k, 1], text, LABEL)
  pen.row += 1
  for (const i of form.indicators.keys()) {
    drawRow(pen, form.indicators, i)
    pen.row += 1
  }
  draw(pen, [0, 5], '总分', LABEL)
  draw(pen, [5, 1], points(form.total.weight), { role: 'number', at: '/total/weight' })
  draw(pen, [6, 1], '', LABEL)
  draw(pen, [7, 1], points(form.total.score), { role: 'number', at: '/total/score' })
  pen.row += 1
  draw(pen, [0, 2], '评价等级', LABEL)
  draw(pen, restAfter(pen, [0, 2]), form.grade ?? '', { role: 'text', at: '/grade' })
  pen.row += 1
  draw(pen, [0, 2], '评价结论', LABEL)
  draw(pen, restAfter(pen, [0, 2]), form.conclusion ?? '', { role: 'text', at: '/conclusion' })
  pen.row += 1
  drawContact(pen, PLAN)
  const { cells, heights, row: rows } = pen
  return layOut({ name: NAME, columnWidths: WIDTHS, cells, rows, heights, repeatRow, orientation: 'landscape' })
}

function drawRow(pen: Pen, rows: readonly Indicator[], i: number) {
  const row = rows[i]
  if (!row) return
  const at = `/indicators/${i}`
  // The points stand in columns of their own, so the levels are printed without them.
  const bare = rows.map((one) => ({ ...one, level1Weight: null }))
  drawLevels(pen, LEVELS, bare, i)
  if (startsLevel1(bare, i)) {
    const rowSpan = runLength(bare, i, sameLevel1)
    draw(pen, [1, 1], points(row.level1Weight), { role: 'number', at: `${at}/level1Weight`, rowSpan })
  }
  if (startsLevel2(bare, i)) {
    const rowSpan = runLength(bare, i, sameLevel2)
    draw(pen, [3, 1], points(row.level2Weight), { role: 'number', at: `${at}/level2Weight`, rowSpan })
  }
  draw(pen, [4, 1], row.name ?? '', { role: 'text', at: `${at}/name` })
  draw(pen, [5, 1], points(row.weight), { role: 'number', at: `${at}/weight` })
  draw(pen, [6, 1], row.standard ?? '', { role: 'text', at: `${at}/standard` })
  draw(pen, [7, 1], points(row.score), { role: 'number', at: `${at}/score` })
}
