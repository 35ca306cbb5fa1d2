import { expect, test } from 'vitest'
import type { Raster } from '../../src/documents/image/raster.ts'
import { lineReader, TimeIsUp } from '../../src/documents/image/read-lines.ts'
import { readPictures } from '../../src/documents/image/read-pictures.ts'

const raster: Raster = { width: 1, height: 1, channels: 1, data: new Uint8Array(1), dpi: undefined }
const pictures = [1, 2, 3].map((page) => ({ page, raster: () => raster }))
const found = { pieces: [], xs: [], rows: 0, isScan: true, problems: [] }

test('when time is over in the middle of a page, that page and all behind it are told as unread', async () => {
  const read: number[] = []
  const pages = await readPictures(
    async (_, page) => {
      read.push(page)
      if (page === 2) throw new TimeIsUp()
      return found
    },
    pictures,
    {},
  )
  expect(read).toEqual([1, 2])
  expect(pages.map(({ problems }) => problems[0]?.message ?? '')).toEqual([
    '',
    expect.stringContaining('第 2 页起没有读'),
  ])
})

test('lines that wait when time is over are not read', async () => {
  let [runs, isOver] = [0, false]
  const run = async () => {
    runs++
    isOver = true
    return { data: new Float32Array(2), steps: 1, classes: 2 }
  }
  const read = lineReader({ run, characters: ['', '一'] }, () => isOver)
  const lines = Array.from({ length: 30 }, (_, i) => read({ width: 16, grey: new Uint8Array(16 * 48).fill(i) }))
  const settled = await Promise.allSettled(lines)
  expect(settled.at(-1)).toMatchObject({ status: 'rejected', reason: expect.any(TimeIsUp) })
  expect(runs).toBeLessThan(9)
})
