import { expect, test } from 'vitest'
import { hasRaisedEnd, isStruckThrough } from '../../src/documents/image/odd-ink.ts'
import type { Paper } from '../../src/documents/image/paper.ts'
import type { TextLine } from '../../src/documents/image/text-lines.ts'

const [WIDTH, HEIGHT, TEXT] = [200, 60, 24]

/** A page with upright strokes for signs: [left, top, bottom], four pixels wide. */
function paperWith(strokes: readonly (readonly [number, number, number])[], bar?: number): Paper {
  const grey = new Uint8Array(WIDTH * HEIGHT).fill(250)
  for (const [left, top, bottom] of strokes)
    for (let y = top; y < bottom; y++) grey.fill(20, y * WIDTH + left, y * WIDTH + left + 4)
  if (bar !== undefined) for (let y = bar; y < bar + 2; y++) grey.fill(20, y * WIDTH + 20, y * WIDTH + 104)
  const size = { width: WIDTH, height: HEIGHT, dpi: 200 }
  return { ...size, grey, seal: new Uint8Array(WIDTH * HEIGHT), core: 150, edge: 190 }
}

const SIGNS = [20, 40, 60, 80, 100].map((left) => [left, 10, 34] as const)
const line: TextLine = {
  box: { left: 20, right: 104, top: 10, bottom: 34 },
  mark: undefined,
  gaps: [32, 52, 72, 92].map((x) => ({ x, width: 16 })),
}

test('a line through the middle of a text strikes it out, one under it does not', () => {
  expect(isStruckThrough(paperWith(SIGNS, 21), line, TEXT)).toBe(true)
  expect(isStruckThrough(paperWith(SIGNS, 32), line, TEXT)).toBe(false)
  expect(isStruckThrough(paperWith(SIGNS), line, TEXT)).toBe(false)
})

test('a last sign that ends halfway down is raised', () => {
  expect(hasRaisedEnd(paperWith([...SIGNS.slice(0, 4), [100, 10, 23]]), line)).toBe(true)
  expect(hasRaisedEnd(paperWith(SIGNS), line)).toBe(false)
})
