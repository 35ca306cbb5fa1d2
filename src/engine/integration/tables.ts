import type { Cell, Grid } from '../grid.ts'
import { type Field, fieldOf } from './fields.ts'

/** What a table tells of: targets, results so far, or results of the year. */
export type Stage = 'plan' | 'monitoring' | 'evaluation'

/** One line of a table: its cells by field, without the blank ones. */
export type Line = ReadonlyMap<Field, Cell>

/** A table of the integration system: the cells of its heading by field, and its lines. */
export type Table = { readonly stage: Stage; readonly headings: Line; readonly lines: readonly Line[] }

const CONTENT: readonly Field[] = ['name', 'expectedGoal', 'annualBudget', 'initialBudget', 'totalScore']
const RESULTS: readonly Field[] = ['actual', 'score', 'actualGoal', 'execution', 'totalScore']

/** The integration tables of a grid, by the fields in their headings; none in a grid that holds a form as printed. */
export function tablesOf(grid: Grid): readonly Table[] {
  if (grid.positions !== 'exact') return []
  const rows = rowsOf(grid)
  const tables: { headings: Map<Field, Cell>; lines: Line[] }[] = []
  for (const cells of rows) {
    const named = headingsOf(cells)
    const open = tables.at(-1)
    // Exports print the Chinese names in a second row below the codes.
    if (named && open && open.lines.length === 0) continue
    if (named) tables.push({ headings: named, lines: [] })
    else if (open && cells.length > 0) open.lines.push(lineOf(cells, open.headings))
  }
  return tables.map(({ headings, lines }) => ({ stage: stageOf(headings), headings, lines: lines.filter(isKept) }))
}

function rowsOf({ rows, cells }: Grid): readonly (readonly Cell[])[] {
  const all: Cell[][] = Array.from({ length: rows }, () => [])
  for (const cell of cells) if (cell.text.trim() !== '') all[cell.row]?.push(cell)
  return all
}

/** A row that names the year, who files, and something of a form: no printed form has the codes of all three. */
function headingsOf(cells: readonly Cell[]): Map<Field, Cell> | undefined {
  if (cells.length < 4) return undefined
  const headings = new Map<Field, Cell>()
  for (const cell of cells) {
    const field = fieldOf(cell.text)
    if (field && !headings.has(field)) headings.set(field, cell)
  }
  const isOne =
    headings.has('year') &&
    (headings.has('unitCode') || headings.has('departmentCode')) &&
    CONTENT.some((field) => headings.has(field))
  return isOne ? headings : undefined
}

function lineOf(cells: readonly Cell[], headings: ReadonlyMap<Field, Cell>): Line {
  const byColumn = new Map(cells.map((cell) => [cell.column, cell]))
  return new Map(
    [...headings].flatMap(([field, { column }]) => {
      const cell = byColumn.get(column)
      return cell ? [[field, cell] as const] : []
    }),
  )
}

function stageOf(headings: ReadonlyMap<Field, Cell>): Stage {
  if (headings.has('expectedActual')) return 'monitoring'
  return RESULTS.some((field) => headings.has(field)) ? 'evaluation' : 'plan'
}

/** 是否删除: 1 is yes in the standard's code list, 2 is no. A deleted line is none of the form's. */
function isKept(line: Line): boolean {
  return line.get('isDeleted')?.text.trim() !== '1' && line.has('year')
}
