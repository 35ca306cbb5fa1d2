import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readForms } from '#documents'
import { recognise } from '#engine'
import { read as readText } from '../../src/documents/from-text.ts'
import { type Case, layouts } from '../reading/layouts.ts'
import { compareRecords, type Leaf, scoreOf } from '../reading/metric.ts'
import { holds, rendered } from '../reading/render.ts'
import { SCANS, scanAll, scanned } from '../reading/scans.ts'
import { loadPeer } from './peers.ts'
import { head, median, row } from './timing.ts'

/** Forms of one a layout: the peers are slow. */
const FEW = 12

type Path = { readonly name: string; readonly ms: readonly number[]; readonly leaves: readonly Leaf[] }

/** What other programs make of the same files: their text given to our recogniser, or only their time to cells. */
export async function readingPeers(cases: readonly Case[]): Promise<void> {
  const few = layouts.slice(0, FEW).flatMap(({ id }) => cases.find(({ layout }) => layout === id) ?? [])
  head(`同样的文件，别的路径（每种 ${few.length} 份；F1 是它们的文字交给同一个识别器之后）`)
  row('', 'ms/份', 'F1 %', '金额对 %', '金额静默')
  report(await ours(few, 'writer.pdf'), 'writer.pdf：绩衡')
  report(pdfToText(few, 'writer.pdf'), 'writer.pdf：pdftotext -layout')
  report(await ours(few, 'xls'), 'xls：绩衡')
  report(await viaOffice(few, 'xls'), 'xls：LibreOffice 转 html')
  report(await ours(few, 'doc'), 'doc：绩衡')
  report(await viaOffice(few, 'doc'), 'doc：LibreOffice 转 html')
  report(await ours(few, 'xlsx'), 'xlsx：绩衡')
  await sheetPeers(few)
  await scanPeers(few.slice(0, 3))
}

function report(path: Path | undefined, name: string): void {
  if (!path) {
    row(name, '没有安装')
    return
  }
  const score = scoreOf(path.leaves)
  const percent = (value: number): string => (100 * value).toFixed(2)
  row(
    name,
    median([...path.ms].sort((a, b) => a - b)),
    percent(score.f1),
    percent(score.amountsRight),
    String(score.amountsSilent),
  )
}

async function ours(cases: readonly Case[], format: Parameters<typeof rendered>[1]): Promise<Path> {
  return pathOf(
    cases.filter((one) => holds(one, format)),
    async (one) => (await readForms(new Uint8Array(readFileSync(rendered(one, format))))).forms,
  )
}

async function pathOf(
  cases: readonly Case[],
  read: (one: Case) => Promise<ReturnType<typeof recognise>> | ReturnType<typeof recognise>,
): Promise<Path> {
  const ms: number[] = []
  const leaves: Leaf[] = []
  for (const one of cases) {
    const start = performance.now()
    const forms = await read(one)
    ms.push(performance.now() - start)
    leaves.push(
      ...compareRecords(
        one.truth,
        forms.filter(({ kind }) => kind !== 'unrecognised'),
      ),
    )
  }
  return { name: '', ms, leaves }
}

const isInstalled = (program: string): boolean => spawnSync('which', [program]).status === 0

/** Columns of pdftotext -layout are set apart by two blanks or more. */
function pdfToText(cases: readonly Case[], format: 'writer.pdf'): Path | undefined {
  if (!isInstalled('pdftotext')) return undefined
  const ms: number[] = []
  const leaves: Leaf[] = []
  for (const one of cases) {
    const start = performance.now()
    const text = execFileSync('pdftotext', ['-layout', rendered(one, format), '-']).toString()
    leaves.push(...compareRecords(one.truth, formsOf(text)))
    ms.push(performance.now() - start)
  }
  return { name: '', ms, leaves }
}

function formsOf(text: string): ReturnType<typeof recognise> {
  const tabbed = text.replaceAll(/ {2,}/g, '\t')
  return recognise(readText(new TextEncoder().encode(tabbed)).grids).filter(({ kind }) => kind !== 'unrecognised')
}

