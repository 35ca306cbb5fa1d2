import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Form, Role } from '#engine'
import { buildMissing } from '../../scripts/prepare.mjs'
import { createCampaign } from '../../src/server/store/campaigns.ts'
import type { Query } from '../../src/server/store/database.ts'
import { createForm } from '../../src/server/store/forms.ts'
import { openStore } from '../../src/server/store/open.ts'
import { assign, createAccount, openSession } from '../../src/server/store/people.ts'
import { createRegion, createUnit } from '../../src/server/store/units.ts'
import { libraryForm } from '../documents/forms.ts'
import { numbers } from '../documents/mutate.ts'
import { asking, confirmationsFor, type Person } from '../server/process/office.ts'
import { type Place, startServer } from '../server/process/server-process.ts'
import { canReachPostgres, emptyPostgres } from '../server/store/stores.ts'
import { head, median, quantile, row } from './timing.ts'

const REGION = 520123
const UNITS = Number(process.env.BENCH_UNITS ?? 2000)
/** Seconds that stand for ten minutes; with 600 it is the real thing. */
const WINDOW = Number(process.env.BENCH_WINDOW ?? 60)
/** People of the bureau who read without a pause. */
const READERS = 2
/** A person may send 1,200 requests a minute; readers without a pause share more than one. */
const OFFICERS = 40

type Filled = {
  readonly clerks: readonly { readonly form: string; readonly person: Person }[]
  readonly officers: readonly Person[]
  readonly campaign: string
}

/** The last ten minutes before a deadline: every unit submits, spread evenly, while the bureau reads its pages without a pause. */
export async function deadlineBench(): Promise<void> {
  buildMissing()
  head(
    `截止前十分钟：${UNITS} 个单位送审（${WINDOW} 秒内，即 ${(600 / WINDOW).toFixed(0)} 倍压缩），${READERS} 人不停地看各页；经 HTTP，毫秒`,
  )
  const only = process.env.BENCH_STORE
  if (only !== 'PostgreSQL') await deadlineEmbedded()
  if (only === 'PGlite' || !canReachPostgres) return
  const { url, drop } = await emptyPostgres()
  const files = mkdtempSync(join(tmpdir(), 'jiheng-deadline-'))
  try {
    await deadlineOn('PostgreSQL', { dataFolder: files, databaseUrl: url })
  } finally {
    await drop()
    rmSync(files, { recursive: true, force: true })
  }
}

