import { cutCell, isProse, type LooseCell, type LooseRow } from './unruled-rows.ts'

/** A column of a block: where its cells lie, and the rows that have one. */
type Slot = { left: number; right: number; readonly rows: Set<number> }
/** Rows one under the other whose cells lie in the same columns. */
export type Block = { readonly rows: readonly LooseRow[]; readonly slots: readonly Slot[] }

const TOUCH = 1
const LEAST_COLUMNS = 4

/** Rows into blocks of common columns: a row that does not fit the columns above begins a new block, with those above it that fit it as well. */
export function blocksOf(rows: readonly LooseRow[]): readonly Block[] {
  const blocks: { rows: LooseRow[]; slots: readonly Slot[] }[] = []
  for (const row of rows) {
    const block = blocks.at(-1)
    const above = block?.rows.at(-1)
    const isText = isAlone(row, block) || (above !== undefined && isAlone(above, block))
    const cut =
      block && !isText
        ? {
            ...row,
            cells: row.cells.flatMap((cell) =>
              cutCell(
                cell,
                block.slots.map(({ left }) => left),
              ),
            ),
          }
        : row
    const fitting = block && !isText ? fittingRow(block, [row, cut]) : undefined
    if (block && fitting) {
      block.rows.push(fitting.row)
      block.slots = fitting.slots
      continue
    }
    const shared = block && !isText ? fittingTail(block.rows, row) : 0
    const own = [...(block?.rows.splice(block.rows.length - shared, shared) ?? []), row]
    if (block) block.slots = slotsOf(block.rows) ?? []
    blocks.push({ rows: own, slots: slotsOf(own) ?? [] })
  }
  return blocks
    .filter((block) => block.rows.length > 0)
    .map(({ rows: own, slots }) => ({ rows: own, slots: condensed(slots) }))
}

/** A title or a note; a long text within one column is a cell of the row. */
function isAlone(row: LooseRow, block: Block | undefined): boolean {
  const box = row.cells[0]?.box
  const isInside = (slot: Slot): boolean =>
    box !== undefined && box.left >= slot.left - 2 && box.right <= slot.right + 2
  return isProse(row) && !(block && block.slots.length >= LEAST_COLUMNS && block.slots.some(isInside))
}

/** The first of the ways to take a row that fits the columns of the block. */
function fittingRow(
  { slots, rows }: Block,
  ways: readonly LooseRow[],
): { readonly row: LooseRow; readonly slots: readonly Slot[] } | undefined {
  for (const row of ways) {
    const next = fitted(slots, row, rows.length)
    if (next) return { row, slots: next }
  }
  return undefined
}

/** How many of the last rows have room in the same columns as the row below them; a short row takes no fuller ones from their heading. */
function fittingTail(rows: readonly LooseRow[], row: LooseRow): number {
  let count = 0
  while (count < rows.length) {
    const tail = rows.slice(rows.length - count - 1)
    if ((tail[0]?.cells.length ?? 0) > row.cells.length || !slotsOf([...tail, row])) break
    count++
  }
  return count
}

function slotsOf(rows: readonly LooseRow[]): readonly Slot[] | undefined {
  return rows.reduce<readonly Slot[] | undefined>((slots, row, i) => slots && fitted(slots, row, i), [])
}

/** The columns with the row's cells in them; undefined where two of its cells would share one, or a cell lies over two that a row keeps apart. */
function fitted(slots: readonly Slot[], row: LooseRow, index: number): readonly Slot[] | undefined {
  const next = slots.map(({ left, right, rows }) => ({ left, right, rows: new Set(rows) }))
  for (const { box } of row.cells) {
    const under = next.filter((slot) => slot.left < box.right - TOUCH && slot.right > box.left + TOUCH)
    const [first, ...others] = under
    if (!first) {
      next.push({ left: box.left, right: box.right, rows: new Set([index]) })
      continue
    }
    for (const other of others) {
      if (!unite(first, other)) return undefined
      next.splice(next.indexOf(other), 1)
    }
    if (first.rows.has(index)) return undefined
    first.rows.add(index)
    first.left = Math.min(first.left, box.left)
    first.right = Math.max(first.right, box.right)
  }
  return next.sort((a, b) => a.left - b.left)
}

function unite(into: Slot, other: Slot): boolean {
  if ([...other.rows].some((row) => into.rows.has(row))) return false
  for (const row of other.rows) into.rows.add(row)
  into.left = Math.min(into.left, other.left)
  into.right = Math.max(into.right, other.right)
  return true
}

/** Neighbours that no row has both of are one column, its heading in the middle and its texts at the left, say. */
function condensed(slots: readonly Slot[]): readonly Slot[] {
  const all = slots.map(({ left, right, rows }) => ({ left, right, rows: new Set(rows) }))
  for (;;) {
    let best: number | undefined
    const gap = (i: number): number => (all[i + 1]?.left ?? 0) - (all[i]?.right ?? 0)
    for (let i = 0; i + 1 < all.length; i++) {
      const isOne = ![...(all[i]?.rows ?? [])].some((row) => all[i + 1]?.rows.has(row))
      if (isOne && (best === undefined || gap(i) < gap(best))) best = i
    }
    const [into, other] = best === undefined ? [] : [all[best], all[best + 1]]
    if (best === undefined || !into || !other) return all
    unite(into, other)
    all.splice(best + 1, 1)
  }
}

/** The edges between the columns of a block, its outer ones included. */
export function edgesOf({ slots }: Block): readonly number[] {
  const inner = slots.slice(1).map((slot, i) => (slot.left + (slots[i]?.right ?? slot.left)) / 2)
  return [(slots[0]?.left ?? 0) - 2, ...inner, (slots.at(-1)?.right ?? 0) + 2]
}

/** The column of a cell: the one it shares most of its width with; -1 for one beside all columns. */
export function slotAt({ slots }: Block, { box }: LooseCell): number {
  let best = -1
  let most = 0
  for (const [i, slot] of slots.entries()) {
    const shared = Math.min(slot.right, box.right) - Math.max(slot.left, box.left)
    if (shared > most) [best, most] = [i, shared]
  }
  return best
}
