import { describe, expect, test } from 'vitest'
import { ruledPageOf } from '../../src/documents/image/image-lattice.ts'
import { paperOf } from '../../src/documents/image/paper.ts'
import { piecesOf } from '../../src/documents/image/read-cell.ts'

const DPI = 200
const [WIDTH, HEIGHT] = [1654, 1100]

/** A page with lines of three pixels: [from, to, at], and how much darkness they keep. */
function pageOf(
  levels: readonly (readonly [number, number, number])[],
  uprights: readonly (readonly [number, number, number])[],
  darkness: number,
  isGone: (along: number) => boolean = () => false,
) {
  const data = new Uint8Array(WIDTH * HEIGHT).fill(250)
  for (const [from, to, at] of levels)
    for (let x = from; x <= to; x++)
      for (let y = at - 1; y <= at + 1; y++) if (!isGone(x)) data[y * WIDTH + x] = 250 - darkness
  for (const [from, to, at] of uprights)
    for (let y = from; y <= to; y++)
      for (let x = at - 1; x <= at + 1; x++) if (!isGone(y)) data[y * WIDTH + x] = 250 - darkness
  return ruledPageOf(paperOf({ width: WIDTH, height: HEIGHT, channels: 1, data, dpi: DPI }))
}

const placesOf = ({ lattice }: ReturnType<typeof pageOf>): readonly string[] =>
  lattice.regions.map(({ row, column, rowSpan, columnSpan }) => `${row},${column} ${rowSpan}×${columnSpan}`).sort()

const XS = [100, 400, 700, 1000, 1300]
const YS = [100, 160, 220, 280, 340, 400]
const LEVELS = YS.map((y) => [100, 1300, y] as const)
const UPRIGHTS = XS.map((x) => [100, 400, x] as const)

describe('rulings', () => {
  test('of a third of their darkness, with gaps of six points, bound all their cells', () => {
    // One stretch of 17 pixels in 12 is gone.
    const worn = placesOf(pageOf(LEVELS, UPRIGHTS, 85, (along) => Math.floor(along / 17) % 12 === 7))
    expect(worn).toEqual(placesOf(pageOf(LEVELS, UPRIGHTS, 230)))
    expect(worn).toHaveLength(20)
  })

  test('of one row only are seen where they stand between two others', () => {
    const page = pageOf(
      [...LEVELS],
      [
        [100, 400, 100],
        [100, 400, 1300],
        [160, 220, 550],
      ],
      230,
    )
    expect(placesOf(page)).toContain('1,0 1×1')
    expect(placesOf(page)).toHaveLength(6)
  })

  test('that the page cuts close its cells, whatever columns other rows have', () => {
    const uprights = [
      [100, 460, 100],
      [100, 280, 400],
      [280, 460, 700],
      [100, 460, 1300],
    ] as const
    const page = pageOf(
      YS.map((y) => [100, 1300, y] as const),
      uprights,
      230,
    )
    const [last] = page.lattice.regions.filter(({ row }) => row === 5)
    expect(last).toMatchObject({ column: 0, columnSpan: 2, openBottom: true })
    expect(page.lattice.regions.filter(({ row }) => row === 5)).toHaveLength(2)
  })
})

test('a long line is cut between characters, not inside of one', () => {
  const gaps = [
    { x: 100, width: 6 },
    { x: 118, width: 1 },
  ]
  const box = { left: 0, right: 240, top: 0, bottom: 20 }
  const pieces = piecesOf({ box, mark: undefined, gaps }, box, 20)
  expect(pieces.map(({ box: { left, right } }) => [left, right])).toEqual([
    [0, 100],
    [100, 240],
  ])
})
