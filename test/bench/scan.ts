import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { encode } from 'fast-png'
import { officialSheet, readForms, readGrids } from '#documents'
import { provideNodeAssets } from '../../src/cli/assets.ts'
import { readJpeg } from '../../src/documents/image/jpeg.ts'
import { pdfium } from '../../src/documents/pdf/open.ts'
import { officeForms } from '../documents/forms.ts'
import { head, median, row, times } from './timing.ts'

const FIXTURES = new URL('../fixtures/scan/', import.meta.url)
const FILES = ['scan-200.jpg', 'photo.jpg', 'screen.png'] as const

/** Scans to records: time a page once all is loaded, memory, and what share of the printed cells stands in the text; tesseract on the same page. */
export async function scanBench(): Promise<void> {
  provideNodeAssets()
  const cells = officialSheet(officeForms().project)
    .cells.map(({ text }) => plain(text))
    .filter((text) => text.length > 1)
  head('读扫描件（一页，200 dpi；印着的格子在识别结果里的份额）')
  row('', 'ms/页', '格子 %', '常驻 MB')
  for (const name of FILES) {
    const bytes = new Uint8Array(readFileSync(new URL(name, FIXTURES)))
    const { grids } = await readGrids(bytes)
    const got = plain(grids.flatMap((grid) => grid.cells.map(({ text }) => text)).join('\n'))
    const ms = median(await times(3, () => readForms(bytes), 0))
    row(`绩衡 ${name}`, ms, shareIn(cells, got), process.memoryUsage().rss / 1024 / 1024)
  }
  await tesseract(cells)
}

const plain = (text: string): string => text.normalize('NFKC').replaceAll(/[^\S\n]/g, '')

function shareIn(cells: readonly string[], text: string): number {
  return (100 * cells.filter((cell) => text.includes(cell)).length) / cells.length
}

/** Debian's tesseract with its Chinese data, on the whole page as its users call it; one thread, as ours. */
async function tesseract(cells: readonly string[]): Promise<void> {
  const languages = listed()
  if (!languages.includes('chi_sim')) {
    row('tesseract chi_sim', '没有安装')
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'jiheng-tesseract-'))
  for (const name of FILES) {
    const path = name.endsWith('.png') ? fileURLToPath(new URL(name, FIXTURES)) : await asPng(name, folder)
    const start = performance.now()
    const text = execFileSync('tesseract', [path, 'stdout', '-l', 'chi_sim', '--psm', '6'], {
      encoding: 'utf8',
      env: { ...process.env, OMP_THREAD_LIMIT: '1' },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    row(`tesseract ${name}`, performance.now() - start, shareIn(cells, plain(text)))
  }
  rmSync(folder, { recursive: true, force: true })
}

function listed(): string {
  try {
    return execFileSync('tesseract', ['--list-langs'], { encoding: 'utf8' })
  } catch {
    // Not installed: then there is nothing to compare with.
    return ''
  }
}

async function asPng(name: string, folder: string): Promise<string> {
  const library = await pdfium()
  if (!library) throw new Error('PDFium is not there')
  const { width, height, channels, data } = readJpeg(library, new Uint8Array(readFileSync(new URL(name, FIXTURES))))
  const path = join(folder, `${name}.png`)
  if (!existsSync(path)) writeFileSync(path, encode({ width, height, channels, data, depth: 8 }))
  return path
}
