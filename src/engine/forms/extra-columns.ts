import type { FormKind, Indicator, Outlook, Reading, Value } from '../form.ts'
import type { Cell } from '../grid.ts'
import { type Marks, mark } from '../reading/marks.ts'
import { cellText, joinValue } from '../reading/wrapped.ts'
import { compact, isPlaceholder } from '../values/text.ts'
import type { Column } from './columns.ts'
import { readValue, type ValueContext } from './indicator-values.ts'
import { causeOf, isLikeTick, isTicked, likelihoodOf, tickedWords } from './ticks.ts'
import type { Role } from './vocabulary.ts'

/** A cell of a column that only some kinds of forms have. */
export type ExtraCell = { readonly role: Role; readonly label: string | undefined; readonly cell: Cell }
/** What such a column adds to an indicator. `doubt` says in Chinese why none of its values is certain. */
export type Extras = { readonly cells: readonly ExtraCell[]; readonly doubt: string | null }

const ROLES: readonly Role[] = [
  'expectedActual',
  'cause',
  'likelihood',
  'note',
  'standard',
  'scoreCoefficient',
  'isCore',
]

/** The columns of a table that hold more than every self-evaluation has. */
export function isExtra({ role }: Column): boolean {
  return ROLES.includes(role)
}

/** Optional parts of an indicator: only those for which the form has a column and its kind a place. */
export function readExtras(
  extras: Extras,
  columns: readonly Column[],
  kind: FormKind,
  at: string,
  context: ValueContext & { readonly target: Value | null },
  marks: Marks,
): Partial<Indicator> {
  const has = (...roles: readonly Role[]) => columns.some(({ role }) => roles.includes(role))
  const reader = { extras, at, context, marks }
  return {
    ...(kind === 'monitoring' ? { outlook: outlookOf(reader) } : {}),
    ...((kind === 'monitoring' || kind === 'target-declaration') && has('note')
      ? { note: textOf(reader, 'note', 'note') }
      : {}),
    ...(kind === 'indicator-framework' && has('standard') ? { standard: textOf(reader, 'standard', 'standard') } : {}),
    ...(has('scoreCoefficient') ? { scoreCoefficient: percentOf(reader) } : {}),
    ...(has('isCore') ? { isCore: coreOf(reader) } : {}),
  }
}

type Reader = {
  readonly extras: Extras
  readonly at: string
  readonly context: ValueContext & { readonly target: Value | null }
  readonly marks: Marks
}

function cellsOf({ extras }: Reader, role: Role): readonly ExtraCell[] {
  return extras.cells.filter((one) => one.role === role && compact(one.cell.text) !== '')
}

function note({ extras, at, marks }: Reader, leaf: string, reading: Reading): void {
  const isDoubtful = extras.doubt !== null && reading.status !== 'missing'
  mark(
    marks,
    `${at}/${leaf}`,
    isDoubtful ? { ...reading, status: 'doubtful', how: extras.doubt ?? '', confidence: 0.5 } : reading,
  )
}

function textOf(reader: Reader, role: Role, leaf: string): string | null {
  const [first] = cellsOf(reader, role)
  if (!first || isPlaceholder(first.cell.text)) return null
  const raw = first.cell.text
  const text = cellText(raw, reader.context.positions)
  const changed = text === raw.trim() ? {} : { raw, how: '去掉换行留下的空格', confidence: 0.95 }
  note(reader, leaf, {
    status: text === raw.trim() ? 'literal' : 'repaired',
    ...changed,
    source: first.cell.source,
  })
  return text
}

function percentOf(reader: Reader): string | null {
  const [first] = cellsOf(reader, 'scoreCoefficient')
  if (!first || isPlaceholder(first.cell.text)) return null
  const plain = compact(first.cell.text).replace(/%$/, '')
  const source = first.cell.source
  if (!/^\d{1,3}(?:\.\d{1,4})?$/.test(plain)) {
    note(reader, 'scoreCoefficient', { status: 'missing', raw: first.cell.text, how: '这一格不是数', source })
    return null
  }
  note(reader, 'scoreCoefficient', { status: 'literal', source })
  return plain
}

