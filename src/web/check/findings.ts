import type { SheetCell } from '#documents'
import { type Edit, type Finding, type Form, placeName, type Reading, readAt, rules, type Severity } from '#engine'
import { commonTexts } from '../texts/common.ts'
import { canonical, cellsOf, type Layout } from './layout.ts'
import { textOf } from './text-of.ts'

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'notice']

/** A mark and a word, never colour alone. */
export const SEVERITY_WORDS: Readonly<Record<Severity, { readonly mark: string; readonly word: string }>> = {
  error: { mark: '■', word: commonTexts.mustFix },
  warning: { mark: '▲', word: commonTexts.toExplain },
  notice: { mark: '○', word: commonTexts.toNote },
}

/** One thing to walk over in the panel: a finding, or a value that a person must confirm or supply. */
export type Item =
  | { readonly kind: 'finding'; readonly key: string; readonly finding: Finding }
  | { readonly kind: 'question'; readonly key: string; readonly cell: SheetCell; readonly reading: Reading }

const itemsOfFindings = new WeakMap<Finding, Item>()

/** The entry of a finding: one and the same as long as the finding stands, so that what shows it need not be drawn again. */
export function itemOf(finding: Finding): Item {
  const known = itemsOfFindings.get(finding)
  if (known) return known
  const item: Item = { kind: 'finding', key: findingKey(finding), finding }
  itemsOfFindings.set(finding, item)
  return item
}

/** The same finding keeps its key while other cells change. */
export function findingKey(finding: Finding): string {
  return `${finding.rule}|${finding.at.join(' ')}`
}

export function questionKey(cell: SheetCell): string {
  return `question|${cell.at ?? ''}`
}

/** The pointers an item is about. */
export function pointersOf(item: Item): readonly string[] {
  return item.kind === 'finding' ? item.finding.at : [item.cell.at ?? '']
}

/** The title of a rule, for the heading over several findings of one kind. */
export function ruleTitle(rule: string): string {
  return titles.get(rule) ?? rule
}

const titles: ReadonlyMap<string, string> = new Map(rules.map((rule) => [rule.id, rule.title]))

/** The findings of a cell: those that name it, or its row. */
export function findingsOfCell(layout: Layout, findings: readonly Finding[], cell: SheetCell): readonly Finding[] {
  return findings.filter((finding) => finding.at.some((pointer) => isAbout(layout, pointer, cell)))
}

function isAbout(layout: Layout, pointer: string, { row, column }: SheetCell): boolean {
  const cells = cellsOf(layout, pointer)
  return cells.length <= 8 && cells.some((cell) => cell.row === row && cell.column === column)
}

/** What stands in the margin beside a row. */
export type Mark = { readonly severity: Severity; readonly count: number; readonly first: string }

/** Sheet row → its mark; each finding marks the rows its cells begin in, at most eight. */
export function marksByRow(layout: Layout, findings: readonly Finding[]): ReadonlyMap<number, Mark> {
  const marks = new Map<number, Mark>()
  for (const finding of findings) {
    for (const row of rowsOf(layout, finding)) {
      const mark = marks.get(row)
      const isGraver = !mark || SEVERITIES.indexOf(finding.severity) < SEVERITIES.indexOf(mark.severity)
      marks.set(row, {
        severity: isGraver ? finding.severity : mark.severity,
        first: isGraver ? itemOf(finding).key : mark.first,
        count: (mark?.count ?? 0) + 1,
      })
    }
  }
  return marks
}

const rowsMarked = new WeakMap<Layout, WeakMap<Finding, readonly number[]>>()

/** The rows a finding marks, found once: at each key nearly all findings are those of the key before. */
function rowsOf(layout: Layout, finding: Finding): readonly number[] {
  const known = rowsMarked.get(layout) ?? new WeakMap<Finding, readonly number[]>()
  rowsMarked.set(layout, known)
  const before = known.get(finding)
  if (before) return before
  const begin = (pointer: string) =>
    cellsOf(layout, pointer)
      .slice(0, 8)
      .map(({ row }) => row)
  const rows = [...new Set(finding.at.flatMap(begin))].slice(0, 8)
  known.set(finding, rows)
  return rows
}

export function sameMarks(one: ReadonlyMap<number, Mark>, other: ReadonlyMap<number, Mark>): boolean {
  if (one.size !== other.size) return false
  for (const [row, mark] of one) if (!isSameMark(mark, other.get(row))) return false
  return true
}

export function isSameMark(one: Mark | undefined, other: Mark | undefined): boolean {
  return one?.severity === other?.severity && one?.count === other?.count && one?.first === other?.first
}

/** A change as the person reads it: place, before, after. */
export type Change = { readonly place: string; readonly before: string; readonly after: string }

/** What a fix will do, one line a cell. */
export function changesOf(form: Form, edits: readonly Edit[]): readonly Change[] {
  return edits.map(({ at, to }) => ({
    place: placeName(form, canonical(at)),
    before: textOf(readAt(form, at)) || commonTexts.blank,
    after: textOf(to) || commonTexts.blank,
  }))
}

/** The edits of all safe fixes; where two findings touch one place the graver one comes first and stays. */
export function safeEdits(findings: readonly Finding[]): readonly Edit[] {
  const edits = new Map<string, Edit>()
  for (const severity of SEVERITIES) {
    for (const { fix, severity: own } of findings) {
      if (!fix?.safe || own !== severity) continue
      for (const edit of fix.edits) if (!edits.has(edit.at)) edits.set(edit.at, edit)
    }
  }
  return [...edits.values()]
}
