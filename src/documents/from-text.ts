import type { Cell, Grid } from '#engine'
import { looksLikeCsv, readCsv } from './csv.ts'
import { decodeText } from './decode-text.ts'
import type { ReadResult } from './formats.ts'
import { MAX_CELLS } from './limits.ts'
import { hasPipeTable, readPipeTables } from './pipe-table.ts'
import { collectProblems, type Tell } from './problems.ts'
import { stripMarkup } from './strip-markup.ts'
import { shownOf, struckMessage } from './struck.ts'
import { Unreadable } from './unreadable.ts'

/**
 * One grid a text, by what separates its fields: tabs (recognised or pasted text, columns not to be trusted), Markdown
 * pipes, or commas. `source` is line and field from 1. Throws only Unreadable.
 */
export function read(bytes: Uint8Array): ReadResult {
  const problems = collectProblems()
  const text = decodeText(bytes, problems.tell).replace(/^\uFEFF/, '')
  const grid = gridOf(text, problems.tell)
  if (grid.cells.length > MAX_CELLS) {
    throw new Unreadable(`文本超过 ${MAX_CELLS} 格，不像一张绩效自评表，没有读。请只保留自评表的部分再试。`)
  }
  if (grid.cells.length === 0) problems.tell('文件里没有文字。请重新取得原文件。')
  return { grids: grid.cells.length === 0 ? [] : [grid], problems: problems.all() }
}

function gridOf(text: string, tell: Tell): Grid {
  const lines = text.split(/\r\n|\r|\n/)
  if (lines.some((line) => line.includes('\t'))) return readTabText(lines, tell)
  if (hasPipeTable(lines)) return readPipeTables(lines)
  if (looksLikeCsv(text)) return readCsv(text)
  return readTabText(lines, tell)
}

/** Row = line, column = tab field; empty fields give no cell. */
function readTabText(lines: readonly string[], tell: Tell): Grid {
  const cells: Cell[] = []
  let columns = 0
  for (const [row, line] of lines.entries()) {
    const fields = line.replace(/^#{1,6}\s+/, '').split('\t')
    for (const [column, field] of fields.entries()) {
      const shown = shownOf(stripMarkup(field).trim())
      const source = { line: row + 1, column: column + 1 }
      if (shown.text === '' && shown.struck !== undefined) tell(struckMessage(shown.struck, source), source)
      if (shown.text === '') continue
      columns = Math.max(columns, column + 1)
      cells.push({ row, column, rowSpan: 1, columnSpan: 1, ...shown, source })
    }
  }
  return { name: '文本', rows: lines.length, columns, positions: 'loose', cells }
}
