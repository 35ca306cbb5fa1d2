import type { FormKind, Indicator, Operator, Reading, Value } from '../form.ts'
import type { Cell } from '../grid.ts'
import { type Marks, mark } from '../reading/marks.ts'
import type { Column } from './columns.ts'
import { type Extras, readExtras, wordsOfCauses } from './extra-columns.ts'
import { readPoints, readValue, type ValueContext } from './indicator-values.ts'
import { type FreeNames, type Levels, resolveLevels } from './levels.ts'
import { cleanName, isFiller } from './names.ts'
import type { Resolved } from './resolve.ts'

/** One row of the indicator table with every field decided but not yet parsed. */
export type RowText = {
  readonly level1: readonly string[]
  /** The points of the first level where a blank among their digits may part two numbers. */
  readonly lostPoints?: Cell
  readonly level2: readonly string[]
  readonly name: Resolved
  readonly target: Resolved
  readonly initialTarget: Resolved | undefined
  readonly actual: Resolved
  readonly weight: Resolved
  readonly score: Resolved
  readonly reason: Resolved
  readonly unit: string | null
  readonly operator: string | null
  readonly level2Weight: Resolved | undefined
  readonly extras: Extras
}

/** What the rest of the form says. */
export type TableContext = {
  readonly year: number | null
  readonly positions: 'exact' | 'loose'
  readonly levels: FreeNames
  readonly kind: FormKind
  readonly columns: readonly Column[]
  /** Where the rows stand in the record: `/indicators`. */
  readonly base: string
}

/** Indicator rows out of decided texts: filler rows dropped, levels filled, values parsed, marks set. */
export function readIndicators(all: readonly RowText[], context: TableContext, marks: Marks): readonly Indicator[] {
  const kept = all.filter((row) => !isBlank(row))
  // Labels of dropped template rows still head the rows below them.
  const levels = resolveLevels(all, context.levels).filter((_, i) => !isBlank(all[i] as RowText))
  const rows = kept.map((row, i) => readIndicator(row, levels[i] as Levels, `${context.base}/${i}`, context, marks))
  return rows.map((row, i) => withGroupPoints(row, rows, i))
}

/** Points of a merged second level, in text printed beside its first row only. */
function withGroupPoints(row: Indicator, rows: readonly Indicator[], i: number): Indicator {
  if (row.level2Weight !== null || row.level2 === null) return row
  let k = i
  while (k > 0 && rows[k - 1]?.level1 === row.level1 && rows[k - 1]?.level2 === row.level2) k--
  const first = rows[k]
  return first !== undefined && first.level2Weight !== undefined ? { ...row, level2Weight: first.level2Weight } : row
}

function isBlank(row: RowText): boolean {
  const fields = [row.target, row.actual, row.weight, row.score, row.reason]
  if (row.extras.cells.some(({ role, cell }) => role === 'standard' && !isFiller(cell.text))) return false
  return isFiller(row.name.text ?? '') && fields.every(({ text }) => isFiller(text ?? ''))
}

function readIndicator(row: RowText, levels: Levels, at: string, context: TableContext, marks: Marks): Indicator {
  const clean = cleanName(row.name.text ?? '')
  const name = isFiller(clean.name) ? null : clean.name
  const has = (role: 'level1' | 'level2') =>
    context.positions === 'loose' || context.columns.some((column) => column.role === role)
  if (levels.level1 !== null || has('level1')) mark(marks, `${at}/level1`, levels.level1Reading)
  if (levels.level2 !== null || has('level2')) mark(marks, `${at}/level2`, levels.level2Reading)
  markName(row.name, name, at, marks)
  if (row.lostPoints && levels.level1Weight === null) markLost(row.lostPoints, `${at}/level1Weight`, marks)

  const values: ValueContext = {
    year: context.year,
    positions: context.positions,
    unit: row.unit,
    operator: operatorOf(row.operator),
  }
  const initialTarget = row.initialTarget
    ? readValue(`${at}/initialTarget`, row.initialTarget, 'target', values, null, marks)
    : null
  const own = readValue(`${at}/target`, row.target, 'target', values, null, marks)
  const target: Value | null = own ?? initialTarget
  const actual = readValue(`${at}/actual`, row.actual, 'actual', { ...values, operator: null }, target, marks)
  const printed = readPoints(`${at}/weight`, row.weight, marks)
  if (printed === null && clean.points !== null)
    mark(marks, `${at}/weight`, {
      status: 'repaired',
      raw: row.name.text ?? '',
      how: '分值写在名称后的括号里',
      confidence: 0.95,
    })
  const score = readPoints(`${at}/score`, row.score, marks)
  const reason = reasonOf(row)
  if (reason.text !== null || reason.reading.raw !== undefined) mark(marks, `${at}/reason`, reason.reading)
  const level2Weight = row.level2Weight ? readPoints(`${at}/level2Weight`, row.level2Weight, marks) : undefined
  const extras = { ...values, target }
  return {
    level1: levels.level1,
    level1Weight: levels.level1Weight,
    level2: levels.level2,
    name,
    target,
    actual,
    weight: printed ?? clean.points,
    score,
    reason: reason.text,
    ...(row.initialTarget ? { initialTarget } : {}),
    ...(level2Weight === undefined ? {} : { level2Weight }),
    ...readExtras(row.extras, context.columns, context.kind, at, extras, marks),
  }
}

function markLost({ text, source }: Cell, at: string, marks: Marks): void {
  mark(marks, at, { status: 'missing', raw: text, how: '数字之间有空白，可能是两个数', source })
}

function markName({ text, reading }: Resolved, name: string | null, at: string, marks: Marks): void {
  const changed = name !== null && name !== text && reading.status === 'literal'
  const how = '去掉序号或括号中的分值'
  const cleaned: Reading = { ...reading, status: 'repaired', raw: text ?? '', how, confidence: 0.98 }
  mark(marks, `${at}/name`, changed ? cleaned : reading)
}

/** The words of a divided reason column stand under their classes; behind the reason's own text they are part of it. */
function reasonOf({ reason, extras }: RowText): Resolved {
  const words = wordsOfCauses(extras)
  if (words === null) return reason
  const source = extras.cells.find(({ role }) => role === 'cause')?.cell.source
  const reading: Reading = reason.text === null ? { status: 'literal', ...(source ? { source } : {}) } : reason.reading
  return { text: [reason.text, words].filter((text) => text !== null).join('；'), reading }
}

const OPERATORS: Readonly<Record<string, Operator>> = {
  '=': '=',
  '≥': '≥',
  '>': '>',
  '≤': '≤',
  '<': '<',
  '＝': '=',
  '＞': '>',
  '＜': '<',
  '>=': '≥',
  '<=': '≤',
  等于: '=',
  大于等于: '≥',
  小于等于: '≤',
  大于: '>',
  小于: '<',
  正向: '≥',
  反向: '≤',
}

function operatorOf(text: string | null): Operator | null {
  return text === null ? null : (OPERATORS[text.trim()] ?? null)
}
