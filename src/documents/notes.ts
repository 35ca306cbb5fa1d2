import type { Finding } from '#engine'
import type { Sheet, SheetCell } from './sheet.ts'

/** What is pinned to one cell of the sheet: one text a finding, the gravest first. */
export type CellNote = { readonly cell: SheetCell; readonly text: string }

const WORDS = { error: '必须改', warning: '需说明', notice: '提示' }

/** Findings as notes on the cells they point at; what points at no cell of the sheet goes to the title. */
export function notesOf(sheet: Sheet, findings: readonly Finding[]): readonly CellNote[] {
  const texts = new Map<SheetCell, string[]>()
  const title = sheet.cells.find(({ role }) => role === 'title') ?? sheet.cells[0]
  for (const finding of findings) {
    const text = `【${WORDS[finding.severity]} ${finding.code}】${finding.message}${finding.advice}`
    const cells = new Set(finding.at.map((pointer) => cellAt(sheet, pointer) ?? title))
    for (const cell of cells.size === 0 ? [title] : cells) {
      if (cell) texts.set(cell, [...(texts.get(cell) ?? []), text])
    }
  }
  return [...texts]
    .map(([cell, list]) => ({ cell, text: list.join('\n') }))
    .sort((a, b) => a.cell.row - b.cell.row || a.cell.column - b.cell.column)
}

/** The cell that shows a pointer's value: `/indicators/3/target/value` stands in the cell of its text, a whole row in its name. */
function cellAt(sheet: Sheet, pointer: string): SheetCell | undefined {
  const shown = pointer
    .replace(/\/(target|initialTarget|actual)(?:\/\w+)?$/, '/$1/text')
    .replace(/\/level1Weight$/, '/level1')
  const exact = sheet.cells.find(({ at }) => at === shown)
  if (exact) return exact
  const named = sheet.cells.find(({ at }) => at === `${pointer}/name` || at === `${pointer}/source`)
  return named ?? sheet.cells.find(({ at }) => at?.startsWith(`${pointer}/`))
}
