import type { Sheet, SheetCell } from '#documents'
import type { Form, Reading, ReadingStatus } from '#engine'

/** The official form as the grid needs it: what stands where, and which cell shows which value. */
export type Layout = {
  readonly sheet: Sheet
  /** Cells that begin in each row, left to right. */
  readonly rows: readonly (readonly SheetCell[])[]
  /** Row → column → the cell that covers this place. */
  readonly covered: readonly (readonly (SheetCell | undefined)[])[]
  /** Cells that show a value, in reading order. */
  readonly fields: readonly SheetCell[]
  /** Canonical pointer → cell. */
  readonly byPointer: ReadonlyMap<string, SheetCell>
}

const VALUE_LEAF = /\/(target|actual|initialTarget|outlook\/expected)\/(text|kind|operator|value|min|max|unit|outcome)$/
const INDICATOR = /^\/indicators\/(\d+)\//
const LEVEL = /^(?:\/declaration\/longTermIndicators|\/indicators)\/\d+\/(level1|level2)$/

/** Every leaf of a target or an actual is shown by one cell. */
export function canonical(pointer: string): string {
  return pointer
    .replace(VALUE_LEAF, '/$1')
    .replace(/\/level1Weight$/, '/level1')
    .replace(/\/period\/(?:from|to)$/, '/period')
}

export function keyOf(cell: SheetCell): string {
  return `${cell.row}:${cell.column}`
}

export function layOut(sheet: Sheet): Layout {
  const height = Math.max(sheet.rowHeights.length, ...sheet.cells.map((cell) => cell.row + cell.rowSpan))
  const rows: SheetCell[][] = Array.from({ length: height }, () => [])
  const covered: (SheetCell | undefined)[][] = Array.from({ length: height }, () => [])
  for (const cell of [...sheet.cells].sort((a, b) => a.row - b.row || a.column - b.column)) {
    rows[cell.row]?.push(cell)
    for (let row = cell.row; row < cell.row + cell.rowSpan; row++) {
      for (let column = cell.column; column < cell.column + cell.columnSpan; column++) {
        const line = covered[row]
        if (line) line[column] = cell
      }
    }
  }
  const fields = rows.flat().filter((cell) => cell.at !== undefined)
  return { sheet, rows, covered, fields, byPointer: indexFields(fields, covered) }
}

/** The indicators whose rows a merged level cell covers; for any other cell its own one, if it has one. */
export function indicatorsUnder(covered: Layout['covered'], cell: SheetCell): readonly number[] {
  const found = new Set<number>()
  for (let row = cell.row; row < cell.row + cell.rowSpan; row++) {
    for (const other of covered[row] ?? []) {
      const index = other?.at && !LEVEL.test(other.at) ? INDICATOR.exec(other.at)?.[1] : undefined
      if (index !== undefined) found.add(Number(index))
    }
  }
  return [...found]
}

function indexFields(fields: readonly SheetCell[], covered: Layout['covered']): ReadonlyMap<string, SheetCell> {
  const index = new Map<string, SheetCell>()
  for (const cell of fields) {
    if (cell.at === undefined) continue
    index.set(canonical(cell.at), cell)
    const level = LEVEL.exec(cell.at)?.[1]
    if (!level) continue
    for (const row of indicatorsUnder(covered, cell)) index.set(`/indicators/${row}/${level}`, cell)
  }
  return index
}

/** The cells that a pointer means: its own, or all cells of the row or section it names. Lost rows point to the headings. */
export function cellsOf(layout: Layout, pointer: string): readonly SheetCell[] {
  const known = found.get(layout) ?? new Map<string, readonly SheetCell[]>()
  found.set(layout, known)
  const cells = known.get(pointer) ?? findCells(layout, pointer)
  known.set(pointer, cells)
  return cells
}

/** Many findings name whole rows, and each is asked for at every key: looked for once a layout. */
const found = new WeakMap<Layout, Map<string, readonly SheetCell[]>>()

function findCells(layout: Layout, pointer: string): readonly SheetCell[] {
  const wanted = canonical(pointer)
  const own = layout.byPointer.get(wanted)
  if (own) return [own]
  if (wanted === '/indicators') return layout.fields.filter((cell) => cell.at?.endsWith('/level1'))
  if (wanted === '' || wanted === '/') return []

  const under = layout.fields.filter((cell) => cell.at?.startsWith(`${wanted}/`) && !LEVEL.test(cell.at))
  const parent = wanted.slice(0, wanted.lastIndexOf('/'))
  return under.length > 0 || parent === '' ? under : findCells(layout, parent)
}

const GRAVITY: Readonly<Record<ReadingStatus, number>> = {
  literal: 0,
  inferred: 1,
  repaired: 2,
  doubtful: 3,
  missing: 4,
}

export type ReadingAt = { readonly pointer: string; readonly reading: Reading }

/** What happened to the values on their way from the file, by the key of the cell that shows them; worst first. */
export function readingsByCell(form: Form, layout: Layout): ReadonlyMap<string, readonly ReadingAt[]> {
  const byCell = new Map<string, ReadingAt[]>()
  for (const [pointer, reading] of Object.entries(form.reading)) {
    const cell = layout.byPointer.get(canonical(pointer))
    if (!cell) continue
    const key = keyOf(cell)
    const list = byCell.get(key) ?? []
    list.push({ pointer, reading })
    byCell.set(key, list)
  }
  for (const list of byCell.values()) {
    list.sort((a, b) => GRAVITY[b.reading.status] - GRAVITY[a.reading.status])
  }
  return byCell
}

/** Cells with a value that a person must confirm, or with one that could not be read, in reading order. */
export function openQuestions(
  layout: Layout,
  readings: ReadonlyMap<string, readonly ReadingAt[]>,
): readonly { readonly cell: SheetCell; readonly reading: Reading }[] {
  return layout.fields.flatMap((cell) => {
    const worst = readings.get(keyOf(cell))?.[0]?.reading
    return worst && (worst.status === 'doubtful' || worst.status === 'missing') ? [{ cell, reading: worst }] : []
  })
}
