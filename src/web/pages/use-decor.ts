import { useMemo } from 'react'
import type { SheetCell } from '#documents'
import { pointersOf } from '../check/findings.ts'
import { cellsOf, keyOf, type Layout } from '../check/layout.ts'
import type { Table } from './use-table.ts'

/** Class names of the cells of each row, row by row: how each was read first, then what is selected and framed. */
export function useDecor({ layout, readings, item, active, picked }: Table): readonly string[] {
  const read = useMemo(
    () => decorOf(layout, (cell) => readings.get(keyOf(cell))?.[0]?.reading.status),
    [layout, readings],
  )
  return useMemo(() => {
    const names = new Map<SheetCell, string>()
    const add = (cell: SheetCell, name: string) => names.set(cell, `${names.get(cell) ?? ''} ${name}`)
    for (const cell of picked) add(cell, 'picked')
    if (active) add(active, 'active')
    const severity = item?.kind === 'finding' ? item.finding.severity : 'warning'
    const framed = new Set(item ? pointersOf(item).flatMap((pointer) => cellsOf(layout, pointer)) : [])
    for (const cell of framed) add(cell, `framed ${severity}`)
    const rows = new Set([...names.keys()].map(({ row }) => row))
    return read.map((decor, row) => (rows.has(row) ? withNames(layout.rows[row] ?? [], decor, names) : decor))
  }, [layout, read, item, active, picked])
}

/** One text a row, its cells kept apart by `|`. */
function decorOf(layout: Layout, find: (cell: SheetCell) => string | undefined): readonly string[] {
  return layout.rows.map((cells) => cells.map((cell) => find(cell) ?? '').join('|'))
}

function withNames(cells: readonly SheetCell[], decor: string, names: ReadonlyMap<SheetCell, string>): string {
  const own = decor.split('|')
  return cells.map((cell, i) => `${own[i] ?? ''}${names.get(cell) ?? ''}`.trim()).join('|')
}
