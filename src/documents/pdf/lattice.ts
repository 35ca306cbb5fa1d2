import type { Box, Ruling } from './page.ts'

/** A table cell found between rulings: base rows and columns it covers, and its box in points. */
export type Region = {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  readonly box: Box
  /** Whether it touches the upper or lower end of the page's table where no ruling closes it: it runs over the page break. */
  readonly openTop?: boolean
  readonly openBottom?: boolean
}
/** `openTop`, `openBottom`: no ruling closes the table there, or a part of it, so that it runs over the page break. */
export type Lattice = {
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  readonly regions: readonly Region[]
  readonly openTop: boolean
  readonly openBottom: boolean
}

const SNAP = 2
const CLOSE = 4
/** How much of a base cell's side must be ruled to count as an edge. */
const COVER = 0.6
const MOST_LINES = 800

/** The cells between a page's rulings. Cells without a ruling between them are one; what touches the margin is no cell. */
export function latticeOf(rulings: readonly Ruling[]): Lattice {
  const down = rulings.filter(({ top, bottom }) => top !== bottom)
  const drawn = rulings.filter(({ top, bottom }) => top === bottom)
  const xs = snapped(down.map(({ left }) => left))
  const top = openStretches(drawn, down, xs, 'top')
  const bottom = openStretches(drawn, down, xs, 'bottom')
  const across = [...drawn, ...top, ...bottom]
  const ys = snapped(across.map((line) => line.top))
  if (xs.length < 2 || ys.length < 2 || xs.length > MOST_LINES || ys.length > MOST_LINES)
    return { xs: [], ys: [], regions: [], openTop: false, openBottom: false }

  const rows = coverage(
    across.map((line) => [line.top, line.left, line.right]),
    ys,
  )
  const columns = coverage(
    down.map((line) => [line.left, line.top, line.bottom]),
    xs,
  )
  const lies = ({ box }: Region, stretches: readonly Ruling[]): boolean =>
    stretches.some(({ left, right }) => box.left >= left - SNAP && box.right <= right + SNAP)
  const regions = regionsOf(
    xs,
    ys,
    (r, from, to) => isRuled(rows[r], from, to),
    (c, from, to) => isRuled(columns[c], from, to),
  ).map((region) => ({
    ...region,
    openTop: region.row === 0 && lies(region, top),
    openBottom: region.row + region.rowSpan === ys.length - 1 && lies(region, bottom),
  }))
  return { xs, ys, regions, openTop: top.length > 0, openBottom: bottom.length > 0 }
}

/**
 * Upright rulings that end where no level one runs: the table, or only the cells merged over the page break, were cut by
 * the page and get their edge there.
 */
function openStretches(
  across: readonly Ruling[],
  down: readonly Ruling[],
  xs: readonly number[],
  side: 'top' | 'bottom',
): readonly Ruling[] {
  if (xs.length < 2) return []
  const y = down.reduce(
    (found, line) => (side === 'top' ? Math.min(found, line.top) : Math.max(found, line.bottom)),
    down[0]?.[side] ?? 0,
  )
  const ends = new Set(down.filter((line) => Math.abs(line[side] - y) <= CLOSE).map(({ left }) => nearest(xs, left)))
  const lines = across.filter((line) => Math.abs(line.top - y) <= CLOSE)
  const [ruled] = coverage(
    lines.map((line) => [0, line.left, line.right]),
    [0],
  )
  const stretches: Ruling[] = []
  let from: number | undefined
  for (let i = 0; i < xs.length; i++) {
    const isOpen = i + 1 < xs.length && !isRuled(ruled, xs[i] ?? 0, xs[i + 1] ?? 0)
    if (isOpen && from === undefined && ends.has(i)) from = i
    if (isOpen || from === undefined) continue
    if (ends.has(i)) stretches.push({ left: xs[from] ?? 0, right: xs[i] ?? 0, top: y, bottom: y })
    from = undefined
  }
  return stretches
}

/** Positions closer than SNAP are one line: their mean. */
function snapped(values: readonly number[]): readonly number[] {
  const sorted = [...values].sort((a, b) => a - b)
  const groups: number[][] = []
  for (const value of sorted) {
    const group = groups.at(-1)
    if (group && value - (group.at(-1) ?? value) <= SNAP) group.push(value)
    else groups.push([value])
  }
  return groups.map((group) => group.reduce((sum, value) => sum + value, 0) / group.length)
}

