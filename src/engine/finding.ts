import type { Form, FormKind, Indicator } from './form.ts'
import type { Basis, Policy } from './policy/policy.ts'
import type { Score } from './scoring/score.ts'

export type Severity = 'error' | 'warning' | 'notice'

/** A JSON value put at a JSON pointer of the form. */
export type Edit = { readonly at: string; readonly to: unknown }

/** `safe` fixes change form only (units, widths, dates, totals that follow). No fix touches an actual value. */
export type Fix = { readonly safe: boolean; readonly edits: readonly Edit[] }

/** What a rule yields: where (JSON pointers), what with both values, what to do. `severity` overrides the rule's own. */
export type Found = {
  readonly at: readonly string[]
  readonly message: string
  readonly advice: string
  readonly severity?: Severity
  readonly fix?: Fix
}

/** A finding of the public contract §2. `basis` is document and clause in one line. */
export type Finding = {
  readonly rule: string
  readonly code: string
  readonly severity: Severity
  readonly at: readonly string[]
  readonly message: string
  readonly advice: string
  readonly basis: string
  readonly fix: Fix | null
}

/** What a rule may look at. `score` was computed under `policy`. */
export type Context = { readonly form: Form; readonly policy: Policy; readonly score: Score }

/**
 * One indicator, counted from 0, for a rule that judges each row by itself. What it says stands until the row is another, so the rest
 * of the form is behind `ask`: the answers are kept with the findings, and as long as the same questions have the same answers (by
 * identity: let them be plain values), the findings stand.
 */
export type RowContext = {
  readonly row: Indicator
  readonly i: number
  /** `/indicators/2` */
  readonly at: string
  /** `第 3 行「读者满意度」` */
  readonly label: string
  readonly policy: Policy
  readonly ask: <Answer>(question: (context: Context) => Answer) => Answer
}

/** One check: file name = `id`. The examples are its tests and its documentation. A rule has `checkRow`, `check` or both. */
export type Rule = {
  readonly id: string
  /** Catalogue number, e.g. A11. */
  readonly code: string
  readonly title: string
  readonly severity: Severity
  /** The kinds of forms it is asked of; the self-evaluations unless it says otherwise. */
  readonly kinds?: readonly FormKind[]
  /** Asked only of forms that have points at all. */
  readonly needs?: 'points'
  /** Why this matters to the person who reads the form; one or two sentences. */
  readonly why: string
  readonly basis: Basis
  /** What it says of one indicator. A key press asks it of the changed row alone. */
  readonly checkRow?: (context: RowContext) => Found | readonly Found[] | undefined
  /** What it says of the form as a whole: sums, comparisons, findings about many rows at once. */
  readonly check?: (context: Context) => Iterable<Found>
  readonly examples: {
    readonly valid: Readonly<Record<string, Form>>
    readonly invalid: Readonly<Record<string, { readonly form: Form; readonly at: readonly string[] }>>
  }
}

export type CheckResult = {
  readonly form: Form
  readonly score: Score
  readonly findings: readonly Finding[]
  readonly summary: Readonly<Record<Severity, number>>
}
