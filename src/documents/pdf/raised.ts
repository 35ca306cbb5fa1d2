import { subscript, superscript } from '../superscript.ts'
import type { Glyph } from './page.ts'

/** How much smaller than the text a note sign is set, and how far above its baseline, in parts of the text's size. */
const SMALLER = 0.85
const LEAST_RISE = 0.15
/** A sign of the text's own size has to stand higher to be raised. */
const RISE_OF_EQUALS = 0.25
const MOST_RISE = 0.7
/** How far below the baseline a small sign is lowered; below that lies the next line. */
const [LEAST_DROP, MOST_DROP] = [0.05, 0.5]
const GAP = 0.3
/** Points between two buckets of places. */
const BUCKET = 16
const SIGN = /^[0-9()（）]$/

/**
 * The glyphs of a cell, digits set higher than the text they touch as superscripts on its baseline, those lowered behind a
 * number as subscripts: a note sign behind a number is no part of it, and does not stand in a line of its own.
 */
export function withRaised(glyphs: readonly Glyph[]): readonly Glyph[] {
  const signs = glyphs.filter(({ text }) => SIGN.test(text)).sort((a, b) => a.left - b.left)
  if (signs.length === 0) return glyphs
  const { endingAt, startingAt } = places(glyphs)
  const moved = new Map<Glyph, Moved>()
  for (const sign of signs) {
    const before = endingAt(sign.left).find((base) => base !== sign && isBehind(base, sign, moved))
    const base = before ?? startingAt(sign.right).find((one) => isBefore(sign, one))
    if (base) moved.set(sign, moved.get(base) ?? { baseline: base.baseline, isLow: sign.baseline > base.baseline })
  }
  if (moved.size === 0) return glyphs
  return glyphs.map((glyph) => {
    const place = moved.get(glyph)
    if (!place) return glyph
    const text = place.isLow ? subscript(glyph.text) : superscript(glyph.text)
    return { ...glyph, text, baseline: place.baseline }
  })
}

/** The baseline a sign belongs to, and whether it stands below it. */
type Moved = { readonly baseline: number; readonly isLow: boolean }

/** A sign directly behind text it is raised over, a number it is lowered under, or another such sign. */
function isBehind(base: Glyph, sign: Glyph, moved: ReadonlyMap<Glyph, Moved>): boolean {
  if (Math.abs(sign.left - base.right) > GAP * base.size) return false
  if (moved.has(base)) return Math.abs(base.baseline - sign.baseline) < 1 && Math.abs(base.size - sign.size) < 1
  return isOver(base, sign) || isUnder(base, sign)
}

/** In a name (PM2.5) lowered digits are what they are. */
function isUnder(base: Glyph, sign: Glyph): boolean {
  const drop = sign.baseline - base.baseline
  return (
    /^\d$/.test(base.text) &&
    /^\d$/.test(sign.text) &&
    sign.size < SMALLER * base.size &&
    drop >= LEAST_DROP * base.size &&
    drop <= MOST_DROP * base.size
  )
}

function isBefore(sign: Glyph, base: Glyph): boolean {
  return Math.abs(base.left - sign.right) <= GAP * base.size && isOver(base, sign)
}

function isOver(base: Glyph, sign: Glyph): boolean {
  const rise = base.baseline - sign.baseline
  const isSmaller = sign.size < SMALLER * base.size
  const least = isSmaller ? LEAST_RISE : RISE_OF_EQUALS
  return sign.size <= 1.05 * base.size && rise >= least * base.size && rise <= MOST_RISE * base.size
}

/** Glyphs by where they end and where they start. */
function places(glyphs: readonly Glyph[]) {
  const ends = new Map<number, Glyph[]>()
  const starts = new Map<number, Glyph[]>()
  const put = (map: Map<number, Glyph[]>, x: number, glyph: Glyph): void => {
    const key = Math.floor(x / BUCKET)
    const known = map.get(key)
    if (known) known.push(glyph)
    else map.set(key, [glyph])
  }
  for (const glyph of glyphs) {
    put(ends, glyph.right, glyph)
    put(starts, glyph.left, glyph)
  }
  const near = (map: Map<number, Glyph[]>, x: number): readonly Glyph[] =>
    [-1, 0, 1].flatMap((step) => map.get(Math.floor(x / BUCKET) + step) ?? [])
  return { endingAt: (x: number) => near(ends, x), startingAt: (x: number) => near(starts, x) }
}
