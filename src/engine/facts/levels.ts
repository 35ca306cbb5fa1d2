import { hundredths } from '../decimal.ts'
import type { Form, Indicator } from '../form.ts'
import { SELF_EVALUATIONS } from './kinds.ts'
import { onceAForm } from './once.ts'

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

/** Rows by first level; a heading that comes back further down is the same heading. */
export const firstLevels: (form: Form) => readonly Group[] = onceAForm(groupFirst)

function groupFirst(form: Form): readonly Group[] {
  const groups = new Map<string, { rows: number[]; declared: number | null }>()
  for (const [i, row] of form.indicators.entries()) {
    if (row.level1 === null) continue
    const group = groups.get(row.level1) ?? { rows: [], declared: null }
    group.rows.push(i)
    group.declared ??= row.level1Weight === null ? null : hundredths(row.level1Weight)
    groups.set(row.level1, group)
  }
  return [...groups].map(([name, group]) => ({ name, ...group }))
}

/** Rows by second level within their first level. */
export const secondLevels: (form: Form) => readonly Group[] = onceAForm(groupSecond)

function groupSecond(form: Form): readonly Group[] {
  const groups = new Map<string, { name: string; rows: number[] }>()
  for (const [i, row] of form.indicators.entries()) {
    if (row.level2 === null) continue
    const key = `${row.level1 ?? ''}/${row.level2}`
    const group = groups.get(key) ?? { name: row.level2, rows: [] }
    group.rows.push(i)
    groups.set(key, group)
  }
  return [...groups.values()].map((group) => ({ ...group, declared: null }))
}

/** Σ weights of rows in hundredths; undefined as soon as one is unknown. */
export function weightOf(form: Form, rows: readonly number[]): number | undefined {
  let sum = 0
  for (const i of rows) {
    const weight = form.indicators[i]?.weight
    if (weight === null || weight === undefined) return undefined
    sum += hundredths(weight)
  }
  return sum
}

function has(text: string | null, word: string): boolean {
  return text?.includes(word) ?? false
}
