import type { FreeText } from '../page-grid.ts'
import { chunksOf, joinLines, type Line } from './lines.ts'
import type { Box } from './page.ts'

const SIDE_BY_SIDE = 1.5
/** Lines of a paragraph stand closer than this many times their size. */
const SPACING = 2.6
/** A line that fills its paragraph fills at least this share of the page: titles and labels don't. */
const FULL = 0.55

/** Lines outside tables as texts: a full line and the one that goes on at the margin are one paragraph, texts side by side are several. */
export function paragraphsOf(lines: readonly Line[], pageWidth: number): readonly (readonly FreeText[])[] {
  const left = Math.min(...lines.map(({ box }) => box.left))
  const right = Math.max(...lines.map(({ box }) => box.right))
  const groups: Line[][] = []
  for (const line of lines) {
    const group = groups.at(-1)
    const before = group?.at(-1)
    if (group && before && isFull(before, pageWidth) && goesOn(before, line, left, right)) group.push(line)
    else groups.push([line])
  }
  return groups.map((group) => {
    const [only] = group.length === 1 ? group : []
    if (only) return chunksOf(only, SIDE_BY_SIDE).map(({ text, box }) => ({ text, box }))
    return [{ text: joinLines(group), box: around(group.map(({ box }) => box)) }]
  })
}

const isFull = ({ box }: Line, pageWidth: number): boolean => box.right - box.left > FULL * pageWidth

function goesOn(before: Line, line: Line, left: number, right: number): boolean {
  const size = sizeOf(before)
  return (
    Math.abs(sizeOf(line) - size) < 0.6 &&
    right - before.box.right < 1.6 * size &&
    line.box.left - left < 0.6 * size &&
    line.box.top - before.box.top < SPACING * size &&
    chunksOf(before, SIDE_BY_SIDE).length === 1 &&
    chunksOf(line, SIDE_BY_SIDE).length === 1
  )
}

const sizeOf = ({ glyphs }: Line): number => glyphs[0]?.size ?? 0

function around(boxes: readonly Box[]): Box {
  return {
    left: Math.min(...boxes.map((box) => box.left)),
    right: Math.max(...boxes.map((box) => box.right)),
    top: Math.min(...boxes.map((box) => box.top)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  }
}
