import { readFileSync } from 'node:fs'
import { readForms } from '#documents'
import type { Form } from '#engine'
import { provideNodeAssets } from '../../src/cli/assets.ts'
import { type Case, caseOf, layouts } from '../reading/layouts.ts'
import { compareRecords, type Leaf, type Outcome, scoreOf } from '../reading/metric.ts'
import { holds, type RenderFormat, renderAll, rendered } from '../reading/render.ts'
import { SCANS, scanAll, scanned } from '../reading/scans.ts'
import { seedsAsked } from './options.ts'
import { readingPeers } from './reading-peers.ts'
import { head, median, row } from './timing.ts'

const SEEDS = seedsAsked(Number(process.env.JIHENG_BENCH_SEEDS ?? 4))
export const DIGITAL = ['html', 'xlsx', 'xls', 'docx', 'doc', 'calc.pdf', 'writer.pdf', 'chromium.pdf'] as const

type Measured = { readonly leaves: readonly Leaf[]; readonly ms: number }

/** Forms rendered by LibreOffice and Chromium, read back and compared value by value with what was drawn. */
export async function formsReadingBench(): Promise<void> {
  provideNodeAssets()
  const cases = layouts.flatMap((layout) => SEEDS.map((seed) => caseOf(layout, seed)))
  await renderAll(cases)
  const results = new Map<string, ReadonlyMap<Case, Measured>>()
  for (const format of DIGITAL)
    results.set(
      format,
      await readAll(
        cases.filter((one) => holds(one, format)),
        format,
      ),
    )
  formatTable(results, `${layouts.length} 种版式 × ${SEEDS.length} 份`)
  layoutTable(results)
  worst(results)
  await mixedFiles(cases)
  await readingPeers(cases)
}

const MIXED = 400

/** Many files of all digital formats, one after the other on one core. */
async function mixedFiles(cases: readonly Case[]): Promise<void> {
  const files = cases.flatMap((one) =>
    DIGITAL.filter((format) => holds(one, format)).map((format) => rendered(one, format)),
  )
  const step = Math.max(1, Math.floor(files.length / MIXED))
  const chosen = files.filter((_, i) => i % step === 0).slice(0, MIXED)
  const start = performance.now()
  for (const file of chosen) await readForms(new Uint8Array(readFileSync(file)))
  head(`${chosen.length} 个文件，各种电子格式混合，一个核`)
  row('秒', (performance.now() - start) / 1000)
}

const SCANNED = ['dept-guizhou', 'dept-yunnan', 'project-national', 'project-weight-first']

/** The same pages worn and scanned, read by the recogniser. JIHENG_BENCH_LAYOUTS names other layouts, set apart by commas; `--seeds=1,2,3` other forms of each. */
export async function scansReadingBench(): Promise<void> {
  provideNodeAssets()
  const ids = process.env.JIHENG_BENCH_LAYOUTS?.split(',') ?? SCANNED
  const cases = layouts
    .filter(({ id }) => ids.includes(id))
    .flatMap((layout) => seedsAsked(1).map((seed) => caseOf(layout, seed)))
  await renderAll(cases)
  await scanAll(cases, SCANS)
  const results = new Map<string, ReadonlyMap<Case, Measured>>()
  for (const scan of SCANS) results.set(scan.id, await measureAll(cases, (one) => scanned(one, scan), 'cold'))
  formatTable(results, `扫描件，${ids.length} 种版式 × ${seedsAsked(1).length} 份`)
  worst(results)
}

const readAll = (cases: readonly Case[], format: RenderFormat): Promise<ReadonlyMap<Case, Measured>> =>
  measureAll(cases, (one) => rendered(one, format), 'warm')

/** `warm`: everything is read once before it is timed. */
async function measureAll(
  cases: readonly Case[],
  fileOf: (one: Case) => string,
  start: 'warm' | 'cold',
): Promise<ReadonlyMap<Case, Measured>> {
  const measured = new Map<Case, Measured>()
  const read = async (one: Case): Promise<readonly Form[]> =>
    (await readForms(new Uint8Array(readFileSync(fileOf(one))))).forms
  if (start === 'warm') for (const one of cases) await read(one)
  for (const one of cases) {
    const start = performance.now()
    const forms = await read(one)
    const ms = performance.now() - start
    measured.set(one, { ms, leaves: compareRecords(one.truth, forms) })
  }
  return measured
}

type Results = ReadonlyMap<string, ReadonlyMap<Case, Measured>>
const percent = (value: number): string => (100 * value).toFixed(2)

function formatTable(results: Results, what: string): void {
  const files = [...results.values()].reduce((sum, { size }) => sum + size, 0)
  head(`读自评表：${what}，${files} 个文件；单位 %，“静默”指看上去确定的错`)
  row(
    '格式',
    '值',
    '精确率',
    '召回率',
    'F1',
    '存疑对',
    '标出错',
    '静默错',
    '缺已标',
    '缺静默',
    '编造',
    '错标出%',
    '金额',
    '金额对',
    '金额静默',
    'ms',
  )
  for (const [format, measured] of results) {
    const score = scoreOf([...measured.values()].flatMap(({ leaves }) => leaves))
    const { counts } = score
    const times = [...measured.values()].map(({ ms }) => ms).sort((a, b) => a - b)
    const parts = [
      counts.rightDoubtful,
      counts.wrongFlagged,
      counts.wrongSilent,
      counts.missingFlagged,
      counts.missingSilent,
    ]
    row(
      format,
      String(score.cells),
      percent(score.precision),
      percent(score.recall),
      percent(score.f1),
      ...[...parts, counts.invented + counts.inventedFlagged].map(String),
      flaggedShare(counts),
      String(score.amounts),
      percent(score.amountsRight),
      String(score.amountsSilent),
      median(times),
    )
  }
}

/** Of all that is wrong, lost or made up, what is marked for a person to look at. */
function flaggedShare(counts: Readonly<Record<Outcome, number>>): string {
  const flagged = counts.wrongFlagged + counts.missingFlagged + counts.inventedFlagged
  const silent = counts.wrongSilent + counts.missingSilent + counts.invented
  return flagged + silent === 0 ? '–' : percent(flagged / (flagged + silent))
}

function layoutTable(results: Results): void {
  head('F1 按版式')
  row('版式', ...results.keys())
  for (const { id } of layouts)
    row(
      id,
      ...[...results.values()].map((measured) =>
        f1Of([...measured].filter(([one]) => one.layout === id).map(([, { leaves }]) => leaves)),
      ),
    )
}

const f1Of = (files: readonly (readonly Leaf[])[]): string =>
  files.length === 0 ? '–' : percent(scoreOf(files.flat()).f1)

const RIGHT = new Set(['right', 'rightDoubtful'])

function worst(results: Results): void {
  if (!process.env.JIHENG_BENCH_ERRORS) return
  for (const [format, measured] of results)
    for (const [one, { leaves }] of measured)
      for (const leaf of leaves.filter(({ outcome }) => !RIGHT.has(outcome)))
        console.log(`${format} ${one.name} ${leaf.at} ${leaf.outcome}: ${leaf.wanted} → ${leaf.got}`)
}
