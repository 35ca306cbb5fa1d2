import { compareRatio, parseRatio } from '../decimal.ts'
import { readAt } from '../edit.ts'
import { isLost } from '../facts/reading.ts'
import type { Form, FundRow, Indicator, Reading } from '../form.ts'
import { halfWidth } from '../values/text.ts'
import { pairRows } from './pairs.ts'

/**
 * One cell or row in which a file that came back differs from the form. `at` points into the form before, `from` into the one after.
 * `unread` says that the file's cell can't be read: it can't be accepted, a known value is never replaced by an unknown one.
 */
export type Difference = {
  readonly kind: 'changed' | 'added' | 'removed' | 'unread'
  readonly at: string
  readonly from: string
  readonly before: unknown
  readonly after: unknown
  /** How the value was read in the file, where that is told. */
  readonly reading?: Reading
}

const HEAD = [
  '/title',
  '/fiscalYear',
  '/filedOn',
  '/department',
  '/unit',
  '/project',
  '/throughMonth',
  '/funds/unit',
  '/goals/expected',
  '/goals/actual',
  '/total/weight',
  '/total/score',
  '/grade',
  '/conclusion',
  '/contact/name',
  '/contact/phone',
  '/declaration',
]

/** True when two records are of one form: same kind, year and subject. Only then a comparison makes sense. */
export function isSameForm(a: Form, b: Form): boolean {
  const subject = ({ project, department, unit }: Form) => plain(project ?? department ?? unit ?? '')
  return a.kind === b.kind && a.fiscalYear === b.fiscalYear && subject(a) === subject(b) && subject(a) !== ''
}

/**
 * Cell by cell, what differs in `after` (the file that came back) from `before` (the form as it is). Rows are paired by name and level,
 * not by position. Amounts and points that are equal as numbers, and texts that differ in blanks or in the width of signs only, are no difference.
 */
export function differences(before: Form, after: Form): readonly Difference[] {
  const head = HEAD.flatMap((at) => cell(before, after, at, at))
  const funds = rows(before, after, '/funds/rows', before.funds.rows, after.funds.rows, ({ source }: FundRow) => ({
    name: plain(source),
    group: '',
  }))
  const indicators = rows(before, after, '/indicators', before.indicators, after.indicators, (row: Indicator) => ({
    name: plain(row.name ?? ''),
    group: plain(`${row.level1 ?? ''}/${row.level2 ?? ''}`),
  }))
  return [...head, ...funds, ...indicators]
}

function rows<Row extends FundRow | Indicator>(
  before: Form,
  after: Form,
  list: string,
  old: readonly Row[],
  now: readonly Row[],
  identify: (row: Row) => { readonly name: string; readonly group: string },
): readonly Difference[] {
  const pairs = pairRows(old.map(identify), now.map(identify))
  const changed = pairs.flatMap((pair) => {
    const keys = new Set([...Object.keys(old[pair.before] ?? {}), ...Object.keys(now[pair.after] ?? {})])
    return [...keys].flatMap((key) =>
      cell(before, after, `${list}/${pair.before}/${key}`, `${list}/${pair.after}/${key}`),
    )
  })
  const removed = old.flatMap((row, i): Difference[] =>
    pairs.some((pair) => pair.before === i)
      ? []
      : [{ kind: 'removed', at: `${list}/${i}`, from: '', before: row, after: undefined }],
  )
  const added = now.flatMap((row, j): Difference[] => {
    if (pairs.some((pair) => pair.after === j)) return []
    const above = pairs.filter((pair) => pair.after < j).sort((a, b) => b.after - a.after)[0]
    const at = `${list}/${above ? above.before + 1 : 0}`
    return [{ kind: 'added', at, from: `${list}/${j}`, before: undefined, after: row }]
  })
  return [...changed, ...removed, ...added]
}

function cell(before: Form, after: Form, at: string, from: string): readonly Difference[] {
  const [old, now] = [readAt(before, at), readAt(after, from)]
  if (isSame(old, now)) return []
  const reading = after.reading[from] ?? after.reading[`${from}/text`] ?? after.reading[`${from}/value`]
  const isUnread = isBlank(now) && (isLost(after, from) || reading?.status === 'missing')
  const kind = isUnread ? 'unread' : 'changed'
  return [{ kind, at, from, before: old, after: now, ...(reading ? { reading } : {}) }]
}

