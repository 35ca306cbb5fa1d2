import { type ByteView, byteView } from '../ole/byte-view.ts'
import type { Part } from './fib.ts'
import { type Dress, dressed, lookOf, PLAIN } from './run-look.ts'

/** The style sheet's own numbers go no further. */
const MOST_STYLES = 4095
/** A style is based on another, and so on: in a hostile file in a ring. */
const DEEPEST = 10
const [PARAGRAPH, CHARACTER] = [1, 2]

type Style = { readonly base: number; readonly grpprl: ByteView }

/** The styles that strike out, raise or lower their text ([MS-DOC] STSH), by number; what they are based on counts. Hiding is left to runs. Throws Unreadable where the sheet breaks off. */
export function readStyles(table: ByteView, { from, to }: Part): ReadonlyMap<number, Dress> {
  if (to - from < 6) return new Map()
  const count = Math.min(MOST_STYLES, table.u16(from + 2))
  const baseSize = table.u16(from + 4)
  const styles = new Map<number, Style>()
  let at = from + 2 + table.u16(from)
  for (let i = 0; i < count; i++) {
    const size = table.u16(at)
    const style = size === 0 ? undefined : styleIn(byteView(table.part(at + 2, at + 2 + size)), baseSize)
    if (style) styles.set(i, style)
    at += 2 + size + (size % 2)
  }
  const dressOf = (number: number, depth: number): Dress => {
    const style = styles.get(number)
    if (!style || depth > DEEPEST) return PLAIN
    return { ...dressed(style.grpprl, dressOf(style.base, depth + 1)), isUnseen: false }
  }
  const dresses = [...styles.keys()].map((number) => [number, dressOf(number, 0)] as const)
  return new Map(dresses.filter(([, dress]) => lookOf(dress) !== undefined))
}

/** A style's head, its name, then its properties: those of paragraphs (if it is one for paragraphs) and those of characters. */
function styleIn(std: ByteView, baseSize: number): Style | undefined {
  const [kind, base] = [std.u16(2) & 15, std.u16(2) >> 4]
  if (kind !== PARAGRAPH && kind !== CHARACTER) return undefined
  let at = even(baseSize + 4 + 2 * std.u16(baseSize))
  if (kind === PARAGRAPH) at = even(at + 2 + std.u16(at))
  const size = std.u16(at)
  return { base, grpprl: byteView(std.part(at + 2, at + 2 + size)) }
}

const even = (at: number): number => at + (at % 2)
