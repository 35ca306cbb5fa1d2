import type { FundRow } from '../../src/engine/index.ts'
import { type Content, fundScore, type Item, type Money, rateOf } from './content.ts'
import {
  actualTruth,
  type Draft,
  endTable,
  type MoneyPrint,
  paragraph,
  printAmount,
  printMoney,
  put,
  targetTruth,
  type ValuePrint,
} from './draft.ts'

/** A column of a block: what it holds, its heading and its width in units of the page. */
export type ColumnPlan<Role extends string> = readonly [role: Role, label: string, width: number]
type Field = 'department' | 'unit' | 'project' | 'filedOn' | 'contact' | 'phone' | 'leader' | 'year' | 'money' | 'none'

/** 标签：值 in one cell (`inline`), or label and value side by side (`pair`, the label so many units wide). */
export type HeadField = {
  readonly field: Field
  readonly label: string
  readonly to: number
  readonly pair?: number
  readonly text?: string
}

function fieldValue({ content, truth }: Draft, field: Field): string {
  switch (field) {
    case 'department':
      truth.department = content.department
      return content.department
    case 'unit':
      truth.unit = content.unit
      return content.unit
    case 'project':
      truth.project = content.project
      return content.project
    case 'filedOn': {
      truth.filedOn = content.filedOn
      const [year, month, day] = content.filedOn.split('-').map(Number)
      return `${year}年${month}月${day}日`
    }
    case 'contact':
      truth.contact.name = content.contact
      return content.contact
    case 'phone':
      truth.contact.phone = content.phone
      return content.phone
    case 'leader':
      return content.leader
    case 'year':
      truth.fiscalYear = content.year
      return `${content.year}年`
    default:
      return ''
  }
}

/** The title, with the fiscal year where the layout prints it there. */
export function title(draft: Draft, text: string, place: 'table' | 'paragraph'): void {
  const shown = text.replace('YYYY', String(draft.content.year))
  if (shown !== text) draft.truth.fiscalYear = draft.content.year
  draft.truth.title = shown
  if (place === 'paragraph') {
    paragraph(draft, shown)
    return
  }
  put(draft, 0, draft.width, shown, { bare: true, heading: true })
  draft.row += 1
}

/** （2024年度） on a line of its own, as national forms have it under the title. */
export function yearLine(draft: Draft, text: string): void {
  draft.truth.fiscalYear = draft.content.year
  note(draft, text.replace('YYYY', String(draft.content.year)), true)
}

/** A table that is no part of any form. */
export function otherTable(draft: Draft, lines: readonly (readonly string[])[]): void {
  for (const [i, line] of lines.entries()) {
    const edge = (k: number): number => Math.round((k * draft.width) / line.length)
    for (const [k, text] of line.entries()) put(draft, edge(k), edge(k + 1), text, { heading: i === 0 })
    draft.row += 1
  }
  endTable(draft)
}

/** One line of the head or the foot. */
export function headLine(draft: Draft, fields: readonly HeadField[], look: 'bare' | 'ruled'): void {
  let from = 0
  for (const { field, label, to, pair, text } of fields) {
    const value = text ?? fieldValue(draft, field)
    const bare = look === 'bare'
    if (pair === undefined) put(draft, from, to, `${label}：${value}`, { bare, align: 'left' })
    else {
      put(draft, from, from + pair, label, { bare })
      put(draft, from + pair, to, value, { bare, align: 'left' })
    }
    from = to
  }
  draft.row += 1
}

/** The same as text above the table, fields set apart by blanks. */
export function headParagraph(draft: Draft, fields: readonly Omit<HeadField, 'to'>[]): void {
  const texts = fields.map(({ field, label, text }) => `${label}：${text ?? fieldValue(draft, field)}`)
  paragraph(draft, texts.join('\u3000\u3000\u3000\u3000'))
}

export type FundRole =
  | 'source'
  | 'initialBudget'
  | 'annualBudget'
  | 'execution'
  | 'weight'
  | 'executionRate'
  | 'score'
  | 'blank'
export type FundPlan = {
  readonly caption?: readonly [text: string, width: number, moreRows?: number]
  readonly columns: readonly ColumnPlan<FundRole>[]
  readonly money: MoneyPrint
  readonly percent: boolean
  /** What stands where a part is not scored. */
  readonly dash: '' | '-' | '—' | '/'
  readonly rates: 'total' | 'all'
  readonly among: boolean
}

