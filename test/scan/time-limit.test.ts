import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Cell, type Grid, recognise } from '#engine'
import { provideNodeAssets } from '../../src/cli/assets.ts'
import { cropWork } from '../../src/documents/image/crop.ts'
import { ruledPageOf } from '../../src/documents/image/image-lattice.ts'
import { readJpeg } from '../../src/documents/image/jpeg.ts'
import { type Limit, limitOf } from '../../src/documents/image/limit.ts'
import { paperOf } from '../../src/documents/image/paper.ts'
import { readPng } from '../../src/documents/image/png.ts'
import { mayHoldTable } from '../../src/documents/image/quick-look.ts'
import type { Raster } from '../../src/documents/image/raster.ts'
import { lineReader, type ReadLine, TimeIsUp } from '../../src/documents/image/read-lines.ts'
import { linesOn, readTexts, textHeightOn } from '../../src/documents/image/read-page.ts'
import { imageReader, type ReadPage } from '../../src/documents/image/read-picture.ts'
import { readPictures } from '../../src/documents/image/read-pictures.ts'
import { readTiffPage, tiffPages } from '../../src/documents/image/tiff.ts'
import { MAX_PAGE_WORK } from '../../src/documents/limits.ts'
import { pdfium } from '../../src/documents/pdf/open.ts'
import { randomOf } from '../damage/random.ts'

beforeAll(provideNodeAssets)

