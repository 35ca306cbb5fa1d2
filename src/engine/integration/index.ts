import type { Form } from '../form.ts'
import type { Grid } from '../grid.ts'
import type { Marks } from '../reading/marks.ts'
import { filingsOf } from './filing.ts'
import { type LaidOut, layOut } from './lay-out.ts'
import { type Table, tablesOf } from './tables.ts'

/** A file's grids parted: forms put together from integration tables, and the grids that hold forms as printed. */
export type Parted = { readonly laidOut: readonly LaidOut[]; readonly printed: readonly Grid[] }

/**
 * Finds the tables of the national integration system (预算管理一体化系统技术标准) among the grids of a file, by the field codes
 * or names in their headings, and lays out each form that is scattered over them.
 */
export function partIntegrationTables(grids: readonly Grid[]): Parted {
  const tables: Table[] = []
  const printed: Grid[] = []
  for (const grid of grids) {
    const found = tablesOf(grid)
    if (found.length === 0) printed.push(grid)
    tables.push(...found)
  }
  if (tables.length === 0) return { laidOut: [], printed: grids }
  return { laidOut: filingsOf(tables).map((filing) => layOut(filing, '一体化系统库表')), printed }
}

/** The form as read from its layout, less what only the layout says; what was worked out says so. */
export function withOrigin(form: Form, { unprinted, inferred, doubtful }: LaidOut): Form {
  const reading: Marks = { ...form.reading }
  for (const at of unprinted) delete reading[at]
  for (const [at, how] of inferred) {
    const { source } = reading[at] ?? {}
    reading[at] = { status: 'inferred', how, confidence: 0.9, ...(source ? { source } : {}) }
  }
  for (const [at, how] of doubtful) reading[at] = { ...reading[at], status: 'doubtful', how, confidence: 0.6 }
  return { ...form, title: null, reading }
}
