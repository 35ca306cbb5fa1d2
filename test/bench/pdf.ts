import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { officialSheet, toPdf, toXlsx } from '#documents'
import type { Form } from '#engine'
import { serve } from '#server'
import { provideNodeAssets } from '../../src/cli/assets.ts'
import { findChromium, launch } from '../e2e/browser.ts'
import { formOf, soundText } from './forms.ts'
import { loadPeer } from './peers.ts'
import { head, median, row, times } from './timing.ts'

const BULK = 30
const { resolve } = createRequire(import.meta.url)

/** The official form as a PDF: our writer in Node and in the built page, beside LibreOffice from the same xlsx and pdf-lib with the same texts. */
export async function pdfBench(): Promise<void> {
  provideNodeAssets()
  const forms = Array.from({ length: BULK }, (_, i) => formOf(soundText(i + 1)))
  head(`写 PDF：${forms[0]?.indicators.length} 行左右的表，各不相同`)
  row('', 'ms/表', 'kB', '× LibreOffice')
  const own = median(await times(3 * BULK, (i) => toPdf(pick(forms, i))))
  const size = (await toPdf(pick(forms, 0))).bytes.length / 1024
  const libre = libreOffice(forms)
  const page = await inPage().catch((error: unknown) => {
    // The other rows stand for themselves; this one shows a dash and why.
    console.error(error)
    return Number.NaN
  })
  const print = (label: string, ms: number, kilobytes: number | string, peer: number) =>
    row(label, ms, kilobytes, Number.isFinite(peer / ms) ? `${(peer / ms).toFixed(1)}×` : '—')
  print('绩衡（Node，一个接一个）', own, size, libre.bulk)
  print('绩衡（网页里，从点下到文件）', page, '', libre.single)
  print(`LibreOffice（一次转 ${BULK} 个）`, libre.bulk, libre.size, libre.bulk)
  print('LibreOffice（一次转一个）', libre.single, libre.size, libre.single)
  const peer = await pdfLib(forms)
  print('@cantoo/pdf-lib（同样的字，不排版）', peer.ms, peer.size, libre.bulk)
  console.log(
    '我们的每表用时：一个进程、一个线程，记录已在内存，不含启动。LibreOffice 的：一个进程从 xlsx 转，含启动。',
  )
}

function pick(forms: readonly Form[], i: number): Form {
  return forms[i % forms.length] as Form
}

/** Milliseconds a form in bulk and alone, and kilobytes; NaN where LibreOffice is not installed. */
function libreOffice(forms: readonly Form[]): { bulk: number; single: number; size: number } {
  const folder = mkdtempSync(join(tmpdir(), 'jiheng-bench-'))
  const paths = forms.map((form, i) => {
    const path = join(folder, `${i}.xlsx`)
    writeFileSync(path, toXlsx(form))
    return path
  })
  const convert = (list: readonly string[]) => {
    const start = performance.now()
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    const { status } = spawnSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, ...list])
    return status === 0 ? performance.now() - start : Number.NaN
  }
  // The first run makes the profile.
  convert(paths.slice(0, 1))
  const single = convert(paths.slice(0, 1))
  const bulk = convert(paths) / paths.length
  const size = Number.isNaN(bulk) ? Number.NaN : readFileSync(join(folder, '0.pdf')).length / 1024
  rmSync(folder, { recursive: true, force: true })
  return { bulk, single, size }
}

/** From the click on the menu to the file, in the built page, after a first one that fetched the fonts; NaN without Chromium. */
async function inPage(): Promise<number> {
  const chromium = findChromium()
  if (!chromium) return Number.NaN
  const serving = await serve({ host: '127.0.0.1', port: 0 })
  const browser = await launch(chromium)
  try {
    const page = await browser.newPage()
    await page.goto(serving.url)
    await page.getByRole('button', { name: '示例' }).click()
    await page.getByRole('menuitem', { name: '一份规范的' }).click()
    await page.locator('.paper-table').waitFor()
    const download = async () => {
      await page.getByRole('button', { name: '导出' }).click()
      const item = page.getByRole('menuitem', { name: /正式表 PDF/ })
      await item.waitFor()
      const start = performance.now()
      await Promise.all([page.waitForEvent('download'), item.click()])
      return performance.now() - start
    }
    const measured: number[] = []
    for (let i = 0; i < 9; i++) measured.push(await download())
    return median(measured.slice(2).sort((a, b) => a - b))
  } finally {
    await browser.close()
    await serving.close()
  }
}

type PdfFont = { widthOfTextAtSize: (text: string, size: number) => number }
type PdfPage = {
  drawText: (text: string, options: object) => void
  drawRectangle: (options: object) => void
}
type PdfDocument = {
  registerFontkit: (kit: unknown) => void
  embedFont: (bytes: Uint8Array, options: object) => Promise<PdfFont>
  addPage: (size: readonly [number, number]) => PdfPage
  save: () => Promise<Uint8Array>
}

/** pdf-lib draws the cells' texts and boxes at simple places with a harfbuzz subset of the font: its least work for this form. */
async function pdfLib(forms: readonly Form[]): Promise<{ ms: number; size: number }> {
  const { PDFDocument } = loadPeer('@cantoo/pdf-lib') as { PDFDocument: { create: () => Promise<PdfDocument> } }
  const fontkit = loadPeer('@pdf-lib/fontkit') as { default?: unknown }
  const subsetFont = loadPeer('subset-font') as (font: Buffer, text: string, options: object) => Promise<Buffer>
  const font = readFileSync(resolve('@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff'))
  const write = async (form: Form) => {
    const { cells } = officialSheet(form)
    const document = await PDFDocument.create()
    document.registerFontkit(fontkit.default ?? fontkit)
    const subset = await subsetFont(font, cells.map(({ text }) => text).join(''), { targetFormat: 'truetype' })
    const face = await document.embedFont(new Uint8Array(subset), { subset: false })
    const page = document.addPage([595.28, 841.89])
    for (const { row, column, columnSpan, text } of cells) {
      page.drawRectangle({
        x: 36 + column * 48,
        y: 800 - row * 18,
        width: columnSpan * 48,
        height: 18,
        borderWidth: 0.5,
      })
      for (const [i, piece] of text.split('\n').entries())
        page.drawText(piece, { x: 38 + column * 48, y: 804 - row * 18 - i * 9, size: 8, font: face })
    }
    return document.save()
  }
  const ms = median(await times(10, (i) => write(pick(forms, i)), 2))
  return { ms, size: (await write(pick(forms, 0))).length / 1024 }
}
