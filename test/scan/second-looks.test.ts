import { describe, expect, test } from 'vitest'
import { readLoneSigns, type SingleCell } from '../../src/documents/image/lone-signs.ts'
import type { Paper } from '../../src/documents/image/paper.ts'
import { readCell } from '../../src/documents/image/read-cell.ts'
import type { ReadLine } from '../../src/documents/image/read-lines.ts'
import type { TextLine } from '../../src/documents/image/text-lines.ts'

const [width, height] = [200, 60]
const paper: Paper = {
  ...{ width, height, dpi: 150, core: 120, edge: 180 },
  grey: new Uint8Array(width * height).fill(250),
  seal: new Uint8Array(width * height),
}
const within = { left: 0, right: width, top: 0, bottom: height }
const TEXT_HEIGHT = 20

const lineOf = (wide: number): TextLine => ({
  box: { left: 10, right: 10 + wide, top: 20, bottom: 40 },
  mark: undefined,
  gaps: [],
})

function reading(text: string, share: number): ReadLine {
  const signs = [...text].map((sign, i) => ({ text: sign, share, next: '', nextShare: 0, at: 10 + 20 * i }))
  return { signs, confidence: share }
}

describe('a line looked at twice', () => {
  const twice = async (first: ReadLine, second: ReadLine) => {
    const readings = [first, second]
    return readCell(
      paper,
      [lineOf(80)],
      within,
      TEXT_HEIGHT,
      async () => readings.shift() ?? second,
      () => true,
    )
  }

  test.each([
    ['≥88.2%', 0.7, '88.2%', 0.95],
    ['88.2%', 0.95, '≥88.2%', 0.7],
  ] as const)('read as %s (%d) and %s (%d) keeps its bound, unsure', async (one, oneShare, other, otherShare) => {
    const { text, recognition } = await twice(reading(one, oneShare), reading(other, otherShare))
    expect(text).toBe('≥88.2%')
    expect(recognition?.confidence).toBeLessThanOrEqual(0.6)
  })

  test('that reads otherwise each time is what was read more surely', async () => {
    expect((await twice(reading('38.2%', 0.7), reading('88.2%', 0.9))).text).toBe('88.2%')
    expect((await twice(reading('=达标', 0.7), reading('达标', 0.9))).text).toBe('达标')
  })
})

test.each([
  ['of a few short lines is read as one word', 4, 1],
  ['of more lines than a word has is read line by line', 30, 30],
] as const)('a stack %s', async (_, count, calls) => {
  const lines = Array.from({ length: count }, (_, i) => ({
    ...lineOf(40),
    box: { ...lineOf(40).box, top: i, bottom: i + 20 },
  }))
  const widths: number[] = []
  const read = async (crop: { readonly width: number }): Promise<ReadLine> => {
    widths.push(crop.width)
    return reading('字', 0.99)
  }
  const { text } = await readCell(paper, lines, within, TEXT_HEIGHT, read, () => true)
  expect(widths).toHaveLength(calls)
  expect(text).toBe('字'.repeat(calls))
})

describe('a lone sign', () => {
  const cell = (text: string, wide: number, confidence: number): SingleCell => ({
    region: { row: 0, column: 0, rowSpan: 1, columnSpan: 1, box: within },
    within,
    line: lineOf(wide),
    text: { text, recognition: { confidence, alternatives: [], isUnderSeal: false } },
  })
  const [number, sign] = [cell('27.75', 50, 0.99), cell('o', 15, 0.5)]
  const besideNumber = (text: string, mayAgain = true) =>
    readLoneSigns(
      paper,
      [number, sign],
      TEXT_HEIGHT,
      async () => reading(text, 0.9),
      () => mayAgain,
    )

  test('that looks like the rings of % is % where it reads so behind a number', async () => {
    expect((await besideNumber('27.75%')).get(sign.region)?.text).toBe('%')
  })

  test('stays what it is where it reads otherwise there, or where the work of the page is done', async () => {
    expect((await besideNumber('27.750')).size).toBe(0)
    expect((await besideNumber('27.75%', false)).size).toBe(0)
  })
})
