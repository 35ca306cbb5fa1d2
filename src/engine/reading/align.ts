import type { Column } from '../forms/columns.ts'
import { causeOf, isTicked, likelihoodOf } from '../forms/ticks.ts'
import { level1Of, level2Of, type Role } from '../forms/vocabulary.ts'
import type { Cell } from '../grid.ts'
import { compact, halfWidth, isPlaceholder } from '../values/text.ts'
import { parseTarget } from '../values/value.ts'
import { isFullValue } from './tokens.ts'

/** The cells of a row by the column they belong to; `noise` are cells no column would take. */
export type Assigned = { readonly cells: ReadonlyMap<Column, readonly Cell[]>; readonly noise: readonly Cell[] }

const NOISE = 4
const JOIN = 1.5

/**
 * Put the cells of a loose row under the headed columns, in order. Position is only a hint (a surplus tab shifts a row, a
 * cut cell takes two fields); what a cell holds decides.
 */
export function alignRow(cells: readonly Cell[], columns: readonly Column[]): Assigned {
  const limited = cutLevels(cells.slice(0, 30))
  const costs = bestCosts(limited, columns)
  const assigned = new Map<Column, Cell[]>()
  const noise: Cell[] = []
  let i = 0
  let j = 0
  while (i < limited.length) {
    const cell = limited[i]
    const column = columns[j]
    if (!cell) break
    const step = costs[i]?.[j]?.step ?? 'noise'
    if (step === 'skip') j++
    else {
      i++
      if (step === 'noise' || !column) noise.push(cell)
      else assigned.set(column, [...(assigned.get(column) ?? []), cell])
      if (step === 'takeAndGo') j++
    }
  }
  return { cells: assigned, noise }
}

/** 产出指标(50分) 数量指标 in one cell are two cells; those behind them move on. */
function cutLevels(cells: readonly Cell[]): readonly Cell[] {
  const at = cells.findIndex(({ text }) => {
    const [first = '', second = '', ...rest] = text.trim().split(/\s+/)
    return rest.length === 0 && level1Of(first) !== undefined && level2Of(second) !== undefined
  })
  const cell = cells[at]
  if (!cell) return cells
  const [first = '', second = ''] = cell.text.trim().split(/\s+/)
  const moved = cells.slice(at + 1).map((one) => ({ ...one, column: one.column + 1 }))
  return [...cells.slice(0, at), { ...cell, text: first }, { ...cell, text: second, column: cell.column + 1 }, ...moved]
}

type Best = { readonly cost: number; readonly step: 'takeAndGo' | 'takeAndStay' | 'skip' | 'noise' }

/** costs[i][j]: cheapest way to place cells i… under columns j…; column j may already hold cell i − 1. */
function bestCosts(cells: readonly Cell[], columns: readonly Column[]): readonly (readonly Best[])[] {
  const table: Best[][] = Array.from({ length: cells.length + 1 }, () => [])
  for (let i = cells.length; i >= 0; i--) {
    for (let j = columns.length; j >= 0; j--) {
      const row = table[i] as Best[]
      row[j] = bestStep(table, cells, columns, i, j)
    }
  }
  return table
}

function bestStep(
  table: readonly (readonly Best[])[],
  cells: readonly Cell[],
  columns: readonly Column[],
  i: number,
  j: number,
): Best {
  const cell = cells[i]
  const column = columns[j]
  if (!cell) return { cost: 0, step: 'skip' }
  const noise: Best = { cost: NOISE + (table[i + 1]?.[j]?.cost ?? 0), step: 'noise' }
  if (!column) return noise
  const skip: Best = { cost: table[i]?.[j + 1]?.cost ?? 0, step: 'skip' }
  const next = cells[i + 1]
  // Taking a cell moves on to the next column unless the next cell is a cut-off piece standing directly behind it.
  const onward = table[i + 1]?.[j + 1]?.cost ?? 0
  const again =
    next && next.column === cell.column + 1 ? (table[i + 1]?.[j]?.cost ?? 0) + JOIN : Number.POSITIVE_INFINITY
  const take: Best = {
    cost: fit(cell, column, cells[i - 1]) + Math.min(onward, again),
    step: again < onward ? 'takeAndStay' : 'takeAndGo',
  }
  return [take, skip, noise].reduce((best, one) => (one.cost < best.cost ? one : best))
}

function fit(cell: Cell, column: Column, before: Cell | undefined): number {
  const away = cell.column < column.from ? column.from - cell.column : Math.max(0, cell.column - column.to + 1)
  // 满意度 is a name too, where it stands under the heading of names and behind its level.
  const isName =
    away === 0 &&
    !compact(cell.text).endsWith('指标') &&
    before !== undefined &&
    level2Of(compact(before.text)) !== undefined
  // The last character of a wrapped name stands alone under the name.
  if (column.role === 'name' && away === 0 && /^\p{Script=Han}$/u.test(compact(cell.text))) return 1
  return Math.min(3, away) + kindCost(compact(cell.text), cell.text, column.role, isName)
}

function kindCost(plain: string, text: string, role: Role, isName: boolean): number {
  const hasHan = /\p{Script=Han}/u.test(plain)
  switch (role) {
    case 'weight':
    case 'level1Weight':
    case 'level2Weight':
    case 'score':
      if (/^[\d.\s]+分?$/.test(halfWidth(text).trim()) || isPlaceholder(plain)) return 0
      if (/^[\d.]+%$/.test(plain)) return 2
      return plain.length <= 2 && !hasHan ? 1.5 : 6
    case 'level1':
      return level1Of(plain) ? 0 : plain.length <= 6 ? 1.5 : 6
    case 'level2':
      return level2Of(plain) ? 0 : plain.length <= 6 ? 1.5 : 6
    case 'name':
      if (level1Of(plain) || level2Of(plain)) return isName ? 1 : 3
      if (isFullValue(plain)) return 6
      return hasHan && plain.length >= 2 ? 0 : 4
    case 'target':
    case 'initialTarget':
    case 'adjustedTarget':
    case 'actual':
      return valueCost(text, plain, hasHan)
    case 'reason':
      return hasHan && plain.length >= 3 ? 0 : isPlaceholder(plain) ? 0.5 : 3
    case 'operator':
      return /^[≥≤=<>]+$/.test(plain) || /定[量性]/.test(plain) ? 0 : 4
    case 'unit':
      return plain.length <= 6 ? 0.5 : 4
    case 'expectedActual':
      return valueCost(text, plain, hasHan)
    case 'likelihood':
      return likelihoodOf(plain) !== undefined || isTicked(plain) ? 0 : isPlaceholder(plain) ? 0.5 : 5
    case 'cause':
      return isTicked(plain) || causeOf(plain) !== undefined ? 0 : hasHan ? 1 : 4
    default:
      return 1
  }
}

function valueCost(text: string, plain: string, hasHan: boolean): number {
  const value = parseTarget(text.split(/\s+/)[0] ?? '')
  if (value.kind !== 'qualitative' && value.kind !== 'none' && (value.unit || value.operator || value.kind === 'date'))
    return 0
  if (isPlaceholder(plain)) return 0.5
  if (/^-?\d+(?:\.\d+)?$/.test(plain)) return 1
  return hasHan && plain.length <= 24 ? 0.5 : hasHan ? 1 : 2.5
}