type Interval = readonly [from: number, to: number]

/** For each snapped line the joined stretches that are ruled. */
function coverage(
  lines: readonly (readonly [at: number, from: number, to: number])[],
  positions: readonly number[],
): readonly (readonly Interval[])[] {
  const stretches: Interval[][] = positions.map(() => [])
  for (const [at, from, to] of lines) stretches[nearest(positions, at)]?.push([from, to])
  return stretches.map((list) => {
    const joined: [number, number][] = []
    for (const [from, to] of list.sort((a, b) => a[0] - b[0])) {
      const last = joined.at(-1)
      if (last && from - last[1] <= SNAP) last[1] = Math.max(last[1], to)
      else joined.push([from, to])
    }
    return joined
  })
}

function nearest(sorted: readonly number[], value: number): number {
  let best = 0
  for (const [i, position] of sorted.entries())
    if (Math.abs(position - value) < Math.abs((sorted[best] ?? 0) - value)) best = i
  return best
}

function isRuled(stretches: readonly Interval[] | undefined, from: number, to: number): boolean {
  const ruled = (stretches ?? []).reduce((sum, [a, b]) => sum + Math.max(0, Math.min(b, to) - Math.max(a, from)), 0)
  return ruled >= COVER * (to - from)
}

/** Whether the line with that number is ruled from one crossing to the next. */
type IsRuled = (line: number, from: number, to: number) => boolean

/** The cells between level lines at `ys` and upright ones at `xs`: base cells without a ruling between them are one. */
export function regionsOf(
  xs: readonly number[],
  ys: readonly number[],
  isRowRuled: IsRuled,
  isColumnRuled: IsRuled,
): readonly Region[] {
  // One ring of margin around the base cells: whatever is joined with it lies outside the table.
  const width = xs.length + 1
  const height = ys.length + 1
  const parent = Array.from({ length: width * height }, (_, i) => i)
  const find = (i: number): number => {
    let at = i
    while (parent[at] !== at) at = parent[at] = parent[parent[at] ?? at] ?? at
    return at
  }
  const x = (c: number): Interval => [xs[c - 1] ?? (xs[0] ?? 0) - 10, xs[c] ?? (xs.at(-1) ?? 0) + 10]
  const y = (r: number): Interval => [ys[r - 1] ?? (ys[0] ?? 0) - 10, ys[r] ?? (ys.at(-1) ?? 0) + 10]
  for (let r = 0; r < height; r++) {
    for (let c = 0; c < width; c++) {
      if (c + 1 < width && !isColumnRuled(c, ...y(r))) parent[find(r * width + c)] = find(r * width + c + 1)
      if (r + 1 < height && !isRowRuled(r, ...x(c))) parent[find(r * width + c)] = find((r + 1) * width + c)
    }
  }
  return boxes(
    parent.map((_, i) => find(i)),
    width,
    find(0),
    xs,
    ys,
  )
}

function boxes(
  roots: readonly number[],
  width: number,
  outside: number,
  xs: readonly number[],
  ys: readonly number[],
): readonly Region[] {
  const found = new Map<number, { top: number; bottom: number; left: number; right: number }>()
  for (const [i, root] of roots.entries()) {
    if (root === outside) continue
    const [row, column] = [Math.floor(i / width) - 1, (i % width) - 1]
    const known = found.get(root)
    if (!known) found.set(root, { top: row, bottom: row, left: column, right: column })
    else {
      known.bottom = Math.max(known.bottom, row)
      known.left = Math.min(known.left, column)
      known.right = Math.max(known.right, column)
    }
  }
  return [...found.values()]
    .filter(({ top, left, bottom, right }) => top >= 0 && left >= 0 && bottom < ys.length - 1 && right < xs.length - 1)
    .map(({ top, bottom, left, right }) => ({
      row: top,
      column: left,
      rowSpan: bottom - top + 1,
      columnSpan: right - left + 1,
      box: { left: xs[left] ?? 0, right: xs[right + 1] ?? 0, top: ys[top] ?? 0, bottom: ys[bottom + 1] ?? 0 },
    }))
}
