import type { CellNote } from '../notes.ts'
import { printable } from './blocks.ts'
import { type Paper, round, textAt } from './page-content.ts'
import type { Part } from './pages.ts'
import type { Typeface } from './typeface.ts'
import { wrap } from './wrap.ts'

/** Width kept free right of the table, gap included, in points. */
export const noteColumn = 205
/** Characters the margin needs beside those of the notes. */
export const MARGIN_SIGNS = '校核意见（续）见前'

const SEE = '见前'
const GAP = 12
const SIZE = 7.5
const STEP = SIZE * 1.35
const BETWEEN = 5
const INDENT = 14
const HEAD = 14
/** Sides of the filled corner in a cell. */
const CORNER = 5
const COLOURS: Readonly<Record<string, string>> = {
  必须改: '0.75 0.1 0.1',
  需说明: '0.7 0.4 0',
  提示: '0.35 0.35 0.35',
}

/**
 * A note as a PDF annotation: it lies over the page and is no part of its text, so that neither a person who copies an amount nor
 * a reader of the file takes a remark for the form. `box`: left, low, right, high from the paper's lower left corner.
 */
export type Annotation = {
  readonly box: readonly [left: number, low: number, right: number, high: number]
  readonly drawing: string
  readonly text: string
}

/** A page of the form with its annotations; a page of notes only has no parts. */
export type NotedPage = { readonly parts: readonly Part[]; readonly annotations: readonly Annotation[] }

type Entry = {
  readonly colour: string
  /** 0 for what must be corrected, 2 for a notice. */
  readonly gravity: number
  readonly lines: readonly string[]
  /** Where its cell stands: the page, and its box from the page's top. */
  readonly part: Part | undefined
  readonly page: number
}

/** Puts each note beside its cell, to which a corner and a thin line join it; what has no room there goes on a page of its own behind the form. */
export function withMarginNotes(
  pages: readonly (readonly Part[])[],
  notes: readonly CellNote[],
  paper: Paper,
  face: Typeface,
): readonly NotedPage[] {
  if (notes.length === 0) return pages.map((parts) => ({ parts, annotations: [] }))
  const entries = withoutRepeats(notes).map((note) => entryOf(note, pages, face))
  const left = paper.width - paper.side - noteColumn + GAP
  const room = paper.height - 2 * paper.end
  const rest: Entry[] = []
  const noted = pages.map((parts, page) => {
    const own = entries.filter((entry) => entry.page === page)
    const { placed, left: over } = placeBeside(own, room)
    rest.push(...over)
    return { parts, annotations: placed.map(({ entry, top }) => annotationOf(entry, left, top, paper, face)) }
  })
  return [...noted, ...pagesOfRest(rest, paper, face)]
}

/** A finding that points at several cells is printed once; the other cells refer to it by its code. */
function withoutRepeats(notes: readonly CellNote[]): readonly CellNote[] {
  const printed = new Set<string>()
  return notes.map((note) => {
    const lines = note.text.split('\n').map((line) => {
      if (printed.has(line)) return `${line.slice(0, line.indexOf('】') + 1)}${SEE}`
      printed.add(line)
      return line
    })
    return { ...note, text: lines.join('\n') }
  })
}

function entryOf(note: CellNote, pages: readonly (readonly Part[])[], face: Typeface): Entry {
  const isHere = ({ block }: Part) => block.cell.at === note.cell.at && block.cell.column === note.cell.column
  const found = pages.findIndex((parts) => parts.some(isHere))
  const page = Math.max(0, found)
  const text = printable(note.text)
  const width = noteColumn - GAP - INDENT
  const lines = wrap(text, width, (piece) => (face.widthOf(piece) * SIZE) / 1000)
  const words = Object.keys(COLOURS)
  const gravity = Math.max(
    0,
    words.findIndex((severity) => text.startsWith(`【${severity}`)),
  )
  return {
    colour: COLOURS[words[gravity] ?? ''] ?? '0 0 0',
    gravity,
    lines,
    part: pages[page]?.find(isHere),
    page,
  }
}

type Placed = { readonly entry: Entry; readonly top: number }

