import { hundredths } from '../decimal.ts'
import type { Form, Indicator } from '../form.ts'
import { eachRow, rowsWhere } from './each-row.ts'
import { SELF_EVALUATIONS } from './kinds.ts'
import { followsFrom } from './once.ts'

/** Forms that carry actuals and scores; a declaration has none yet. */
export function isSelfEvaluation(form: Form): boolean {
  return SELF_EVALUATIONS.includes(form.kind)
}

export function isCost(row: Indicator): boolean {
  return has(row.level2, '成本') || has(row.level1, '成本')
}

export function isOutput(row: Indicator): boolean {
  return has(row.level1, '产出')
}

/** Output rows without the cost rows that some packs count among them. */
export const outputRows = rowsWhere((row) => isOutput(row) && !isCost(row))

export const satisfactionRows = rowsWhere((row) => isSatisfaction(row))

export function isBenefit(row: Indicator): boolean {
  return has(row.level1, '效益') && !isSatisfaction(row)
}

export function isSatisfaction(row: Indicator): boolean {
  return has(row.level1, '满意') || has(row.level2, '满意')
}

export function isQuantityRow(row: Indicator): boolean {
  return has(row.level2, '数量')
}

export function isQualityRow(row: Indicator): boolean {
  return has(row.level2, '质量')
}

export function isTimeRow(row: Indicator): boolean {
  return has(row.level2, '时效') || has(row.level2, '进度')
}

/** Filler rows that say nothing are no indicators. */
export function isScored(row: Indicator): boolean {
  return row.weight !== null && row.weight > 0
}

/** Rows under one heading, in form order. `declared` is in hundredths of a point, null where the heading prints none. */
export type Group = { readonly name: string; readonly rows: readonly number[]; readonly declared: number | null }

const firstNames = eachRow(({ level1 }) => level1)
const secondNames = eachRow(({ level2 }) => level2)
const headings = eachRow(({ level1Weight }) => level1Weight)
const weights = eachRow(({ weight }) => weight)

/** Rows by first level; a heading that comes back further down is the same heading. */
export const firstLevels: (form: Form) => readonly Group[] = followsFrom(
  (form) => [firstNames(form), headings(form)],
  groupFirst,
)

function groupFirst(names: readonly (string | null)[], printed: readonly (number | null)[]): readonly Group[] {
  const groups = new Map<string, { rows: number[]; declared: number | null }>()
  for (const [i, name] of names.entries()) {
    if (name === null) continue
    const group = groups.get(name) ?? { rows: [], declared: null }
    const points = printed[i] ?? null
    group.rows.push(i)
    group.declared ??= points === null ? null : hundredths(points)
    groups.set(name, group)
  }
  return [...groups].map(([name, group]) => ({ name, ...group }))
}

/** Rows by second level within their first level. */
export const secondLevels: (form: Form) => readonly Group[] = followsFrom(
  (form) => [firstNames(form), secondNames(form)],
  groupSecond,
)

function groupSecond(above: readonly (string | null)[], names: readonly (string | null)[]): readonly Group[] {
  const groups = new Map<string, { name: string; rows: number[] }>()
  for (const [i, name] of names.entries()) {
    if (name === null) continue
    const key = `${above[i] ?? ''}/${name}`
    const group = groups.get(key) ?? { name, rows: [] }
    group.rows.push(i)
    groups.set(key, group)
  }
  return [...groups.values()].map((group) => ({ ...group, declared: null }))
}

/** Σ weights of rows in hundredths; undefined as soon as one is unknown. */
export function weightOf(form: Form, rows: readonly number[]): number | undefined {
  const all = weights(form)
  const known = sums.get(rows)
  if (known?.all === all) return known.sum
  const sum = sumOf(rows.map((i) => all[i]))
  sums.set(rows, { all, sum })
  return sum
}

/** Groups and weights stay the same lists while nothing in them changes, and several rules ask for one sum. */
const sums = new WeakMap<readonly number[], { readonly all: unknown; readonly sum: number | undefined }>()

function sumOf(points: readonly (number | null | undefined)[]): number | undefined {
  let sum = 0
  for (const weight of points) {
    if (weight === null || weight === undefined) return undefined
    sum += hundredths(weight)
  }
  return sum
}

function has(text: string | null, word: string): boolean {
  return text?.includes(word) ?? false
}