function coreOf(reader: Reader): boolean | null {
  const [first] = cellsOf(reader, 'isCore')
  if (!first) return null
  const plain = compact(first.cell.text)
  const source = first.cell.source
  const isYes = /^(?:是|核心|核心指标)$/.test(plain) || isTicked(plain)
  if (!isYes && !/^(?:否|非核心|非核心指标|[-/—□☐])$/.test(plain)) {
    note(reader, 'isCore', { status: 'missing', raw: first.cell.text, how: '读不出是否核心指标', source })
    return null
  }
  note(reader, 'isCore', { status: 'literal', source })
  return isYes
}

function outlookOf(reader: Reader): Outlook {
  const [first] = cellsOf(reader, 'expectedActual')
  const { context, at, marks } = reader
  const expected = first
    ? readValue(
        `${at}/outlook/expected`,
        { text: joinValue(first.cell.text), reading: { status: 'literal', source: first.cell.source } },
        'actual',
        { ...context, operator: null },
        context.target,
        marks,
      )
    : null
  const known = marks[`${at}/outlook/expected/text`]
  if (known) {
    for (const leaf of ['text', 'value'])
      if (marks[`${at}/outlook/expected/${leaf}`]) note(reader, `outlook/expected/${leaf}`, known)
  }
  return { expected, causes: causesOf(reader), likelihood: possibilityOf(reader) }
}

/** Ticked classes; a class whose cell holds words is named too, and the words are the reason's business. */
function causesOf(reader: Reader): readonly string[] {
  const [named] = cellsOf(reader, 'cause').filter(({ label }) => label === undefined)
  if (named) {
    if (isPlaceholder(named.cell.text)) return []
    note(reader, 'outlook/causes', { status: 'literal', source: named.cell.source })
    const words = tickedWords(named.cell.text) ?? ''
    return words.split(/[、，,；;\s]+/).filter((word) => word !== '')
  }
  const ticked = cellsOf(reader, 'cause').filter(({ cell }) => isTicked(cell.text) || /\p{Script=Han}/u.test(cell.text))
  const [first] = ticked
  const odd = ticked.find(({ cell }) => isLikeTick(cell.text)) ?? first
  if (odd) note(reader, 'outlook/causes', tickReading(odd.cell))
  return ticked.flatMap(({ label }) => (label === undefined ? [] : [label]))
}

function tickReading({ text, source }: Cell): Reading {
  return isLikeTick(text)
    ? { status: 'repaired', raw: text, how: '单独的“<”按“√”', source }
    : { status: 'literal', source }
}

/** Words that stand in the cell of a reason class: part of the reason. */
export function wordsOfCauses(extras: Extras): string | null {
  const words = extras.cells.flatMap(({ role, label, cell }) =>
    role === 'cause' && label !== undefined && /\p{Script=Han}{2}/u.test(cell.text) && causeOf(cell.text) === undefined
      ? [cell.text.trim()]
      : [],
  )
  return words.length === 0 ? null : words.join('；')
}

function possibilityOf(reader: Reader): Outlook['likelihood'] {
  const cells = cellsOf(reader, 'likelihood')
  const found = cells.flatMap(({ label, cell }) => {
    const words = label === undefined ? tickedWords(cell.text) : isTicked(cell.text) ? label : null
    const value = words === null ? undefined : likelihoodOf(words)
    return value === undefined ? [] : [{ value, cell }]
  })
  const [first, second] = found
  if (first && !second) {
    note(reader, 'outlook/likelihood', tickReading(first.cell))
    return first.value
  }
  const raw = cells.map(({ label, cell }) => `${label ?? ''}${cell.text}`).join('、')
  if (second) note(reader, 'outlook/likelihood', { status: 'missing', raw, how: '勾了不止一项可能性' })
  else if (cells.some(({ cell }) => !isPlaceholder(cell.text) && !/^[□☐○◯\s]*$/.test(cell.text)))
    note(reader, 'outlook/likelihood', { status: 'missing', raw, how: '读不出完成可能性' })
  return null
}
