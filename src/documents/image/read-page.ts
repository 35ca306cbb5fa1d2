import type { Recognition } from '#engine'
import type { FreeText, PageText } from '../page-grid.ts'
import type { Lattice, Region } from '../pdf/lattice.ts'
import type { Box } from '../pdf/page.ts'
import { alternativesOf } from './alternatives.ts'
import type { Crop } from './crop.ts'
import { cropOf, inOneRow } from './crop.ts'
import type { RuledPage } from './image-lattice.ts'
import type { Paper } from './paper.ts'
import type { ReadLine, Sign } from './read-lines.ts'
import { bandHeights, insideOf, linesIn, type TextLine } from './text-lines.ts'

export type ReadCrop = (crop: Crop) => Promise<ReadLine>

/** The texts of a page: in the cells of its table, and outside it line by line; boxes in pixels. */
export type ReadTexts = {
  readonly inside: ReadonlyMap<Region, PageText>
  readonly free: readonly (readonly FreeText[])[]
}

/** 虚缺号: stands for signs that are there and can't be read (GB/T 15834). */
const UNREAD = '□'
/** A full line of ten-point type, in inches, until lines are found. */
const USUAL_HEIGHT = 0.12
/** Type larger than this many usual lines is a picture. */
const LARGEST_TYPE = 3
/** Text side by side is this many lines' heights apart. */
const SIDE_BY_SIDE = 1.6
const DASH_CONFIDENCE = 0.97

/** How high a usual line of a page is, in pixels. */
export function textHeightOn({ paper, lattice }: RuledPage): number {
  return textHeightOf(
    paper,
    lattice.regions.map((region) => insideOf(paper, region.box)),
  )
}

const SAMPLES = 6

/** How surely a few lines of a page are read, 0 to 1: near nothing where the page stands on its head. */
export async function sampleSureness(page: RuledPage, read: ReadCrop): Promise<number> {
  const { paper, lattice } = page
  const textHeight = textHeightOn(page)
  let [sum, count] = [0, 0]
  for (const region of lattice.regions) {
    if (count === SAMPLES) break
    const within = insideOf(paper, region.box)
    const [line] = linesIn(paper, within, textHeight).flat()
    if (!line || line.isDash || line.box.right - line.box.left < 2.5 * textHeight) continue
    const [piece] = piecesOf(line, within, textHeight)
    if (!piece) continue
    const { signs } = await read(cropOf(paper, piece.box, piece.within, textHeight))
    sum += signs.length < 2 ? 0 : signs.reduce((all, { share }) => all + share, 0) / signs.length
    count++
  }
  return count === 0 ? 0 : sum / count
}

/** Reads all cells and the lines between and around the tables. */
export async function readTexts({ paper, lattice }: RuledPage, textHeight: number, read: ReadCrop): Promise<ReadTexts> {
  const insides = lattice.regions.map((region) => insideOf(paper, region.box))
  const inside = new Map<Region, PageText>()
  for (const [i, region] of lattice.regions.entries()) {
    const box = insides[i] as Box
    const lines = linesIn(paper, box, textHeight).flat()
    inside.set(region, await readCell(paper, lines, box, textHeight, read))
  }
  const free: FreeText[][] = []
  for (const zone of zonesOf(paper, lattice)) {
    for (const chunks of linesIn(paper, zone, textHeight, SIDE_BY_SIDE * textHeight)) {
      const texts: FreeText[] = []
      for (const chunk of chunks) {
        if (chunk.box.bottom - chunk.box.top > LARGEST_TYPE * textHeight) continue
        const text = await readCell(paper, [chunk], zone, textHeight, read)
        if (isText(text)) texts.push({ ...text, box: chunk.box })
      }
      if (texts.length > 0) free.push(texts)
    }
  }
  return { inside, free }
}

/** Outside the tables stands what is printed, but also what a scanner adds; there unreadable marks are left out. */
function isText({ text, recognition }: PageText): boolean {
  return /[\p{L}\p{N}]/u.test(text) && (recognition?.confidence ?? 0) > 0.15
}

/** The height of a usual line: the middle of all that are neither specks nor titles. */
export function textHeightOf(paper: Paper, insides: readonly Box[]): number {
  const usual = USUAL_HEIGHT * paper.dpi
  const heights = insides
    .flatMap((box) => bandHeights(paper, box, usual))
    .filter((height) => height > 0.5 * usual && height < 2.2 * usual)
    .sort((a, b) => a - b)
  return heights[Math.floor(heights.length / 2)] ?? usual
}

/** The strips of a page that no table covers, the width of the page. */
function zonesOf({ width, height, dpi }: Paper, { ys, regions }: Lattice): readonly Box[] {
  const [edge, gap] = [Math.round(dpi / 8), Math.round(dpi / 40)]
  const covered = regions.map(({ box }) => [box.top, box.bottom] as const).sort((a, b) => a[0] - b[0])
  const zones: Box[] = []
  let top = edge
  for (const [from, to] of [...covered, [height - edge + gap, height] as const]) {
    const bottom = Math.round(from) - gap
    if (bottom - top > dpi / 12) zones.push({ left: edge, right: width - edge, top, bottom })
    top = Math.max(top, Math.round(to) + gap)
  }
  return ys.length === 0 ? [{ left: edge, right: width - edge, top: edge, bottom: height - edge }] : zones
}

async function readCell(
  paper: Paper,
  lines: readonly TextLine[],
  within: Box,
  textHeight: number,
  read: ReadCrop,
): Promise<PageText> {
  const [first] = lines
  if (!first) return { text: '' }
  const isUnderSeal = lines.some(({ box }) => isSealed(paper, box))
  if (lines.length === 1 && first.isDash)
    return { text: '-', recognition: { confidence: DASH_CONFIDENCE, alternatives: [], isUnderSeal } }
  // Stacked and short wrapped lines are parts of one word.
  const isStack = lines.length > 1 && lines.every(({ box }) => box.right - box.left <= 3.4 * textHeight)
  const crops = isStack
    ? [inOneRow(lines.map(({ box }) => cropOf(paper, box, within, textHeight)))]
    : lines.flatMap((line) =>
        piecesOf(line, within, textHeight).map((piece) => cropOf(paper, piece.box, piece.within, textHeight)),
      )
  const readings: ReadLine[] = []
  for (const crop of crops) readings.push(await read(crop))
  return textOf(readings, isUnderSeal)
}

/** The model takes longer for one long line than for its parts. */
const LONGEST_PIECE = 6.5

/** A long line cut between signs. */
function piecesOf({ box, gaps }: TextLine, within: Box, textHeight: number): readonly { box: Box; within: Box }[] {
  const longest = LONGEST_PIECE * textHeight
  const pieces: { box: Box; within: Box }[] = []
  let rest = { box, within }
  while (rest.box.right - rest.box.left > 1.3 * longest) {
    const { left } = rest.box
    const cut = gaps.findLast((x) => x > left + longest / 2 && x <= left + longest)
    if (cut === undefined) break
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
