import { alignRow } from '../reading/align.ts'
import { joinContinuations } from '../reading/continuations.ts'
import { gatherItems, type Item } from '../reading/items.ts'
import { isFullValue, type LooseField, type LooseRow } from '../reading/tokens.ts'
import { joinValue, joinWrapped } from '../reading/wrapped.ts'
import { compact, isPlaceholder } from '../values/text.ts'
import type { Column } from './columns.ts'
import { withPoints } from './exact-table.ts'
import { type Extras, isExtra } from './extra-columns.ts'
import type { RowText } from './indicators.ts'
import { completeName, mendClass } from './names.ts'
import { type Resolved, resolveName, resolveVotes } from './resolve.ts'
import { isBetween, type Sections } from './sections.ts'
import type { View } from './view.ts'
import { level1Of, level2Of, type Role } from './vocabulary.ts'

/** What the rest of a loose document says about its indicator names. */
export type Surroundings = {
  readonly goals: string | null
  readonly sources: readonly string[]
  readonly document: string
}
export type LooseTable = {
  readonly rows: readonly RowText[]
  readonly isDamaged: boolean
  readonly ghosts: readonly LooseRow[]
}

const FIELDS: readonly LooseField[] = ['name', 'target', 'actual', 'weight', 'score', 'reason']

/** The indicator table of OCR'd or pasted text. */
export function looseTable(view: View, sections: Sections, around: Surroundings): LooseTable {
  const { indicators, footer } = sections
  if (!indicators) return { rows: [], isDamaged: false, ghosts: [] }
  const seen: LooseRow[] = []
  for (let row = indicators.row + 1; row < footer; row++) {
    if (isBetween(view, row)) continue
    const read = looseRow(view, row, indicators.columns)
    if (read) seen.push(read)
    else continueReason(view, row, indicators.columns, seen)
  }
  const rows = joinContinuations(seen)
  const { items, ghosts, isDamaged } = gatherItems(rows)
  const support = supportIn(around.document)
  const names = items.map((item) => resolveName(item, support))
  return {
    rows: finishNames(items, names, around).map((name, i) => rowText(items[i] as Item, name, names[i]?.text ?? null)),
    isDamaged,
    ghosts,
  }
}

/** A line that holds nothing but text under the reasons goes on with the reason of the row above. */
function continueReason(view: View, row: number, columns: readonly Column[], seen: LooseRow[]): void {
  const from = columns.find(({ role }) => role === 'reason')?.from
  const cells = view.rows[row] ?? []
  const above = seen.at(-1)
  if (!above || from === undefined || cells.length === 0 || cells.some((cell) => cell.column < from)) return
  const more = cells.map((cell) => cell.text).join('')
  if (!/\p{Script=Han}/u.test(more)) return
  const source = above.source.reason ? {} : { reason: cells[0]?.source }
  seen[seen.length - 1] = {
    ...above,
    text: { ...above.text, reason: `${above.text.reason}\n${more}` },
    source: { ...above.source, ...source } as LooseRow['source'],
  }
}

function looseRow(view: View, row: number, columns: readonly Column[]): LooseRow | undefined {
  const cells = view.rows[row] ?? []
  if (cells.length === 0) return undefined
  const { cells: assigned, noise } = alignRow(cells, columns)
  const of = (...roles: readonly Role[]) =>
    columns.filter((column) => roles.includes(column.role)).flatMap((column) => assigned.get(column) ?? [])
  const byField: Readonly<Record<LooseField, ReturnType<typeof of>>> = {
    name: of('name'),
    target: ([of('adjustedTarget'), of('target'), of('initialTarget')].find((found) => found.length > 0) ?? []).slice(
      0,
      1,
    ),
    actual: of('actual'),
    weight: of('weight'),
    score: of('score'),
    reason: of('reason'),
  }
  const text = Object.fromEntries(
    FIELDS.map((field) => [field, byField[field].map((cell) => cell.text).join('')]),
  ) as Record<LooseField, string>
  if (FIELDS.every((field) => field === 'reason' || text[field].trim() === '')) return undefined
  const source = Object.fromEntries(
    FIELDS.flatMap((field) => (byField[field][0] ? [[field, byField[field][0].source]] : [])),
  )
  // Pieces of vertical captions stand beside the level cells: the piece that names a level is the label.
  const label = (role: 'level1' | 'level2') => {
    const known = role === 'level1' ? level1Of : level2Of
    const cells = of(role)
    return cells.find((cell) => known(cell.text))?.text ?? cells.map((cell) => cell.text).join('')
  }
  const joined = (role: Role): string =>
    of(role)
      .map((cell) => compact(cell.text))
      .join('')
  return {
    row,
    text,
    source,
    operator: joined('operator'),
    unit: joined('unit'),
    initialTarget: columns.some(({ role }) => role === 'adjustedTarget') ? of('initialTarget')[0] : undefined,
    cut: FIELDS.filter((field) => byField[field].length > 1),
    stray: noise.map((cell) => compact(cell.text)).filter(isFullValue),
    level1: withPoints(label('level1'), joined('level1Weight')),
    level2: label('level2'),
    level2Weight: columns.some(({ role }) => role === 'level2Weight') ? (of('level2Weight')[0] ?? null) : undefined,
    isOwnRow: byField.name.some((cell) => cell.beginsRow === true),
    extras: columns
      .filter(isExtra)
      .flatMap((column) =>
        (assigned.get(column) ?? []).map((cell) => ({ role: column.role, label: column.label, cell })),
      ),
  }
}

