import type { Grade } from '../form.ts'

/** The score of one row. `at` points to the fund row or the indicator; points (分) with at most 2 decimals. */
export type RowScore = {
  readonly at: string
  readonly weight: number | null
  readonly score: number | null
  readonly claimed: number | null
  /** `claimed`: the row took the claimed score because its actual is only a verdict or can't be read. */
  readonly status: 'computed' | 'claimed' | 'unknown'
  /** Reads like a sum on paper, one step a line. */
  readonly trace: readonly string[]
}

/** The score of the public contract §3. `bounds` are the lowest and highest possible totals under this pack. */
export type Score = {
  readonly policy: string
  /** `--set KEY=VALUE` overrides, as given. */
  readonly overrides?: Readonly<Record<string, string>>
  /** Why this pack, when the form's own jurisdiction has none. */
  readonly note?: string
  readonly total: {
    readonly value: number | null
    readonly status: 'computed' | 'inferred' | 'unknown'
    readonly bounds: readonly [number, number] | null
    readonly why: string
  }
  readonly grade: Grade | null
  readonly claimedTotal: number | null
  readonly rows: readonly RowScore[]
}
