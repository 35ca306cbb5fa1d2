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
  initialTarget: null,
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
  initialTarget: null,
  margin: [
    [0, 2],
    [2, 3],
    [5, 1],
    [6, 4],
  ],
}

/** The plan of a form's kind, widened until its amounts fit and with a column for initial targets where there are some. */
export function planOf(form: Form): Plan {
  const plan = isProjectForm(form) ? PROJECT : DEPARTMENT
  const widened = { ...plan, widths: widenedFor(form, plan) }
  return form.indicators.some((row) => row.initialTarget) ? withInitialTarget(widened) : widened
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

/** One more column in front of the targets; whatever lies across that place grows by it. */
function withInitialTarget(plan: Plan): Plan {
  const at = plan.indicator.target[0]
  const moved = ([column, span]: Slot): Slot =>
    column >= at ? [column + 1, span] : column + span > at ? [column, span + 1] : [column, span]
  const all = <K extends string>(slots: Readonly<Record<K, Slot>>): Readonly<Record<K, Slot>> => {
    const result: Record<K, Slot> = { ...slots }
    for (const key in slots) result[key] = moved(slots[key])
    return result
  }
  const [a, b, c, d] = plan.margin
  const fund = all(plan.fund)
  return {
    ...plan,
    widths: [...plan.widths.slice(0, at), 13, ...plan.widths.slice(at)],
    fundCaption: moved(plan.fundCaption),
    fund: { ...fund, source: [fund.source[0], fund.source[1] + 1] },
    goals: all(plan.goals),
    indicator: all(plan.indicator),
    initialTarget: [at, 1],
    margin: [moved(a), moved(b), moved(c), moved(d)],
  }
}
