import type { Form } from '#engine'
import { textWidth } from './text-width.ts'

/** First column and number of columns. */
export type Slot = readonly [column: number, span: number]

/** Where everything stands across an official form. Widths in characters. */
export type Plan = {
  readonly widths: readonly number[]
  readonly fundCaption: Slot
  readonly fund: Readonly<
    Record<'source' | 'initialBudget' | 'annualBudget' | 'execution' | 'weight' | 'executionRate' | 'score', Slot>
  >
  readonly caption: Slot
  readonly goals: Readonly<Record<'expected' | 'actual', Slot>>
  readonly indicator: Readonly<
    Record<'level1' | 'level2' | 'name' | 'target' | 'actual' | 'weight' | 'score' | 'reason', Slot>
  >
  /** Set when the form prints initial and adjusted targets side by side. */
  readonly initialTarget: Slot | null
  /** Set when the form prints points for the second level, score coefficients, and which indicators are core ones. */
  readonly level2Weight: Slot | null
  readonly scoreCoefficient: Slot | null
  readonly isCore: Slot | null
  /** Label and value, twice, for the lines above and below the table. */
  readonly margin: readonly [Slot, Slot, Slot, Slot]
}

/** The Guizhou department form (domain.md 3.3): 全年执行数 spans the columns of 分值 and 得分 below it. */
const DEPARTMENT: Plan = {
  widths: [4, 10, 14, 22, 15, 15, 7, 7, 7, 8, 7],
  fundCaption: [0, 3],
  fund: {
    source: [3, 1],
    initialBudget: [4, 1],
    annualBudget: [5, 1],
    execution: [6, 2],
    weight: [8, 1],
    executionRate: [9, 1],
    score: [10, 1],
  },
  caption: [0, 1],
  goals: { expected: [1, 4], actual: [5, 6] },
  indicator: {
    level1: [1, 1],
    level2: [2, 1],
    name: [3, 1],
    target: [4, 1],
    actual: [5, 1],
    weight: [6, 1],
    score: [7, 1],
    reason: [8, 3],
  },
  ...{ initialTarget: null, level2Weight: null, scoreCoefficient: null, isCore: null },
  margin: [
    [0, 2],
    [2, 3],
    [5, 1],
    [6, 5],
  ],
}

const PROJECT: Plan = {
  widths: [4, 10, 14, 20, 15, 15, 14, 8, 9, 20],
  fundCaption: [0, 2],
  fund: {
    source: [2, 2],
    initialBudget: [4, 1],
    annualBudget: [5, 1],
    execution: [6, 1],
    weight: [7, 1],
    executionRate: [8, 1],
    score: [9, 1],
  },
  caption: [0, 1],
  goals: { expected: [1, 5], actual: [6, 4] },
  indicator: {
    level1: [1, 1],
    level2: [2, 1],
    name: [3, 1],
    target: [4, 1],
    actual: [5, 2],
    weight: [7, 1],
    score: [8, 1],
    reason: [9, 1],
  },
  ...{ initialTarget: null, level2Weight: null, scoreCoefficient: null, isCore: null },
  margin: [
    [0, 2],
    [2, 3],
    [5, 1],
    [6, 4],
  ],
}

/** The plan of a form's kind, widened until its amounts fit and with a column for each value that only some forms print. */
export function planOf(form: Form): Plan {
  const plan = isProjectForm(form) ? PROJECT : DEPARTMENT
  let widened: Plan = { ...plan, widths: widenedFor(form, plan) }
  const has = (key: 'initialTarget' | 'level2Weight' | 'scoreCoefficient' | 'isCore'): boolean =>
    form.indicators.some((row) => row[key] !== undefined && row[key] !== null)
  const { target, level2, weight, reason } = plan.indicator
  // From right to left: a column put in moves those behind it.
  if (has('isCore')) widened = put(widened, 'isCore', reason[0], 7)
  if (has('scoreCoefficient')) widened = put(widened, 'scoreCoefficient', weight[0], 8)
  if (has('initialTarget')) widened = put(widened, 'initialTarget', target[0], 13)
  if (has('level2Weight')) widened = put(widened, 'level2Weight', level2[0] + level2[1], 7)
  return widened
}

/** Projects and transfers name a project and two bodies, and so do declarations and monitoring of a project; the rest is a department's. */
export function isProjectForm({ kind, project, title }: Form): boolean {
  if (kind === 'project-self-evaluation' || kind === 'transfer-self-evaluation') return true
  const hasBoth = kind === 'monitoring' || kind === 'target-declaration'
  return hasBoth && (project !== null || /项目/.test(title ?? ''))
}

/** A number too wide for its cell prints as #####. */
function widenedFor(form: Form, plan: Plan): readonly number[] {
  const widths = [...plan.widths]
  for (const role of ['initialBudget', 'annualBudget', 'execution'] as const) {
    const [column, span] = plan.fund[role]
    const longest = Math.max(0, ...form.funds.rows.map((row) => textWidth(row[role] ?? '') * 1.35 + 2))
    const present = widths.slice(column, column + span).reduce((sum, width) => sum + width, 0)
    widths[column] = (widths[column] ?? 0) + Math.max(0, Math.ceil(longest - present))
  }
  return widths
}

const OWN = ['initialTarget', 'level2Weight', 'scoreCoefficient', 'isCore'] as const

/** One more column among those of the indicators, for one of the values that only some forms print. */
function put(plan: Plan, key: (typeof OWN)[number], at: number, width: number): Plan {
  return { ...withColumn(plan, at, width), [key]: [at, 1] }
}

/** One more column at a place of the indicators; whatever lies across that place, or ends there in other rows, grows by it. */
function withColumn(plan: Plan, at: number, width: number): Plan {
  const moved = ([column, span]: Slot): Slot =>
    column >= at ? [column + 1, span] : column + span > at ? [column, span + 1] : [column, span]
  const grown = (slot: Slot): Slot => (slot[0] + slot[1] === at ? [slot[0], slot[1] + 1] : moved(slot))
  const all = <K extends string>(slots: Readonly<Record<K, Slot>>, place: (slot: Slot) => Slot) => {
    const result: Record<K, Slot> = { ...slots }
    for (const key in slots) result[key] = place(slots[key])
    return result
  }
  const [a, b, c, d] = plan.margin
  const own = Object.fromEntries(OWN.flatMap((key) => (plan[key] ? [[key, moved(plan[key])]] : [])))
  return {
    ...plan,
    ...own,
    widths: [...plan.widths.slice(0, at), width, ...plan.widths.slice(at)],
    fundCaption: grown(plan.fundCaption),
    fund: all(plan.fund, grown),
    goals: all(plan.goals, grown),
    indicator: all(plan.indicator, moved),
    margin: [grown(a), grown(b), grown(c), grown(d)],
  }
}
