import type { Cell } from '../grid.ts'
import { compact } from '../values/text.ts'
import type { View } from './view.ts'

/** A label and what stands for it: behind its colon, or in the cell on its right. */
export type Pair = { readonly label: string; readonly text: string; readonly cell: Cell; readonly at: Cell }

/** Label text as it is compared: no white space, no trailing colon, nothing in brackets behind it. */
export function labelKey(text: string): string {
  return compact(text)
    .replace(/[:：]$/, '')
    .replace(/[(（][^()（）]{0,20}[)）]$/, '')
}

/**
 * Label-value pairs of the rows from … to (exclusive). `isLabel` knows the labels by their key; a cell that is a label
 * itself is nobody's value.
 */
export function pairsOf(view: View, from: number, to: number, isLabel: (key: string) => boolean): readonly Pair[] {
  const pairs: Pair[] = []
  for (let row = from; row < to; row++) {
    const cells = view.rows[row] ?? []
    for (const [i, cell] of cells.entries()) {
      const inline = /^([^:：]{2,24})[:：](.+)$/s.exec(cell.text.trim())
      if (inline?.[1] && isLabel(labelKey(inline[1]))) {
        pairs.push({ label: labelKey(inline[1]), text: (inline[2] ?? '').trim(), cell, at: cell })
        continue
      }
      const key = labelKey(cell.text)
      if (!isLabel(key)) continue
      const value = cells[i + 1]
      const isFree = value && !isLabel(labelKey(value.text)) && !/^[^:：]{2,24}[:：]/.test(value.text.trim())
      if (value && isFree) pairs.push({ label: key, text: value.text.trim(), cell: value, at: cell })
    }
  }
  return pairs
}
