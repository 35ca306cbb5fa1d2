/** One cell of a Word table before merging; columns count from 0 in the table's own grid. */
export type WordCell = {
  readonly text: string
  readonly column: number
  readonly columnSpan: number
  /** Word merges downwards by a mark in every cell: the first one shows its text, the others continue it. */
  readonly merge: 'none' | 'first' | 'continued'
  /** Tables inside this cell that are too large to be a part of its text. */
  readonly inner: readonly WordTable[]
}

/** `table` counts from 1 in the order in which the tables begin. */
export type WordTable = {
  readonly table: number
  readonly rows: readonly (readonly WordCell[])[]
  /** Per row the column behind its last cell, where columns are counted off by the cells before them. */
  readonly ends?: readonly number[]
}

/** A table, or a paragraph outside all tables; `line` counts paragraphs from 1. */
export type WordBlock = WordTable | { readonly line: number; readonly text: string }

/** A nested table with fewer cells is a part of its cell's text. */
const LEAST_INNER_CELLS = 12

/** Whether a table inside a cell is a form of its own that an outer table only lays out. */
export function standsAlone({ rows }: WordTable): boolean {
  return rows.length >= 3 && rows.reduce((sum, cells) => sum + cells.length, 0) >= LEAST_INNER_CELLS
}

/** A small nested table as lines of text. */
export function tableText({ rows }: WordTable): string {
  return rows.map((cells) => cells.map(({ text }) => text).join(' ')).join('\n')
}

/** The text of a cell from its paragraphs; empty ones at both ends say nothing. */
export function cellTextOf(paragraphs: readonly string[]): string {
  return paragraphs
    .join('\n')
    .replaceAll('\u00a0', ' ')
    .replaceAll(/\n(?:[ \t]*\n)+/g, '\n')
    .trim()
}