const bytesOf = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../fixtures/scan/${name}`, import.meta.url)))
const screen = (): Raster => readPng(bytesOf('screen.png'))
const blank: Raster = { width: 1, height: 1, channels: 1, data: new Uint8Array(1), dpi: undefined }
const found: ReadPage = { pieces: [], xs: [], rows: 0, isScan: true, problems: [] }
const messages = (pages: readonly ReadPage[]): readonly string[] =>
  pages.flatMap(({ problems }) => problems.map(({ message }) => message))

/** Text of the sample page without its table: what stands in one cell of it, over and over. */
function prose(): Raster {
  const { width, height, channels, data } = screen()
  const page = ruledPageOf(paperOf({ width, height, channels, data, dpi: undefined }))
  const widest = page.lattice.regions.reduce((most, one) => (areaOf(one.box) > areaOf(most.box) ? one : most)).box
  const [left, top] = [Math.round(widest.left) + 5, Math.round(widest.top) + 5]
  const [wide, high] = [Math.round(widest.right) - 5 - left, Math.round(widest.bottom) - 5 - top]
  const out = new Uint8Array(width * height).fill(255)
  for (let y = 80; y < height - 80; y++)
    for (let x = 80; x < width - 80; x++)
      out[y * width + x] = page.paper.grey[(top + ((y - 80) % high)) * width + left + ((x - 80) % wide)] ?? 255
  return { width, height, channels: 1, data: out, dpi: 150 }
}

const areaOf = ({ left, right, top, bottom }: { left: number; right: number; top: number; bottom: number }): number =>
  (right - left) * (bottom - top)

describe('the limit of a file', () => {
  test('that ends in the middle of a page leaves what was found before, and names that page and all behind it', async () => {
    let isOver = false
    const read: number[] = []
    const pages = await readPictures(
      async (_, page) => {
        read.push(page)
        if (page < 2) return found
        isOver = true
        throw new TimeIsUp()
      },
      [1, 2, 3].map((page) => ({ page, raster: () => blank })),
      {},
      { isOver: () => isOver, spend: () => undefined },
    )
    expect(read).toEqual([1, 2])
    expect(pages.map(({ unread }) => unread)).toEqual([undefined, 'late', 'late'])
    expect(messages(pages)).toEqual([expect.stringMatching(/^第 2–3 页没有读/)])
  })

  test('is counted by the work asked for', () => {
    const limit = limitOf(100, Number.POSITIVE_INFINITY)
    limit.spend(99)
    expect(limit.isOver()).toBe(false)
    limit.spend(1)
    expect(limit.isOver()).toBe(true)
  })

  test('keeps lines that wait from being read', async () => {
    let [runs, isOver] = [0, false]
    const run = async () => {
      runs++
      isOver = true
      return { data: new Float32Array(2), steps: 1, classes: 2 }
    }
    const limit: Limit = { isOver: () => isOver, spend: () => undefined }
    const read = lineReader({ run, characters: ['', '一'] }, limit)
    const lines = Array.from({ length: 30 }, (_, i) => read({ width: 16, grey: new Uint8Array(16 * 48).fill(i) }))
    const settled = await Promise.allSettled(lines)
    expect(settled.at(-1)).toMatchObject({ status: 'rejected', reason: expect.any(TimeIsUp) })
    expect(runs).toBeLessThan(9)
  })

  test('that ends while cells and lines outside are read ends the page with one error', async () => {
    const page = ruledPageOf(paperOf(screen()))
    const textHeight = textHeightOn(page)
    const read = async (): Promise<ReadLine> => {
      throw new TimeIsUp()
    }
    await expect(readTexts(page, linesOn(page, textHeight), textHeight, MAX_PAGE_WORK, read)).rejects.toThrow(TimeIsUp)
  })
})

describe('a long report', () => {
  test('of sixty pages: those without a table are passed over, the form near the end is read, the others are told in one sentence', async () => {
    const [text, form] = [prose(), screen()]
    const read: number[] = []
    const pictures = Array.from({ length: 60 }, (_, i) => ({ page: i + 1, raster: () => (i === 57 ? form : text) }))
    const pages = await readPictures(
      async (_, page) => {
        read.push(page)
        return found
      },
      pictures,
      {},
    )
    expect(read).toEqual([58])
    expect(pages).toHaveLength(60)
    expect(messages(pages)).toEqual([expect.stringMatching(/^第 1–57、59–60 页是扫描图或照片，没有认出表格线/)])
  })

  test('has pages with tables of every sample seen at a coarse look', async () => {
    const library = await pdfium()
    if (!library) throw new Error('PDFium is not there')
    const fax = bytesOf('two-forms-fax.tif')
    const pages = [
      readJpeg(library, bytesOf('scan-200.jpg')),
      readJpeg(library, bytesOf('photo.jpg')),
      screen(),
      ...tiffPages(fax).map((page) => readTiffPage(library, fax, page)),
    ]
    expect(pages.map(mayHoldTable)).toEqual([true, true, true, true, true])
  })
})

describe('the end of a form on a sheet of its own', () => {
  /** The lines below the table of the fax's first page, and nothing else. */
  async function lastLines(): Promise<Raster> {
    const library = await pdfium()
    if (!library) throw new Error('PDFium is not there')
    const fax = bytesOf('two-forms-fax.tif')
    const [first] = tiffPages(fax)
    if (!first) throw new Error('the fax has no page')
    const page = readTiffPage(library, fax, first)
    const { lattice } = ruledPageOf(paperOf(page))
    const from = Math.round(lattice.ys.at(-1) ?? 0) + 8
    const out = new Uint8Array(page.data.length).fill(255)
    const row = page.width * page.channels
    out.set(page.data.subarray(from * row, (from + 120) * row), 200 * row)
    return { ...page, data: out }
  }

  test('is read behind a page with a table, and only there', async () => {
    const [read, tail] = [await imageReader(), await lastLines()]
    const limit: Limit = { isOver: () => false, spend: () => undefined }
    const behind = await read?.(tail, 2, limit, true)
    const text = behind?.pieces.map((piece) => piece.text).join(' ')
    expect(text).toContain('联系人')
    expect(text).toContain('0000-7654321')
    expect((await read?.(tail, 2, limit, false))?.unread).toBe('unruled')
  })

  test('that was not read leaves the contact missing, not blank', () => {
    const cell = (row: number, column: number, text: string): Cell => ({
      ...{ row, column, rowSpan: 1, columnSpan: 1, text },
      source: { page: 1, box: [0, row, 1, row + 1] },
      recognition: { confidence: 1, alternatives: [], isUnderSeal: false },
    })
    const words = [
      ['项目支出绩效自评表'],
      ['项目名称', '路灯改造'],
      ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分'],
    ]
    const cells = words.flatMap((row, i) => row.map((text, k) => cell(i, k, text)))
    const grid = { name: '图片', rows: 3, columns: 7, positions: 'exact', cells } as const
    const statusIn = (grids: readonly Grid[]) => recognise(grids)[0]?.reading['/contact/phone']?.status
    expect([statusIn([grid]), statusIn([{ ...grid, isCutShort: true }])]).toEqual([undefined, 'missing'])
  })
})

describe('a page of noise', () => {
  test('with more ink than any form is told before anything but a few samples is recognised', async () => {
    const [read, library] = [await imageReader(), await pdfium()]
    if (!read || !library) throw new Error('the recogniser is not there')
    const fax = bytesOf('two-forms-fax.tif')
    const random = randomOf(1)
    // Behind a damaged place a fax loses where black and white change: all below is streaks.
    for (let i = 0; i < 300; i++) fax[5_000 + i] = random.int(0, 255)
    const [first] = tiffPages(fax)
    if (!first) throw new Error('the fax has no page')
    let spent = 0
    const limit: Limit = { isOver: () => false, spend: (more) => (spent += more) }
    const page = await read(readTiffPage(library, fax, first), 1, limit, false)
    expect(page.unread).toBe('noisy')
    expect(spent).toBeLessThan(0.2 * MAX_PAGE_WORK)
  })

  /** The sample page with nothing read surely: what recognising it costs where so much may be spent. */
  async function spentOf(shareAllowed: number): Promise<{ readonly work: number; readonly spent: number }> {
    const page = ruledPageOf(paperOf(screen()))
    const textHeight = textHeightOn(page)
    const lines = linesOn(page, textHeight)
    let spent = 0
    await readTexts(page, lines, textHeight, shareAllowed * lines.work, async (crop) => {
      spent += cropWork(crop)
      return { signs: [], confidence: 0 }
    })
    return { work: lines.work, spent }
  }

  test('is looked at again only up to half of its text', async () => {
    const { work, spent } = await spentOf(Number.POSITIVE_INFINITY)
    expect(spent / work).toBeGreaterThan(1.4)
    expect(spent / work).toBeLessThan(1.52)
  })

  test('is looked at again only as far as the work of a page goes', async () => {
    const { work, spent } = await spentOf(1.1)
    expect(spent / work).toBeGreaterThan(1.05)
    expect(spent / work).toBeLessThan(1.12)
  })
})
