import type { ExtraCell } from '../forms/extra-columns.ts'
import type { Cell, Source } from '../grid.ts'
import { isVerdict } from '../values/outcome.ts'
import { leadingUnit } from '../values/units.ts'
import { parseTarget } from '../values/value.ts'

/** One row of a loose indicator table, by role: the text as read and where it stood. */
export type LooseRow = {
  readonly row: number
  readonly text: Readonly<Record<LooseField, string>>
  readonly source: Readonly<Partial<Record<LooseField, Source>>>
  /** Fields whose cell was cut in two. */
  readonly cut: readonly LooseField[]
  /** Values of the row that no column would take. */
  readonly stray: readonly string[]
  /** Cells of columns that only some forms have; '' where there is none. */
  readonly operator: string
  readonly unit: string
  readonly initialTarget: Cell | undefined
  readonly level1: string
  readonly level2: string
  /** Cells of columns that hold more than every self-evaluation has. */
  /** Points of the second level; null in a row where the merged cell shows none, undefined without such a column. */
  readonly level2Weight: Cell | null | undefined
  readonly extras: readonly ExtraCell[]
  /** Known to be a row of its own, however little of it can be read. */
  readonly isOwnRow: boolean
}

export type LooseField = 'name' | 'target' | 'actual' | 'weight' | 'score' | 'reason'

/** The items of one row's cells. `names` is null where several names are glued together without a space. */
export type RowTokens = {
  readonly row: LooseRow
  readonly count: number
  readonly names: readonly string[] | null
  readonly targets: readonly string[]
  readonly actuals: readonly string[]
  readonly weights: readonly string[]
  readonly scores: readonly string[]
}

const split = (text: string): readonly string[] => text.split(/\s+/).filter((token) => token !== '')
/** Values of a list: a space between a number and its unit is damage, not a border. */
const splitValues = (text: string): readonly string[] =>
  split(
    text.replaceAll(/(\d)\s+(?=(\S+))/g, (all, digit: string, next: string) =>
      leadingUnit(next) === '' ? all : digit,
    ),
  )
const isNumber = (token: string): boolean => /^\d{1,3}(?:\.\d{1,3})?[分%]?$/.test(token)

/** A number with a unit or an operator, or a date: a value that stands for itself, not the piece of a wrapped phrase. */
export function isFullValue(token: string): boolean {
  const value = parseTarget(token)
  if (value.kind === 'date' || value.kind === 'range') return true
  return value.kind === 'quantity' && Boolean(value.unit || value.operator)
}

/** Decide how many table rows a text row holds, from how its columns count. */
export function tokensOf(row: LooseRow): RowTokens {
  const names = split(row.text.name)
  const targets = splitValues(row.text.target)
  const actuals = splitValues(row.text.actual)
  const weights = split(row.text.weight).filter(isNumber)
  const scores = split(row.text.score).filter(isNumber)
  const count = countOf(names.length, targets, actuals, Math.max(weights.length, scores.length))
  const glued = count > 1 && names.length < count && names.length <= Math.max(1, count / 2)
  return { row, count, names: count === 1 ? [row.text.name] : glued ? null : names, targets, actuals, weights, scores }
}

function countOf(names: number, targets: readonly string[], actuals: readonly string[], numbers: number): number {
  const valued = Math.min(targets.length, actuals.length)
  if (numbers <= 1) {
    const values = [...targets, ...actuals]
    const standAlone = values.every((token) => isFullValue(token) || isVerdict(token)) && values.some(isFullValue)
    return valued >= 2 && standAlone ? Math.max(targets.length, actuals.length) : 1
  }
  if (names >= 2) return names
  return Math.max(targets.length, actuals.length, 1)
}

/** A row whose fields say nothing legible: at most one of target, actual, weight and score can be read. */
export function isIllegible(row: LooseRow): boolean {
  if (row.isOwnRow) return false
  const { target, actual, weight, score } = row.text
  const readable = [
    isLegibleValue(target),
    isLegibleValue(actual),
    split(weight).some(isNumber),
    split(score).some(isNumber),
  ].filter(Boolean).length
  return (
    row.text.name.trim() !== '' && readable <= 1 && [target, actual, weight, score].some((text) => text.trim() !== '')
  )
}

function isLegibleValue(text: string): boolean {
  return split(text).some((token) => isFullValue(token) || /\p{Script=Han}{2,}/u.test(token))
}
