import { beforeAll, describe, expect, test } from 'vitest'
import { provideNodeAssets } from '../../src/cli/assets.ts'
import { fitted } from '../../src/documents/image/fit.ts'
import { ruledPageOf } from '../../src/documents/image/image-lattice.ts'
import { paperOf } from '../../src/documents/image/paper.ts'
import { type Raster, type Turns, turned } from '../../src/documents/image/raster.ts'
import { imageReader } from '../../src/documents/image/read-picture.ts'
import { MAX_IMAGE_PIXELS, MAX_PAGE_WORK, MAX_READ_PIXELS } from '../../src/documents/limits.ts'
import { type Random, randomOf } from '../damage/random.ts'

beforeAll(provideNodeAssets)

type Dot = (x: number, y: number, random: Random) => readonly [number, number, number]
const [INK, PAPER, RED]: readonly (readonly [number, number, number])[] = [
  [0, 0, 0],
  [255, 255, 255],
  [230, 128, 128],
]

/** A page as large as pictures may be, drawn dot by dot. */
function largest(dot: Dot): Raster {
  const [width, height] = [5_000, MAX_IMAGE_PIXELS / 5_000]
  const random = randomOf(1)
  const data = new Uint8Array(3 * width * height)
  for (let y = 0, at = 0; y < height; y++) for (let x = 0; x < width; x++, at += 3) data.set(dot(x, y, random), at)
  return { width, height, channels: 3, data, dpi: 600 }
}

const isRuling = (x: number, y: number): boolean => x % 180 < 8 || y % 150 < 8

describe('the largest picture that is taken', () => {
  test.each<[string, Dot]>([
    ['of noise', (_x, _y, random) => new Array<number>(3).fill(random.int(0, 255)) as [number, number, number]],
    [
      'of a table with red dots all over',
      (x, y, random) => (isRuling(x, y) ? INK : random.chance(0.5) ? RED : PAPER) as [number, number, number],
    ],
    [
      'of a table with black dots in all cells',
      (x, y, random) =>
        (isRuling(x, y) || (random.chance(0.15) && x % 9 < 7) ? INK : PAPER) as [number, number, number],
    ],
  ])('%s is answered, and the work of it is bounded', async (_, dot) => {
    const picture = largest(dot)
    const read = await imageReader()
    let spent = 0
    const before = process.cpuUsage()
    const page = await read?.(picture, 1, { isOver: () => false, spend: (width) => (spent += width) }, false)
    const { user, system } = process.cpuUsage(before)
    expect(page).toBeDefined()
    expect(spent).toBeLessThanOrEqual(2 * MAX_PAGE_WORK)
    // Five seconds of an idle core; one that is shared needs up to twice as long for the same.
    expect((user + system) / 1e6).toBeLessThan(10)
  })
})

describe('a picture finer than a page is read with', () => {
  test('is made coarser with its light and its size in inches kept', () => {
    const [width, height] = [3_100, 4_100]
    const data = new Uint8Array(width * height)
    // Every third column is black: a third of the light is gone wherever one looks coarsely.
    for (let at = 0; at < data.length; at++) data[at] = (at % width) % 3 === 0 ? 0 : 255
    const coarse = fitted({ width, height, channels: 1, data, dpi: 350 })
    expect(coarse.width * coarse.height).toBeLessThanOrEqual(MAX_READ_PIXELS)
    expect(coarse.width / (coarse.dpi ?? 0)).toBeCloseTo(3_100 / 350, 2)
    const mean = coarse.data.reduce((sum, value) => sum + value, 0) / coarse.data.length
    expect(mean).toBeCloseTo(170, 0)
  })

  test('is taken as it is where it is no finer', () => {
    const page: Raster = { width: 2_480, height: 3_508, channels: 1, data: new Uint8Array(2_480 * 3_508), dpi: 300 }
    expect(fitted(page)).toBe(page)
  })
})

test('a picture turned by quarters and back is the same', () => {
  const data = Uint8Array.from({ length: 3 * 4 * 3 }, (_, i) => i)
  const raster: Raster = { width: 3, height: 4, channels: 3, data, dpi: undefined }
  expect(turned(raster, 1).data.slice(0, 3)).toEqual(data.slice(27, 30))
  for (const [there, back] of [
    [1, 3],
    [2, 2],
    [3, 1],
  ] as const satisfies readonly (readonly [Turns, Turns])[])
    expect(turned(turned(raster, there), back)).toEqual(raster)
})

test('noise of thousands of strokes is no table', () => {
  const [width, height, random] = [1_240, 1_754, randomOf(2)]
  const data = Uint8Array.from({ length: width * height }, () => random.int(0, 255))
  expect(ruledPageOf(paperOf({ width, height, channels: 1, data, dpi: 150 })).lattice.regions).toEqual([])
})
