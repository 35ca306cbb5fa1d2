import type { Recognition } from '#engine'
import type { PageText } from '../page-grid.ts'
import type { Box } from '../pdf/page.ts'
import { alternativesOf } from './alternatives.ts'
import { type Crop, cropOf, inOneRow, MARGIN } from './crop.ts'
import { hasRaisedEnd, isStruckThrough } from './odd-ink.ts'
import type { Paper } from './paper.ts'
import type { ReadLine, Sign } from './read-lines.ts'
import type { TextLine } from './text-lines.ts'

export type ReadCrop = (crop: Crop) => Promise<ReadLine>

/** 虚缺号: stands for signs that are there and can't be read (GB/T 15834). */
const UNREAD = '□'
const MARK_CONFIDENCE = 0.97

/** The text of a cell, or of a chunk outside the tables: all its lines. `mayAgain` is asked before a second look. */
export async function readCell(
  paper: Paper,
  lines: readonly TextLine[],
  within: Box,
  textHeight: number,
  read: ReadCrop,
  mayAgain: (crop: Crop) => boolean,
): Promise<PageText> {
  const [first] = lines
  if (!first) return { text: '' }
  const isUnderSeal = lines.some(({ box }) => isSealed(paper, box))
  if (lines.length === 1 && first.mark)
    return { text: first.mark, recognition: { confidence: MARK_CONFIDENCE, alternatives: [], isUnderSeal } }
  // Stacked and short wrapped lines are parts of one word.
  const isStack =
    lines.length > 1 &&
    lines.length <= MOST_STACKED &&
    lines.every(({ box }) => box.right - box.left <= 3.4 * textHeight)
  const parts = isStack
    ? [lines.map(({ box }) => ({ box, within }))]
    : lines.flatMap((line) => piecesOf(line, within, textHeight).map((piece) => [piece]))
  const readings = parts.map((part) => {
    const crop = (margin: number): Crop =>
      inOneRow(
        part.map((piece) => cropOf(paper, piece.box, piece.within, textHeight, margin, isStack ? STACKED : margin)),
      )
    return readTwice(crop, parts.length <= MOST_PARTS_TWICE ? mayAgain : never, read)
  })
  const text = textOf(await Promise.all(readings), isUnderSeal)
  const isOdd =
    lines.some((line) => isStruckThrough(paper, line, textHeight)) ||
    (/\d$/.test(text.text) && hasRaisedEnd(paper, lines.at(-1) ?? first))
  return isOdd && text.recognition
    ? { ...text, recognition: { ...text.recognition, confidence: Math.min(ODD, text.recognition.confidence) } }
    : text
}

/** A word has no more lines; the model takes longer a pixel for a very long row of them. */
const MOST_STACKED = 24

/** Text that was struck out, or a number with a raised digit behind it: what it says is no value, even where it fits. */
const ODD = 0.2

/** From this sureness on one look is enough. */
const SURE_AT_ONCE = 0.98
/** Of a text of more parts one is nearly always unsure, and it stays doubtful after a second look. */
const MOST_PARTS_TWICE = 3
const WIDER = 0.26
/** Stacked signs are laid side by side as close as in a line. */
const STACKED = 0.03
const UNLIKE = 0.6
const never = (): boolean => false

/** What is not read with certainty is looked at again in a wider frame: two readings alike are surer than one, two unlike ones are none. */
async function readTwice(
  crop: (margin: number) => Crop,
  mayAgain: (crop: Crop) => boolean,
  read: ReadCrop,
): Promise<ReadLine> {
  const first = await read(crop(MARGIN))
  if (first.confidence >= SURE_AT_ONCE) return first
  const wider = crop(WIDER)
  if (!mayAgain(wider)) return first
  const second = await read(wider)
  const [one, other] = [first, second].map(({ signs }) => signs.map(({ text }) => text).join('')) as [string, string]
  const better = second.confidence > first.confidence ? second : first
  if (one !== other) {
    const fuller = isBound(one, other) ? first : isBound(other, one) ? second : better
    return { ...fuller, confidence: Math.min(UNLIKE, fuller.confidence) }
  }
  const [low, high] = [Math.min(first.confidence, second.confidence), better.confidence]
  return { ...better, confidence: Math.max(low, 1 - (1 - low) ** 0.5 * (1 - high)) }
}

/** Whether a text is another one behind a sign that bounds it: such a sign is easily lost and hardly made up. */
function isBound(text: string, other: string): boolean {
  return /^[≥≤<>=＝]$/.test(text.slice(0, 1)) && text.slice(1) === other && /^\d/.test(other)
}

/** The model takes longer for one long line than for its parts. */
const LONGEST_PIECE = 6.5

/** A long line cut between signs. */
export function piecesOf(
  { box, gaps }: TextLine,
  within: Box,
  textHeight: number,
): readonly { box: Box; within: Box }[] {
  const longest = LONGEST_PIECE * textHeight
  const pieces: { box: Box; within: Box }[] = []
  let rest = { box, within }
  while (rest.box.right - rest.box.left > 1.3 * longest) {
    const { left } = rest.box
    // The widest gap stands between characters; narrow ones may be inside of one (月 of 服).
    const near = gaps.filter(({ x }) => x > left + longest / 2 && x <= left + longest)
    const cut = near.reduce((widest, gap) => (gap.width >= widest.width ? gap : widest), { x: left, width: 1 }).x
    if (cut === left) break
    pieces.push({ box: { ...rest.box, right: cut }, within: { ...rest.within, right: cut } })
    rest = { box: { ...rest.box, left: cut }, within: { ...rest.within, left: cut } }
  }
  return [...pieces, rest]
}

function textOf(lines: readonly ReadLine[], isUnderSeal: boolean): PageText {
  const signs: readonly Sign[] = lines.flatMap((line) => line.signs)
  const text = withoutDust(signs.map((sign) => sign.text).join(''))
  const confidence = text === '' ? 0 : Math.min(...lines.map((line) => line.confidence))
  const recognition: Recognition = { confidence: round(confidence), alternatives: alternativesOf(signs), isUnderSeal }
  return { text: text === '' ? UNREAD : text, recognition }
}

/** Dots before or behind Chinese text that belong to no sentence: specks and ends of rulings. */
function withoutDust(text: string): string {
  return text.trim().replace(/^[.·•,，、'`~_…]+(?=\p{Script=Han})/u, '')
}

const round = (share: number): number => Math.round(share * 1000) / 1000

/** Whether a seal's red lies on or right beside a line. */
function isSealed({ seal, width, height }: Paper, { left, right, top, bottom }: Box): boolean {
  let count = 0
  for (let y = Math.max(0, top - 1); y < Math.min(height, bottom + 1); y++)
    for (let x = Math.max(0, left - 1); x < Math.min(width, right + 1); x++) count += seal[y * width + x] ?? 0
  return count > 12
}
