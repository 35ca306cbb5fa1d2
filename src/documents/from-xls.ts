import type { Grid } from '#engine'
import type { ReadResult } from './formats.ts'
import { MAX_CELLS } from './limits.ts'
import { BROKEN_OLE, byteView } from './ole/byte-view.ts'
import { openOle } from './ole/ole.ts'
import { placeCells } from './ooxml/place-cells.ts'
import { collectProblems } from './problems.ts'
import { Unreadable } from './unreadable.ts'
import { readGlobals } from './xls/globals.ts'
import { recordAllowance } from './xls/records.ts'
import { readSheet } from './xls/sheet.ts'

/** Excel 5 to 2003 and WPS .et: one grid a visible sheet that has text, as from an xlsx. Throws only Unreadable. */
export function read(bytes: Uint8Array): ReadResult {
  const problems = collectProblems()
  const ole = openOle(bytes)
  const content = ole.read('Workbook') ?? ole.read('Book')
  if (!content) throw new Unreadable(BROKEN_OLE)

  const stream = byteView(content)
  const allowance = { ...recordAllowance(), cells: MAX_CELLS }
  const globals = readGlobals(stream, allowance, problems.tell)
  const grids: Grid[] = []
  for (const sheet of globals.sheets) {
    const grid = placeCells(readSheet(stream, sheet, globals, allowance, problems.tell), problems.tell)
    if (grid.cells.length > 0) grids.push(grid)
  }
  if (grids.length === 0) problems.tell('工作簿里没有可读的内容。请确认自评表所在的工作表没有隐藏，另存后再试。')
  return { grids, problems: problems.all() }
}
