import type { Paper } from './paper.ts'
import type { TextLine } from './text-lines.ts'

/** Where a line through text lies, as shares of the text's height from its top; an underline lies lower. */
const [STRIKE_TOP, STRIKE_BOTTOM] = [0.3, 0.7]
/** It runs over this much of the text; no stroke of several characters does. */
const STRIKE_SHARE = 0.97
/** Text of less width, in lines' heights, may be one character with a level stroke. */
const NARROWEST_STRUCK = 1.5
/** A dash has no height of its own. */
const LOWEST_STRUCK = 0.6

/** Whether a level line runs through the middle of a line of text: it was struck out. */
export function isStruckThrough(paper: Paper, { box }: TextLine, textHeight: number): boolean {
  const [width, height] = [box.right - box.left, box.bottom - box.top]
  if (width < NARROWEST_STRUCK * textHeight || height < LOWEST_STRUCK * textHeight) return false
  const first = Math.round(box.top + STRIKE_TOP * height)
  const last = Math.round(box.top + STRIKE_BOTTOM * height)
  for (let y = first; y <= last; y++) if (inkIn(paper, y, box.left, box.right) >= STRIKE_SHARE * width) return true
  return false
}

/** How many places of a row, or of the one below, are ink for sure: a line may lean by a pixel. */
function inkIn({ grey, width, core }: Paper, y: number, left: number, right: number): number {
  let ink = 0
  for (let x = left; x < right; x++) {
    const at = y * width + x
    if (Math.min(grey[at] ?? 255, grey[at + width] ?? 255) < core) ink++
  }
  return ink
}

/** A raised sign ends above this share of the line, and is at least so high. */
const RAISED_BOTTOM = 0.62
const LEAST_RAISED = 0.3

/** Whether the last sign of a line is small and raised: a footnote's digit or a power, no digit of the number before it. */
export function hasRaisedEnd({ grey, width, core }: Paper, { box, gaps }: TextLine): boolean {
  const from = gaps.at(-1)?.x
  if (from === undefined) return false
  let [top, bottom] = [box.bottom, box.top]
  for (let y = box.top; y < box.bottom; y++)
    for (let x = from; x < box.right; x++)
      if ((grey[y * width + x] ?? 255) < core) {
        top = Math.min(top, y)
        bottom = Math.max(bottom, y + 1)
      }
  const height = box.bottom - box.top
  return bottom - box.top <= RAISED_BOTTOM * height && bottom - top >= LEAST_RAISED * height
}
