import { randomUUID } from 'node:crypto'
import { loadavg } from 'node:os'
import { check, choosePolicy, type Form } from '#engine'
import { canonical } from '../../src/server/store/canonical.ts'
import { keepConfirmations } from '../../src/server/store/confirmations.ts'
import { type Database, databaseOf } from '../../src/server/store/database.ts'
import { findMovable, moveForm } from '../../src/server/store/form-moves.ts'
import { createForm, verdictOf } from '../../src/server/store/forms.ts'
import { enqueue } from '../../src/server/store/jobs.ts'
import { appendAfter } from '../../src/server/store/log.ts'
import { migrate } from '../../src/server/store/migrate.ts'
import { openPostgres } from '../../src/server/store/postgres.ts'
import { createRegion, createUnit } from '../../src/server/store/units.ts'
import { libraryForm } from '../documents/forms.ts'
import { emptyPostgres, MIGRATIONS } from '../server/store/stores.ts'
import { head, row } from './timing.ts'

const REGION = 17
const FORMS = Number(process.env.BENCH_FORMS ?? 800)
const CLIENTS = 16
const AT = new Date().toISOString()

/**
 * What the parts of a submission cost at least, as processor time of this process: it says more than the clock on a machine that others
 * use. The transaction is the one that a submission makes, without HTTP, session and check.
 */
export async function floorsBench(): Promise<void> {
  head(`一次送审各部分的处理器时间，毫秒（负载 ${loadavg()[0]?.toFixed(1)}）`)
  row('', '处理器', '次/秒')
  const texts = Array.from({ length: 400 }, (_, i) => canonical(formOf(i)))
  const { policy } = choosePolicy(formOf(0))
  const text = (i: number) => texts[i % texts.length] ?? ''
  await part('记录的 JSON 读入', 2000, async (i) => void JSON.parse(text(i)))
  await part('读入、校核和计分', 1200, async (i) => void check(JSON.parse(text(i)), policy))
  const forms = texts.map((one) => JSON.parse(one) as Form)
  await part('规范文本（保存时）', 2000, async (i) => void canonical(forms[i % forms.length]))
  const { url, drop } = await emptyPostgres()
  const database = databaseOf(await openPostgres(url))
  try {
    await migrate(database, MIGRATIONS)
    const ids = await fill(database)
    await database.vacuum()
    let next = 0
    const client = async () => {
      for (let i = next++; i < ids.length; i = next++) await submit(database, i + 1, ids[i] ?? '')
    }
    await part(
      '只写数据库（读、六条写、提交）',
      1,
      () => Promise.all(Array.from({ length: CLIENTS }, client)),
      ids.length,
    )
  } finally {
    await database.close()
    await drop()
  }
}

async function part(label: string, runs: number, work: (i: number) => Promise<unknown>, each = 1): Promise<void> {
  const warm = each === 1 ? runs / 4 : 0
  for (let i = 0; i < warm; i++) await work(i)
  const [cpu, begun] = [process.cpuUsage(), performance.now()]
  for (let i = 0; i < runs; i++) await work(i)
  const { user, system } = process.cpuUsage(cpu)
  const seconds = (performance.now() - begun) / 1000
  row(label, (user + system) / 1000 / runs / each, (runs * each) / seconds)
}

function formOf(i: number): Form {
  return { ...libraryForm(), department: `青禾区第${i}图书馆`, fiscalYear: 2024, reading: {} }
}

async function fill(database: Database): Promise<readonly string[]> {
  const units = Array.from({ length: FORMS }, (_, i) => i + 1)
  await database.asOwner((query) => createRegion(query, REGION, '青禾区财政局'))
  await database.tx({ role: 'app_bureau', region: REGION, units: [] }, async (query) => {
    for (const id of units)
      await createUnit(query, { region: REGION, id, name: `单位${id}`, kind: 'unit', parent: null, fromYear: 2020 })
  })
  return database.tx({ role: 'app_unit', region: REGION, units }, async (query) => {
    const ids: string[] = []
    for (const unit of units) {
      const id = randomUUID()
      ids.push(id)
      await createForm(query, { id, region: REGION, unit, projectCode: '', form: formOf(unit), by: id, at: AT })
    }
    return ids
  })
}

async function submit(database: Database, unit: number, id: string): Promise<void> {
  await database.tx({ role: 'app_unit', region: REGION, units: [unit] }, async (query) => {
    const found = await findMovable(query, REGION, id)
    if (!found) throw new Error('no form')
    const { stored, head: last } = found
    const reasons = ['一', '二', '三'].map((one) => ({
      finding: `${one}${'据'.repeat(100)}`,
      reason: '已核对，按批复执行',
    }))
    const payload = { from: stored.status, to: 'submitted', opinion: '', confirmations: reasons, hash: stored.hash }
    const event = { actor: id, action: 'submit', subject: id, payload, at: Date.now() }
    const notice = { form: id, version: 2 }
    const job = { region: REGION, id: randomUUID(), queue: 'notify', payload: notice, runAt: AT, by: null, at: AT }
    await Promise.all([
      moveForm(query, stored, { to: 'submitted', by: id, at: AT, isLate: false, verdict: VERDICT }),
      keepConfirmations(query, stored, reasons, id, AT),
      appendAfter(query, stored, last, event, 'sm3'),
      enqueue(query, job),
    ])
  })
}

const VERDICT = verdictOf(check(formOf(0), choosePolicy(formOf(0)).policy))
