import { type Columns, LINE, lineStart } from './blocks.ts'
import type { Part } from './pages.ts'
import type { Typeface } from './typeface.ts'

/** Size of a page and its margins, in points. */
export type Paper = {
  readonly width: number
  readonly height: number
  /** Left and right. */
  readonly side: number
  /** Above and below the table. */
  readonly end: number
  /** From the paper's lower edge to the page number. */
  readonly foot: number
}

const RULING = 0.5
/** Baseline below the top of a 汉字, as a share of its size. */
const ASCENT = 0.88
/** Width of the stroke that makes a title bold, as a share of its size. */
const BOLD = 0.035
const FOOT_SIZE = 9

/** The drawing orders of one page. */
export function pageContent(
  parts: readonly Part[],
  columns: Columns,
  paper: Paper,
  face: Typeface,
  foot: string,
): string {
  const { scale } = columns
  const lines: string[] = [`${RULING} w`]
  for (const part of parts) if (part.block.look.bordered) lines.push(partRulings(part, paper))
  lines.push('S', 'BT')
  const pen: TextPen = { lines, face, size: 0 }
  for (const part of parts) writePart(pen, part, scale, paper)
  const size = FOOT_SIZE * scale
  const footWidth = (face.widthOf(foot) * size) / 1000
  writeText(pen, foot, size, (paper.width - footWidth) / 2, paper.foot)
  lines.push('ET')
  return lines.join('\n')
}

/** Orders so far, and the size that text is set in. */
type TextPen = { readonly lines: string[]; readonly face: Typeface; size: number }

function partRulings({ block, top, height, isOpenAbove, isOpenBelow }: Part, paper: Paper): string {
  const left = round(block.left)
  const right = round(block.left + block.width)
  const low = round(paper.height - paper.end - round(top + height))
  const high = round(paper.height - paper.end - round(top))
  if (!isOpenAbove && !isOpenBelow) return `${left} ${low} ${round(right - left)} ${round(high - low)} re`
  const sides = `${left} ${low} m ${left} ${high} l ${right} ${low} m ${right} ${high} l`
  const above = isOpenAbove ? '' : ` ${left} ${high} m ${right} ${high} l`
  const below = isOpenBelow ? '' : ` ${left} ${low} m ${right} ${low} l`
  return sides + above + below
}

function writePart(pen: TextPen, { block, top, height, lines, isCut }: Part, scale: number, paper: Paper): void {
  const step = block.size * LINE
  const first = isCut ? top + 2 * scale : top + (height - lines.length * step) / 2
  const isTitle = block.look.font === 'title'
  if (isTitle) pen.lines.push(`2 Tr ${round(block.size * BOLD)} w`)
  for (const [i, line] of lines.entries()) {
    if (line === '') continue
    const baseline = first + i * step + ((LINE - 1) / 2 + ASCENT) * block.size
    const length = (pen.face.widthOf(line) * block.size) / 1000
    writeText(pen, line, block.size, lineStart(block, length, scale), paper.height - paper.end - baseline)
  }
  if (isTitle) pen.lines.push('0 Tr')
}

/** A line of text as `textAt` has it; its size is only said where it changes. */
function writeText(pen: TextPen, text: string, size: number, x: number, y: number): void {
  const rounded = round(size)
  const font = rounded === pen.size ? '' : `/F ${rounded} Tf `
  pen.size = rounded
  pen.lines.push(`${font}1 0 0 1 ${round(x)} ${round(y)} Tm <${pen.face.hexOf(text)}> Tj`)
}

/** A line of text with its baseline's left end at `x`, `y` from the paper's lower left corner; stands between BT and ET. */
export function textAt(text: string, size: number, x: number, y: number, face: Typeface): string {
  return `/F ${round(size)} Tf 1 0 0 1 ${round(x)} ${round(y)} Tm <${face.hexOf(text)}> Tj`
}

/** Hundredths of a point are finer than any printer. */
export function round(value: number): number {
  return Math.round(value * 100) / 100
}