/** How often a name's character pairs occur in the whole document, less what the name itself contributes. */
function supportIn(document: string): (name: string) => number {
  const pairs = new Map<string, number>()
  for (let i = 0; i + 2 <= document.length; i++) {
    const pair = document.slice(i, i + 2)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return (name) => {
    let support = 0
    for (let i = 0; i + 2 <= name.length; i++) support += Math.min(3, (pairs.get(name.slice(i, i + 2)) ?? 0) - 1)
    return support / Math.max(1, name.length)
  }
}

/** Names cut at the cell's edge are completed from the goal text; those as long as a proven cut stay doubtful. */
function finishNames(items: readonly Item[], names: readonly Resolved[], around: Surroundings): readonly Resolved[] {
  const folded = names.filter((_, i) => items[i]?.alone === false)
  const longest = Math.max(0, ...folded.map(({ text }) => text?.length ?? 0))
  const completed = names.map(({ text }, i) =>
    text !== null && items[i]?.alone === false && text.length === longest && longest >= 8
      ? completeName(text, around.goals)
      : undefined,
  )
  const isCut = completed.some((name) => name !== undefined)
  return names.map((name, i) => {
    const full = completed[i]
    if (full !== undefined)
      return {
        text: full,
        reading: {
          ...name.reading,
          status: 'inferred',
          raw: name.text ?? '',
          how: '名称在格边被截断，按绩效目标补全',
          confidence: 0.85,
        },
      }
    if (isCut && items[i]?.alone === false && name.text?.length === longest) {
      return {
        text: name.text,
        reading: {
          ...name.reading,
          status: 'doubtful',
          how: '与已知被截断的名称同长，可能也缺末尾几个字',
          confidence: 0.6,
        },
      }
    }
    const mended = mendClass(name.text ?? '', around.sources)
    if (!mended) return name
    return {
      text: mended.name,
      reading: {
        ...name.reading,
        status: 'repaired',
        raw: name.reading.raw ?? name.text ?? '',
        how: `对照资金来源改正“${mended.word}”`,
        confidence: 0.95,
      },
    }
  })
}

function rowText(item: Item, name: Resolved, winner: string | null): RowText {
  const labels = (key: 'level1' | 'level2') => item.rows.map((row) => row[key]).filter((text) => text.trim() !== '')
  const vote = (votes: Item['targets'], field: 'target' | 'actual' | 'weight' | 'score') =>
    cutToDoubt(item, resolveVotes(item, votes, winner, field), field)
  return {
    level1: labels('level1'),
    level2: labels('level2'),
    name: cutToDoubt(item, name, 'name'),
    target: vote(item.targets, 'target'),
    initialTarget: initialOf(item),
    actual: vote(item.actuals, 'actual'),
    weight: vote(item.weights, 'weight'),
    score: vote(item.scores, 'score'),
    reason: reasonOf(item),
    unit: ownColumn(item, 'unit'),
    operator: ownColumn(item, 'operator'),
    level2Weight: level2WeightOf(item),
    extras: extrasOf(item),
  }
}

function level2WeightOf(item: Item): Resolved | undefined {
  const cell = item.rows[0]?.level2Weight
  if (cell === undefined) return undefined
  if (cell === null) return { text: null, reading: { status: 'literal' } }
  const text = compact(cell.text)
  return item.alone
    ? { text, reading: { status: 'literal', source: cell.source } }
    : { text: null, reading: { status: 'missing', raw: cell.text, how: '几行挤在一格，分值属于哪一行不能断定' } }
}

/** Of rows that are fused no one can say which of them a tick or a note belongs to. */
function extrasOf(item: Item): Extras {
  const cells = item.rows.flatMap((row) => row.extras)
  return { cells, doubt: item.alone || cells.length === 0 ? null : '几行挤在一格，这一格属于哪一行不能断定' }
}

/** Unit and operator of a row that stands by itself; where rows are fused no one can say which row they belong to. */
function ownColumn(item: Item, field: 'unit' | 'operator'): string | null {
  const text = item.alone ? (item.rows[0]?.[field] ?? '') : ''
  return text === '' || isPlaceholder(text) ? null : text
}

function initialOf(item: Item): Resolved | undefined {
  const cell = item.alone ? item.rows[0]?.initialTarget : undefined
  return cell && { text: joinValue(cell.text), reading: { status: 'literal', source: cell.source } }
}

/** A cell cut in two may have doubled or lost a character at the cut, and nothing here proves that it did not. */
function cutToDoubt(item: Item, resolved: Resolved, field: LooseField): Resolved {
  const row = item.alone ? item.rows[0] : undefined
  if (!row || resolved.text === null) return resolved
  if (row.stray.length > 0) {
    const how = `这一行还有“${row.stray.join('、')}”，放不进任何一列，各格可能错了位`
    return { ...resolved, reading: { ...resolved.reading, status: 'doubtful', how, confidence: 0.5 } }
  }
  if (!row.cut.includes(field)) return resolved
  return {
    ...resolved,
    reading: { ...resolved.reading, status: 'doubtful', how: '这一格被拆成两格，合并处请核对', confidence: 0.6 },
  }
}

function reasonOf(item: Item): Resolved {
  const row = item.rows.find((one) => one.text.reason.trim() !== '')
  if (!row) return { text: null, reading: { status: 'missing', how: '没有写原因' } }
  if (!item.alone) {
    const how = '几行挤在一格，这段原因属于哪一行不能断定'
    return { text: null, reading: { status: 'missing', raw: row.text.reason, how } }
  }
  const raw = row.text.reason
  const text = joinWrapped(raw)
  const source = row.source.reason ? { source: row.source.reason } : {}
  if (!/\p{Script=Han}/u.test(text))
    return { text: null, reading: { status: 'missing', raw, how: '没有写原因', ...source } }
  return {
    text,
    reading:
      text === raw.trim()
        ? { status: 'literal', ...source }
        : { status: 'repaired', raw, how: '去掉换行留下的空格', confidence: 0.95, ...source },
  }
}
