import type { FreeText, PageText } from '../page-grid.ts'
import type { Lattice, Region } from '../pdf/lattice.ts'
import type { Box } from '../pdf/page.ts'
import { type Crop, cropOf, cropWork, lineWork } from './crop.ts'
import type { RuledPage } from './image-lattice.ts'
import { readLoneSigns } from './lone-signs.ts'
import type { Paper } from './paper.ts'
import { piecesOf, type ReadCrop, readCell } from './read-cell.ts'
import { bandHeights, insideOf, linesIn, type TextLine } from './text-lines.ts'
import { turns } from './turns.ts'

/** The texts of a page: in the cells of its table, and outside it line by line; boxes in pixels. */
export type ReadTexts = {
  readonly inside: ReadonlyMap<Region, PageText>
  readonly free: readonly (readonly FreeText[])[]
}

/** A full line of ten-point type, in inches, until lines are found. */
const USUAL_HEIGHT = 0.12
/** Type larger than this many usual lines is a picture. */
const LARGEST_TYPE = 3
/** Text side by side is this many lines' heights apart. */
const SIDE_BY_SIDE = 1.6

/** How high a usual line of a page is, in pixels. */
export function textHeightOn({ paper, lattice }: RuledPage): number {
  return textHeightOf(
    paper,
    lattice.regions.map((region) => insideOf(paper, region.box)),
  )
}

const SAMPLES = 6

/** How surely a few lines in the cells of a page are read, 0 to 1: near nothing where the page stands on its head. */
export async function sampleSureness(paper: Paper, cells: readonly Box[], read: ReadCrop): Promise<number> {
  const insides = cells.map((box) => insideOf(paper, box))
  const textHeight = textHeightOf(paper, insides)
  let [sum, count] = [0, 0]
  for (const within of insides) {
    if (count === SAMPLES) break
    const [line] = linesIn(paper, within, textHeight).flat()
    if (!line || line.mark || line.box.right - line.box.left < 2.5 * textHeight) continue
    const [piece] = piecesOf(line, within, textHeight)
    if (!piece) continue
    const { signs } = await read(cropOf(paper, piece.box, piece.within, textHeight))
    sum += signs.length < 2 ? 0 : signs.reduce((all, { share }) => all + share, 0) / signs.length
    count++
  }
  return count === 0 ? 0 : sum / count
}

/** What is to be read of a page: the lines of each cell, those of the strips outside the tables, and the work of reading all once. */
export type PageLines = {
  readonly cells: readonly { readonly region: Region; readonly within: Box; readonly lines: readonly TextLine[] }[]
  readonly free: readonly { readonly zone: Box; readonly chunks: readonly TextLine[] }[]
  readonly work: number
}

/** Finds the lines of a page before anything of it is recognised. */
export function linesOn({ paper, lattice }: RuledPage, textHeight: number): PageLines {
  const cells = lattice.regions.map((region) => {
    const within = insideOf(paper, region.box)
    return { region, within, lines: linesIn(paper, within, textHeight).flat() }
  })
  const free = zonesOf(paper, lattice).flatMap((zone) =>
    linesIn(paper, zone, textHeight, SIDE_BY_SIDE * textHeight).map((chunks) => ({
      zone,
      chunks: chunks.filter(({ box }) => box.bottom - box.top <= LARGEST_TYPE * textHeight),
    })),
  )
  const all = [...cells, ...free.map(({ zone, chunks }) => ({ within: zone, lines: chunks }))]
  return { cells, free, work: all.reduce((sum, { within, lines }) => sum + workOf(lines, within, textHeight), 0) }
}

function workOf(lines: readonly TextLine[], within: Box, textHeight: number): number {
  return lines
    .flatMap((line) => piecesOf(line, within, textHeight))
    .reduce((sum, { box }) => sum + lineWork(box, textHeight), 0)
}

/** Cells cut out ahead of the engine: it has work from the first one on, and few are cut in vain when the limit is over. */
const AT_ONCE = 12

/** Reads all cells and the lines between and around the tables; second looks go on up to `most` work in all. */
export async function readTexts(
  { paper }: RuledPage,
  { cells, free, work }: PageLines,
  textHeight: number,
  most: number,
  read: ReadCrop,
): Promise<ReadTexts> {
  const inTurn = turns(AT_ONCE)
  const again = secondLooks(work, most)
  const reading = cells.map((cell) =>
    inTurn(async () => ({ ...cell, text: await readCell(paper, cell.lines, cell.within, textHeight, read, again) })),
  )
  const outside = free.map(({ zone, chunks }) =>
    Promise.all(
      chunks.map((chunk) =>
        inTurn(
          async (): Promise<FreeText> => ({
            ...(await readCell(paper, [chunk], zone, textHeight, read, again)),
            box: chunk.box,
          }),
        ),
      ),
    ),
  )
  // Waited for together: where the limit ends both, neither may be left without anybody who hears of it.
  const [texts, rest] = await Promise.all([Promise.all(reading), Promise.all(outside)])
  const single = texts.flatMap(({ lines: [line, second], ...cell }) => (line && !second ? [{ ...cell, line }] : []))
  const signs = await readLoneSigns(paper, single, textHeight, read, again)
  return {
    inside: new Map(texts.map(({ region, text }) => [region, signs.get(region) ?? text])),
    free: rest.map((line) => line.filter(isText)).filter((line) => line.length > 0),
  }
}

/** Second looks go on until they come to this share of a page's text; a sound page needs a fifth of it. */
const MOST_AGAIN = 0.5

function secondLooks(work: number, most: number): (crop: Crop) => boolean {
  let left = Math.min(MOST_AGAIN * work, most - work)
  return (crop) => {
    left -= cropWork(crop)
    return left >= 0
  }
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
