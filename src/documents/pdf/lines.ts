import type { Box, Glyph } from './page.ts'
import { withRaised } from './raised.ts'

/** A line of text: glyphs of one baseline in reading order. */
export type Line = { readonly text: string; readonly box: Box; readonly glyphs: readonly Glyph[] }

/** Glyphs to lines by baseline and size, top to bottom; a gap of more than a quarter em between Latin signs is a space. */
export function linesOf(glyphs: readonly Glyph[]): readonly Line[] {
  const sorted = [...withRaised(glyphs)].sort((a, b) => a.baseline - b.baseline || a.left - b.left)
  const groups: Glyph[][] = []
  for (const glyph of sorted) {
    const group = groups.at(-1)
    const first = group?.[0]
    if (group && first && glyph.baseline - first.baseline <= 0.35 * Math.max(1, Math.min(first.size, glyph.size)))
      group.push(glyph)
    else groups.push([glyph])
  }
  return groups.map((group) => lineOf(group.sort((a, b) => a.left - b.left)))
}

/** A line of glyphs that stand in order from left to right. */
export function lineOf(glyphs: readonly Glyph[]): Line {
  let text = ''
  for (const [i, glyph] of glyphs.entries()) {
    const before = glyphs[i - 1]
    if (before && glyph.left - before.right > 0.25 * glyph.size && isLatin(before.text) && isLatin(glyph.text))
      text += ' '
    text += glyph.text
  }
  return { text, glyphs, box: boxOf(glyphs) }
}

/** Lines of a cell as one text: wraps inside Chinese text are no breaks. */
export function joinLines(lines: readonly Line[]): string {
  return lines.reduce(
    (text, line) =>
      text !== '' && /[A-Za-z]$/.test(text) && /^[A-Za-z]/.test(line.text) ? `${text} ${line.text}` : text + line.text,
    '',
  )
}

/** A line cut where a gap of `ems` or more shows that two texts stand side by side. */
export function chunksOf(line: Line, ems: number): readonly Line[] {
  const chunks: Glyph[][] = []
  for (const [i, glyph] of line.glyphs.entries()) {
    const before = line.glyphs[i - 1]
    const chunk = chunks.at(-1)
    if (chunk && before && startOf(glyph) - endOf(before) < ems * glyph.size) chunk.push(glyph)
    else chunks.push([glyph])
  }
  return chunks.map(lineOf)
}

/** Full-width punctuation fills half of its square: the other half is no gap. */
const endOf = ({ text, left, right, size }: Glyph): number =>
  /[，。：；、！？）」』》”’〉】]/.test(text) ? Math.max(right, left + 0.9 * size) : right
const startOf = ({ text, left, right, size }: Glyph): number =>
  /[（「『《“‘〈【]/.test(text) ? Math.min(left, right - 0.9 * size) : left

const isLatin = (text: string): boolean => /[\u0021-\u007e]/.test(text)

export function boxOf(glyphs: readonly Glyph[]): Box {
  return {
    left: Math.min(...glyphs.map(({ left }) => left)),
    right: Math.max(...glyphs.map(({ right }) => right)),
    top: Math.min(...glyphs.map(({ top }) => top)),
    bottom: Math.max(...glyphs.map(({ bottom }) => bottom)),
  }
}