export function fundBlock(draft: Draft, plan: FundPlan): void {
  const { content, truth } = draft
  const left = plan.caption?.[1] ?? 0
  const height = content.funds.length + 1 + (plan.caption?.[2] ?? 0)
  truth.funds.unit = plan.money.unit
  if (plan.caption) put(draft, 0, left, plan.caption[0], { rows: height })
  headings(draft, plan.columns, left)
  draft.row += 1
  for (const [i, money] of content.funds.entries()) {
    const row = fundRow(money, i, content.fundWeight, plan)
    let from = left
    for (const [role, , width] of plan.columns) {
      const isAmount = role === 'initialBudget' || role === 'annualBudget' || role === 'execution'
      const value = role === 'blank' ? '' : row[role]
      const number = isAmount && value !== null ? numberOf(plan.money, String(value)) : undefined
      const text =
        role === 'source'
          ? plan.among && i === 1
            ? `其中：${value}`
            : String(value)
          : shownFund(role, row, i, money, plan)
      put(draft, from, from + width, text, { align: isAmount ? 'right' : 'center', ...(number ? { number } : {}) })
      from += width
    }
    truth.funds.rows.push(row)
    draft.row += 1
  }
}

function numberOf({ places, grouping }: MoneyPrint, value: string): { value: string; format: string } {
  return { value, format: `${grouping ? '#,##0' : '0'}${places > 0 ? `.${'0'.repeat(places)}` : ''}` }
}

function fundRow(money: Money, i: number, weight: number, plan: FundPlan): FundRow {
  const has = (role: FundRole): boolean => plan.columns.some(([one]) => one === role)
  const amount = (role: FundRole, fen: number): string | null =>
    has(role) ? printMoney(fen, { ...plan.money, grouping: false }) : null
  const isTotal = i === 0
  return {
    source: money.source,
    role: isTotal ? 'total' : 'part',
    initialBudget: amount('initialBudget', money.initial),
    annualBudget: amount('annualBudget', money.annual),
    execution: amount('execution', money.execution),
    weight: isTotal && (has('weight') || saysWeight(plan)) ? weight : null,
    executionRate: (isTotal || plan.rates === 'all') && has('executionRate') ? rateOf(money) : null,
    score: isTotal && has('score') ? fundScore(money, weight) : null,
  }
}

/** 得分(20分*执行率): the points stand in the heading. */
const saysWeight = ({ columns }: FundPlan): boolean =>
  columns.some(([role, label]) => role === 'score' && /\d+分/.test(label))

function shownFund(role: FundRole, row: FundRow, i: number, money: Money, plan: FundPlan): string {
  const fen = { initialBudget: money.initial, annualBudget: money.annual, execution: money.execution }
  if (role === 'initialBudget' || role === 'annualBudget' || role === 'execution')
    return printMoney(fen[role], plan.money)
  if (role === 'blank') return ''
  const value = row[role]
  if (value === null) return i === 0 ? '' : plan.dash
  return role === 'executionRate' && plan.percent ? `${value}%` : String(value)
}

export type GoalPlan = {
  readonly caption: readonly [text: string, width: number]
  readonly expected: string
  readonly actual: string
  /** Where the second text begins. */
  readonly middle: number
  /** Goals as adjusted in the year, in a column of its own between the two. */
  readonly adjusted?: readonly [heading: string, from: number]
}

export function goalBlock(draft: Draft, { caption, expected, actual, middle, adjusted }: GoalPlan): void {
  const { content, truth, width } = draft
  const end = adjusted?.[1] ?? middle
  const changed = content.expected.replace('目标1：', '目标1（年中调整）：')
  put(draft, 0, caption[1], caption[0], { rows: 2 })
  put(draft, caption[1], end, expected)
  if (adjusted) put(draft, end, middle, adjusted[0])
  put(draft, middle, width, actual)
  draft.row += 1
  put(draft, caption[1], end, content.expected, { align: 'left' })
  if (adjusted) put(draft, end, middle, changed, { align: 'left' })
  put(draft, middle, width, content.reached, { align: 'left' })
  draft.row += 1
  truth.goals = { expected: adjusted ? changed : content.expected, actual: content.reached }
}

