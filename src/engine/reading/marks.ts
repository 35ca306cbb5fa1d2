import type { Reading } from '../form.ts'

/** Readings by JSON pointer, gathered while a form is built. Literal values get no entry unless their place is worth keeping. */
export type Marks = Record<string, Reading>

/** Note one reading; a later note on the same pointer replaces an earlier one. */
export function mark(marks: Marks, at: string, reading: Reading): void {
  marks[at] = Object.fromEntries(Object.entries(reading).filter(([, value]) => value !== undefined)) as Reading
}