/** Notes go down in the order of their cells; a column that runs over the page's end is pushed up as far as it has room. */
function placeBeside(
  entries: readonly Entry[],
  room: number,
): { readonly placed: readonly Placed[]; readonly left: readonly Entry[] } {
  const sorted = [...entries].sort((a, b) => (a.part?.top ?? 0) - (b.part?.top ?? 0))
  const taken = new Set<Entry>()
  let used = 0
  // Where not all have room, the gravest stay beside their cells.
  for (const entry of [...sorted].sort((a, b) => a.gravity - b.gravity)) {
    if (used + heightOf(entry) > room) continue
    used += heightOf(entry)
    taken.add(entry)
  }
  const fitting = sorted.filter((entry) => taken.has(entry))
  const tops: number[] = []
  let next = 0
  for (const entry of fitting) {
    const top = Math.max(next, entry.part?.top ?? 0)
    tops.push(top)
    next = top + heightOf(entry)
  }
  let end = room
  for (let i = fitting.length - 1; i >= 0; i--) {
    const entry = fitting[i]
    if (!entry) continue
    tops[i] = Math.min(tops[i] ?? 0, end - heightOf(entry))
    end = tops[i] ?? 0
  }
  const placed = fitting.map((entry, i) => ({ entry, top: tops[i] ?? 0 }))
  return { placed, left: sorted.filter((entry) => !taken.has(entry)) }
}

function heightOf({ lines }: Entry): number {
  return lines.length * STEP + BETWEEN
}

/** The note with its text at `left`, `top`; on the page of its cell a filled corner in the cell and a thin line to the note. */
function annotationOf(entry: Entry, left: number, top: number, paper: Paper, face: Typeface): Annotation {
  const { colour, lines, part } = entry
  const high = round(paper.height - paper.end - top)
  const low = round(high - lines.length * STEP)
  const bar = round(left + INDENT - 3)
  const texts = lines.map((line, i) => textAt(line, SIZE, left + INDENT, high - i * STEP - SIZE, face))
  const drawing = [`${colour} rg ${colour} RG 0.8 w ${bar} ${high} m ${bar} ${low} l S`, `BT ${texts.join('\n')} ET`]
  const right = round(left + noteColumn - GAP)
  if (!part) return { box: [round(left), low, right, high], drawing: drawing.join('\n'), text: lines.join('') }

  const x = round(part.block.left + part.block.width)
  const y = round(paper.height - paper.end - part.top)
  const corner = round(y - CORNER)
  drawing.push(`${x} ${y} m ${round(x - CORNER)} ${y} l ${x} ${corner} l f`)
  drawing.push(`0.3 w [1 2] 0 d ${x} ${round(y - CORNER / 2)} m ${bar} ${round(high - STEP / 2)} l S`)
  const box = [round(x - CORNER), Math.min(low, corner), right, Math.max(high, y)] as const
  return { box, drawing: drawing.join('\n'), text: lines.join('') }
}

/** Notes without room beside their cells, in columns on pages of their own; a long one runs on in the next column. */
function pagesOfRest(rest: readonly Entry[], paper: Paper, face: Typeface): readonly NotedPage[] {
  const perColumn = Math.floor((paper.height - 2 * paper.end - HEAD - BETWEEN) / STEP)
  const columns = Math.floor((paper.width - 2 * paper.side) / noteColumn)
  const pages: Annotation[][] = []
  let [column, used] = [columns, 0]
  for (const entry of rest) {
    for (let lines = entry.lines; lines.length > 0; ) {
      if (used >= perColumn - 1) [column, used] = [column + 1, 0]
      if (column >= columns) {
        pages.push([headOf(paper, face)])
        ;[column, used] = [0, 0]
      }
      const here = { ...entry, part: undefined, lines: lines.slice(0, perColumn - used) }
      pages.at(-1)?.push(annotationOf(here, paper.side + column * noteColumn, used * STEP + HEAD, paper, face))
      used += here.lines.length + 0.5
      lines = lines.slice(here.lines.length)
    }
  }
  return pages.map((annotations) => ({ parts: [], annotations }))
}

function headOf(paper: Paper, face: Typeface): Annotation {
  const text = '校核意见（续）'
  const high = paper.height - paper.end
  const drawing = `BT ${textAt(text, 10, paper.side, high - 10, face)} ET`
  return { box: [paper.side, round(high - HEAD), paper.side + noteColumn, round(high)], drawing, text }
}
