import { struckOut } from '../struck.ts'
import type { Box, Glyph, Page, Ruling } from './page.ts'

/** Where a line strikes text out: above its baseline, in parts of its size. Underlines lie below, overlines higher. */
const LOWEST = 0.1
const HIGHEST = 0.55
/** How far such a line may reach over its text, in parts of the text's size. */
const OVER = 0.6
const LARGEST_TYPE = 72
/** A line that runs from one upright ruling to another is an edge of the table, whatever text runs over it. */
const TOUCH = 1

/** The page with the text that lines cross or notes strike out marked as struck out, and without these lines, which rule no table. */
export function withStrikes(page: Page): Page {
  const level = page.rulings.filter(({ top, bottom }) => top === bottom)
  const upright = page.rulings.filter(({ top, bottom }) => top !== bottom)
  const sorted = [...page.glyphs].sort((a, b) => a.baseline - b.baseline)
  const struck = new Set<Glyph>()
  const strikes = new Set<Ruling>()
  for (const line of level) {
    const crossed = crossedBy(line, sorted)
    if (!isStrike(line, crossed) || isEdge(line, upright)) continue
    strikes.add(line)
    for (const glyph of crossed) struck.add(glyph)
  }
  for (const box of page.strikes ?? []) for (const glyph of page.glyphs) if (isIn(glyph, box)) struck.add(glyph)
  if (strikes.size === 0 && struck.size === 0) return page
  return {
    ...page,
    glyphs: page.glyphs.map((glyph) => (struck.has(glyph) ? { ...glyph, text: struckOut(glyph.text) } : glyph)),
    rulings: page.rulings.filter((line) => !strikes.has(line)),
  }
}

function isIn(glyph: Glyph, { left, right, top, bottom }: Box): boolean {
  const [x, y] = [(glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2]
  return x > left && x < right && y > top && y < bottom
}

function crossedBy({ left, right, top }: Ruling, sorted: readonly Glyph[]): readonly Glyph[] {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.baseline ?? 0) < top) low = middle + 1
    else high = middle
  }
  const crossed: Glyph[] = []
  for (let i = low; i < sorted.length; i++) {
    const glyph = sorted[i]
    if (!glyph || glyph.baseline - top > HIGHEST * LARGEST_TYPE) break
    const height = (glyph.baseline - top) / Math.max(1, glyph.size)
    const centre = (glyph.left + glyph.right) / 2
    if (height >= LOWEST && height <= HIGHEST && centre > left && centre < right) crossed.push(glyph)
  }
  return crossed
}

/** A line that begins and ends with the text it crosses. */
function isStrike({ left, right }: Ruling, crossed: readonly Glyph[]): boolean {
  if (crossed.length === 0) return false
  const first = Math.min(...crossed.map((glyph) => glyph.left))
  const last = Math.max(...crossed.map((glyph) => glyph.right))
  const most = OVER * Math.max(...crossed.map(({ size }) => size))
  return first - left <= most && right - last <= most
}

function isEdge({ left, right, top }: Ruling, upright: readonly Ruling[]): boolean {
  const meets = (x: number): boolean =>
    upright.some((one) => Math.abs(one.left - x) <= TOUCH && one.top - TOUCH <= top && one.bottom + TOUCH >= top)
  return meets(left) && meets(right)
}
