import type { Indicator, Operator, Value } from '../form.ts'
import { type Marks, mark } from '../reading/marks.ts'
import { readPoints, readValue, type ValueContext } from './indicator-values.ts'
import { type Levels, resolveLevels } from './levels.ts'
import { cleanName, isFiller } from './names.ts'
import type { Resolved } from './resolve.ts'

/** One row of the indicator table with every field decided but not yet parsed. */
export type RowText = {
  readonly level1: readonly string[]
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
}

/** What the rest of the form says. */
export type TableContext = {
  readonly year: number | null
  readonly positions: 'exact' | 'loose'
  readonly levels: 'any-name' | 'known-names'
}

/** Indicator rows out of decided texts: filler rows dropped, levels filled, values parsed, marks set. */
export function readIndicators(all: readonly RowText[], context: TableContext, marks: Marks): readonly Indicator[] {
  const kept = all.filter((row) => !isBlank(row))
  // Labels of dropped template rows still head the rows below them.
  const levels = resolveLevels(all, context.levels).filter((_, i) => !isBlank(all[i] as RowText))
  return kept.map((row, i) => readIndicator(row, levels[i] as Levels, `/indicators/${i}`, context, marks))
}

function isBlank(row: RowText): boolean {
  const fields = [row.target, row.actual, row.weight, row.score, row.reason]
  return isFiller(row.name.text ?? '') && fields.every(({ text }) => isFiller(text ?? ''))
}

function readIndicator(row: RowText, levels: Levels, at: string, context: TableContext, marks: Marks): Indicator {
  const clean = cleanName(row.name.text ?? '')
  const name = isFiller(clean.name) ? null : clean.name
  const changed = name !== null && name !== row.name.text
  mark(marks, `${at}/level1`, levels.level1Reading)
  mark(marks, `${at}/level2`, levels.level2Reading)
  mark(
    marks,
    `${at}/name`,
    changed && row.name.reading.status === 'literal'
      ? {
          ...row.name.reading,
          status: 'repaired',
          raw: row.name.text ?? '',
          how: '去掉序号或括号中的分值',
          confidence: 0.98,
        }
      : row.name.reading,
  )

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
  if (row.reason.text !== null || row.reason.reading.raw !== undefined) mark(marks, `${at}/reason`, row.reason.reading)
  return {
    level1: levels.level1,
    level1Weight: levels.level1Weight,
    level2: levels.level2,
    name,
    target,
    actual,
    weight: printed ?? clean.points,
    score,
    reason: row.reason.text,
    ...(row.initialTarget ? { initialTarget } : {}),
  }
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
