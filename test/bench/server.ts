import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Hono } from 'hono'
import { check, choosePolicy, confirmationKey, type Form } from '#engine'
import { createApp } from '../../src/server/api/app.ts'
import { canonical } from '../../src/server/store/canonical.ts'
import { type Database, databaseOf } from '../../src/server/store/database.ts'
import { createForm } from '../../src/server/store/forms.ts'
import { migrate } from '../../src/server/store/migrate.ts'
import { assign, createAccount, openSession } from '../../src/server/store/people.ts'
import { openPglite } from '../../src/server/store/pglite.ts'
import { openPostgres } from '../../src/server/store/postgres.ts'
import { createRegion, createUnit } from '../../src/server/store/units.ts'
import { libraryForm } from '../documents/forms.ts'
import { MIGRATIONS, serverUrl } from '../server/store/stores.ts'
import { head, median, quantile, row } from './timing.ts'

const REGION = 17
const UNITS = 400
const FORMS = Number(process.env.BENCH_FORMS ?? 6000)
const run = promisify(execFile)

type Filled = {
  readonly app: Hono
  readonly tokens: readonly string[]
  readonly ids: readonly string[]
  readonly body: string
}

/** Submissions a second over the API, with check, score, version and log, against pgbench writing the same rows on the same server in the same run. */
export async function serverBench(): Promise<void> {
  head('提交：接口（登录、校核、计分、版本、日志）对 pgbench 写同样的行，次/秒')
  const name = `jiheng_bench_${process.pid}`
  const admin = databaseOf(await openPostgres(serverUrl))
  await asServer(
    serverUrl,
    `create database ${name} template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`,
  )
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  try {
    const database = databaseOf(await openPostgres(url.href))
    await migrate(database, MIGRATIONS)
    const filled = await fill(database)
    await database.asOwner(async (query) => {
      await query('create table bench_doc (doc jsonb not null)')
      await query('insert into bench_doc values ($1)', [canonical(libraryForm())])
    })
    await database.vacuum()
    const rounds = 3
    const perClients = Math.floor(FORMS / (rounds * 2))
    const [ours, theirs] = [new Map<number, number[]>(), new Map<number, number[]>()]
    const waits = new Map<number, number[]>()
    // The first form of each unit is left to pgbench.
    let next = UNITS
    row('并发', '接口', 'pgbench', '比值', 'p50 毫秒', 'p99 毫秒')
    for (let round = 0; round < rounds; round++)
      for (const clients of [16, 64]) {
        const times = await submitAll(filled, next, perClients, clients)
        next += perClients
        push(ours, clients, times.rate)
        waits.set(clients, [...(waits.get(clients) ?? []), ...times.waits])
        push(theirs, clients, await pgbench(url, clients))
      }
    for (const clients of [16, 64]) {
      const [a, b] = [ours, theirs].map((rates) => median([...(rates.get(clients) ?? [])].sort((x, y) => x - y)))
      const sorted = [...(waits.get(clients) ?? [])].sort((x, y) => x - y)
      row(String(clients), a ?? 0, b ?? 0, (a ?? 0) / (b ?? 1), median(sorted), quantile(sorted, 0.99))
    }
    await database.close()
  } finally {
    await asServer(serverUrl, `drop database if exists ${name} with (force)`)
    await admin.close()
  }
  await pgliteBench()
}

