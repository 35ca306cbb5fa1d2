import type { SheetCell } from '#documents'
import { type Edit, type Finding, type Form, placeName, type Reading, readAt, rules, type Severity } from '#engine'
import { commonTexts } from '../texts/common.ts'
import { canonical, cellsOf, keyOf, type Layout } from './layout.ts'
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
  const key = keyOf(cell)
  return findings.filter((finding) => finding.at.some((pointer) => isAbout(layout, pointer, key)))
}

function isAbout(layout: Layout, pointer: string, key: string): boolean {
  const cells = cellsOf(layout, pointer)
  return cells.length <= 8 && cells.some((cell) => keyOf(cell) === key)
}

/** What stands in the margin beside a row. */
export type Mark = { readonly severity: Severity; readonly count: number; readonly first: string }

/** Sheet row → its mark; each finding marks the rows its cells begin in, at most eight. */
export function marksByRow(layout: Layout, findings: readonly Finding[]): ReadonlyMap<number, Mark> {
  const marks = new Map<number, Mark>()
  for (const finding of findings) {
    const rows = new Set(
      finding.at.flatMap((pointer) =>
        cellsOf(layout, pointer)
          .slice(0, 8)
          .map((cell) => cell.row),
      ),
    )
    for (const row of [...rows].slice(0, 8)) {
      const mark = marks.get(row)
      const isGraver = !mark || SEVERITIES.indexOf(finding.severity) < SEVERITIES.indexOf(mark.severity)
      marks.set(row, {
        severity: isGraver ? finding.severity : mark.severity,
        first: isGraver ? findingKey(finding) : mark.first,
        count: (mark?.count ?? 0) + 1,
      })
    }
  }
  return marks
}

export function sameMarks(one: ReadonlyMap<number, Mark>, other: ReadonlyMap<number, Mark>): boolean {
  if (one.size !== other.size) return false
  return [...one].every(([row, mark]) => {
    const { severity, count, first } = other.get(row) ?? {}
    return severity === mark.severity && count === mark.count && first === mark.first
  })
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
