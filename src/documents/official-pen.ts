import type { Form, Indicator } from '#engine'
import type { Slot } from './official-plan.ts'
import type { SheetCell } from './sheet.ts'

/** Where the next row of an official form is drawn, and what is drawn already. */
export type Pen = {
  readonly form: Form
  readonly width: number
  readonly cells: SheetCell[]
  /** Least heights in points of rows that are written into by hand. */
  readonly heights: Map<number, number>
  row: number
}

export type Look = Pick<SheetCell, 'role'> & Partial<Pick<SheetCell, 'at' | 'borderless' | 'rowSpan'>>

export const LABEL: Look = { role: 'label' }
export const MARGIN_LABEL: Look = { role: 'label', borderless: true }
/** Fills a gap: HTML would move the next cell into it. */
export const BLANK: Look = { role: 'note', borderless: true }

export function draw(pen: Pen, [column, columnSpan]: Slot, text: string, look: Look) {
  pen.cells.push({ row: pen.row, column, rowSpan: 1, columnSpan, text, ...look })
}

/** From the end of a slot to the right edge. */
export function restAfter({ width }: Pen, [column, span]: Slot): Slot {
  return [column + span, width - column - span]
}

type Levels = { readonly level1: Slot; readonly level2: Slot }

/** Neighbours of the same level share one merged cell, which belongs to the first of them. */
export function drawLevels(pen: Pen, slots: Levels, rows: readonly Indicator[], i: number, base = '/indicators') {
  const row = rows[i]
  if (!row) return

  if (startsLevel1(rows, i)) {
    const rowSpan = runLength(rows, i, sameLevel1)
    draw(pen, slots.level1, level1Text(row), { role: 'label', at: `${base}/${i}/level1`, rowSpan })
  }
  if (startsLevel2(rows, i)) {
    const rowSpan = runLength(rows, i, sameLevel2)
    draw(pen, slots.level2, row.level2 ?? '', { role: 'label', at: `${base}/${i}/level2`, rowSpan })
  }
}

export function startsLevel1(rows: readonly Indicator[], i: number): boolean {
  const [before, row] = [rows[i - 1], rows[i]]
  return !before || !row || !sameLevel1(before, row)
}

export function startsLevel2(rows: readonly Indicator[], i: number): boolean {
  const [before, row] = [rows[i - 1], rows[i]]
  return !before || !row || !sameLevel2(before, row)
}

export function sameLevel1(a: Indicator, b: Indicator): boolean {
  return a.level1 === b.level1 && a.level1Weight === b.level1Weight
}

export function sameLevel2(a: Indicator, b: Indicator): boolean {
  return sameLevel1(a, b) && a.level2 === b.level2
}

/** How many rows from one on are the same. */
export function runLength(
  rows: readonly Indicator[],
  from: number,
  same: (a: Indicator, b: Indicator) => boolean,
): number {
  const first = rows[from]
  const end = rows.findIndex((row, i) => i > from && first !== undefined && !same(first, row))
  return (end < 0 ? rows.length : end) - from
}

function level1Text({ level1, level1Weight }: Indicator): string {
  const name = level1 ?? ''
  if (level1Weight === null) return name
  return `${name}${name === '' ? '' : '\n'}（${level1Weight}分）`
}

export function points(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value)
}

/** 2025-01-15 → 2025年1月15日; what is no ISO date is printed as it stands. */
export function formatDate(iso: string | null): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso ?? '')
  if (!match) return iso ?? ''
  return `${match[1]}年${Number(match[2])}月${Number(match[3])}日`
}