async function pgliteBench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'jiheng-bench-'))
  const database = databaseOf(await openPglite(folder))
  try {
    await migrate(database, MIGRATIONS)
    const filled = await fill(database, UNITS + 500)
    const { rate, waits } = await submitAll(filled, UNITS, 500, 16)
    const sorted = [...waits].sort((a, b) => a - b)
    row('16（内置数据库，每次落盘）', rate, '', '', median(sorted), quantile(sorted, 0.99))
  } finally {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Drafts of units, each filled so that it may be submitted with the confirmations that go with it. */
async function fill(database: Database, forms = FORMS + UNITS): Promise<Filled> {
  const at = new Date().toISOString()
  const form: Form = { ...libraryForm(), fiscalYear: 2024, reading: {} }
  const tokens: string[] = []
  const ids: string[] = []
  await database.asOwner((query) => createRegion(query, REGION, '青禾区财政局'))
  for (let unit = 1; unit <= UNITS; unit++) {
    await database.tx({ role: 'app_bureau', region: REGION, units: [] }, (query) =>
      createUnit(query, { region: REGION, id: unit, name: `单位${unit}`, kind: 'unit', parent: null, fromYear: 2020 }),
    )
    const id = randomUUID()
    const token = randomUUID()
    tokens.push(token)
    await database.asOwner(async (query) => {
      await createAccount(query, { id, login: `clerk${unit}`, name: '经办', passwordHash: 'x', at })
      await assign(query, randomUUID(), id, { region: REGION, unit, role: 'clerk', fromYear: 2020, toYear: null })
      const until = new Date(Date.now() + 3_600_000).toISOString()
      const tokenHash = createHash('sha256').update(token).digest()
      await openSession(query, { tokenHash, account: id, kind: 'machine', csrf: '', at, until })
    })
  }
  for (let start = 0; start < forms; start += 200)
    await database.tx(
      { role: 'app_unit', region: REGION, units: Array.from({ length: UNITS }, (_, i) => i + 1) },
      async (query) => {
        for (let i = start; i < Math.min(start + 200, forms); i++) {
          const id = randomUUID()
          ids.push(id)
          await createForm(query, {
            id,
            region: REGION,
            unit: (i % UNITS) + 1,
            projectCode: `P${i}`,
            form,
            by: randomUUID(),
            at,
          })
        }
      },
    )
  const { findings } = check(form, choosePolicy(form).policy)
  const open = findings.filter(({ severity }) => severity === 'warning')
  const confirmations = open.map((finding) => ({ finding: confirmationKey(finding), reason: '已核对，按批复执行' }))
  const app = createApp({ database, now: Date.now, algorithm: 'sm3', setupCode: '' })
  return { app, tokens, ids, body: JSON.stringify({ action: 'submit', version: 1, confirmations }) }
}

async function submitAll({ app, tokens, ids, body }: Filled, from: number, count: number, clients: number) {
  const waits: number[] = []
  let next = from
  const begun = performance.now()
  const client = async () => {
    while (next < from + count) {
      const i = next++
      const start = performance.now()
      const response = await app.request(`/api/bureaus/${REGION}/forms/${ids[i]}/moves`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${tokens[i % UNITS]}`,
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
        },
        body,
      })
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
      await response.text()
      waits.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return { rate: (1000 * count) / (performance.now() - begun), waits }
}

/** The rows of one submission, written by pgbench: the form, its version, three reasons, a log entry, a job. */
async function pgbench(url: URL, clients: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'jiheng-pgbench-'))
  const script = `
\\set unit random(1, ${UNITS})
begin;
select form_id, doc from form where region_id = ${REGION} and unit_id = :unit and project_code = 'P' || (:unit - 1) \\gset
update form set status = 'submitted', version = version + 1, updated_at = now(), submitted_at = now(), total_score = 99.48, errors = 0, warnings = 3, is_late = false
  where region_id = ${REGION} and form_id = :form_id returning version \\gset
insert into form_version (region_id, form_id, version, unit_id, status, doc, doc_hash, changed_by, changed_at)
  values (${REGION}, :form_id, :version, :unit, 'submitted', (select doc from bench_doc), '\\x00', gen_random_uuid(), now());
insert into confirmation (region_id, form_id, unit_id, confirmed_by, confirmed_at, finding_hash, finding, reason) values
  (${REGION}, :form_id, :unit, gen_random_uuid(), now(), '\\x01', 'one', '已核对'), (${REGION}, :form_id, :unit, gen_random_uuid(), now(), '\\x02', 'two', '已核对'),
  (${REGION}, :form_id, :unit, gen_random_uuid(), now(), '\\x03', 'three', '已核对')
  on conflict (region_id, form_id, finding_hash) do update set reason = excluded.reason, confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at;
select coalesce(max(seq), 0) + 1 as seq from audit_event where region_id = ${REGION} and unit_id = :unit \\gset
insert into audit_event (region_id, unit_id, seq, at, actor, action, subject, payload, algorithm, prev_hash, hash)
  values (${REGION}, :unit, :seq, now(), 'x', 'submit', :form_id, repeat('x', 1200), 'sm3', decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex')) on conflict do nothing;
insert into job (region_id, job_id, queue, payload, run_at, created_at) values (${REGION}, gen_random_uuid(), 'notify', '{}', now(), now());
commit;
`
  const path = join(folder, 'submit.sql')
  writeFileSync(path, script)
  try {
    const { stdout } = await run('pgbench', [
      ...['-n', '-f', path, '-c', String(clients), '-j', '2', '-T', '6', '-M', 'prepared'],
      ...['-h', url.hostname, '-p', url.port || '5432', '-U', url.username || 'postgres', url.pathname.slice(1)],
    ])
    return Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function asServer(url: string, statement: string): Promise<void> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}

function push(rates: Map<number, number[]>, clients: number, rate: number): void {
  rates.set(clients, [...(rates.get(clients) ?? []), rate])
}
