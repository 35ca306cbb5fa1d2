import type { FormKind, Grade } from '../form.ts'

/** Where a number of the law comes from. `verified` is true only where the source itself was read (see docs/decisions). */
export type Basis = { readonly document: string; readonly clause?: string; readonly verified: boolean }

/** How an "=" target is scored. `strict`: any deviation scores nothing; the others treat it as ≥ or ≤. */
export type EqualMethod = 'strict' | 'higher' | 'lower-ratio' | 'lower-decay'

/** One step of over-achievement: from `fromRatio` (actual ÷ target) on, do `action`. */
export type OverAchievement = {
  readonly fromRatio: number
  readonly action: 'flag' | 'requireReason' | 'deduct'
  /** Share of the row's weight to take off, 0 to 1; only with `deduct`. */
  readonly deductShare?: number
}

/** An alarm on the execution rate (%) of a form that reports up to this month. */
export type ExecutionAlarm = { readonly throughMonth: number; readonly executionBelow: number }

/** Shares of the weight, half-open from below: `from ≤ score/weight < to`; the top band includes 1. */
export type Band = {
  readonly outcome: 'achieved' | 'partly' | 'notAchieved'
  readonly from: number
  readonly to: number
}

/**
 * A rule pack: dated numbers of one jurisdiction, each with its document. Points are 分, ratios are plain (0.9 = 90 %).
 * A pack may change weights, bands, thresholds and labels; never total = 100, score ≤ weight, no negative scores.
 */
export type Policy = {
  readonly id: string
  readonly title: string
  readonly jurisdiction: string
  readonly years: { readonly from: number; readonly to: number | null }
  readonly kinds: readonly FormKind[]
  /** Only projects whose name holds one of these words; absent: all. */
  readonly projectWords?: readonly string[]
  readonly verified: boolean
  readonly provisional: boolean
  readonly basis: readonly Basis[]
  readonly weights: {
    readonly execution: number
    /** Declared points of the first level; null where the pack leaves them open. */
    readonly level1: Readonly<Record<string, number | null>>
    /** Second-level indicators allowed under each first level. */
    readonly level2: Readonly<Record<string, readonly string[]>>
    readonly basis: Basis
  }
  readonly execution: {
    readonly method: 'ratio'
    /** Below this rate (%) a reason is due; null where the pack does not say. */
    readonly reasonBelow: number | null
    readonly basis: Basis
  }
  readonly quantitative: {
    readonly positive: 'ratio'
    readonly negative: 'ratio' | 'decay'
    readonly equal: EqualMethod
    readonly range: 'zero' | 'nearest-ratio'
    readonly basis: Basis
  }
  readonly date: { readonly late: 'zero'; readonly basis: Basis }
  readonly overAchievement: readonly OverAchievement[]
  readonly qualitative: { readonly bands: readonly Band[]; readonly basis: Basis }
  /** Half-open from below, on the total rounded to `rounding.places`, best first. */
  readonly grades: readonly { readonly grade: Grade; readonly from: number }[]
  readonly rounding: { readonly places: 2; readonly mode: 'half-up' | 'truncate'; readonly basis: Basis }
  /**
   * Within the year. `pace` compares what is reached with the share of the year gone by (month ÷ 12): under `red` far behind,
   * under `yellow` behind, from `blue` on far ahead. An alarm holds up to its month.
   */
  readonly monitoring: {
    readonly pace: { readonly red: number; readonly yellow: number; readonly blue: number }
    readonly alarms: readonly ExecutionAlarm[]
    readonly basis: Basis
  }
  /** Thresholds that rules ask for; shares are plain ratios. */
  readonly thresholds: {
    /** Adjustment share of a budget above which it needs an explanation. */
    readonly adjustment: number
    /** Rate gap in points between execution and outputs that contradicts. */
    readonly rateGap: number
    /** Execution rate (%) under which full output scores are doubtful. */
    readonly lowExecution: number
    /** Points from which one row counts as too heavy. */
    readonly heavyRow: number
    /** Satisfaction targets (%) below this are unusually low. */
    readonly lowSatisfaction: number
    /** Longest reason in characters; null where the pack does not say. */
    readonly reasonLength: number | null
    readonly basis: Basis
  }
}
