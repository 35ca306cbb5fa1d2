import type { Problem } from '#engine'
import type { PagePicture } from '../formats.ts'
import { MAX_PAGE_WORK } from '../limits.ts'
import { type Found, inOrder, type Unread } from '../page-grid.ts'
import type { Region } from '../pdf/lattice.ts'
import type { Box } from '../pdf/page.ts'
import { fitted } from './fit.ts'
import { type RuledPage, ruledPageOf } from './image-lattice.ts'
import type { Limit } from './limit.ts'
import { type Paper, paperOf } from './paper.ts'
import { type Raster, type Turns, turned } from './raster.ts'
import type { ReadCrop } from './read-cell.ts'
import { lineReader } from './read-lines.ts'
import { linesOn, type ReadTexts, readTexts, sampleSureness, textHeightOn } from './read-page.ts'
import { recogniser } from './recogniser.ts'
import { skewOf, straightened } from './skew.ts'

export type ReadPage = Found & { readonly problems: readonly Problem[] }
/**
 * Reads one page's picture; `page` counts from 1; `isBehindForm` where a page with a table was read before it, whose end it
 * may be. Throws TimeIsUp when the limit is over. `show` is given the page as it was read: turned, straightened, evenly lit.
 */
export type ReadPicture = (
  raster: Raster,
  page: number,
  limit: Limit,
  isBehindForm: boolean,
  show?: (picture: PagePicture) => void,
) => Promise<ReadPage>

/** A page with fewer cells holds no form: a letter, a cover, a seal. */
const FEWEST_CELLS = 6
/** The end of a form on a sheet of its own holds less text, in the work of reading it; a full page of prose has over 20 000. */
const MOST_TAIL_WORK = 9000
/** Text of less than this many pixels, about 120 dpi in usual print, loses its thin strokes. */
const SMALLEST_TEXT = 14.5
/** Whether a page stands upright is seen in its first cells. */
const MOST_LOOKED_AT = 80
/** Upright text is read with more than this sureness on the whole. */
const UPRIGHT = 0.7

/** Once the recogniser is loaded; undefined where its model was not provided. */
export async function imageReader(): Promise<ReadPicture | undefined> {
  const engine = await recogniser()
  if (!engine) return undefined
  return async (raster, page, limit, isBehindForm, show) => {
    const read = lineReader(engine, limit)
    const ruled = await uprightPage(raster, read)
    const isTable = ruled.lattice.regions.length >= FEWEST_CELLS
    if (!isTable && !isBehindForm) return unreadPage('unruled')
    const textHeight = textHeightOn(ruled)
    const lines = linesOn(ruled, textHeight)
    // The last lines of a form, with date and contact; what has more text is something else.
    if (!isTable && lines.work > MOST_TAIL_WORK) return unreadPage('unruled')
    const most = mostWorkOn(ruled.paper)
    if (lines.work > most) return unreadPage('noisy')
    show?.(pictureOf(ruled, page))
    const problems =
      textHeight < SMALLEST_TEXT
        ? [
            {
              message: `第 ${page} 页的字只有约 ${Math.round(textHeight)} 像素高，容易认错。请按 200–300 dpi 重新扫描，或逐格核对。`,
            },
          ]
        : []
    return { ...found(ruled, await readTexts(ruled, lines, textHeight, most, read), page), problems }
  }
}

function pictureOf({ paper }: RuledPage, page: number): PagePicture {
  const { width, height, grey, dpi } = paper
  const pixels = { width, height, channels: 1, data: grey } as const
  return { page, width: (width * 72) / dpi, height: (height * 72) / dpi, pixels }
}

export function unreadPage(unread: Unread): ReadPage {
  return { pieces: [], xs: [], rows: 0, isScan: true, problems: [], unread }
}

const A4_SQUARE_INCHES = 96.7
/** A sheet of A3 may hold two forms; one said to be larger still is no reason for more work. */
const LARGEST_SHEET = 2

function mostWorkOn({ width, height, dpi }: Paper): number {
  const sheets = (width * height) / dpi ** 2 / A4_SQUARE_INCHES
  return MAX_PAGE_WORK * Math.min(LARGEST_SHEET, Math.max(1, sheets))
}

/** The page as it lies; turned by quarters where it reads better so. Only a few lines are read for it. */
async function uprightPage(picture: Raster, read: ReadCrop): Promise<RuledPage> {
  const raster = fitted(picture)
  const asItLies = pageOf(raster)
  const { paper, lattice } = asItLies
  // A page without a table lying as it is has none when turned.
  if (lattice.regions.length < FEWEST_CELLS) return asItLies
  const boxes = lattice.regions.slice(0, MOST_LOOKED_AT).map(({ box }) => box)
  const tries: { readonly turns: Turns; readonly sureness: number }[] = []
  for (const turns of [0, 2, 1, 3] satisfies readonly Turns[]) {
    const sureness = await sampleSureness(turnedPaper(paper, turns), turnedBoxes(boxes, paper, turns), read)
    tries.push({ turns, sureness })
    if (sureness > UPRIGHT) break
  }
  const { turns } = tries.reduce((best, one) => (one.sureness > best.sureness ? one : best))
  return turns === 0 ? asItLies : pageOf(turned(raster, turns))
}

function pageOf(raster: Raster): RuledPage {
  const paper = paperOf(raster)
  return ruledPageOf(straightened(paper, skewOf(paper)))
}

function turnedPaper(paper: Paper, turns: Turns): Paper {
  if (turns === 0) return paper
  const { width, height, dpi } = paper
  const [grey, seal] = [paper.grey, paper.seal].map((data) =>
    turned({ width, height, channels: 1, data, dpi }, turns),
  ) as [Raster, Raster]
  return { ...paper, width: grey.width, height: grey.height, grey: grey.data, seal: seal.data }
}

function turnedBoxes(boxes: readonly Box[], { width, height }: Paper, turns: Turns): readonly Box[] {
  return boxes.map(({ left, right, top, bottom }) => {
    switch (turns) {
      case 1:
        return { left: height - bottom, right: height - top, top: left, bottom: right }
      case 2:
        return { left: width - right, right: width - left, top: height - bottom, bottom: height - top }
      case 3:
        return { left: top, right: bottom, top: width - right, bottom: width - left }
      default:
        return { left, right, top, bottom }
    }
  })
}

/** Pixels to points, and all texts to rows. */
function found({ paper, lattice }: RuledPage, { inside, free }: ReadTexts, page: number): Found {
  const factor = 72 / paper.dpi
  const regions = new Map<Region, Region>(
    lattice.regions.map((region) => [region, { ...region, box: scaled(region.box, factor) }]),
  )
  const inPoints = {
    ...lattice,
    xs: lattice.xs.map((x) => x * factor),
    ys: lattice.ys.map((y) => y * factor),
    regions: [...regions.values()],
  }
  const texts = new Map([...inside].map(([region, text]) => [regions.get(region) ?? region, text]))
  const chunks = free.map((line) => line.map((chunk) => ({ ...chunk, box: scaled(chunk.box, factor) })))
  return { ...inOrder(inPoints, texts, chunks, page), xs: inPoints.xs, isScan: true }
}

function scaled({ left, right, top, bottom }: Box, factor: number): Box {
  return { left: left * factor, right: right * factor, top: top * factor, bottom: bottom * factor }
}
