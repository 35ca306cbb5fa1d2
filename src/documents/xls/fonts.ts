import type { ByteView } from '../ole/byte-view.ts'
import { struckOut } from '../struck.ts'
import { atLevel, type Level } from '../superscript.ts'
import type { RichString } from './strings.ts'

/** What a font of the workbook does to its text. */
export type Font = { readonly isStruck: boolean; readonly level: Level | undefined }

const STRUCK = 8
const LEVELS: Readonly<Record<number, Level>> = { 1: 'raised', 2: 'lowered' }

/** A FONT record. */
export function readFont(data: ByteView): Font {
  return {
    isStruck: data.length >= 4 && (data.u16(2) & STRUCK) !== 0,
    level: data.length >= 10 ? LEVELS[data.u16(8)] : undefined,
  }
}

/** Fonts are counted without a fourth: 0 to 3, then 5. */
export function fontAt(fonts: readonly Font[], index: number): Font | undefined {
  return fonts[index > 4 ? index - 1 : index]
}

/** A string with what its fonts do to it: struck-out text marked, raised digits as superscripts, lowered ones marked. A cell raised as a whole is plain. */
export function inFonts({ text, runs }: RichString, own: Font | undefined, fonts: readonly Font[]): string {
  if (runs.length === 0) return own?.isStruck ? struckOut(text) : text
  const sorted = [...runs].sort((a, b) => a.from - b.from)
  const places = [{ from: 0, look: own }, ...sorted.map(({ from, font }) => ({ from, look: fontAt(fonts, font) }))]
  const pieces = places.map(({ from, look }, i) => ({
    look,
    piece: text.slice(from, places[i + 1]?.from ?? text.length),
  }))
  const isWhole = pieces.every(({ look, piece }) => look?.level === 'raised' || piece.trim() === '')
  return pieces
    .map(({ look, piece }) => {
      const shown = isWhole ? piece : atLevel(piece, look?.level)
      return look?.isStruck ? struckOut(shown) : shown
    })
    .join('')
}
