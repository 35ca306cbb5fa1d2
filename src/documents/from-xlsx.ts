import type { Grid } from '#engine'
import type { ReadResult } from './formats.ts'
import { MAX_CELLS } from './limits.ts'
import { placeCells } from './ooxml/place-cells.ts'
import { readWorkbook } from './ooxml/workbook.ts'
import { type Allowance, readWorksheet } from './ooxml/worksheet.ts'
import { openArchive } from './ooxml/zip.ts'
import { collectProblems } from './problems.ts'

/** One grid a visible sheet that has text; `source` is sheet, row and column from 1. Throws only Unreadable. */
export function read(bytes: Uint8Array): ReadResult {
  const problems = collectProblems()
  const archive = openArchive(bytes)
  const workbook = readWorkbook(archive, problems.tell)
  const allowance: Allowance = { cells: MAX_CELLS }
  const grids: Grid[] = []
  for (const { name, part } of workbook.sheets) {
    const content = archive.read(part)
    if (!content) continue
    const grid = placeCells(readWorksheet(content, name, workbook, allowance, problems.tell), problems.tell)
    if (grid.cells.length > 0) grids.push(grid)
  }
  if (grids.length === 0) problems.tell('工作簿里没有可读的内容。请确认自评表所在的工作表没有隐藏，另存后再试。')
  return { grids, problems: problems.all() }
}
