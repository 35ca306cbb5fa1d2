import type { Cell, Grid } from '#engine'
import { MAX_TABLE_COLUMNS } from '../limits.ts'
import type { Tell } from '../problems.ts'
import { shownOf } from '../struck.ts'
import { Unreadable } from '../unreadable.ts'
import { splitLine } from './split-line.ts'
import type { WordBlock, WordCell, WordTable } from './word-blocks.ts'

/** A paragraph longer than this belongs to the prose of a report, unless it begins with a label and a colon. */
const PROSE = 120

/** A vertical merge that may go on: where it stands in `cells`, and the last row it covers. */
type Open = { readonly index: number; readonly columnSpan: number; last: number }

type TablePlace = { readonly table: number; readonly row: number; readonly column: number }

type Page = {
  readonly cells: Cell[]
  readonly ends: (number | undefined)[]
  readonly tell: Tell
  row: number
  columns: number
}

/**
 * Tables and the lines around them as grids. A form may lie over several tables with lines between them: they share
 * one grid. Prose between two tables parts them, as in a report with forms among its annexes.
 */
export function wordGrids(blocks: readonly WordBlock[], tell: Tell): readonly Grid[] {
  const groups = grouped(blocks)
  return groups.flatMap((group, i) => {
    const grid = gridOf(group, groups.length === 1 ? '文档' : `文档（${i + 1}）`, tell)
    return grid.cells.some(({ text }) => text !== '') ? [grid] : []
  })
}

function grouped(blocks: readonly WordBlock[]): readonly (readonly WordBlock[])[] {
  const groups: WordBlock[][] = []
  let group: WordBlock[] = []
  /** Where the lines that may belong to the next table begin, once prose was met. */
  let cut: number | undefined
  for (const block of blocks) {
    if ('line' in block) {
      group.push(block)
      if (isProse(block.text)) cut = group.length
      continue
    }
    if (cut !== undefined) {
      groups.push(group.slice(0, cut))
      group = group.slice(cut)
      cut = undefined
    }
    group.push(block)
  }
  return [...groups, group]
}

function isProse(text: string): boolean {
  return text.length > PROSE && !/^.{1,12}[:：]/.test(text)
}

function gridOf(blocks: readonly WordBlock[], name: string, tell: Tell): Grid {
  const page: Page = { cells: [], ends: [], tell, row: 0, columns: 1 }
  const lines: { readonly row: number; readonly line: number; readonly pieces: readonly string[] }[] = []
  for (const block of blocks) {
    if ('line' in block) {
      const pieces = splitLine(block.text)
      lines.push({ row: page.row, line: block.line, pieces })
      page.row += 1
      page.columns = Math.max(page.columns, pieces.length)
    } else placeTable(page, block)
  }
  for (const { row, line, pieces } of lines) {
    const start = (i: number) => Math.floor((i * page.columns) / pieces.length)
    for (const [i, text] of pieces.entries()) {
      const columnSpan = start(i + 1) - start(i)
      page.cells.push({
        row,
        column: start(i),
        rowSpan: 1,
        columnSpan,
        ...shownOf(text),
        source: { line, column: i + 1 },
      })
    }
  }
  const cells = page.cells.sort((a, b) => a.row - b.row || a.column - b.column)
  return { name, rows: page.row, columns: page.columns, positions: 'exact', cells, ends: page.ends }
}

function placeTable(page: Page, { table, rows, ends }: WordTable) {
  const open = new Map<number, Open>()
  for (const [i, cells] of rows.entries()) {
    for (const cell of cells) placeCell(page, open, cell, { table, row: i + 1, column: cell.column + 1 })
    page.ends[page.row] = ends?.[i]
    page.row += 1
    const inner = cells.flatMap((cell) => cell.inner)
    // Nothing merges over a table that an outer one lays out.
    if (inner.length > 0) open.clear()
    for (const each of inner) placeTable(page, each)
  }
}

function placeCell(page: Page, open: Map<number, Open>, cell: WordCell, source: TablePlace) {
  const { column, columnSpan, text, merge } = cell
  if (column + columnSpan > MAX_TABLE_COLUMNS) {
    throw new Unreadable(`第 ${source.table} 个表超过 ${MAX_TABLE_COLUMNS} 列，没有读。请只保留自评表再试。`)
  }
  page.columns = Math.max(page.columns, column + columnSpan)
  const place = `第 ${source.table} 个表第 ${source.row} 行第 ${source.column} 格`
  if (merge === 'continued') {
    const above = open.get(column)
    const first = above && page.cells[above.index]
    if (above && first && above.columnSpan === columnSpan && above.last === page.row - 1) {
      above.last = page.row
      page.cells[above.index] = { ...first, rowSpan: page.row - first.row + 1 }
      if (text !== '') {
        const shown = shownOf(text).text.slice(0, 20)
        page.tell(`${place}：“${shown}”被合并单元格盖住，纸面上看不见，没有读。请核对这处合并。`, source)
      }
      return
    }
    page.tell(`${place}：纵向合并接不上它上面的格，按单独一格读。请核对这处合并。`, source)
  }
  if (merge === 'none') open.delete(column)
  else open.set(column, { index: page.cells.length, columnSpan, last: page.row })
  page.cells.push({ row: page.row, column, rowSpan: 1, columnSpan, ...shownOf(text), source })
}
