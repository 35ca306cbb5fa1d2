import type { Reading } from '../form.ts'
import type { Cell } from '../grid.ts'
import { cellNumber, shownNumber } from '../reading/cell-amount.ts'
import { type Marks, mark } from '../reading/marks.ts'
import { cellText } from '../reading/wrapped.ts'
import { compact, halfWidth } from '../values/text.ts'
import { pairsOf } from './pairs.ts'
import type { Sections } from './sections.ts'
import type { View } from './view.ts'

/** What stands below the indicators: the total row, the grade and the conclusion. */
export type Closing = {
  readonly total: { readonly weight: number | null; readonly score: number | null }
  readonly grade: string | null
  readonly conclusion: string | null
}

const CONCLUSION = /^(?:绩效|绩效自评|自评|评价)(?:结论|等次|结果)|^自评结论/
const GRADE_LABEL = /^(?:自评|评价|绩效)?(?:等次|等级)$/
const GRADE = /^(优|良|中|差)(?:秀|好|等)?(?=[。，,;；、\s]|$)/
/** Grade words before the four bands of today, still found in some cities. */
const OTHER_GRADE = /^(优秀|良好|合格|不合格)$/

export function readClosing(view: View, sections: Sections, marks: Marks): Closing {
  const { footer, end, total } = sections
  const rows = view.rows.slice(total === footer ? footer + 1 : footer, end)
  const conclusion = conclusionOf(rows, view.grid.positions)
  const grade = gradeOf(rows, conclusion, marks)
  if (conclusion)
    mark(marks, '/conclusion', {
      status: conclusion.isRepaired ? 'repaired' : 'literal',
      ...(conclusion.isRepaired ? { raw: conclusion.raw, how: '去掉标题残字和空格', confidence: 0.9 } : {}),
      source: conclusion.cell.source,
    })
  return {
    total: total === undefined ? headTotal(view, sections, marks) : readTotal(view, sections, total, marks),
    grade,
    conclusion: conclusion?.text ?? null,
  }
}

/** Some forms print the total among the fields above the tables. */
function headTotal(view: View, { start, funds, goals, indicators, end }: Sections, marks: Marks): Closing['total'] {
  const until = Math.min(funds?.row ?? end, goals ?? end, indicators?.row ?? end)
  const [pair] = pairsOf(view, start, until, (key) => /^自评(?:总分|总得分|得分)$/.test(key))
  if (!pair || !/^\d{1,3}(?:\.\d{1,2})?$/.test(pointsText(pair.text))) return { weight: null, score: null }
  return { weight: null, score: readPoints(pair.text, pair.cell, view, '/total/score', marks) }
}

const pointsText = (text: string): string => compact(shownNumber(text, /\s*分$/)?.text ?? '')

/** Points of the total. In a table with borders a blank among the digits may part two numbers. */
function readPoints(text: string, cell: Cell, { grid }: View, at: string, marks: Marks): number {
  const { source } = cell
  const reading: Reading = grid.positions === 'exact' ? cellNumber(text).reading : { status: 'literal' }
  mark(marks, at, reading.status === 'literal' ? { status: 'literal', source } : { ...reading, source })
  return Number(pointsText(text))
}

function readTotal(view: View, { indicators }: Sections, row: number, marks: Marks): Closing['total'] {
  const columns = indicators?.columns ?? []
  const numbers = (view.rows[row] ?? []).slice(1).filter(({ text }) => /^\d{1,3}(?:\.\d+)?$/.test(pointsText(text)))
  const under = (role: 'weight' | 'score'): Cell | undefined => {
    const column = columns.find((one) => one.role === role)
    return column && numbers.find((cell) => cell.column < column.to && cell.column + cell.columnSpan > column.from)
  }
  const placed = { weight: under('weight'), score: under('score') }
  // 没有对上列头时：两个数依次是分值和得分，一个数是得分。
  const loose =
    placed.weight || placed.score
      ? placed
      : { weight: numbers.length > 1 ? numbers[0] : undefined, score: numbers.at(-1) }
  const read = (cell: Cell | undefined, at: string): number | null =>
    cell ? readPoints(cell.text, cell, view, at, marks) : null
  return { weight: read(loose.weight, '/total/weight'), score: read(loose.score, '/total/score') }
}

type Conclusion = { readonly text: string; readonly raw: string; readonly cell: Cell; readonly isRepaired: boolean }

function conclusionOf(rows: readonly (readonly Cell[])[], positions: 'exact' | 'loose'): Conclusion | undefined {
  for (const cells of rows) {
    const [label, value] = cells
    if (!label) continue
    const plain = compact(label.text)
    if (GRADE_LABEL.test(plain)) continue
    if (value && CONCLUSION.test(plain) && plain.length <= 12) return conclusion(value, value.text, positions)
    const inline = /^(?:绩效自评结论|自评结论|评价结论|自评等次)[:：](.+)$/s.exec(label.text.trim())
    if (inline?.[1]) return conclusion(label, inline[1], positions)
    const fused = /^\s*[\p{Script=Han}]{1,8}\s+((?:优|良|中|差)(?:秀|好)?。.*)$/su.exec(halfWidth(label.text))
    if (fused?.[1]) return { ...conclusion(label, fused[1], positions), isRepaired: true }
  }
  return undefined
}

function conclusion(cell: Cell, raw: string, positions: 'exact' | 'loose'): Conclusion {
  const text = cellText(raw, positions)
  return { text, raw: cell.text, cell, isRepaired: text !== raw.trim() }
}

function gradeOf(rows: readonly (readonly Cell[])[], conclusion: Conclusion | undefined, marks: Marks): string | null {
  for (const cells of rows) {
    for (const [i, cell] of cells.entries()) {
      const value = GRADE_LABEL.test(compact(cell.text)) ? cells[i + 1] : undefined
      const word = value && (GRADE.exec(compact(value.text))?.[1] ?? OTHER_GRADE.exec(compact(value.text))?.[1])
      if (!value || !word) continue
      mark(marks, '/grade', { status: 'literal', raw: value.text, source: value.source })
      return word
    }
  }
  const word = conclusion && GRADE.exec(conclusion.text)?.[1]
  if (!conclusion || !word) return null
  mark(
    marks,
    '/grade',
    conclusion.isRepaired
      ? {
          status: 'repaired',
          raw: conclusion.raw.slice(0, 12),
          how: '结论开头的等次',
          confidence: 0.95,
          source: conclusion.cell.source,
        }
      : { status: 'literal', raw: conclusion.text.slice(0, 12), source: conclusion.cell.source },
  )
  return word
}
