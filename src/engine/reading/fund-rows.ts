import type { MoneyUnit } from '../form.ts'
import type { Column } from '../forms/columns.ts'
import type { Role } from '../forms/vocabulary.ts'
import type { Cell } from '../grid.ts'
import { compact, isPlaceholder } from '../values/text.ts'
import { type AmountReading, amountReadings } from './amounts.ts'
import { inUnit, unitOfWord } from './money-units.ts'

/** One slot of a fund row as read: `value` null with `seen` true is a printed dash, with `seen` false an empty slot. */
export type Slot = {
  readonly role: Role
  readonly value: string | null
  readonly seen: boolean
  readonly raw: string
  readonly cost: number
  readonly how: string | null
  readonly cells: readonly Cell[]
  /** Read only by taking letters for digits, a point for a comma or another unit: it needs proof. */
  readonly isGuess?: boolean
}

/** One way to read a whole row. */
export type RowReading = { readonly slots: readonly Slot[]; readonly cost: number }

const AMOUNTS: readonly Role[] = ['initialBudget', 'annualBudget', 'execution', 'expectedExecution']
const EMPTY_SLOT = 1.2
const UNREAD_SLOT = 3
const MOST_STATES = 24

/**
 * The likeliest partitions of a fund row's cells into the headed columns. A slot takes 0–3 adjacent cells, because a merged
 * cell is cut in two by scanners; `shift` is how far the row's label stands from the label heading.
 */
export function fundRowReadings(
  cells: readonly Cell[],
  columns: readonly Column[],
  shift: number,
  unit: MoneyUnit | null,
): readonly RowReading[] {
  let states: { slots: Slot[]; used: number; cost: number }[] = [{ slots: [], used: 0, cost: 0 }]
  for (const column of columns) {
    const next: typeof states = []
    const known = new Map<number, readonly Slot[]>()
    for (const state of states) {
      for (let count = 0; count <= 3 && state.used + count <= cells.length; count++) {
        const key = state.used * 4 + count
        const slots = known.get(key) ?? slotReadings(cells.slice(state.used, state.used + count), column, shift, unit)
        known.set(key, slots)
        for (const slot of slots) {
          next.push({ slots: [...state.slots, slot], used: state.used + count, cost: state.cost + slot.cost })
        }
      }
    }
    states = next.sort((a, b) => a.cost - b.cost).slice(0, MOST_STATES)
  }
  return states
    .map(({ slots, used, cost }) => ({ slots, cost: cost + 3 * (cells.length - used) }))
    .sort((a, b) => a.cost - b.cost)
    .slice(0, 8)
}

function slotReadings(cells: readonly Cell[], column: Column, shift: number, unit: MoneyUnit | null): readonly Slot[] {
  const raw = cells.map((cell) => cell.text).join('⇥')
  const base = { role: column.role, raw, cells }
  if (cells.length === 0) return [{ ...base, value: null, seen: false, cost: EMPTY_SLOT, how: null }]

  const away = cells.reduce((sum, cell) => sum + Math.min(1, 0.3 * distance(cell.column - shift, column)), 0)
  const joined = compact(cells.map((cell) => cell.text).join(''))
  if (isPlaceholder(joined)) {
    return cells.length === 1
      ? [{ ...base, value: null, seen: true, cost: away + 0.1, how: joined === '-' ? null : `“${joined}”按“-”` }]
      : []
  }
  const texts = cells.map((cell) => cell.text)
  const slotOf = (reading: AmountReading): Slot => ({
    ...base,
    value: reading.value,
    seen: true,
    cost: away + reading.cost,
    how: reading.how,
    ...(reading.isGuess ? { isGuess: true } : {}),
  })
  const readings = numberReadings(texts, column.role, unit)
  if (readings.length > 0 || cells.length > 1) return readings.map(slotOf)
  // One misread sign must not take the rest of the row with it.
  const unread: Slot = { ...base, value: null, seen: false, cost: away + UNREAD_SLOT, how: null }
  return [
    ...guessedReadings(texts, column.role, unit).map((reading) => ({ ...slotOf(reading), isGuess: true })),
    unread,
  ]
}

/** 3,1O4,531.58: letters that look like digits, between digits. */
function guessedReadings(texts: readonly string[], role: Role, unit: MoneyUnit | null): readonly AmountReading[] {
  const mended = texts.map((text) => text.replaceAll(/[Oo]/g, '0').replaceAll(/[Il|]/g, '1'))
  if (!texts.some((text) => /\d/.test(text)) || mended.join() === texts.join()) return []
  return numberReadings(mended, role, unit).map((reading) => ({
    ...reading,
    cost: reading.cost + 1.2,
    how: [reading.how, '数字里夹着字母，按形近改成数字'].filter(Boolean).join('，'),
  }))
}

function numberReadings(texts: readonly string[], role: Role, unit: MoneyUnit | null): readonly AmountReading[] {
  if (AMOUNTS.includes(role)) return moneyReadings(texts, unit)
  const pieces = texts.map((text) => text.replace(/(?<!万)\s*元\s*$/, ''))
  if (texts.length > 1) return []
  const text = compact(pieces[0] ?? '').replace(/[%％分]$/, '')
  const limit = role === 'executionRate' ? /^\d{1,6}(?:\.\d{1,4})?$/ : /^\d{1,3}(?:\.\d{1,2})?$/
  const spaced = /\d\s+[\d.]|\.\s+\d/.test(pieces[0] ?? '')
  return limit.test(text) ? [{ value: text, cost: 0, how: spaced ? '去掉数字中的空格' : null }] : []
}

/** Blanks between the signs of a unit are damage. */
const UNIT_BEHIND = /(?:百\s*万|千|万|亿)?\s*元\s*$|[万亿]\s*$/

/** The table's own unit behind an amount is part of how it is printed; the other one is converted and needs proof. */
function moneyReadings(texts: readonly string[], unit: MoneyUnit | null): readonly AmountReading[] {
  const places = unit === '万元' ? 6 : 2
  const written = compact(UNIT_BEHIND.exec(texts.join(''))?.[0] ?? '')
  const own = unitOfWord(written)
  const pieces = texts.map((text) => text.replace(UNIT_BEHIND, ''))
  if (written === unit || own === undefined) return amountReadings(pieces, places)
  // Without a unit of the table 元 is what it most likely is, and 万元 is left to be refused.
  if (unit === null) return own === '元' ? amountReadings(pieces, places) : []
  return amountReadings(pieces, own === '元' ? 2 : 6).map((reading) => ({
    ...reading,
    value: inUnit(reading.value, own, unit),
    how: [reading.how, `这里写的是${own}，表上是${unit}，已换算`].filter(Boolean).join('，'),
    isGuess: true,
  }))
}

function distance(column: number, { from, to }: Column): number {
  if (column < from) return from - column
  return column >= to ? column - to + 1 : 0
}
