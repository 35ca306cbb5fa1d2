import { compact } from '../values/text.ts'
import type { Column } from './columns.ts'
import { causeOf, likelihoodOf } from './ticks.ts'
import type { View } from './view.ts'
import type { Role } from './vocabulary.ts'

/** What one heading of the second row stands for: a tick column, or the text of the reasons. */
function subRole(text: string): { readonly role: Role; readonly label: string } | undefined {
  const plain = compact(text)
  if (causeOf(plain) !== undefined) return { role: 'cause', label: plain }
  if (likelihoodOf(plain) !== undefined) return { role: 'likelihood', label: plain }
  return /^(?:原因说明|偏差原因说明|具体原因|说明)$/.test(plain) ? { role: 'reason', label: plain } : undefined
}

/** The second heading row of a monitoring table: reason classes and possibilities, and nothing else. */
export function isSubHeading(view: View, row: number): boolean {
  const cells = view.rows[row] ?? []
  return cells.length >= 2 && cells.every((cell) => subRole(cell.text) !== undefined)
}

/** The columns of a table whose heading for reasons or possibilities is divided in the row below. */
export function withSubHeadings(view: View, row: number, columns: readonly Column[]): readonly Column[] {
  if (!isSubHeading(view, row + 1)) return columns
  const subs = (view.rows[row + 1] ?? []).flatMap((cell): Column[] => {
    const sub = subRole(cell.text)
    return sub ? [{ ...sub, from: cell.column, to: cell.column + cell.columnSpan, joined: false }] : []
  })
  // In pasted text the divided heading is one cell wide and stands over the first of its parts.
  const isDivided = (column: Column) =>
    (column.role === 'reason' || column.role === 'likelihood') &&
    subs.some((sub) => sub.from < column.to && sub.to > column.from)
  return [...columns.filter((column) => !isDivided(column)), ...subs].sort((a, b) => a.from - b.from)
}
