import { type Columns, LINE, lineStart } from './blocks.ts'
import type { Part } from './pages.ts'
import { hex4 } from './pdf-file.ts'
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
  const rulings = parts.filter(({ block }) => block.look.bordered).map((part) => partRulings(part, paper))
  const texts = parts.flatMap((part) => partTexts(part, scale, paper, face))
  const size = FOOT_SIZE * scale
  const footWidth = (face.widthOf(foot) * size) / 1000
  texts.push(textAt(foot, size, (paper.width - footWidth) / 2, paper.foot, face))
  return [`${RULING} w`, ...rulings, 'S', 'BT', ...texts, 'ET'].join('\n')
}

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

function partTexts({ block, top, height, lines, isCut }: Part, scale: number, paper: Paper, face: Typeface): string[] {
  const step = block.size * LINE
  const isAtTop = isCut
  const first = isAtTop ? top + 2 * scale : top + (height - lines.length * step) / 2
  const texts = lines.flatMap((line, i) => {
    if (line === '') return []
    const baseline = first + i * step + ((LINE - 1) / 2 + ASCENT) * block.size
    const length = (face.widthOf(line) * block.size) / 1000
    const y = paper.height - paper.end - baseline
    return [textAt(line, block.size, lineStart(block, length, scale), y, face)]
  })
  if (block.look.font !== 'title') return texts
  return [`2 Tr ${round(block.size * BOLD)} w`, ...texts, '0 Tr']
}

/** A line of text with its baseline's left end at `x`, `y` from the paper's lower left corner; stands between BT and ET. */
export function textAt(text: string, size: number, x: number, y: number, face: Typeface): string {
  let glyphs = ''
  for (const character of text) glyphs += hex4(face.glyphOf(character))
  return `/F ${round(size)} Tf 1 0 0 1 ${round(x)} ${round(y)} Tm <${glyphs}> Tj`
}

/** Hundredths of a point are finer than any printer. */
export function round(value: number): number {
  return Math.round(value * 100) / 100
}
