import { type Sheet, type SheetCell, sheetsToXlsx } from '#documents'
import type { ServedContent } from './endpoint.ts'

export type TableFormat = 'csv' | 'json' | 'xlsx'

/** `key` names the column in JSON, `head` in what people read; width in characters. */
export type Column<Row> = {
  readonly key: string
  readonly head: string
  readonly width: number
  readonly value: (row: Row) => string | number | boolean | null
}

/** A list as a file, with exactly the rows that were asked for. `name` is without its ending. */
export function tableFile<Row>(
  name: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  format: TableFormat,
): ServedContent {
  switch (format) {
    case 'csv': {
      // The mark of UTF-8 at the beginning: without it Excel and WPS take the Chinese for another encoding.
      const lines = [
        columns.map(({ head }) => head),
        ...rows.map((row) => columns.map((column) => cell(column.value(row)))),
      ]
      const text = `\uFEFF${lines.map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`
      return { name: `${name}.csv`, type: 'text/csv; charset=utf-8', content: new TextEncoder().encode(text) }
    }
    case 'json': {
      const records = rows.map((row) => Object.fromEntries(columns.map(({ key, value }) => [key, value(row)])))
      const text = `${JSON.stringify(records, null, 1)}\n`
      return { name: `${name}.json`, type: 'application/json; charset=utf-8', content: new TextEncoder().encode(text) }
    }
    case 'xlsx': {
      const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
      return { name: `${name}.xlsx`, type, content: sheetsToXlsx([sheetOf(name, columns, rows)]) }
    }
  }
}

function cell(value: string | number | boolean | null): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  return String(value)
}

/** RFC 4180, and an apostrophe before what a spreadsheet would run as a formula. */
function quoted(text: string): string {
  const guarded = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(?:\.\d+)?$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

function sheetOf<Row>(name: string, columns: readonly Column<Row>[], rows: readonly Row[]): Sheet {
  const heads = columns.map(({ head }, column) => cellAt(0, column, head, 'label'))
  const body = rows.flatMap((row, i) =>
    columns.map(({ value }, column) => {
      const shown = value(row)
      return cellAt(i + 1, column, cell(shown), typeof shown === 'number' ? 'number' : 'text')
    }),
  )
  return {
    name,
    columnWidths: columns.map(({ width }) => width),
    rowHeights: [24, ...rows.map(() => 18)],
    cells: [...heads, ...body],
    repeatRows: [0, 0],
    orientation: 'landscape',
    isList: true,
  }
}

function cellAt(row: number, column: number, text: string, role: SheetCell['role']): SheetCell {
  return { row, column, rowSpan: 1, columnSpan: 1, text, role }
}
