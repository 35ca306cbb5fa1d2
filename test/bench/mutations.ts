import { existsSync, readFileSync } from 'node:fs'
import { unzipSync, zipSync } from 'fflate'
import { readArchive, readForms, toCsv, toDocx, toHtml, toXlsx } from '#documents'
import { check, choosePolicy, type Form } from '#engine'
import { provideNodeAssets } from '../../src/cli/assets.ts'
import { type Random, randomOf } from '../damage/random.ts'
import { formOf, soundText } from './forms.ts'
import { head, row } from './timing.ts'

const SEED = new URL('../../../shared/seeds/000_fd7e584d36dab96c.txt', import.meta.url)
const SAMPLE = new URL('../../src/web/samples/damaged.txt', import.meta.url)
/** Longer than this counts as a hang, in ms of CPU: a clock on the wall would count the neighbours' work too. */
const HANG = 5_000
/** A sound scan may take so many ms a page. */
const SOUND_PAGE = 3_000

type Storm = {
  readonly label: string
  readonly count: number
  readonly make: (random: Random) => Uint8Array
}

/** Random mutations over all formats, read and checked: crashes, hangs, the slowest, memory. JIHENG_BENCH_MUTATIONS=0.1 runs a tenth. */
export async function mutationBench(): Promise<void> {
  provideNodeAssets()
  const share = Number(process.env.JIHENG_BENCH_MUTATIONS ?? 1)
  // A format without a sample in the repository has no storm.
  const storms = allStorms().map((storm) => ({ ...storm, count: Math.ceil(storm.count * share) }))
  head(`随机破坏 ${storms.reduce((sum, { count }) => sum + count, 0)} 份：读取并校核`)
  row('', '份数', '崩溃', '停住', '最慢 CPU ms', '峰值 MB', '读出表')
  for (const storm of storms) await run(storm)
}

function allStorms(): readonly Storm[] {
  const text = new Uint8Array(readFileSync(existsSync(SEED) ? SEED : SAMPLE))
  const forms = Array.from({ length: 5 }, (_, i) => formOf(soundText(i)))
  const [first = formOf(soundText(0))] = forms
  const utf8 = (content: string) => new TextEncoder().encode(content)
  const plain = (label: string, count: number, sources: readonly Uint8Array[]): Storm => ({
    label,
    count: sources.length === 0 ? 0 : count,
    make: (random) => mutate(random.pick(sources), random),
  })
  const packed = (label: string, count: number, sources: readonly Uint8Array[]): Storm => ({
    label,
    count,
    make: (random) =>
      random.int(0, 1) === 0 ? mutate(random.pick(sources), random) : inside(random.pick(sources), random),
  })
  return [
    plain('识别文本', 10_000, [text]),
    plain(
      'HTML',
      12_000,
      forms.map((form) => utf8(toHtml(form))),
    ),
    plain(
      'CSV',
      8_000,
      forms.map((form) => utf8(toCsv(form))),
    ),
    plain(
      'JSON',
      8_000,
      forms.map((form) => utf8(JSON.stringify(form))),
    ),
    packed('xlsx', 22_000, forms.map(toXlsx)),
    packed('docx', 14_000, [...forms.map(toDocx), ...fixtures('department.docx', 'project.docx')]),
    plain('xls', 9_000, fixtures('department.xls', 'project.xls')),
    plain('doc', 9_000, fixtures('department.doc', 'project.doc')),
    plain('PDF', 7_500, fixtures('golden.pdf')),
    packed('zip', 300, [zipSync({ '一.html': utf8(toHtml(first)), '二.csv': utf8(toCsv(first)) })]),
    plain('图片', 200, fixtures('../scan/scan-200.jpg', '../scan/screen.png', '../scan/two-forms-fax.tif')),
  ]
}