/** All files in one call, as one would convert a folder; the start of the program is shared by them. */
async function viaOffice(cases: readonly Case[], format: 'xls' | 'doc'): Promise<Path | undefined> {
  if (!isInstalled('soffice')) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'jiheng-peer-'))
  const files = cases.map((one, i) => {
    const file = join(folder, `${i}.${format}`)
    writeFileSync(file, readFileSync(rendered(one, format)))
    return file
  })
  const start = performance.now()
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
  execFileSync('soffice', [profile, '--headless', '--convert-to', 'html', '--outdir', folder, ...files], {
    stdio: 'ignore',
  })
  const each = (performance.now() - start) / cases.length
  const path = await pathOf(
    cases,
    async (one) => (await readForms(new Uint8Array(readFileSync(join(folder, `${cases.indexOf(one)}.html`))))).forms,
  )
  rmSync(folder, { recursive: true, force: true })
  return { ...path, ms: path.ms.map((ms) => ms + each) }
}

type SheetJs = {
  read: (bytes: Uint8Array, options: object) => { SheetNames: string[]; Sheets: Record<string, unknown> }
  utils: { sheet_to_json: (sheet: unknown, options: object) => unknown[] }
}
type ExcelJs = {
  Workbook: new () => {
    xlsx: { load: (bytes: Uint8Array) => Promise<unknown> }
    eachSheet: (each: (sheet: { eachRow: (row: (row: { values: unknown }) => void) => void }) => void) => void
  }
}

/** To cells only: the two make no record. */
async function sheetPeers(cases: readonly Case[]): Promise<void> {
  const files = cases.map((one) => new Uint8Array(readFileSync(rendered(one, 'xlsx'))))
  const sheetJs = loadPeer('xlsx') as SheetJs
  const excelJs = loadPeer('exceljs') as ExcelJs
  const time = async (name: string, read: (bytes: Uint8Array) => unknown): Promise<void> => {
    const ms: number[] = []
    for (const bytes of [...files, ...files]) {
      const start = performance.now()
      await read(bytes)
      ms.push(performance.now() - start)
    }
    row(name, median(ms.slice(files.length).sort((a, b) => a - b)), '–', '–', '–')
  }
  await time('xlsx：SheetJS 0.18.5，只到单元格', (bytes) => {
    const book = sheetJs.read(bytes, { type: 'array' })
    return sheetJs.utils.sheet_to_json(book.Sheets[book.SheetNames[0] ?? ''], { header: 1 })
  })
  await time('xlsx：exceljs 4.4.0，只到单元格', async (bytes) => {
    const book = new excelJs.Workbook()
    await book.xlsx.load(bytes)
    book.eachSheet((sheet) => sheet.eachRow((line) => line.values))
  })
}

/** One clean and one office scan a form, ours and tesseract's (whole page, chi_sim). */
async function scanPeers(cases: readonly Case[]): Promise<void> {
  const scans = SCANS.filter(({ id }) => id === '300-clean' || id === '200-office')
  const single = cases.filter((one) => pagesOf(one) === 1)
  await scanAll(single, scans)
  for (const scan of scans) {
    report(
      await pathOf(single, async (one) => (await readForms(new Uint8Array(readFileSync(scanned(one, scan))))).forms),
      `扫描 ${scan.id}：绩衡`,
    )
    if (!isInstalled('tesseract')) continue
    const path = await pathOf(single, (one) =>
      formsOf(
        execFileSync(
          'tesseract',
          [scanned(one, scan), '-', '-l', 'chi_sim', '--psm', '6', '-c', 'preserve_interword_spaces=1'],
          { stdio: ['ignore', 'pipe', 'ignore'] },
        ).toString(),
      ),
    )
    report(path, `扫描 ${scan.id}：tesseract chi_sim`)
  }
}

/** Tesseract takes pictures, and a form of several pages is kept as a PDF. */
function pagesOf(one: Case): number {
  return execFileSync('pdfinfo', [rendered(one, 'chromium.pdf')])
    .toString()
    .match(/Pages:\s+(\d+)/)?.[1] === '1'
    ? 1
    : 2
}
