import { HEADINGS, type Role, roleOf } from '../forms/vocabulary.ts'
import { compact } from '../values/text.ts'

/** One heading found in a line: its role, its text, and where it begins and ends in the line. */
export type HeadingPiece = { readonly role: Role; readonly text: string; readonly from: number; readonly to: number }

const LEAST_HEADINGS = 3
/** Characters of a line that may belong to no heading: a vertical caption beside it. */
const MOST_LEFT_OVER = 8
const LONGEST_LINE = 300

/**
 * The headings of a line in which nothing but spaces, or nothing at all, stands between them; undefined for other lines.
 * The longest heading that fits is taken at each place, with a formula in brackets behind it.
 */
export function headingsIn(line: string): readonly HeadingPiece[] | undefined {
  if (line.length > LONGEST_LINE) return undefined
  const pieces: HeadingPiece[] = []
  let leftOver = 0
  for (let at = 0; at < line.length && leftOver <= MOST_LEFT_OVER; ) {
    const piece = headingAt(line, at)
    if (piece) {
      pieces.push(piece)
      at = piece.to
    } else {
      if (/\S/.test(line[at] ?? '')) leftOver++
      at++
    }
  }
  return pieces.length >= LEAST_HEADINGS && leftOver <= MOST_LEFT_OVER ? pieces : undefined
}

function headingAt(line: string, from: number): HeadingPiece | undefined {
  const rest = compact(line.slice(from, from + 40))
  if (!/\S/.test(line[from] ?? '')) return undefined
  const name = HEADINGS.find((heading) => rest.startsWith(heading))
  const role = name === undefined ? undefined : roleOf(name, 'strict')
  if (name === undefined || role === undefined) return undefined
  let to = afterCharacters(line, from, name.length)
  const bracket = /^\s*[(（][^()（）]{1,12}[)）]/.exec(line.slice(to))
  if (bracket) to += bracket[0].length
  return { role, text: line.slice(from, to), from, to }
}

/** The place in the line behind so many characters that are no spaces. */
function afterCharacters(line: string, from: number, count: number): number {
  let at = from
  for (let left = count; left > 0 && at < line.length; at++) if (/\S/.test(line[at] ?? '')) left--
  return at
}
