import type { Found, Piece } from './page-grid.ts'
import type { Box } from './pdf/page.ts'
import { joinRecognitions } from './recognition.ts'

/** One page under the other. A row or a merged cell cut by the page break is one: its pieces are joined with those above in the same columns. */
export function joinPages(pages: readonly Found[]): { readonly pieces: readonly Piece[]; readonly rows: number } {
  const all: Piece[] = []
  const headings = new Set<string>()
  let rows = 0
  for (const page of pages) {
    const first = firstRow(page.pieces, headings)
    const number = page.pieces[0]?.page ?? 0
    const last = lastRow(all, number - 1)
    const isCut = first !== undefined && isCutRow(last, rowAt(page.pieces, first))
    for (const piece of page.pieces) {
      const moved = { ...piece, row: piece.row + rows }
      const isFirst = piece.inTable && piece.row === first
      const above = isFirst ? all.findIndex((one) => goesOn(one, piece, number, isCut && last.includes(one))) : -1
      const upper = all[above]
      if (upper) all[above] = joined(upper, moved)
      else all.push(moved)
    }
    // What stood beside the text of a cut row covers its second part as well.
    if (isCut) for (const piece of last) stretch(all, piece, rows + first)
    noteRows(page.pieces, headings)
    rows += page.rows
  }
  return { pieces: all, rows }
}

/** A number, or a value that begins with its sign: a text of its own, never the second half of one. */
const VALUE = /^[≥≤<>=]|^[\d.,]+%?$/

/** The rows of the table on a page, by what they print and where: a row that comes again on a later page is a heading. */
function signature(cells: readonly Piece[]): string | undefined {
  const shown = cells.filter(({ text }) => text !== '')
  // A row of values may come again by chance; headings hold no numbers.
  if (shown.length < 3 || shown.some(({ text }) => VALUE.test(text))) return undefined
  return shown.map(({ text, box }) => `${Math.round(box.left / 4)} ${text}`).join('\n')
}

function rowAt(pieces: readonly Piece[], row: number): readonly Piece[] {
  return pieces.filter((piece) => piece.inTable && piece.row === row)
}

function noteRows(pieces: readonly Piece[], headings: Set<string>): void {
  for (const row of new Set(pieces.filter(({ inTable }) => inTable).map(({ row }) => row))) {
    const text = signature(rowAt(pieces, row))
    if (text !== undefined) headings.add(text)
  }
}

/** The first row of a page that is no heading repeated from an earlier page; undefined where text stands before the table. */
function firstRow(pieces: readonly Piece[], headings: ReadonlySet<string>): number | undefined {
  const rows = [...new Set(pieces.map(({ row }) => row))].sort((a, b) => a - b)
  for (const row of rows) {
    const cells = rowAt(pieces, row)
    if (cells.length === 0) return undefined
    const text = signature(cells)
    if (text === undefined || !headings.has(text)) return row
  }
  return undefined
}

/** The cells that reach down to the last row of a page; none where text stands below the table. */
function lastRow(all: readonly Piece[], page: number): readonly Piece[] {
  const pieces = all.filter((piece) => piece.lastPage === page)
  const end = Math.max(...pieces.map(({ row, rowSpan }) => row + rowSpan))
  const last = pieces.filter(({ row, rowSpan }) => row + rowSpan === end)
  return last.every(({ inTable }) => inTable) ? last : []
}

/**
 * Some programs close both parts of a row cut by the page break with rulings. It shows in the text: the part below has
 * only text that goes on from full lines above, and leaves blank what the part above has in other columns.
 */
function isCutRow(upper: readonly Piece[], lower: readonly Piece[]): boolean {
  const going = lower.filter(({ text }) => text !== '')
  if (upper.length === 0 || going.length === 0) return false
  const above = (piece: Piece): Piece | undefined => upper.find((one) => isSameColumn(one.box, piece.box))
  const isFull = (piece: Piece): boolean => {
    const one = above(piece)
    return one !== undefined && one.text !== '' && one.slack !== undefined && mayRunOn(one, piece)
  }
  const isBlank = (one: Piece): boolean =>
    one.text !== '' && lower.some((piece) => piece.text === '' && isSameColumn(one.box, piece.box))
  return (
    going.every((piece) => isFull(piece) && !VALUE.test(piece.text)) &&
    upper.some((one) => one.rowSpan === 1 && isBlank(one))
  )
}

/** Characters a full line may lack: a stop or comma that may not begin a line takes the one before it along. */
const ROOM = 2
/** Room a program leaves at both sides of a cell's text, in points. */
const PADDING = 12

function goesOn(above: Piece, below: Piece, page: number, isCut: boolean): boolean {
  const isOpen = above.onBelow && above.lastPage === page - 1 && (below.fromAbove || below.row > 0)
  return (isCut || (isOpen && mayRunOn(above, below))) && above.inTable && isSameColumn(above.box, below.box)
}

/** Two whole texts are two cells, whatever rulings are missing: text runs on from a full line only, or is printed anew. */
function mayRunOn(above: Piece, below: Piece): boolean {
  if (above.text === '' || below.text === '' || above.slack === undefined) return true
  if (isRepeat(above.text, below.text)) return true
  return above.slack < ROOM * (below.lead ?? 0) + PADDING
}

function joined(above: Piece, below: Piece): Piece {
  return {
    ...above,
    text: runOn(above.text, below.text),
    rowSpan: below.row + below.rowSpan - above.row,
    lastPage: below.lastPage,
    onBelow: below.onBelow,
    ...(below.slack === undefined ? {} : { slack: below.slack }),
    ...joinRecognitions(above, below),
  }
}

function stretch(all: Piece[], piece: Piece, row: number): void {
  const at = all.indexOf(piece)
  if (at >= 0) all[at] = { ...piece, rowSpan: Math.max(piece.rowSpan, row + 1 - piece.row) }
}

/** Text that goes on behind the break, or is printed anew there. */
function runOn(above: string, below: string): string {
  if (!isRepeat(above, below)) return above + below
  return below.length > above.length ? below : above
}

/** A spreadsheet prints the text of a merged cell on each page it covers, or those of its lines that find room. */
function isRepeat(above: string, below: string): boolean {
  const isPrinted = (above.length > 1 && below.includes(above)) || (below.length > 1 && above.endsWith(below))
  return isPrinted && isCaption(above) && isCaption(below)
}

/** Longer than any heading or name of a form, or with a stop: prose, which may say the same again. */
const LONGEST_CAPTION = 60

function isCaption(text: string): boolean {
  return text.length <= LONGEST_CAPTION && !/[。；！？;]/.test(text)
}

function isSameColumn(a: Box, b: Box): boolean {
  return Math.abs(a.left - b.left) <= 3 && Math.abs(a.right - b.right) <= 3
}
