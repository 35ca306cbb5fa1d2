import type { Field } from './fields.ts'
import type { Line, Stage, Table } from './tables.ts'

/** The lines of all tables that make one form, and the headings they stood under. */
export type Filing = {
  readonly stage: Stage
  /** Who files what, by the first line that names it. */
  readonly head: Line
  readonly goals: readonly Line[]
  readonly funds: readonly Line[]
  readonly indicators: readonly Line[]
  readonly total: Line | undefined
  /** Fields that the indicators' table has, with the cells that head them. */
  readonly indicatorHeadings: Line
  readonly fundHeadings: Line
}

type Draft = { -readonly [key in keyof Filing]: Filing[key] extends readonly (infer One)[] ? One[] : Filing[key] }

const NONE: Line = new Map()
const KEYS: readonly Field[] = ['year', 'region', 'projectCode', 'task']

/**
 * The forms that lie scattered over tables, in the order of their first lines: one a year, region, unit, project and, while
 * the year runs, monitoring task. Lines without indicators or money to go with them are no form.
 */
export function filingsOf(tables: readonly Table[]): readonly Filing[] {
  const filings = new Map<string, Draft>()
  for (const table of tables) {
    for (const line of table.lines) {
      const key = keyOf(table.stage, line)
      let filing = filings.get(key)
      if (!filing) {
        filing = {
          stage: table.stage,
          head: line,
          goals: [],
          funds: [],
          indicators: [],
          total: undefined,
          indicatorHeadings: NONE,
          fundHeadings: NONE,
        }
        filings.set(key, filing)
      }
      take(filing, line, table)
    }
  }
  return [...filings.values()].filter(({ indicators, funds }) => indicators.length + funds.length > 0)
}

function keyOf(stage: Stage, line: Line): string {
  const text = (field: Field) => line.get(field)?.text.trim() ?? ''
  return [stage, ...KEYS.map(text), text('unitCode') || text('departmentCode')].join('\u0000')
}

/** A monitoring line tells goal and indicator at once, so one line may serve twice. */
function take(filing: Draft, line: Line, table: Table): void {
  filing.head = new Map([...line, ...filing.head])
  if (line.has('name')) {
    filing.indicators.push(line)
    filing.indicatorHeadings = table.headings
  }
  if (line.has('expectedGoal') || line.has('actualGoal')) filing.goals.push(line)
  if (table.headings.has('annualBudget') || table.headings.has('initialBudget')) {
    filing.funds.push(line)
    filing.fundHeadings = table.headings
  }
  if (line.has('totalScore')) filing.total ??= line
}