async function deadlineEmbedded(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'jiheng-deadline-'))
  try {
    await deadlineOn('内置数据库', { dataFolder: folder })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function deadlineOn(name: string, place: Place): Promise<void> {
  const filled = await fill(place)
  const server = await startServer(place)
  try {
    const ask = asking(server)
    const waits = new Map<string, number[]>()
    const errors: string[] = []
    const timed = async (what: string, work: () => ReturnType<typeof ask>) => {
      const start = performance.now()
      const { status, body } = await work().catch((error) => ({ status: 0, body: String(error.cause ?? error) }))
      waits.set(what, [...(waits.get(what) ?? []), performance.now() - start])
      if (status !== 200) errors.push(`${what}: ${status} ${JSON.stringify(body).slice(0, 200)}`)
    }
    let isOver = false
    const readers = Array.from({ length: READERS }, (_, i) => read(ask, filled, timed, i, () => isOver))
    await submitAll(ask, filled, timed)
    isOver = true
    await Promise.all(readers)
    const counts = (await ask('GET', `/api/bureaus/${REGION}/form-counts`, undefined, filled.officers[0])).body.counts
    console.log(`${name}（负载 ${loadavg()[0]?.toFixed(1)}）：${errors.length} 个错误，${JSON.stringify(counts)}`)
    for (const error of errors.slice(0, 5)) console.log(`  ${error}`)
    row('', '次数', 'p50', 'p95', 'p99', '最慢')
    for (const [what, all] of waits) {
      const sorted = [...all].sort((a, b) => a - b)
      const [p95, p99] = [quantile(sorted, 0.95), quantile(sorted, 0.99)]
      row(what, `${sorted.length}`, median(sorted), p95, p99, sorted.at(-1) ?? 0)
    }
  } finally {
    await server.stop()
  }
}

type Ask = ReturnType<typeof asking>
type Timed = (what: string, work: () => ReturnType<Ask>) => Promise<void>

/** Each comes when it comes, whether the ones before have been answered or not. */
async function submitAll(ask: Ask, { clerks }: Filled, timed: Timed): Promise<void> {
  const next = numbers(2025)
  const arrivals = clerks.map(() => next(WINDOW * 1000)).sort((a, b) => a - b)
  const confirmations = confirmationsFor(filledForm())
  const begun = performance.now()
  const sent = []
  for (const [i, { form, person }] of clerks.entries()) {
    await pause(Math.max(0, (arrivals[i] ?? 0) - (performance.now() - begun)))
    const body = { action: 'submit', version: 1, confirmations }
    sent.push(timed('送审', () => ask('POST', `/api/bureaus/${REGION}/forms/${form}/moves`, body, person)))
  }
  await Promise.all(sent)
}

async function read(
  ask: Ask,
  { officers, campaign }: Filled,
  timed: Timed,
  reader: number,
  isOver: () => boolean,
): Promise<void> {
  const pages = [
    ['清单', 'forms?year=2024'],
    ['表数', 'form-counts?year=2024'],
    ['进度', `campaigns/${campaign}/progress`],
    ['分析', 'analysis?year=2024'],
  ] as const
  for (let turn = reader; !isOver(); turn += READERS)
    for (const [name, path] of pages)
      await timed(name, () => ask('GET', `/api/bureaus/${REGION}/${path}`, undefined, officers[turn % OFFICERS]))
}

function filledForm(): Form {
  return { ...libraryForm(), fiscalYear: 2024, reading: {} }
}

/** A bureau whose units have filled their forms, straight into the store. */
async function fill({ dataFolder, databaseUrl }: Place): Promise<Filled> {
  const { database } = await openStore({ dataFolder, databaseUrl })
  const at = new Date().toISOString()
  const bureau = { role: 'app_bureau', region: REGION, units: [] } as const
  const numbersOf = Array.from({ length: UNITS }, (_, i) => i + 1)
  try {
    await database.asOwner((query) => createRegion(query, REGION, '青禾区财政局'))
    await database.tx(bureau, async (query) => {
      for (const id of numbersOf)
        await createUnit(query, { region: REGION, id, name: `第${id}单位`, kind: 'unit', parent: null, fromYear: 2020 })
    })
    const campaign = randomUUID()
    const times = { opensAt: at, closesAt: new Date(Date.now() + 86_400_000).toISOString(), lateUntil: null }
    const called = { fiscalYear: 2024, kind: filledForm().kind, title: '2024 年度自评', policy: null }
    await database.tx(bureau, (query) =>
      createCampaign(query, { id: campaign, region: REGION, ...called, ...times, by: randomUUID(), at }),
    )
    const forms = await database.tx({ ...bureau, role: 'app_unit', units: numbersOf }, async (query) => {
      const made: string[] = []
      for (const unit of numbersOf) {
        const id = randomUUID()
        const form = filledForm()
        await createForm(query, { id, region: REGION, unit, projectCode: '', form, by: randomUUID(), at })
        made.push(id)
      }
      return made
    })
    return await database.asOwner(async (query) => {
      const clerks = []
      for (const [i, form] of forms.entries()) clerks.push({ form, person: await somebody(query, 'clerk', i + 1, at) })
      const officers = []
      for (let i = 0; i < OFFICERS; i++) officers.push(await somebody(query, 'performanceOfficer', 0, at))
      return { clerks, officers, campaign }
    })
  } finally {
    // A server of long standing knows its figures.
    await database.vacuum()
    await database.close()
  }
}

async function somebody(query: Query, role: Role, unit: number, at: string): Promise<Person> {
  const [id, token] = [randomUUID(), randomUUID()]
  await createAccount(query, { id, login: id, name: role, passwordHash: 'x', at })
  await assign(query, randomUUID(), id, { region: REGION, unit, role, fromYear: 2020, toYear: null })
  const tokenHash = createHash('sha256').update(token).digest()
  const until = new Date(Date.now() + 7_200_000).toISOString()
  await openSession(query, { tokenHash, account: id, kind: 'machine', csrf: '', at, until })
  return { authorization: `Bearer ${token}` }
}