function isBlank(value: unknown): boolean {
  return value === null || value === undefined || value === ''
}

/** Values with a text (targets, actuals) are the same when their texts are: value and unit follow from it. */
function isSame(a: unknown, b: unknown): boolean {
  if (isBlank(a) && isBlank(b)) return true
  const [left, right] = [printed(a), printed(b)]
  if (left === right) return true
  const [x, y] = [parseRatio(left), parseRatio(right)]
  return x !== undefined && y !== undefined && compareRatio(x, y) === 0
}

function printed(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'text' in value) return plain(String(value.text))
  return plain(typeof value === 'object' ? sorted(value) : String(value ?? ''))
}

/** As JSON with sorted keys: the order in which a file names its parts is no difference. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

function plain(text: string): string {
  return halfWidth(text).replaceAll(/\s/g, '')
}

/**
 * The form with the accepted differences taken over from `after`; the reading of each taken value goes along, so a doubtful one stays
 * doubtful. `unread` ones are never taken.
 */
export function acceptDifferences(before: Form, after: Form, accepted: readonly Difference[]): Form {
  const cells = accepted.filter(({ kind }) => kind === 'changed')
  const withCells = cells.reduce((form, { at, from }) => takeCell(form, after, at, from), before)
  const withFunds = takeRows(withCells, after, accepted, '/funds/rows')
  return takeRows(withFunds, after, accepted, '/indicators')
}

function takeCell(form: Form, after: Form, at: string, from: string): Form {
  const value = readAt(after, from)
  const reading = Object.fromEntries([
    ...Object.entries(form.reading).filter(([place]) => place !== at && !place.startsWith(`${at}/`)),
    ...movedReadings(after, from, at),
  ])
  return { ...put(form, at, value), reading }
}

/** What is known of a value and of what lies under it, at its new place. */
function movedReadings(after: Form, from: string, to: string): readonly (readonly [string, Reading])[] {
  return Object.entries(after.reading).flatMap(([place, reading]) =>
    place === from || place.startsWith(`${from}/`) ? [[`${to}${place.slice(from.length)}`, reading] as const] : [],
  )
}

function put(form: Form, at: string, value: unknown): Form {
  const set = (node: unknown, keys: readonly string[]): unknown => {
    const [key, ...rest] = keys
    if (key === undefined) return value
    if (Array.isArray(node)) return node.map((item, i) => (String(i) === key ? set(item, rest) : item))
    const object = (node ?? {}) as Readonly<Record<string, unknown>>
    return { ...object, [key]: set(object[key], rest) }
  }
  return set(form, at.split('/').slice(1)) as Form
}

/** Removes and adds rows; readings below the list move with their rows. */
function takeRows(form: Form, after: Form, accepted: readonly Difference[], list: '/funds/rows' | '/indicators'): Form {
  const own = accepted.filter(({ at }) => at.startsWith(`${list}/`))
  const removed = new Set(own.filter(({ kind }) => kind === 'removed').map(({ at }) => at))
  const added = own.filter(({ kind }) => kind === 'added')
  if (removed.size + added.length === 0) return form

  const old = readAt(form, list) as readonly unknown[]
  const order: { readonly row: unknown; readonly from: string; readonly source: Form }[] = []
  for (let i = 0; i <= old.length; i++) {
    for (const { at, from, after: row } of added) if (at === `${list}/${i}`) order.push({ row, from, source: after })
    if (i < old.length && !removed.has(`${list}/${i}`)) order.push({ row: old[i], from: `${list}/${i}`, source: form })
  }
  const others = Object.entries(form.reading).filter(([place]) => !place.startsWith(`${list}/`))
  const moved = order.flatMap(({ from, source }, i) => movedReadings(source, from, `${list}/${i}`))
  const rows = order.map(({ row }) => row)
  return { ...put(form, list, rows), reading: Object.fromEntries([...others, ...moved]) }
}
