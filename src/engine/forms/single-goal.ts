import type { Cell } from '../grid.ts'
import { type Marks, mark } from '../reading/marks.ts'
import { cellText } from '../reading/wrapped.ts'
import { compact } from '../values/text.ts'
import { labelKey } from './pairs.ts'
import type { Sections } from './sections.ts'
import type { View } from './view.ts'
import { roleOf } from './vocabulary.ts'

const LONG =
  /^(?:项目)?(?:中长期|长期|中期|实施期|总体)(?:绩效)?(?:总|总体)?目标$|^项目(?:绩效)?总(?:体)?目标$|^总目标$/
const YEAR = /^(?:项目)?(?:本年度?|年度|当年|\d{4}年度?)(?:绩效|总体|总|工作)*目标$|^绩效目标$|^预期目标$/

export type PlannedGoals = { readonly longTerm: string | null; readonly year: string | null }
type Scope = 'longTerm' | 'year'
type Head = { readonly scope: Scope; readonly cell: Cell; readonly row: number }

/** The goal texts of a form that plans: label and text side by side, or two headings with the texts below. */
export function plannedGoals(
  view: View,
  { start, end }: Sections,
  at: Readonly<Record<Scope, string>>,
  marks: Marks,
): PlannedGoals {
  const heads: Head[] = []
  for (let row = start; row < end; row++) {
    for (const cell of view.rows[row] ?? []) {
      const scope = scopeOf(cell.text)
      if (scope) heads.push({ scope, cell, row })
    }
  }
  const read = (scope: Scope): string | null => {
    const mine = heads.filter((one) => one.scope === scope)
    // 总体目标 left of 长期目标 and 年度目标 is their caption.
    const isCaption = ({ row, cell }: Head) => mine.some((one) => one.row === row && one.cell.column > cell.column)
    for (const head of mine.filter((one) => !isCaption(one))) {
      const found = inlineText(head) ?? textBeside(view, head, heads) ?? textBelow(view, head, heads)
      if (!found) continue
      const text = cellText(found.text, view.grid.positions)
      const isAsPrinted = text === found.text.trim()
      mark(marks, at[scope], {
        status: isAsPrinted ? 'literal' : 'repaired',
        ...(isAsPrinted ? {} : { raw: found.text, how: '去掉换行留下的空格', confidence: 0.95 }),
        source: found.cell.source,
      })
      return text
    }
    return null
  }
  return { longTerm: read('longTerm'), year: read('year') }
}

/** 长期 or 年度 by the words of a heading; undefined for other texts. */
export function scopeOf(text: string): Scope | undefined {
  const key = labelKey(text.split(/[:：]/)[0] ?? '')
  if (key.length > 16) return undefined
  const bare = key.replaceAll(/[(（].*$/g, '')
  if (LONG.test(bare)) return 'longTerm'
  return YEAR.test(bare) ? 'year' : undefined
}

type Found = { readonly text: string; readonly cell: Cell }

function inlineText({ cell }: Head): Found | undefined {
  const text = /^[^:：]{2,16}[:：](.{4,})$/s.exec(cell.text.trim())?.[1]
  return text === undefined ? undefined : { text, cell }
}

/** The next cell of the row, unless it is a heading too: then this one heads a column. */
function textBeside(view: View, { cell, row }: Head, heads: readonly Head[]): Found | undefined {
  const next = view.rows[row]?.find((one) => one.column > cell.column)
  if (!next || heads.some((head) => head.cell === next) || compact(next.text).length < 4) return undefined
  return { text: next.text, cell: next }
}

function textBelow(view: View, { cell, row }: Head, heads: readonly Head[]): Found | undefined {
  const isColumn = heads.some((head) => head.row === row && head.cell !== cell)
  if (!isColumn) return undefined
  const below = view.rows[row + cell.rowSpan]?.find(
    (one) => one.column < cell.column + cell.columnSpan && one.column + one.columnSpan > cell.column,
  )
  return below && compact(below.text).length >= 4 && roleOf(below.text, 'strict') === undefined
    ? { text: below.text, cell: below }
    : undefined
}
