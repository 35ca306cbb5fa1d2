import { level2Of } from '../forms/vocabulary.ts'
import { parseTarget } from '../values/value.ts'
import type { LooseField, LooseRow } from './tokens.ts'

const JOINED: readonly LooseField[] = ['name', 'target', 'actual', 'reason']

/**
 * Second lines of wrapped rows put back behind their first: a line without weight and score that lacks a name or both
 * values. The joined cells count as cut, so that a person looks at them.
 */
export function joinContinuations(rows: readonly LooseRow[]): readonly LooseRow[] {
  const joined: LooseRow[] = []
  for (const row of rows) {
    const before = joined.at(-1)
    if (before && isWhole(before) && continues(row, before)) joined[joined.length - 1] = join(before, row)
    else joined.push(row)
  }
  return joined
}

function continues({ text, level2, isOwnRow }: LooseRow, before: LooseRow): boolean {
  if (isOwnRow) return false
  if (text.weight.trim() !== '' || text.score.trim() !== '' || level2Of(level2) !== undefined) return false
  if (JOINED.some((field) => /\S\s+\S/.test(text[field]))) return false
  if (text.name.trim() === '') return true
  return (['target', 'actual'] as const).every((field) => text[field].trim() === '' || isOpen(before.text[field]))
}

/** A value that a next line may complete: a number without its unit, a date without its day. */
function isOpen(text: string): boolean {
  const { kind, unit } = parseTarget(text)
  return /\d/.test(text) && (kind === 'qualitative' || (kind === 'quantity' && !unit))
}

/** A row that holds exactly one item with its points: something can continue it. */
function isWhole({ text }: LooseRow): boolean {
  return /^\s*[\d.]+\s*$/.test(text.weight) && text.name.trim() !== '' && !/\S\s+\S/.test(text.target)
}

function join(row: LooseRow, rest: LooseRow): LooseRow {
  const more = JOINED.filter((field) => rest.text[field].trim() !== '')
  const text = { ...row.text }
  for (const field of more) text[field] = row.text[field].trim() + rest.text[field].trim()
  const cut = more.filter((field) => row.text[field].trim() !== '')
  // A short piece taken for a level's caption may as well be the end of the name.
  const isNameOpen = rest.level1 !== '' || rest.level2 !== ''
  return { ...row, text, cut: [...new Set([...row.cut, ...cut, ...(isNameOpen ? (['name'] as const) : [])])] }
}
