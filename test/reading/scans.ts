import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode, encode } from 'fast-png'
import type { Page } from 'playwright-core'
import { pdfium, readPages } from '../../src/documents/pdf/open.ts'
import { randomOf } from '../damage/random.ts'
import { findChromium, launch } from '../e2e/browser.ts'
import { type Picture, type Wear, worn } from './degrade.ts'
import type { Case } from './layouts.ts'
import { CACHE, rendered } from './render.ts'
import { imagePdf, tiff } from './scan-files.ts'

/** A way to scan: wear of the page, the file it is kept as, quality of its JPEG. */
export type Scan = {
  readonly id: string
  readonly wear: Wear
  readonly file: 'png' | 'jpg' | 'tiff' | 'pdf'
  readonly quality: number
}

const SOUND: Wear = { dpi: 300, skew: 0, noise: 0, shade: 0, seal: 'none', rulings: { kept: 1, gone: 0 } }

export const SCANS: readonly Scan[] = [
  { id: '300-clean', file: 'png', quality: 1, wear: SOUND },
  {
    id: '300-office',
    file: 'pdf',
    quality: 0.75,
    wear: { ...SOUND, skew: 0.8, noise: 6, shade: 0.06, seal: 'over-head' },
  },
  {
    id: '200-office',
    file: 'jpg',
    quality: 0.7,
    wear: { ...SOUND, dpi: 200, skew: 1, noise: 8, shade: 0.1, seal: 'over-head' },
  },
  {
    id: '200-faint',
    file: 'tiff',
    quality: 1,
    wear: { ...SOUND, dpi: 200, skew: 0.6, noise: 8, shade: 0.1, rulings: { kept: 0.35, gone: 0.04 } },
  },
  {
    id: '200-sealed',
    file: 'jpg',
    quality: 0.6,
    wear: { ...SOUND, dpi: 200, skew: 1.5, noise: 10, shade: 0.15, seal: 'over-table' },
  },
  {
    id: '150-poor',
    file: 'jpg',
    quality: 0.5,
    wear: { ...SOUND, dpi: 150, skew: 1.2, noise: 12, shade: 0.2, seal: 'over-head' },
  },
  { id: '100-fax', file: 'jpg', quality: 0.5, wear: { ...SOUND, dpi: 100, skew: 0.5, noise: 8, shade: 0.1 } },
]

const EDITION = 1

export function scanned(one: Case, scan: Scan): string {
  const hash = createHash('sha256')
    .update(`${EDITION}${JSON.stringify(scan)}${one.html}`)
    .digest('hex')
    .slice(0, 10)
  return join(CACHE, `${one.name}.${scan.id}.${hash}.scan`)
}

/** Scans what the cache does not hold yet; the pages are those Chromium printed. More pages than one become a PDF. */
export async function scanAll(cases: readonly Case[], scans: readonly Scan[]): Promise<void> {
  const lacking = cases.flatMap((one) =>
    scans.filter((scan) => !existsSync(scanned(one, scan))).map((scan) => [one, scan] as const),
  )
  if (lacking.length === 0) return
  const path = findChromium()
  if (!path) throw new Error('Chromium is not installed')
  console.error(`扫描件：${lacking.length} 份`)
  const browser = await launch(path)
  const page = await browser.newPage()
  for (const [one, scan] of lacking) writeFileSync(scanned(one, scan), await makeScan(one, scan, page))
  await browser.close()
}

async function makeScan(one: Case, { wear, file, quality, id }: Scan, browser: Page): Promise<Uint8Array> {
  const printed = rendered(one, 'chromium.pdf')
  const library = await pdfium()
  if (!library) throw new Error('no PDFium')
  const rulings = readPages(library, new Uint8Array(readFileSync(printed))).map((page) => page.rulings)
  const random = randomOf(
    [...(one.name + id)].reduce((sum, character) => (sum * 33 + character.charCodeAt(0)) >>> 0, 5),
  )
  const pictures = rasters(printed, wear.dpi).map((picture, i) => worn(picture, rulings[i] ?? [], wear, random))
  const [first, ...others] = pictures
  if (!first) throw new Error(`no page in ${one.name}`)
  if (others.length === 0 && file === 'png') return png(first)
  if (others.length === 0 && file === 'tiff') return tiff(first, wear.dpi)
  if (others.length === 0 && file === 'jpg') return jpegOf(browser, png(first), quality)
  const pages = []
  for (const picture of pictures) pages.push({ ...picture, jpeg: await jpegOf(browser, png(picture), quality) })
  return imagePdf(pages, wear.dpi)
}

const png = ({ width, height, rgb }: Picture): Uint8Array => encode({ width, height, data: rgb, channels: 3, depth: 8 })

function rasters(pdf: string, dpi: number): readonly Picture[] {
  const folder = mkdtempSync(join(tmpdir(), 'jiheng-scan-'))
  execFileSync('pdftoppm', ['-r', String(dpi), '-png', pdf, join(folder, 'p')])
  const pictures = readdirSync(folder)
    .sort()
    .map((name) => {
      const { width, height, data, channels } = decode(readFileSync(join(folder, name)))
      const rgb = new Uint8Array(3 * width * height)
      for (let i = 0; i < width * height; i++)
        for (let k = 0; k < 3; k++) rgb[3 * i + k] = data[channels * i + (channels >= 3 ? k : 0)] ?? 255
      return { width, height, rgb }
    })
  rmSync(folder, { recursive: true, force: true })
  return pictures
}

/** The browser's own encoder: no JPEG library is needed. */
async function jpegOf(page: Page, png: Uint8Array, quality: number): Promise<Uint8Array> {
  const text = await page.evaluate(
    async ([source, level]) => {
      const picture = new Image()
      picture.src = `data:image/png;base64,${source}`
      await picture.decode()
      const canvas = document.createElement('canvas')
      Object.assign(canvas, { width: picture.width, height: picture.height })
      canvas.getContext('2d')?.drawImage(picture, 0, 0)
      return canvas.toDataURL('image/jpeg', level).split(',')[1] ?? ''
    },
    [Buffer.from(png).toString('base64'), quality] as const,
  )
  return new Uint8Array(Buffer.from(text, 'base64'))
}
