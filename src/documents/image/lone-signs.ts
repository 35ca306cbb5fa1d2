import type { PageText } from '../page-grid.ts'
import type { Region } from '../pdf/lattice.ts'
import type { Box } from '../pdf/page.ts'
import { type Crop, cropOf, inOneRow, MARGIN } from './crop.ts'
import type { Paper } from './paper.ts'
import type { ReadCrop } from './read-cell.ts'
import type { TextLine } from './text-lines.ts'

/** A cell as it was read, with its only line. */
export type SingleCell = {
  readonly region: Region
  readonly within: Box
  readonly line: TextLine
  readonly text: PageText
}

const SIGNS = /^[≥≤><=＝]$/
/** What the model makes of a lone %: its circles and its stroke. */
const LIKE_PERCENT = /^[%％‰o0O°/\\|]{1,3}$/
const NUMBER = /^\d[\d,.]*$/
/** A sign alone is no wider than this many lines' heights. */
const WIDEST = 1.4
const SURE_NUMBER = 0.95

/**
 * The model knows ≥ before a number and % behind one, and hardly alone in a cell: a lone sign is read once more beside a number
 * of the same page that was read with certainty. `mayAgain` is asked before each. Gives the new texts by region.
 */
export async function readLoneSigns(
  paper: Paper,
  cells: readonly SingleCell[],
  textHeight: number,
  read: ReadCrop,
  mayAgain: (crop: Crop) => boolean,
): Promise<ReadonlyMap<Region, PageText>> {
  const model = cells.find(
    ({ text, line }) =>
      NUMBER.test(text.text) &&
      text.text.length > 1 &&
      isShort(line, 3.5 * textHeight) &&
      (text.recognition?.confidence ?? 0) > SURE_NUMBER,
  )
  if (!model) return new Map()
  const cropped = ({ line, within }: SingleCell) => cropOf(paper, line.box, within, textHeight, MARGIN, 0.05)
  const number = cropped(model)
  const again = cells.filter(({ line, text }) => isShort(line, WIDEST * textHeight) && isDubious(text))
  const found = await Promise.all(
    again.map(async (cell): Promise<readonly (readonly [Region, PageText])[]> => {
      const isPercent = LIKE_PERCENT.test(cell.text.text)
      const crop = inOneRow(isPercent ? [number, cropped(cell)] : [cropped(cell), number])
      if (!mayAgain(crop)) return []
      const { signs } = await read(crop)
      const sign = isPercent ? signs.at(-1) : signs[0]
      const rest = (isPercent ? signs.slice(0, -1) : signs.slice(1)).map(({ text }) => text).join('')
      const isSign = sign && (isPercent ? /^[%％]$/ : SIGNS).test(sign.text)
      if (!sign || !isSign || rest !== model.text.text) return []
      const confidence = Math.round(sign.share * 1000) / 1000
      const alternatives = [sign.next, cell.text.text].filter(
        (text) => text !== '' && text !== sign.text && text !== '□',
      )
      const isUnderSeal = cell.text.recognition?.isUnderSeal ?? false
      return [[cell.region, { text: sign.text, recognition: { confidence, alternatives, isUnderSeal } }]]
    }),
  )
  return new Map(found.flat())
}

function isShort({ box }: TextLine, most: number): boolean {
  return box.right - box.left <= most
}

/** No digit, no Chinese character read with certainty: it may be a sign. */
function isDubious({ text, recognition }: PageText): boolean {
  if (text === '-' || text === '/' || text.length > 2) return false
  return !/^[\d\p{Script=Han}]+$/u.test(text) || (recognition?.confidence ?? 0) < 0.9
}
