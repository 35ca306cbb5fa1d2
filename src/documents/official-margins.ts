import { BLANK, draw, formatDate, LABEL, MARGIN_LABEL, type Pen, restAfter } from './official-pen.ts'
import { isProjectForm, type Plan, type Slot } from './official-plan.ts'

/** What the lines above a form need to know of its layout. */
export type HeadPlan = Pick<Plan, 'fundCaption' | 'margin'> & {
  /** The label of the department, and where the second label of a project's line begins. */
  readonly departmentLabel: Slot
  readonly secondLabel: number
}

/** Title, year, filing date and whose form it is. */
export function drawHead(pen: Pen, plan: HeadPlan, defaultTitle: string) {
  const { form } = pen
  const across: Slot = [0, pen.width]
  draw(pen, across, form.title ?? defaultTitle, { role: 'title', at: '/title', borderless: true })
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
  if (isProjectForm(form)) return drawProjectHead(pen, plan)

  const label = plan.departmentLabel
  draw(pen, label, '部门（单位）名称', LABEL)
  draw(pen, restAfter(pen, label), form.department ?? '', { role: 'text', at: '/department' })
  pen.row += 1
}

function drawProjectHead(pen: Pen, plan: HeadPlan) {
  const { form } = pen
  const label = plan.fundCaption
  draw(pen, label, '项目名称', LABEL)
  draw(pen, restAfter(pen, label), form.project ?? '', { role: 'text', at: '/project' })
  pen.row += 1
  const second = plan.secondLabel
  draw(pen, label, '主管部门', LABEL)
  draw(pen, [label[1], second - label[1]], form.department ?? '', { role: 'text', at: '/department' })
  draw(pen, [second, 1], '实施单位', LABEL)
  draw(pen, restAfter(pen, [second, 1]), form.unit ?? '', { role: 'text', at: '/unit' })
  pen.row += 1
}

/** Who filled it in, and the place of the seal. */
export function drawContact(pen: Pen, plan: Pick<Plan, 'margin'>) {
  const { form } = pen
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
