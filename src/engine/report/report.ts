/** A piece of text. `at`: the value it states; `mark`: why a person must look at it before signing. */
export type Run = {
  readonly text: string
  readonly at?: string
  /** `toFill`: the form doesn't hold it; `doubtful`: read with doubt; `missing`: lost in the file. */
  readonly mark?: 'toFill' | 'doubtful' | 'missing'
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'paragraph'; readonly runs: readonly Run[] }
  | {
      readonly kind: 'table'
      readonly head: readonly string[]
      readonly rows: readonly (readonly (readonly Run[])[])[]
    }

/** A self-evaluation report (绩效自评报告): the standard outline of domain.md 3.8, filled with what the form states and nothing else. */
export type Report = { readonly title: string; readonly blocks: readonly Block[] }
