import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium, launch } from '../e2e/browser.ts'
import type { Case } from './layouts.ts'

/** What a case is rendered to, and by which program. */
export const FORMATS = ['html', 'fods', 'xlsx', 'xls', 'calc.pdf', 'docx', 'doc', 'writer.pdf', 'chromium.pdf'] as const
export type RenderFormat = (typeof FORMATS)[number]

export const CACHE = fileURLToPath(new URL('../../.jiheng/bench-reading/', import.meta.url))
/** Part of every cached name: raised when the way of rendering changes. */
const EDITION = 2

/** The file of a case in a format; it lies in the cache once `renderAll` has run. */
export function rendered(one: Case, format: RenderFormat): string {
  const hash = createHash('sha256').update(`${EDITION}${one.html}${one.fods}`).digest('hex').slice(0, 10)
  return join(CACHE, `${one.name}.${hash}.${format}`)
}

/** Whether a case is made in a format at all: a long report has no spreadsheet. */
export function holds(one: Case, format: RenderFormat): boolean {
  return one.fods !== '' || !['fods', 'xlsx', 'xls', 'calc.pdf'].includes(format)
}

/** Renders what the cache does not hold yet: LibreOffice takes all files of a step in one call, Chromium one after the other. */
export async function renderAll(cases: readonly Case[]): Promise<void> {
  mkdirSync(CACHE, { recursive: true })
  const lacks = (format: RenderFormat) => (one: Case) => holds(one, format) && !existsSync(rendered(one, format))
  for (const one of cases) if (lacks('html')(one)) writeFileSync(rendered(one, 'html'), one.html)
  for (const one of cases) if (lacks('fods')(one)) writeFileSync(rendered(one, 'fods'), one.fods)
  office(cases.filter(lacks('xlsx')), 'fods', 'xlsx', [])
  office(cases.filter(lacks('docx')), 'html', 'docx', ['--infilter=HTML (StarWriter)'])
  office(cases.filter(lacks('xls')), 'xlsx', 'xls', [])
  office(cases.filter(lacks('doc')), 'docx', 'doc', [])
  office(cases.filter(lacks('calc.pdf')), 'xlsx', 'calc.pdf', [])
  office(cases.filter(lacks('writer.pdf')), 'docx', 'writer.pdf', [])
  await print(cases.filter(lacks('chromium.pdf')))
}

const BATCH = 40

function office(cases: readonly Case[], from: RenderFormat, to: RenderFormat, options: readonly string[]): void {
  const target = to.split('.').at(-1) ?? to
  for (let i = 0; i < cases.length; i += BATCH) {
    const batch = cases.slice(i, i + BATCH)
    const folder = mkdtempSync(join(tmpdir(), 'jiheng-render-'))
    console.error(`LibreOffice：${batch.length} 份 ${from} → ${to}`)
    for (const [k, one] of batch.entries())
      writeFileSync(join(folder, `${k}.${from}`), readFileSync(rendered(one, from)))
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
    const files = batch.map((_, k) => join(folder, `${k}.${from}`))
    const out = join(folder, 'out')
    execFileSync('soffice', [profile, '--headless', ...options, '--convert-to', target, '--outdir', out, ...files], {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 900_000,
    })
    const made = new Set(readdirSync(out))
    for (const [k, one] of batch.entries()) {
      const name = `${k}.${target}`
      if (!made.has(name)) throw new Error(`LibreOffice made no ${to} of ${one.name}`)
      writeFileSync(rendered(one, to), readFileSync(join(out, name)))
    }
    rmSync(folder, { recursive: true, force: true })
  }
}

async function print(cases: readonly Case[]): Promise<void> {
  if (cases.length === 0) return
  const path = findChromium()
  if (!path) throw new Error('Chromium is not installed')
  console.error(`Chromium：${cases.length} 份 html → pdf`)
  const browser = await launch(path)
  const page = await browser.newPage()
  for (const one of cases) {
    await page.setContent(one.html)
    const made = `${rendered(one, 'chromium.pdf')}.part`
    await page.pdf({ path: made, preferCSSPageSize: true, printBackground: true })
    renameSync(made, rendered(one, 'chromium.pdf'))
  }
  await browser.close()
}
