/**
 * The official form as it lies on paper, neutral between xlsx, HTML and the web grid.
 * Rows and columns count from 0. `at` is the JSON pointer of the form value the cell shows; labels have none.
 */
export type SheetCell = {
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  readonly text: string
  readonly at?: string
  readonly role: 'title' | 'label' | 'text' | 'number' | 'note'
  /** No ruling around it: title, header line and footer stand outside the table. */
  readonly borderless?: boolean
}

export type Sheet = {
  readonly name: string
  /** Widths in characters of the standard font, as xlsx counts them. */
  readonly columnWidths: readonly number[]
  /** Heights in points. */
  readonly rowHeights: readonly number[]
  readonly cells: readonly SheetCell[]
  /** First and last row printed again on each page (the indicator headings), or null. */
  readonly repeatRows: readonly [number, number] | null
  readonly orientation: 'portrait' | 'landscape'
  /** A list with headings in its first row: in an xlsx they stay in sight and can be filtered. */
  readonly isList?: boolean
  /** Drawn in an xlsx only. */
  readonly charts?: readonly Chart[]
}

/** Cells of one column, rows counted from 0, both ends included. */
export type ChartRange = { readonly column: number; readonly firstRow: number; readonly lastRow: number }

/** A bar chart over cells of its sheet: `bars` lie, `columns` stand. `at`: first column and row, last column and row. */
export type Chart = {
  readonly title: string
  readonly kind: 'bars' | 'columns'
  readonly categories: ChartRange
  readonly values: ChartRange
  readonly at: readonly [fromColumn: number, fromRow: number, toColumn: number, toRow: number]
}