/** Fixtures by name; those that are not there are left out. */
function fixtures(...names: readonly string[]): readonly Uint8Array[] {
  const paths = names
    .map((name) => new URL(`../fixtures/documents/${name}`, import.meta.url))
    .filter((url) => existsSync(url))
  return paths.map((path) => new Uint8Array(readFileSync(path)))
}

async function run({ label, count, make }: Storm): Promise<void> {
  let [crashes, hangs, slowest, most, read] = [0, 0, 0, 0, 0]
  for (let i = 0; i < count; i++) {
    const bytes = make(randomOf(i + 1))
    const laps = lapClock()
    try {
      const forms = await formsIn(bytes, laps.next)
      for (const form of forms) check(form, choosePolicy(form).policy)
      if (forms.length > 0) read++
    } catch (error) {
      if (crashes === 0) console.error(label, i + 1, error)
      crashes++
    }
    const ms = laps.longest()
    if (ms > HANG && ms > (laps.count() === 1 ? HANG : await mostOfPage())) {
      hangs++
      console.error(label, i + 1, Math.round(ms), 'ms CPU')
    }
    slowest = Math.max(slowest, ms)
    if (i % 100 === 0) most = Math.max(most, process.memoryUsage().rss)
  }
  row(label, String(count), String(crashes), String(hangs), slowest, most / 1024 / 1024, String(read))
}

/** The most CPU time that a page of a picture may take here and now, in ms: where neighbours slow down the machine a sound scan takes longer too. */
async function mostOfPage(): Promise<number> {
  const [sound] = fixtures('../scan/scan-200.jpg')
  const laps = lapClock()
  if (sound) await formsIn(sound, laps.next)
  return Math.max(HANG, (laps.longest() * HANG) / SOUND_PAGE)
}

/** CPU time from page to page, of all threads, in ms. */
function lapClock(): { readonly next: () => void; readonly longest: () => number; readonly count: () => number } {
  let start = process.cpuUsage()
  const laps: number[] = []
  const next = (): void => {
    const { user, system } = process.cpuUsage(start)
    laps.push((user + system) / 1000)
    start = process.cpuUsage()
  }
  return {
    next,
    longest: () => {
      next()
      return Math.max(...laps)
    },
    count: () => laps.length,
  }
}

/** The forms of a file, or of every file in a plain zip; `onPage` is called before each page that is recognised. */
async function formsIn(bytes: Uint8Array, onPage: () => void): Promise<readonly Form[]> {
  const archive = readArchive(bytes)
  if (!archive) return (await readForms(bytes, { onPage })).forms
  const found: Form[] = []
  for (const packed of archive.files) found.push(...(await readForms(packed.bytes() ?? new Uint8Array())).forms)
  return found
}

/** One part of a package mutated after unpacking: the reader behind the checksum sees it. */
function inside(bytes: Uint8Array, random: Random): Uint8Array {
  const parts = unzipSync(bytes)
  const name = random.pick(Object.keys(parts).sort())
  return zipSync({ ...parts, [name]: mutate(parts[name] ?? new Uint8Array(1), random) }, { level: 1 })
}

/** Bytes flipped, cut, doubled, moved; now and then a hostile burst. */
function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  let parts = [bytes]
  for (let n = random.int(1, 4); n > 0; n--) {
    const all = concat(parts)
    const at = random.int(0, Math.max(0, all.length - 1))
    const length = Math.min(all.length - at, random.int(1, 400))
    const piece = all.slice(at, at + length)
    const burst = new TextEncoder().encode(
      random.pick(['\t', '\n', ' 2', '年', '=', '9', ' ']).repeat(random.int(1, 3_000)),
    )
    parts = random.pick([
      [all.slice(0, at), all.slice(at + length)],
      [all.slice(0, at + length), piece, all.slice(at + length)],
      [all.slice(0, at), piece.map(() => random.int(0, 255)), all.slice(at + length)],
      [all.slice(0, at), burst, all.slice(at)],
      [all.slice(0, at)],
    ])
  }
  return concat(parts)
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
