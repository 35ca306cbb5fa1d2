import type { MoneyUnit } from '../form.ts'
import type { Role } from '../forms/vocabulary.ts'
import { parseFen } from '../money.ts'
import type { RowReading } from './fund-rows.ts'

/** The fund table with its likeliest combination of row readings, and for each slot what the arithmetic says. */
export type Solved = {
  readonly rows: readonly RowReading[]
  /** Columns whose total is the sum of the parts, and columns where it is not; other columns can't be checked. */
  readonly balanced: ReadonlySet<Role>
  readonly unbalanced: ReadonlySet<Role>
  /** `row:role` → other values that fit the arithmetic equally well. */
  readonly rivals: ReadonlyMap<string, readonly string[]>
}

type Combination = { readonly rows: readonly RowReading[]; readonly cost: number }
const COLUMNS: readonly Role[] = ['initialBudget', 'annualBudget', 'execution', 'expectedExecution']
const BEAM = 48
/** A balanced column outweighs any single repair, an unbalanced one costs as much as a dubious one. */
const BALANCED = -3
const UNBALANCED = 1.5

/** Choose one reading a row by the table's own arithmetic: total = Σ parts per column, execution ≤ annual budget. */
export function solveFundTable(candidates: readonly (readonly RowReading[])[], total: number, unit: MoneyUnit): Solved {
  let beam: Combination[] = [{ rows: [], cost: 0 }]
  for (const readings of candidates) {
    beam = beam
      .flatMap(({ rows, cost }) => readings.map((reading) => ({ rows: [...rows, reading], cost: cost + reading.cost })))
      .sort((a, b) => a.cost - b.cost)
      .slice(0, BEAM)
  }
  const ranked = beam
    .map((one) => ({ ...one, cost: one.cost + arithmetic(one.rows, total, unit) }))
    .sort((a, b) => a.cost - b.cost)
  const best = ranked[0] ?? { rows: [], cost: 0 }
  return {
    rows: best.rows,
    balanced: columnsWhere(best.rows, total, unit, true),
    unbalanced: columnsWhere(best.rows, total, unit, false),
    rivals: rivalsOf(best, ranked.slice(1)),
  }
}

function arithmetic(rows: readonly RowReading[], total: number, unit: MoneyUnit): number {
  let cost = 0
  for (const role of COLUMNS) {
    const holds = isBalanced(rows, total, role, unit)
    if (holds !== undefined) cost += holds ? BALANCED : UNBALANCED
  }
  for (const row of rows) {
    const budget = parseFen(slotValue(row, 'annualBudget'), unit)
    const execution = parseFen(slotValue(row, 'execution'), unit)
    if (budget === undefined || execution === undefined) continue
    if (execution === budget) cost -= 0.3
    else if (execution > budget) cost += 0.8
  }
  return cost
}

/** Whether a column adds up; undefined where it has no total, fewer than two parts, or an unread amount. */
function isBalanced(rows: readonly RowReading[], total: number, role: Role, unit: MoneyUnit): boolean | undefined {
  const sum = parseFen(rows[total] && slotValue(rows[total], role), unit)
  const parts = rows.filter((_, i) => i !== total).map((row) => parseFen(slotValue(row, role), unit))
  if (sum === undefined || parts.length < 2 || parts.some((part) => part === undefined)) return undefined
  return parts.reduce<number>((all, part) => all + (part ?? 0), 0) === sum
}

function columnsWhere(rows: readonly RowReading[], total: number, unit: MoneyUnit, holds: boolean): Set<Role> {
  return new Set(COLUMNS.filter((role) => isBalanced(rows, total, role, unit) === holds))
}

/** The value a row reading gives to a column; null where the slot is empty or not there. */
export function slotValue(row: RowReading, role: Role): string | null {
  return row.slots.find((slot) => slot.role === role)?.value ?? null
}

function rivalsOf(best: Combination, others: readonly Combination[]): Map<string, string[]> {
  const rivals = new Map<string, string[]>()
  for (const other of others) {
    if (other.cost - best.cost > 0.5) break
    for (const [i, row] of other.rows.entries()) {
      for (const slot of row.slots) {
        const chosen = best.rows[i] && slotValue(best.rows[i], slot.role)
        if (slot.value === null || slot.value === chosen) continue
        const key = `${i}:${slot.role}`
        rivals.set(key, [...new Set([...(rivals.get(key) ?? []), slot.value])])
      }
    }
  }
  return rivals
}
