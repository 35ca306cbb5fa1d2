import { type Cell, formatSource, type Grid, type Problem, type Source } from '#engine'
import { collectProblems } from './problems.ts'
import { settled } from './superscript.ts'

/** Noncharacters of Unicode, which no text holds: they part what is struck out from the rest until a cell is whole. */
const FROM = '\ufdd0'
const TO = '\ufdd1'
const STRUCK = new RegExp(`${FROM}([^${TO}]*)(?:${TO}|$)`, 'g')
const LONGEST_SHOWN = 40

/** What may part two cells stays outside the marks. */
const PARTS = /(\n|\t|[ \u3000]{2,})/

/** Text as struck out: `shownOf` takes it out again once its cell is whole. */
export function struckOut(text: string): string {
  const pieces = text.replaceAll(FROM, '').replaceAll(TO, '').split(PARTS)
  return pieces.map((piece, i) => (i % 2 === 1 || piece === '' ? piece : FROM + piece + TO)).join('')
}

/** What a whole cell shows, and what is struck out in it; pieces that stand side by side are one. */
export function shownOf(marked: string): Pick<Cell, 'text' | 'struck'> {
  const text = settled(marked)
  if (!text.includes(FROM)) return { text }
  const struck: string[] = []
  const rest = text.replaceAll(TO + FROM, '').replaceAll(STRUCK, (_, piece: string) => {
    if (piece.trim() !== '') struck.push(piece.trim())
    return ''
  })
  const shown = rest.replaceAll(/\n{2,}/g, '\n').trim()
  return struck.length === 0 ? { text: shown } : { text: shown, struck: struck.join('、') }
}

/** Says of every cell with struck-out text what stood there. */
export function struckProblems(grids: readonly Grid[]): readonly Problem[] {
  const problems = collectProblems()
  for (const { cells } of grids) {
    for (const { struck, source } of cells) {
      if (struck === undefined) continue
      problems.tell(struckMessage(struck, source), source)
    }
  }
  return problems.all()
}

export function struckMessage(struck: string, source: Source): string {
  const shown = struck.replaceAll('\n', ' ').slice(0, LONGEST_SHOWN)
  return `${formatSource(source)}：划掉的“${shown}”没有读入。请核对原件。`
}
