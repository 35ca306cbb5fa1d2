import { compact } from '../values/text.ts'
import { type Column, columnsOf, isIndicatorHeader } from './columns.ts'
import type { Sections } from './sections.ts'
import { scopeOf } from './single-goal.ts'
import type { View } from './view.ts'
import type { Role } from './vocabulary.ts'

/** One indicator table of a declaration, over all years or for this one; `unknown` where nothing says which. */
export type PlannedTable = {
  readonly scope: 'longTerm' | 'year' | 'unknown'
  readonly view: View
  readonly sections: Sections
}

/** The indicator tables of a declaration: below each other with headings of their own, or two side by side under one. */
export function plannedTables(view: View, sections: Sections): readonly PlannedTable[] {
  const heads: number[] = []
  for (let row = sections.start; row < sections.end; row++) {
    if (view.rows[row]?.length && isIndicatorHeader(columnsOf(view, row))) heads.push(row)
  }
  return heads.flatMap((row, i) => {
    const to = tableEnd(view, row + 1, heads[i + 1] ?? sections.end)
    const groups = groupsOf(columnsOf(view, row))
    return groups.map((columns, k): PlannedTable => {
      const scope = scopeAbove(view, row, columns, k, sections.start, heads[i - 1])
      const inGroup = groups.length > 1 ? withinColumns(view, columns) : view
      return { scope, view: inGroup, sections: { ...sections, indicators: { row, columns }, footer: to } }
    })
  })
}

/** Where a table stops: a goal's heading with its text, or a heading of prose, that is no caption of the rows. */
function tableEnd(view: View, from: number, end: number): number {
  for (let row = from; row < end; row++) {
    const first = view.rows[row]?.[0]
    if (!first) continue
    if (/^(?:其他|填[报表]|联系|单位负责人|项目负责人|备注|说明|注)/.test(compact(first.text))) return row
    if (scopeOf(first.text) !== undefined && (view.rows[row]?.length ?? 0) <= 2) return row
  }
  return end
}

const REPEATED: readonly Role[] = ['name', 'target']

/** Columns of one table each: a second 三级指标 and 指标值 begin another table; levels printed once head both. */
function groupsOf(columns: readonly Column[]): readonly (readonly Column[])[] {
  const again = columns.filter(({ role }) => role === 'name').length > 1
  if (!again) {
    const isBoth = ['longTermTarget', 'target'].every((role) => columns.some((column) => column.role === role))
    if (!isBoth) return [columns]
    const without = (role: Role) => columns.filter((column) => column.role !== role)
    return [
      without('target').map((one) => (one.role === 'longTermTarget' ? { ...one, role: 'target' } : one)),
      without('longTermTarget'),
    ]
  }
  const groups: Column[][] = [[]]
  let seen = new Set<Role>()
  for (const column of columns) {
    const isRepeated = seen.has(column.role) && REPEATED.some((role) => seen.has(role))
    if (isRepeated) {
      groups.push([])
      seen = new Set()
    }
    seen.add(column.role)
    groups.at(-1)?.push(column)
  }
  const shared = (groups[0] ?? []).filter(({ role }) => role === 'level1' || role === 'level2')
  return groups.map((group) => {
    const missing = shared.filter(({ role }) => !group.some((column) => column.role === role))
    return [...missing, ...group]
  })
}

/** A view of nothing but the columns of one table. */
function withinColumns(view: View, columns: readonly Column[]): View {
  const isIn = (column: number, span: number) => columns.some(({ from, to }) => column < to && column + span > from)
  return { ...view, rows: view.rows.map((cells) => cells.filter((cell) => isIn(cell.column, cell.columnSpan))) }
}

/** What the heading says itself, what stands left of it, or the nearest heading above its columns. */
function scopeAbove(
  view: View,
  row: number,
  columns: readonly Column[],
  group: number,
  start: number,
  before: number | undefined,
): PlannedTable['scope'] {
  const own = columns.find(({ role }) => role === 'target' || role === 'longTermTarget')
  const texts = own ? [view.covering(row, own.from)?.text ?? ''] : []
  const name = columns.find(({ role }) => role === 'name')
  const first = columns.find(({ role }) => role !== 'other')
  for (const text of texts) {
    if (/长期|中期|实施期|总体指标/.test(text)) return 'longTerm'
    if (/年度|当年|本年/.test(text)) return 'year'
  }
  for (let column = 0; first && column < first.from; column++) {
    const caption = view.covering(row, column)
    const word = caption && wordOf(caption.text)
    if (word) return word
  }
  for (let above = row - 1; name && above >= Math.max(start, (before ?? -1) + 1); above--) {
    const cell = view.covering(above, name.from)
    const word = cell && compact(cell.text).length <= 20 ? wordOf(cell.text) : undefined
    if (word) return word
    const only = view.rows[above]?.length === 1 ? view.rows[above]?.[0] : undefined
    const alone = only && group === 0 && compact(only.text).length <= 20 ? wordOf(only.text) : undefined
    if (alone) return alone
  }
  return 'unknown'
}

function wordOf(text: string): 'longTerm' | 'year' | undefined {
  const plain = compact(text)
  if (/绩效目标(?:申报)?表|自评/.test(plain)) return undefined
  if (/长期|中期|实施期/.test(plain)) return 'longTerm'
  return /^(?:本年度?|年度|当年|\d{4}年度?)/.test(plain) && /目标|指标/.test(plain) ? 'year' : undefined
}
