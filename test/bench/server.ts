import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { check, choosePolicy, confirmationKey, type Form } from '#engine'
import { buildMissing } from '../../scripts/prepare.mjs'
import { canonical } from '../../src/server/store/canonical.ts'
import type { Database } from '../../src/server/store/database.ts'
import { createForm } from '../../src/server/store/forms.ts'
import { openStore } from '../../src/server/store/open.ts'
import { assign, createAccount, openSession } from '../../src/server/store/people.ts'
import { createRegion, createUnit } from '../../src/server/store/units.ts'
import { libraryForm } from '../documents/forms.ts'
import { type Place, type ServerProcess, startServer } from '../server/process/server-process.ts'
import { emptyPostgres } from '../server/store/stores.ts'
import { type RawClient, rawClient, requestBytes } from './raw-http.ts'
import { head, median, quantile, row } from './timing.ts'

const REGION = 17
const UNITS = 400
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3)
/** Submissions a round and number of clients. */
const FORMS = Number(process.env.BENCH_FORMS ?? 1000)
const CLIENTS = [16, 64]
/** Servers on the one PostgreSQL, as an operator may start several behind a proxy. */
const SERVERS = Number(process.env.BENCH_SERVERS ?? 1)
const run = promisify(execFile)

/** What is sent, as bytes, one a form. */
type Filled = { readonly requests: readonly Buffer[] }
type Times = { readonly rate: number; readonly waits: readonly number[] }

/**
 * Submissions a second through the built server over HTTP (session, check, score, version, reasons, log, job), against pgbench writing the
 * same rows under the same role on the same PostgreSQL in the same run. Server, database and load share the machine.
 */
export async function serverBench(): Promise<void> {
  buildMissing()
  head('提交：经 HTTP（登录、校核、计分、版本、说明、日志、通知）对 pgbench 写同样的行，次/秒')
  const { url, drop } = await emptyPostgres()
  const files = mkdtempSync(join(tmpdir(), 'jiheng-bench-'))
  try {
    await serverOnPostgres(new URL(url), { dataFolder: files, databaseUrl: url })
  } finally {
    await drop()
    rmSync(files, { recursive: true, force: true })
  }
  if (process.env.BENCH_STORE !== 'PostgreSQL') await serverOnPglite()
}

async function serverOnPostgres(url: URL, place: Place): Promise<void> {
  const fill = await filled(place, UNITS + FORMS * ROUNDS * CLIENTS.length)
  const servers: ServerProcess[] = []
  for (let i = 0; i < SERVERS; i++) servers.push(await startServer(place, { settings: SETTINGS }))
  const urls = servers.map((server) => new URL(server.url))
  const [ours, theirs] = [new Map<number, number[]>(), new Map<number, number[]>()]
  const waits = new Map<number, number[]>()
  row('并发', '接口', 'pgbench', '比值', 'p50 毫秒', 'p99 毫秒', '负载')
  try {
    const { requests } = fill(urls[0] as URL)
    const before = await cpuSeconds(servers)
    // The first form of each unit is pgbench's.
    let next = UNITS
    for (let round = 0; round < ROUNDS; round++)
      for (const clients of CLIENTS) {
        const times = await submitAll(urls, requests.slice(next, next + FORMS), clients)
        next += FORMS
        push(ours, clients, [times.rate])
        push(waits, clients, times.waits)
        push(theirs, clients, [await pgbench(url, clients)])
      }
    row('服务进程的处理器，毫秒/次', (1000 * ((await cpuSeconds(servers)) - before)) / (next - UNITS))
  } finally {
    for (const server of servers) await server.stop()
  }
  for (const clients of CLIENTS) {
    const [a, b] = [ours, theirs].map((rates) => median(sorted(rates.get(clients))))
    const all = sorted(waits.get(clients))
    const load = loadavg()[0]?.toFixed(1) ?? ''
    row(String(clients), a ?? 0, b ?? 0, (a ?? 0) / (b ?? 1), median(all), quantile(all, 0.99), load)
  }
}

