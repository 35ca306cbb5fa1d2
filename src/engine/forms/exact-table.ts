import type { Cell } from '../grid.ts'
import { struckReading } from '../reading/struck.ts'
import { compact, isPlaceholder } from '../values/text.ts'
import type { Column } from './columns.ts'
import { isExtra } from './extra-columns.ts'
import type { RowText } from './indicators.ts'
import type { Resolved } from './resolve.ts'
import { isBetween, type Sections } from './sections.ts'
import type { View } from './view.ts'
import type { Role } from './vocabulary.ts'

/** The indicator table of a spreadsheet or a table with spans: each cell stands under its heading. */
export function exactTable(view: View, sections: Sections): readonly RowText[] {
  const { indicators, footer } = sections
  if (!indicators) return []
  const rows: RowText[] = []
  for (let row = indicators.row + 1; row < footer; row++) {
    if ((view.rows[row] ?? []).length === 0 || isBetween(view, row)) continue
    rows.push(exactRow(view, row, indicators.columns))
  }
  return rows
}

function exactRow(view: View, row: number, columns: readonly Column[]): RowText {
  const cell = (role: Role): Cell | undefined => {
    const column = columns.find((one) => one.role === role)
    if (!column) return undefined
    for (let at = column.from; at < column.to; at++) {
      const found = view.covering(row, at)
      if (found) return found
    }
    return view.struckAt(row, column.from)
  }
  // A label merged across the level and name columns heads the row, it is not its name.
  const own = (role: Role): Cell | undefined => {
    const found = cell(role)
    const column = columns.find((one) => one.role === role)
    return found && column && found.column < column.from && found.row === row ? undefined : found
  }
  const adjusted = field(own('adjustedTarget'))
  const initial = columns.some(({ role }) => role === 'initialTarget') ? field(own('initialTarget')) : undefined
  const plain = field(own('target'))
  const points = cell('level1Weight')
  const lostPoints = points && /\d\s+\d/.test(points.text) ? points : undefined
  const labels = (role: 'level1' | 'level2'): readonly string[] => {
    const text = cell(role)?.text
    const points = role === 'level1' && !lostPoints ? textOf(cell('level1Weight')) : null
    return text === undefined ? [] : [points === null ? text : withPoints(text, points)]
  }
  return {
    level1: labels('level1'),
    ...(lostPoints ? { lostPoints } : {}),
    level2: labels('level2'),
    name: field(own('name')),
    target: adjusted.text !== null ? adjusted : plain.text !== null ? plain : (initial ?? plain),
    initialTarget: columns.some(({ role }) => role === 'adjustedTarget') ? initial : undefined,
    actual: field(own('actual')),
    weight: field(own('weight')),
    score: field(own('score')),
    reason: field(own('reason')),
    unit: textOf(own('unit')),
    operator: textOf(own('operator')),
    level2Weight: columns.some(({ role }) => role === 'level2Weight') ? field(cell('level2Weight')) : undefined,
    extras: {
      cells: columns.filter(isExtra).flatMap((column) => {
        const found = view.covering(row, column.from)
        return found ? [{ role: column.role, label: column.label, cell: found }] : []
      }),
      doubt: null,
    },
  }
}

function field(cell: Cell | undefined): Resolved {
  if (cell && cell.text.trim() === '' && cell.struck !== undefined) return { text: null, reading: struckReading(cell) }
  if (!cell || cell.text.trim() === '') return { text: null, reading: { status: 'literal' } }
  return { text: cell.text.trim(), reading: { status: 'literal', source: cell.source } }
}

/** Points in a column of their own, as if they were printed behind the level. */
export function withPoints(level: string, points: string): string {
  return /^\d{1,3}(?:\.\d+)?分?$/.test(points) ? `${level}(${points.replace('分', '')}分)` : level
}

function textOf(cell: Cell | undefined): string | null {
  const text = cell ? compact(cell.text) : ''
  return text === '' || isPlaceholder(text) ? null : text
}
