import type { Sheet, SheetCell } from '#documents'
import { listTexts } from '../../texts/lists.ts'
import { csvLine, saveBytes, saveText } from '../parts/save-text.ts'
import type { ListColumn } from './list-columns.ts'

/** Exactly the rows and columns that are shown, in their order. */
export async function exportList<Row>(
  name: string,
  format: 'csv' | 'xlsx',
  columns: readonly ListColumn<Row>[],
  rows: readonly Row[],
): Promise<void> {
  const lines = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ say }) => say(row)))]
  if (format === 'csv') {
    saveText(`${name}.csv`, lines.map((line) => csvLine(line.map((value) => String(value ?? '')))).join('\r\n'))
    return
  }
  // Whoever only reads the list needs no writer of workbooks.
  const { sheetToXlsx } = await import('#documents')
  saveBytes(`${name}.xlsx`, sheetToXlsx(sheetOf(name, lines)))
}

/** A list with its headings in the first row. */
export function sheetOf(name: string, lines: readonly (readonly (string | number | null)[])[]): Sheet {
  const [head = []] = lines
  return {
    name: name === '' ? listTexts.list : name,
    columnWidths: head.map((_, column) => widthOf(lines.map((line) => line[column] ?? ''))),
    rowHeights: lines.map(() => 16),
    cells: lines.flatMap((line, row) => line.map((value, column) => cellOf(value, row, column))),
    repeatRows: [0, 0],
    orientation: 'landscape',
    isList: true,
  }
}

function cellOf(value: string | number | null, row: number, column: number): SheetCell {
  const role = row === 0 ? 'label' : typeof value === 'number' ? 'number' : 'text'
  return { row, column, rowSpan: 1, columnSpan: 1, text: String(value ?? ''), role }
}

/** As wide as its longest text, a Chinese character counting two, within what a page bears. */
function widthOf(texts: readonly (string | number)[]): number {
  const longest = texts.reduce<number>(
    (most, text) =>
      Math.max(
        most,
        [...String(text)].reduce((sum, sign) => sum + (sign > '\u2e7f' ? 2 : 1), 0),
      ),
    0,
  )
  return Math.min(60, longest + 2)
}
