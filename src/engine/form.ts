import type { Source } from './grid.ts'

/** A decimal as printed, separators removed: `1234567.89`, `100.00`. Its places are the printed precision. */
export type Decimal = string

export type FormKind =
  | 'department-self-evaluation'
  | 'project-self-evaluation'
  | 'target-declaration'
  | 'monitoring'
  | 'transfer-self-evaluation'
  | 'indicator-framework'
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
  /** Set only on a monitoring form (全年预计执行数). `execution` is then what was spent up to `throughMonth`. */
  readonly expectedExecution?: Decimal | null
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
  /** Set only on a monitoring form; `actual` is then what was reached so far, `reason` why it deviates. */
  readonly outlook?: Outlook
  /** Set only where a monitoring form or a declaration has a column 备注. */
  readonly note?: string | null
  /** Set only on an indicator framework: 评分标准 as printed. */
  readonly standard?: string | null
  /** Set only where the form prints points for the second level. */
  readonly level2Weight?: number | null
  /** Set only where the form prints a score coefficient (得分系数), in %. */
  readonly scoreCoefficient?: Decimal | null
  /** Set only where the form has a column 是否核心指标. */
  readonly isCore?: boolean | null
}

/** Whether the year's target can be met: 确定能, 有可能, 完全不可能. */
export type Likelihood = 'certain' | 'possible' | 'impossible'

/** What a monitoring form expects of one indicator by the end of the year (domain.md 3.7). */
export type Outlook = {
  /** 全年预计完成情况. */
  readonly expected: Value | null
  /** The reason classes ticked or named, as printed: 经费保障, 制度保障, … */
  readonly causes: readonly string[]
  readonly likelihood: Likelihood | null
}

/** One amount of a declaration. */
export type DeclaredAmount = {
  readonly source: string
  readonly role: 'total' | 'part'
  readonly amount: Decimal | null
}

/** One task of a department's declaration (年度主要任务), amounts in `funds.unit`. */
export type DeclaredTask = {
  readonly name: string | null
  readonly content: string | null
  readonly total: Decimal | null
  readonly fiscal: Decimal | null
  readonly other: Decimal | null
}

/**
 * What only a target declaration holds (domain.md 3.6). The year's request stands in `funds.rows` under `initialBudget`, the
 * year's goal and indicators stand where every form has them; what covers several years stands here and is never compared
 * with the year's.
 */
export type Declaration = {
  /** 项目属性: 新增, 延续, 一次性, 经常性, 阶段性, as printed. */
  readonly nature: string | null
  /** 项目类别. */
  readonly category: string | null
  /** 项目负责人. */
  readonly leader: string | null
  /** ISO dates of 起止时间; a bare year or month is its first or last day. */
  readonly period: { readonly from: string | null; readonly to: string | null }
  /** 项目资金总额 and its sources, over all years. */
  readonly projectFunds: readonly DeclaredAmount[]
  readonly longTermGoal: string | null
  readonly longTermIndicators: readonly Indicator[]
  readonly tasks: readonly DeclaredTask[]
  /** 单位职能, 项目概况, 立项依据 and the like: heading and text as printed. */
  readonly sections: readonly { readonly title: string; readonly text: string }[]
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
  /** Set only on a monitoring form: the last month it reports on, 7 for 1–7 月. */
  readonly throughMonth?: number | null
  /** Set only on a target declaration. */
  readonly declaration?: Declaration
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
