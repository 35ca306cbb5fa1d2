/** Where a cell stood in its file, counted from 1. Text: line and column (the tab field); xlsx: sheet, row and column; PDF: page and box
 * (left, top, right, bottom in points from the page's top left). */
export type Source =
  | { readonly line: number; readonly column: number }
  | { readonly sheet: string; readonly row: number; readonly column: number }
  | { readonly table: number; readonly row: number; readonly column: number }
  | { readonly page: number; readonly box: readonly number[] }

/** How a cell's text was come by where it was read from a picture and not from characters. */
export type Recognition = {
  /** From 0 to 1: how sure the least sure sign of the text is. */
  readonly confidence: number
  /** Other texts that the picture allows, likeliest first. */
  readonly alternatives: readonly string[]
  /** True where a seal lies over the text. */
  readonly isUnderSeal: boolean
}

/** One cell as it stood in the file. `row`, `column` count from 0; a merged cell is one Cell with its spans. */
export type Cell = {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  /** What a reader of the paper sees (number formats applied), line breaks as \n. */
  readonly text: string
  readonly source: Source
  readonly recognition?: Recognition
  /** What stands in the cell struck out, and so is no part of `text`. */
  readonly struck?: string
  /** Set by the engine where a line without borders was cut: the row this cell begins continues none above it. */
  readonly beginsRow?: true
}

/**
 * What a document reader hands over: cells in reading order, nothing interpreted.
 * `positions` says whether columns can be trusted: `exact` in spreadsheets and tables with spans,
 * `loose` in OCR'd or pasted text, where a cell may be cut in two or shifted.
 */
export type Grid = {
  readonly name: string
  readonly rows: number
  readonly columns: number
  readonly positions: 'exact' | 'loose'
  readonly cells: readonly Cell[]
  /**
   * Where columns are counted off by the cells before them (web pages, Word, Markdown, CSV): per row the column behind its
   * last cell, blank ones and merged ones from above included. Absent, for a row or as a whole, where each cell has a place.
   */
  readonly ends?: readonly (number | undefined)[]
  /** A page behind these cells was not read: what stands last on a form may stand there. */
  readonly isCutShort?: true
}

/** Something a document reader could not take, in Chinese, with the place where it stood. */
export type Problem = { readonly message: string; readonly source?: Source }

/** The place as an official would say it. */
export function formatSource(source: Source): string {
  if ('line' in source) return `第 ${source.line} 行第 ${source.column} 格`
  if ('sheet' in source) return `${source.sheet}!${columnName(source.column)}${source.row}`
  if ('page' in source) return `第 ${source.page} 页`
  return `第 ${source.table} 个表第 ${source.row} 行第 ${source.column} 格`
}

/** 1 → A, 27 → AA. */
export function columnName(column: number): string {
  let name = ''
  for (let n = column; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name
  return name
}
