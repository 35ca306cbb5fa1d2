import type { Form, Indicator } from '../form.ts'
import { type Marks, mark } from '../reading/marks.ts'
import { readPlan } from './declaration.ts'
import { exactTable } from './exact-table.ts'
import { readFunds } from './funds.ts'
import type { Head } from './head.ts'
import { type RowText, readIndicators } from './indicators.ts'
import { looseTable } from './loose-table.ts'
import { type PlannedTable, plannedTables } from './planned-tables.ts'
import type { Sections } from './sections.ts'
import type { View } from './view.ts'

const BASE = { longTerm: '/declaration/longTermIndicators', year: '/indicators' } as const

/** A target declaration: the year's request, goal and indicators where every form has them, the rest under `declaration`. */
export function readDeclaration(view: View, sections: Sections, head: Head, marks: Marks): Form {
  const plan = readPlan(view, sections, marks)
  const funds = sections.funds ? readFunds(view, sections, marks) : plan.funds
  const tables = plannedTables(view, sections)
  const longTerm = readTables(tables, 'longTerm', head, plan.goals.expected, marks)
  const year = readTables(tables, 'year', head, plan.goals.expected, marks)
  return {
    schema: 'jiheng/form.v1',
    ...head,
    funds,
    goals: plan.goals,
    indicators: year,
    total: { weight: null, score: null },
    grade: null,
    conclusion: null,
    declaration: { ...plan.declaration, longTermIndicators: longTerm },
    reading: marks,
  }
}

/** The tables of one span. A table nobody names is the year's when it is the only one, else in doubt. */
function readTables(
  tables: readonly PlannedTable[],
  scope: 'longTerm' | 'year',
  head: Head,
  goals: string | null,
  marks: Marks,
): readonly Indicator[] {
  const mine = tables.filter((one) => one.scope === scope || (scope === 'year' && one.scope === 'unknown'))
  const rows = mine.flatMap(({ view, sections }) => rowsOf(view, sections, goals))
  const [first] = mine
  if (!first) return []
  const base = BASE[scope]
  const isUnnamed = mine.length > 1 && mine.some((one) => one.scope === 'unknown')
  if (isUnnamed) {
    const how = '有几张指标表，没有都写明是长期指标还是年度指标，都按年度指标读入'
    mark(marks, base, { status: 'doubtful', how, confidence: 0.5 })
  }
  return readIndicators(
    rows,
    {
      year: head.fiscalYear,
      positions: first.view.grid.positions,
      levels: 'any-name',
      kind: head.kind,
      columns: mine.flatMap(({ sections }) => sections.indicators?.columns ?? []),
      base,
    },
    marks,
  )
}

function rowsOf(view: View, sections: Sections, goals: string | null): readonly RowText[] {
  if (view.grid.positions === 'exact') return exactTable(view, sections)
  return looseTable(view, sections, { goals, sources: [], document: goals ?? '' }).rows
}
