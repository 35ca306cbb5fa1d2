import type { Reading } from '../form.ts'
import type { Cell } from '../grid.ts'
import { type Marks, mark } from '../reading/marks.ts'
import { joinWrapped } from '../reading/wrapped.ts'
import { compact } from '../values/text.ts'
import { columnsOf, goalHeads, isHeading } from './columns.ts'
import type { Sections } from './sections.ts'
import type { View } from './view.ts'
import { fundLabelOf } from './vocabulary.ts'

export type Goals = { readonly expected: string | null; readonly actual: string | null }

/** The two goal texts. In loose text they may run on over a page break, and head or tail may be cut off. */
export function readGoals(view: View, sections: Sections, marks: Marks): Goals {
  const { goals, indicators, end } = sections
  const heads = goals === undefined ? undefined : goalHeads(view.rows[goals] ?? [])
  if (goals === undefined || !heads) return { expected: null, actual: null }
  const expected: Cell[] = []
  const adjusted: Cell[] = []
  const actual: Cell[] = []
  for (let row = goals + 1; row < (indicators?.row ?? end); row++) {
    if (isHeading(columnsOf(view, row))) break
    const cells = (view.rows[row] ?? []).filter((cell) => !isCaption(cell, heads.expected) && !fundLabelOf(cell.text))
    for (const cell of cells) {
      if (cell.column >= heads.actual.column) actual.push(cell)
      else if (heads.adjusted && cell.column >= heads.adjusted.column) adjusted.push(cell)
      else expected.push(cell)
    }
  }
  return {
    // 年中调整过的目标是自评的依据；没有填的，仍以年初的为准。
    expected: goalText(adjusted.length > 0 ? adjusted : expected, '/goals/expected', view, marks),
    actual: goalText(actual, '/goals/actual', view, marks),
  }
}

/** 年度总体目标 and its vertical pieces stand left of the texts. */
function isCaption(cell: Cell, head: Cell): boolean {
  return cell.column < head.column && compact(cell.text).length <= 10
}

function goalText(cells: readonly Cell[], at: string, view: View, marks: Marks): string | null {
  if (cells.length === 0) return null
  const isLoose = view.grid.positions === 'loose'
  const raw = cells.map((cell) => cell.text).join('')
  const text = isLoose ? joinWrapped(raw) : cells.map((cell) => cell.text.trim()).join('\n')
  const source = cells[0]?.source
  const place = source ? { source } : {}
  if (text === '') return null
  mark(marks, at, { ...(isLoose ? looseReading(text, cells.length) : { status: 'literal' }), ...place })
  return text
}

function looseReading(text: string, cells: number): Reading {
  const cut: string[] = []
  const first = /(?<![\d.])(\d{1,2})[.、．](?!\d)/.exec(text)
  if (first && first.index > 0 && Number(first[1]) > 1) cut.push(`开头缺失（第一个编号是 ${first[1]}）`)
  if (!/[。.;；!！？?”"』」)）]$/.test(text)) cut.push('结尾没有句号，可能被截断')
  if (cut.length > 0) return { status: 'doubtful', how: cut.join('；'), confidence: 0.6 }
  return cells > 1 ? { status: 'repaired', how: '跨页或拆格的文字已接上', confidence: 0.9 } : { status: 'literal' }
}