/** Sources by income and by expense side by side, one amount each, under the total: rows where only one column of the total is their sum. */
export function sideBySide(draft: Draft, left: number, money: MoneyPrint): void {
  const { content, width, truth } = draft
  const middle = Math.round((left + width) / 2)
  const total = content.funds[0]?.annual ?? 0
  const basic = Math.round(total / 300) * 100
  const row = (cells: readonly [string, string, string, string]): void => {
    const quarter = Math.round((middle - left) / 2)
    const edges = [left, left + quarter, middle, middle + quarter, width]
    for (const [i, text] of cells.entries()) put(draft, edges[i] ?? 0, edges[i + 1] ?? width, text)
    draft.row += 1
  }
  put(draft, left, middle, '按收入性质分：', { align: 'left' })
  put(draft, middle, width, '按支出性质分：', { align: 'left' })
  draft.row += 1
  row(['其中：一般公共预算', printMoney(total - basic, money), '其中：基本支出', printMoney(basic, money)])
  row(['其他资金', printMoney(basic, money), '项目支出', printMoney(total - basic, money)])
  const [sum] = content.funds
  if (!sum || sum.annual === sum.initial || sum.annual === sum.execution) return
  const part = (source: string, fen: number): FundRow => ({
    ...{ source, role: 'part', initialBudget: null, execution: null, weight: null, executionRate: null, score: null },
    annualBudget: printMoney(fen, { ...money, grouping: false }),
  })
  truth.funds.rows.push(
    part('一般公共预算（按收入性质）', total - basic),
    part('其他资金（按收入性质）', basic),
    part('基本支出（按支出性质）', basic),
    part('项目支出（按支出性质）', total - basic),
  )
}

export type IndicatorRole =
  | 'level1'
  | 'level2'
  | 'name'
  | 'operator'
  | 'unit'
  | 'initialTarget'
  | 'adjustedTarget'
  | 'target'
  | 'actual'
  | 'weight'
  | 'score'
  | 'reason'
  | 'coefficient'
  | 'core'
export type IndicatorPlan = {
  readonly caption?: readonly [text: string, width: number]
  readonly columns: readonly ColumnPlan<IndicatorRole>[]
  readonly levels: 'merged' | 'repeated'
  readonly points: '' | '（分）' | '(分)'
  readonly target: ValuePrint
  readonly actual: ValuePrint
  /** A row of group headings over the columns: text and the number of columns it spans; '' spans downwards. */
  readonly groups?: readonly (readonly [text: string, columns: number])[]
  readonly operatorWords?: boolean
  readonly ordinals?: boolean
}

export function indicatorBlock(draft: Draft, plan: IndicatorPlan): void {
  const { content } = draft
  const left = plan.caption?.[1] ?? 0
  const heads = plan.groups ? 2 : 1
  if (plan.caption) put(draft, 0, left, plan.caption[0], { rows: heads + content.items.length })
  if (plan.groups) groupHeadings(draft, plan, left)
  else headings(draft, plan.columns, left)
  draft.row += heads
  for (const [i, item] of content.items.entries()) {
    let from = left
    for (const [role, , width] of plan.columns) {
      drawItem(draft, plan, role, i, from, from + width)
      from += width
    }
    addIndicator(draft, plan, item)
    draft.row += 1
  }
}

function headings(draft: Draft, columns: readonly ColumnPlan<string>[], left: number): void {
  let from = left
  for (const [, label, width] of columns) {
    put(draft, from, from + width, label, { heading: true })
    from += width
  }
}

function groupHeadings(draft: Draft, { groups = [], columns }: IndicatorPlan, left: number): void {
  let from = left
  let at = 0
  for (const [text, count] of groups) {
    const group = columns.slice(at, at + count)
    const to = from + group.reduce((sum, [, , width]) => sum + width, 0)
    if (text === '') put(draft, from, to, group[0]?.[1] ?? '', { heading: true, rows: 2 })
    else {
      put(draft, from, to, text, { heading: true })
      draft.row += 1
      headings(draft, group, from)
      draft.row -= 1
    }
    from = to
    at += count
  }
}

function drawItem(draft: Draft, plan: IndicatorPlan, role: IndicatorRole, i: number, from: number, to: number): void {
  const { items } = draft.content
  const item = items[i]
  if (!item) return
  if (role !== 'level1' && role !== 'level2') {
    const text = shownItem(item, role, plan, i)
    put(draft, from, to, text, { align: role === 'reason' || role === 'name' ? 'left' : 'center' })
    return
  }
  const same = (other: Item | undefined): boolean =>
    other !== undefined && other.level1 === item.level1 && (role === 'level1' || other.level2 === item.level2)
  if (plan.levels === 'merged' && same(items[i - 1])) return
  let rows = 1
  if (plan.levels === 'merged') while (same(items[i + rows])) rows++
  const points =
    role === 'level1' && plan.points !== ''
      ? plan.points.replace('分', `${draft.content.points.get(item.level1)}分`)
      : ''
  put(draft, from, to, item[role] + points, { rows })
}

const WORDS = { '=': '等于', '≥': '大于等于', '≤': '小于等于', '>': '大于', '<': '小于' }

