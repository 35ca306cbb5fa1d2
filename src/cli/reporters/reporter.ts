import type { CheckResult, Problem } from '#engine'

/** The result of one form of one file; `result` is undefined for a file that could not be read. */
export type Checked = {
  readonly file: string
  readonly problems: readonly Problem[]
  readonly result: CheckResult | undefined
  readonly note?: string
}

/** Takes results one by one, in the order of the files, and writes what it can at once: a long batch must not pile up in memory. */
export type Reporter = {
  readonly add: (checked: Checked) => void | Promise<void>
  readonly end: () => void | Promise<void>
}
