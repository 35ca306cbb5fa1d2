import type { Cell } from '../grid.ts'
import { writtenUnit } from '../reading/cell-amount.ts'
import { MONEY_WORD, unitOfWord, type WrittenUnit } from '../reading/money-units.ts'
import { compact, isPlaceholder } from '../values/text.ts'
import type { Column } from './columns.ts'
import type { Sections } from './sections.ts'
import type { View } from './view.ts'
import type { Role } from './vocabulary.ts'

/** Columns of the fund table that hold money. */
export const AMOUNTS: readonly Role[] = ['initialBudget', 'annualBudget', 'execution', 'expectedExecution']

const CAPTION = new RegExp(
  `[(（](?:单位[:：])?(${MONEY_WORD})[)）]|单位[:：](?:人民币)?(${MONEY_WORD})(?![\\p{Script=Han}])`,
  'u',
)
const NAMED = new RegExp(`[(（](?:[^()（）]*[,，、:：])?(${MONEY_WORD})[)）]|[/／](${MONEY_WORD})$`)

/** The unit of money from a caption in brackets or 单位:…, above or inside the fund table; null where none is printed. */
export function moneyUnitOf(
  view: View,
  sections: Sections,
  without: ReadonlySet<Cell> = new Set(),
): WrittenUnit | null {
  const end = sections.goals ?? sections.indicators?.row ?? sections.end
  for (let row = sections.start; row < end; row++) {
    for (const cell of view.rows[row] ?? []) {
      if (without.has(cell)) continue
      const match = CAPTION.exec(compact(cell.text))
      const unit = unitOfWord(match?.[1] ?? match?.[2])
      if (unit !== undefined) return unit
    }
  }
  return null
}

/** The unit a heading or a label gives to its own column or row: 年初预算数（元）, 执行数/万元. */
export function unitNamed(text: string): WrittenUnit | undefined {
  const match = NAMED.exec(compact(text))
  return unitOfWord(match?.[1] ?? match?.[2])
}

/** A row of the fund table: the cell of its label, and whether it is the total. */
type LabelledRow = { readonly cell: Cell; readonly label: { readonly role: 'total' | 'part' }; readonly row: number }

/**
 * The unit of a fund table. What one column or one source says of itself is not the table's: the caption goes first, then
 * what all columns say (元 where they differ), the label of the total, and what all amounts are printed with.
 */
export function fundUnit(
  view: View,
  sections: Sections,
  rows: readonly LabelledRow[],
  columns: readonly Column[],
): WrittenUnit | null {
  const heads = headsOf(view, sections.funds?.row ?? 0, columns)
  const own = new Set([...heads, ...rows.map(({ cell }) => cell)])
  const total = rows.find(({ label }) => label.role === 'total')
  return (
    moneyUnitOf(view, sections, own) ??
    agreed(heads.map(({ text }) => unitNamed(text))) ??
    (total && unitNamed(total.cell.text)) ??
    writtenBy(amountTexts(view, rows, columns)) ??
    null
  )
}

/** What all of the amounts are printed with; undefined where one has no unit or another one. */
export function writtenBy(amounts: readonly string[]): WrittenUnit | undefined {
  const units = new Set(amounts.map(writtenUnit))
  return units.size === 1 ? [...units][0] : undefined
}

function headsOf(view: View, row: number, columns: readonly Column[]): readonly Cell[] {
  return columns.filter(({ role }) => AMOUNTS.includes(role)).flatMap(({ from }) => view.covering(row, from) ?? [])
}

export function agreed(units: readonly (WrittenUnit | undefined)[]): WrittenUnit | undefined {
  if (units.length === 0 || units.includes(undefined)) return undefined
  return new Set(units).size === 1 ? units[0] : '元'
}

function amountTexts(view: View, rows: readonly LabelledRow[], columns: readonly Column[]): readonly string[] {
  const amounts = columns.filter(({ role }) => AMOUNTS.includes(role))
  return rows.flatMap(({ row }) =>
    amounts.flatMap(({ from }) => {
      const cell = view.covering(row, from)
      return cell && !isPlaceholder(cell.text) && cell.text.trim() !== '' ? [cell.text] : []
    }),
  )
}