async function serverOnPglite(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'jiheng-bench-'))
  try {
    const fill = await filled({ dataFolder: folder }, FORMS)
    const server = await startServer({ dataFolder: folder }, { settings: SETTINGS })
    try {
      const url = new URL(server.url)
      const { rate, waits } = await submitAll([url], fill(url).requests, 16)
      const all = sorted(waits)
      row('16（内置数据库，每次落盘）', rate, '', '', median(all), quantile(all, 0.99), loadavg()[0]?.toFixed(1) ?? '')
    } finally {
      await server.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Notices are written by the submission and sent by a worker: pgbench sends none either. */
const SETTINGS = { JIHENG_WORKER: 'separate', ...settingsOf(process.env.BENCH_SETTINGS) }

/** `NAME=value NAME=value`: what a comparison of settings hands to the server. */
function settingsOf(text = ''): Readonly<Record<string, string>> {
  return Object.fromEntries(text.split(' ').flatMap((one) => (one.includes('=') ? [one.split('=', 2)] : [])))
}

/** Drafts of units, no two alike, each filled so that it may be submitted with the confirmations that go with it. */
async function filled(place: Place, forms: number): Promise<(url: URL) => Filled> {
  const { database } = await openStore({ databaseUrl: undefined, ...place })
  try {
    const at = new Date().toISOString()
    await database.asOwner((query) => createRegion(query, REGION, '青禾区财政局'))
    const tokens: string[] = []
    for (let unit = 1; unit <= UNITS; unit++) tokens.push(await clerkOf(database, unit, at))
    const made: { readonly id: string; readonly token: string; readonly body: string }[] = []
    const units = Array.from({ length: UNITS }, (_, i) => i + 1)
    await database.tx({ role: 'app_unit', region: REGION, units }, async (query) => {
      for (let i = 0; i < forms; i++) {
        const [id, unit, form] = [randomUUID(), (i % UNITS) + 1, formOf(i)]
        await createForm(query, { id, region: REGION, unit, projectCode: `P${i}`, form, by: randomUUID(), at })
        made.push({ id, token: tokens[unit - 1] ?? '', body: submission(form) })
      }
    })
    await pgbenchRows(database)
    await database.vacuum()
    return (url) => ({
      requests: made.map(({ id, token, body }) => {
        const headers = { authorization: `Bearer ${token}` }
        return requestBytes(url, 'POST', `/api/bureaus/${REGION}/forms/${id}/moves`, headers, body)
      }),
    })
  } finally {
    await database.close()
  }
}

function formOf(i: number): Form {
  return { ...libraryForm(), department: `青禾区第${i}图书馆`, fiscalYear: 2024, reading: {} }
}

function submission(form: Form): string {
  const open = check(form, choosePolicy(form).policy).findings.filter(({ severity }) => severity === 'warning')
  const confirmations = open.map((finding) => ({ finding: confirmationKey(finding), reason: '已核对，按批复执行' }))
  return JSON.stringify({ action: 'submit', version: 1, confirmations })
}

async function clerkOf(database: Database, unit: number, at: string): Promise<string> {
  const [id, token] = [randomUUID(), randomUUID()]
  await database.tx({ role: 'app_bureau', region: REGION, units: [] }, (query) =>
    createUnit(query, { region: REGION, id: unit, name: `单位${unit}`, kind: 'unit', parent: null, fromYear: 2020 }),
  )
  await database.asOwner(async (query) => {
    await createAccount(query, { id, login: `clerk${unit}`, name: '经办', passwordHash: 'x', at })
    await assign(query, randomUUID(), id, { region: REGION, unit, role: 'clerk', fromYear: 2020, toYear: null })
    const until = new Date(Date.now() + 3_600_000).toISOString()
    const tokenHash = createHash('sha256').update(token).digest()
    await openSession(query, { tokenHash, account: id, kind: 'machine', csrf: '', at, until })
  })
  return token
}

async function submitAll(urls: readonly URL[], requests: readonly Buffer[], clients: number): Promise<Times> {
  const open: RawClient[] = []
  for (let i = 0; i < clients; i++) open.push(await rawClient(urls[i % urls.length] as URL))
  const waits: number[] = []
  let next = 0
  const begun = performance.now()
  const submitting = async ({ send }: RawClient) => {
    for (let request = requests[next++]; request; request = requests[next++]) {
      const start = performance.now()
      const { status, text } = await send(request)
      if (status !== 200) throw new Error(`${status} ${text}`)
      waits.push(performance.now() - start)
    }
  }
  await Promise.all(open.map(submitting))
  const rate = (1000 * requests.length) / (performance.now() - begun)
  for (const client of open) client.close()
  return { rate, waits }
}

/** Texts as long as those of a real submission: its reasons, the log's payload, the job's. */
async function pgbenchRows(database: Database): Promise<void> {
  const form = formOf(0)
  const [first, second, third] = (
    JSON.parse(submission(form)) as { confirmations: readonly { finding: string }[] }
  ).confirmations.map(({ finding }) => finding)
  if (!first || !second || !third) throw new Error('the form of the bench has three warnings')
  await database.asOwner(async (query) => {
    await query('create table bench_row (doc jsonb, one text, two text, three text, payload text, job jsonb)')
    const payload = canonical({
      ...JSON.parse(submission(form)),
      hash: 'x'.repeat(64),
      from: 'draft',
      to: 'submitted',
      policy: 'national-2020',
    })
    const job = JSON.stringify({ form: randomUUID(), version: 2 })
    await query('insert into bench_row values ($1, $2, $3, $4, $5, $6)', [
      canonical(form),
      first,
      second,
      third,
      payload,
      job,
    ])
    await query('grant select on bench_row to app_unit')
  })
}

/**
 * The rows of one submission, written by pgbench under the role and the settings of a clerk: the form, its version, three reasons, a log
 * entry, a job. A client has units of its own, so that none waits for another's row (SET takes no variable, so the role may see all units). It neither asks who sends it nor judges the form.
 */
async function pgbench(url: URL, clients: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'jiheng-pgbench-'))
  const script = `
\\set unit 1 + :client_id + ${clients} * random(0, ${Math.floor(UNITS / clients) - 1})
begin;
set local citus.propagate_set_commands to 'local';
set local app.region = '${REGION}';
set local app.units = '${Array.from({ length: UNITS }, (_, i) => i + 1).join()}';
set local app.first_unit = '1';
set local app.last_unit = '${UNITS}';
set local app.last_years = '{}';
set local role app_unit;
select form_id, doc from form where region_id = ${REGION} and unit_id = :unit and project_code = 'P' || (:unit - 1) \\gset
update form set status = 'submitted', version = version + 1, updated_at = now(), submitted_at = now(), total_score = 99.48, errors = 0, warnings = 3,
  is_late = false, finding_rules = '{large-adjustment,personal-data,flat-weights}'
  where region_id = ${REGION} and form_id = :form_id returning version \\gset
insert into form_version (region_id, form_id, version, unit_id, status, doc, doc_hash, changed_by, changed_at)
  select region_id, form_id, version, unit_id, status, doc, doc_hash, gen_random_uuid(), now() from form where region_id = ${REGION} and form_id = :form_id;
insert into confirmation (region_id, form_id, unit_id, confirmed_by, confirmed_at, finding_hash, finding, reason)
  select ${REGION}, :form_id, :unit, gen_random_uuid(), now(), sha256(int4send(:version) || convert_to(f, 'UTF8')), f, '已核对，按批复执行'
  from bench_row cross join lateral (values (one), (two), (three)) v (f)
  on conflict (region_id, form_id, finding_hash) do update set reason = excluded.reason, confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at;
select coalesce(max(seq), 0) + 1 as seq from audit_event where region_id = ${REGION} and unit_id = :unit \\gset
insert into audit_event (region_id, unit_id, seq, at, actor, action, subject, payload, algorithm, prev_hash, hash)
  select ${REGION}, :unit, :seq, now(), gen_random_uuid()::text, 'submit', :form_id, payload, 'sm3', decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex') from bench_row;
insert into job (region_id, job_id, queue, payload, run_at, created_at) select ${REGION}, gen_random_uuid(), 'notify', job, now(), now() from bench_row;
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

/** Processor time of the servers' processes: on a machine that others use it says more than the clock. */
async function cpuSeconds(servers: readonly ServerProcess[]): Promise<number> {
  let sum = 0
  for (const { url } of servers) {
    const text = await (await fetch(`${url}/metrics`)).text()
    sum += Number(/^jiheng_process_cpu_seconds_total ([\d.e+-]+)/m.exec(text)?.[1])
  }
  return sum
}

function push(to: Map<number, number[]>, clients: number, values: readonly number[]): void {
  to.set(clients, [...(to.get(clients) ?? []), ...values])
}

function sorted(values: readonly number[] = []): readonly number[] {
  return [...values].sort((x, y) => x - y)
}
