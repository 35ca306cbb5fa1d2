import type { Paper } from './paper.ts'
import type { Stroke } from './ruled.ts'
import { warped } from './skew.ts'

/** How lines lean and bow over a page: the offset of a line at `along`, measured from the page's middle. */
export type Bend = (along: number, across: number) => number

/** Less than this many pixels are left as they are. */
const LEAST = 1.2

/**
 * The leaning and bowing that all long lines share: slope and curve change evenly over the page, as a camera held aslant
 * or a sheet that lies not quite flat makes them. Fitted by least squares, each line with a place of its own.
 */
export function bendOf(strokes: readonly Stroke[], length: number, breadth: number): Bend {
  const long = strokes.filter(({ from, to }) => to - from > length / 6)
  if (long.length < 2) return () => 0
  const matrix = Array.from({ length: 4 }, () => new Float64Array(5))
  for (const { points } of long) {
    const rows = points.map(({ along, across }) => ({ terms: termsOf(along, across, length, breadth), across }))
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
    const middle = mean(rows.map(({ across }) => across))
    const centres = [0, 1, 2, 3].map((k) => mean(rows.map(({ terms }) => terms[k] ?? 0)))
    for (const { terms, across } of rows)
      for (let i = 0; i < 4; i++) {
        const left = (terms[i] ?? 0) - (centres[i] ?? 0)
        for (let j = 0; j < 4; j++) add(matrix, i, j, left * ((terms[j] ?? 0) - (centres[j] ?? 0)))
        add(matrix, i, 4, left * (across - middle))
      }
  }
  for (let i = 0; i < 4; i++) add(matrix, i, i, 1e-3 * long.length)
  const [a = 0, b = 0, c = 0, d = 0] = solve(matrix)
  // The same as the sum over termsOf, without a list for each of a page's places.
  return (along, across) => {
    const u = (2 * along) / length - 1
    const v = (2 * across) / breadth - 1
    return u * a + u * v * b + u * u * c + u * u * v * d
  }
}

function termsOf(along: number, across: number, length: number, breadth: number): readonly number[] {
  const [u, v] = [(2 * along) / length - 1, (2 * across) / breadth - 1]
  return [u, u * v, u * u, u * u * v]
}

function add(matrix: readonly Float64Array[], row: number, column: number, value: number): void {
  const line = matrix[row]
  if (line) line[column] = (line[column] ?? 0) + value
}

/** Gauss-Jordan elimination of a small system with its right side in the last column. */
function solve(matrix: readonly Float64Array[]): readonly number[] {
  const size = matrix.length
  const rows = [...matrix]
  for (let i = 0; i < size; i++) {
    let pivot = i
    for (let k = i + 1; k < size; k++) if (Math.abs(rows[k]?.[i] ?? 0) > Math.abs(rows[pivot]?.[i] ?? 0)) pivot = k
    const [top, chosen] = [rows[i], rows[pivot]]
    if (!top || !chosen) return []
    rows[i] = chosen
    rows[pivot] = top
    const divisor = chosen[i] ?? 0
    if (Math.abs(divisor) < 1e-9) return []
    for (let k = 0; k < size; k++) {
      const row = rows[k]
      if (k === i || !row) continue
      const factor = (row[i] ?? 0) / divisor
      for (let j = i; j <= size; j++) row[j] = (row[j] ?? 0) - factor * (chosen[j] ?? 0)
    }
  }
  return rows.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1))
}

/** The page with leaning and bowing taken out; undefined where there is too little of it to matter. */
export function unbent(paper: Paper, levels: Bend, uprights: Bend): Paper | undefined {
  const { width, height } = paper
  let most = 0
  for (const x of [0, width / 2, width])
    for (const y of [0, height / 2, height]) most = Math.max(most, Math.abs(levels(x, y)), Math.abs(uprights(y, x)))
  if (most < LEAST || most > Math.min(width, height) / 4) return undefined
  return warped(paper, (x, y) => [x + uprights(y, x), y + levels(x, y)])
}