function shownItem(
  item: Item,
  role: Exclude<IndicatorRole, 'level1' | 'level2'>,
  plan: IndicatorPlan,
  i: number,
): string {
  const { target, initial } = item
  const operator = target.kind === 'quantity' ? target.operator : null
  switch (role) {
    case 'name':
      return plan.ordinals ? `${i + 1}.${item.name}` : item.name
    case 'operator':
      return operator === null ? '' : plan.operatorWords ? WORDS[operator] : operator
    case 'unit':
      return target.kind === 'quantity' ? target.unit : ''
    case 'target':
    case 'adjustedTarget':
      return printAmount(target, plan.target)
    case 'initialTarget':
      return printAmount(initial, plan.target)
    case 'actual':
      return printAmount(withOperator(item, plan), plan.actual)
    case 'coefficient':
      return `${Math.round((100 * item.score) / item.weight)}%`
    case 'core':
      return i % 3 === 0 ? '是' : '否'
    case 'reason':
      return item.reason
    default:
      return String(item[role])
  }
}

/** Some places print the actual with the target's operator (≥266米). */
function withOperator({ target, actual }: Item, { actual: how }: IndicatorPlan): Item['actual'] {
  return how === 'inside' && actual.kind === 'quantity' && target.kind === 'quantity'
    ? { ...actual, operator: target.operator }
    : actual
}

function addIndicator({ truth, content }: Draft, plan: IndicatorPlan, item: Item): void {
  const has = (role: IndicatorRole): boolean => plan.columns.some(([one]) => one === role)
  const isOperatorShown = plan.target === 'inside' || has('operator')
  const shown = printAmount(item.target, plan.target)
  const target = targetTruth(item.target, shown, isOperatorShown)
  const initial = targetTruth(item.initial, printAmount(item.initial, plan.target), isOperatorShown)
  const hasTarget = has('target') || has('adjustedTarget')
  truth.indicators.push({
    level1: has('level1') ? item.level1 : null,
    level1Weight: plan.points !== '' && has('level1') ? (content.points.get(item.level1) ?? null) : null,
    level2: has('level2') ? item.level2 : null,
    name: item.name,
    target: hasTarget ? target : null,
    actual: has('actual')
      ? actualTruth(withOperator(item, plan), printAmount(withOperator(item, plan), plan.actual))
      : null,
    weight: has('weight') ? item.weight : null,
    score: has('score') ? item.score : null,
    reason: has('reason') && item.reason !== '' ? item.reason : null,
    ...(has('adjustedTarget') ? { initialTarget: initial } : {}),
  })
}

/** 自评总分 printed in the head. */
export function totalOf({ content, truth }: Draft): string {
  truth.total.score = sumOf(content, 'score')
  return String(truth.total.score)
}

function sumOf({ items, funds, fundWeight }: Content, what: 'weight' | 'score'): number {
  const own = what === 'weight' ? fundWeight : fundScore(funds[0], fundWeight)
  return Math.round(100 * items.reduce((sum, item) => sum + item[what], own)) / 100
}

/** The row of the total under the columns of the indicators. */
export function totalRow(draft: Draft, plan: IndicatorPlan, label: string): void {
  const { content, truth } = draft
  const spans = placesOf(plan)
  const weight = spans.find(([role]) => role === 'weight')
  const score = spans.find(([role]) => role === 'score')
  const first = Math.min(weight?.[1] ?? draft.width, score?.[1] ?? draft.width)
  put(draft, 0, first, label)
  for (const [role, from, to] of spans) {
    if (from < first) continue
    const value = sumOf(content, role === 'weight' ? 'weight' : 'score')
    const isShown = role === 'weight' || role === 'score'
    put(draft, from, to, isShown ? String(value) : '')
    if (role === 'weight') truth.total.weight = value
    if (role === 'score') truth.total.score = value
  }
  draft.row += 1
}

function placesOf({ caption, columns }: IndicatorPlan): readonly (readonly [IndicatorRole, number, number])[] {
  let from = caption?.[1] ?? 0
  return columns.map(([role, , width]) => {
    from += width
    return [role, from - width, from] as const
  })
}

/** A label and a text over the rest of the line. */
export function labelled(draft: Draft, label: string, width: number, what: 'conclusion' | 'grade' | 'problems'): void {
  const { content, truth } = draft
  put(draft, 0, width, label)
  put(draft, width, draft.width, what === 'grade' ? content.grade : content[what], { align: 'left' })
  if (what === 'conclusion') truth.conclusion = content.conclusion
  if (what === 'grade') truth.grade = content.grade
  draft.row += 1
}

export function note(draft: Draft, text: string, bare: boolean): void {
  put(draft, 0, draft.width, text, { bare, align: 'left' })
  draft.row += 1
}
