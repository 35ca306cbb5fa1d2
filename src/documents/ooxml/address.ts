import { MAX_COLUMNS, MAX_ROWS } from '../limits.ts'

/** A place in a sheet, counted from 1. */
export type Address = { readonly row: number; readonly column: number }

/** A range, both ends included. */
export type Range = { readonly from: Address; readonly to: Address }

/** `B12` or `$B$12`; undefined when it is no address or beyond Excel's last row or column. */
export function parseAddress(text: string): Address | undefined {
  const match = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})$/.exec(text)
  if (!match) return undefined

  const [, letters = '', digits] = match
  let column = 0
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64
  const row = Number(digits)
  return row >= 1 && row <= MAX_ROWS && column <= MAX_COLUMNS ? { row, column } : undefined
}

/** `A1:K1`, or one address; the corners may come in any order. */
export function parseRange(text: string): Range | undefined {
  const [first = '', second = first] = text.split(':')
  const a = parseAddress(first)
  const b = parseAddress(second)
  if (!a || !b) return undefined
  return {
    from: { row: Math.min(a.row, b.row), column: Math.min(a.column, b.column) },
    to: { row: Math.max(a.row, b.row), column: Math.max(a.column, b.column) },
  }
}
