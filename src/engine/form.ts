import type { Source } from './grid.ts'

/** A decimal as printed, separators removed: `1234567.89`, `100.00`. Its places are the printed precision. */
export type Decimal = string

export type FormKind =
  | 'department-self-evaluation'
  | 'project-self-evaluation'
  | 'target-declaration'
  | 'monitoring'
  | 'transfer-self-evaluation'
  | 'unrecognised'

export type MoneyUnit = '元' | '万元'
export type Operator = '=' | '≥' | '>' | '≤' | '<'
export type Outcome = 'achieved' | 'partly' | 'notAchieved'
export type Grade = '优' | '良' | '中' | '差'

/** One row of the fund table. Amounts in `funds.unit`; `weight` and `score` in points (分); `executionRate` in %. */
export type FundRow = {
  readonly source: string
  readonly role: 'total' | 'part'
  readonly initialBudget: Decimal | null
  readonly annualBudget: Decimal | null
  readonly execution: Decimal | null
  readonly weight: number | null
  readonly executionRate: Decimal | null
  readonly score: number | null
}

/** A target or an actual. `text` is what the official form would print. Dates are ISO in `value`; a range has `min`, `max`. */
export type Value = {
  readonly text: string
  readonly kind: 'quantity' | 'range' | 'date' | 'qualitative' | 'none'
  readonly operator?: Operator | null
  readonly value?: Decimal | null
  readonly min?: Decimal | null
  readonly max?: Decimal | null
  readonly unit?: string | null
  readonly outcome?: Outcome | null
}

/** One third-level indicator. `weight` and `score` in points with at most 2 decimals. */
export type Indicator = {
  readonly level1: string | null
  readonly level1Weight: number | null
  readonly level2: string | null
  readonly name: string | null
  readonly target: Value | null
  readonly actual: Value | null
  readonly weight: number | null
  readonly score: number | null
  readonly reason: string | null
  /** Set only where the form prints initial and adjusted targets side by side; `target` is then the adjusted one. */
  readonly initialTarget?: Value | null
}

export type ReadingStatus = 'literal' | 'repaired' | 'inferred' | 'missing' | 'doubtful'

/** What happened to one value on its way from the file. `how` is Chinese; `confidence` from 0 to 1. */
export type Reading = {
  readonly status: ReadingStatus
  readonly raw?: string
  readonly how?: string
  readonly confidence?: number
  readonly source?: Source
  /** Other readings that stay possible, best first. */
  readonly alternatives?: readonly string[]
}

/** The form record of the public contract (`jiheng/form.v1`). `null` is unknown, `0` is zero, `''` is blank. */
export type Form = {
  readonly schema: 'jiheng/form.v1'
  readonly kind: FormKind
  readonly title: string | null
  readonly fiscalYear: number | null
  /** ISO date. */
  readonly filedOn: string | null
  readonly department: string | null
  readonly unit: string | null
  readonly project: string | null
  readonly funds: { readonly unit: MoneyUnit | null; readonly rows: readonly FundRow[] }
  readonly goals: { readonly expected: string | null; readonly actual: string | null }
  readonly indicators: readonly Indicator[]
  readonly total: { readonly weight: number | null; readonly score: number | null }
  readonly grade: string | null
  readonly conclusion: string | null
  readonly contact: { readonly name: string | null; readonly phone: string | null }
  /** JSON pointer → what was seen there. `/indicators` with status `missing` says that the reader knows rows are lost. */
  readonly reading: Readonly<Record<string, Reading>>
}

/** Several pointers need nothing but the form; an empty form to start from or to write blank. */
export function emptyForm(kind: FormKind): Form {
  return {
    schema: 'jiheng/form.v1',
    kind,
    title: null,
    fiscalYear: null,
    filedOn: null,
    department: null,
    unit: null,
    project: null,
    funds: { unit: null, rows: [] },
    goals: { expected: null, actual: null },
    indicators: [],
    total: { weight: null, score: null },
    grade: null,
    conclusion: null,
    contact: { name: null, phone: null },
    reading: {},
  }
}

/** A row with nothing in it but the levels it stands under. */
export function emptyIndicator(levels: Pick<Indicator, 'level1' | 'level1Weight' | 'level2'>): Indicator {
  const { level1, level1Weight, level2 } = levels
  const blank = { name: null, target: null, actual: null, weight: null, score: null, reason: null }
  return { level1, level1Weight, level2, ...blank }
}
