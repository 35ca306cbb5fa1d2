import { createHash, randomUUID } from 'node:crypto'
import { loadavg } from 'node:os'
import type { Hono } from 'hono'
import pg from 'pg'
import { createApp } from '../../src/server/api/app.ts'
import { canonical } from '../../src/server/store/canonical.ts'
import { type Database, databaseOf, type Query } from '../../src/server/store/database.ts'
import { migrate } from '../../src/server/store/migrate.ts'
import { assign, createAccount, openSession } from '../../src/server/store/people.ts'
import { openPostgres } from '../../src/server/store/postgres.ts'
import { libraryForm } from '../documents/forms.ts'
import { emptyPostgres, MIGRATIONS } from '../server/store/stores.ts'
import { head, median, quantile, row } from './timing.ts'

const UNITS = Number(process.env.BENCH_UNITS ?? 3000)
const BUREAUS = Number(process.env.BENCH_BUREAUS ?? 111)
const YEARS = [2022, 2023, 2024]
const LINES = 25
const FIRST_BUREAU = 520_001
/** Bureaus that are asked in turn: one alone would always be found in the memory. */
const ASKED = Math.min(10, BUREAUS)
const ROUNDS = 8

/** What a bureau's people open first, among a million forms of other bureaus and years. A database that is named in BENCH_DATABASE_URL is filled once and kept. */
export async function overviewBench(): Promise<void> {
  const forms = BUREAUS * YEARS.length * UNITS
  head(`总览：${BUREAUS} 个局 × ${YEARS.length} 年 × ${UNITS} 个单位 = ${forms} 张表、${forms * LINES} 行指标，毫秒`)
  const kept = process.env.BENCH_DATABASE_URL
  const own = kept === undefined ? await emptyPostgres() : undefined
  const url = kept ?? own?.url ?? ''
  const database = databaseOf(await openPostgres(url))
  try {
    await migrate(database, MIGRATIONS)
    const [filled] = await database.asOwner((query) => query('select 1 from form limit 1'))
    if (!filled) await fill(database, url)
    await measure(database)
  } finally {
    await database.close()
    await own?.drop()
  }
}

async function fill(database: Database, url: string): Promise<void> {
  const begun = performance.now()
  const said = (what: string) => console.log(`  ${((performance.now() - begun) / 1000).toFixed(0)} 秒：${what}`)
  await database.asOwner(fillBureaus)
  said('单位')
  await database.asOwner(keepSamples)
  const put = await withoutIndexes(database, ['form_fund', 'form_indicator'])
  for (const year of YEARS) await database.asOwner((query) => fillForms(query, year))
  said('表')
  // Two sessions: the machine has two cores.
  const sessions = YEARS.map((year) => () => database.asOwner((query) => fillLines(query, year)))
  await Promise.all([sessions[0]?.(), sessions[1]?.()])
  await sessions[2]?.()
  said('指标行')
  await put()
  said('索引')
  await database.vacuum()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query('select pg_size_pretty(pg_database_size(current_database())) as size')
  await client.end()
  said(`统计；共 ${rows[0]?.size}`)
}

async function fillBureaus(query: Query): Promise<void> {
  await query('set local synchronous_commit to off')
  const bureaus = `generate_series(${FIRST_BUREAU}, ${FIRST_BUREAU + BUREAUS - 1}) r`
  await query(`insert into region (region_id, level, name) select r, 3, r || '财政局' from ${bureaus}`)
  const unit = `case when u % 50 = 0 then 'department' else 'unit' end, case when u % 50 = 0 then null else u / 50 * 50 + 50 end`
  await query(
    `insert into unit (region_id, unit_id, name, kind, parent_id, from_year)
     select r, u, '第' || u || '单位', ${unit}, 2015 from generate_series(1, ${UNITS}) u cross join ${bureaus}`,
  )
  await query(
    `insert into unit_version (region_id, unit_id, from_year, name, kind, parent_id)
     select region_id, unit_id, from_year, name, kind, parent_id from unit`,
  )
  await query(
    `insert into campaign (region_id, campaign_id, fiscal_year, kind, title, opens_at, closes_at, created_by, created_at)
     select r, gen_random_uuid(), y, 'department-self-evaluation', y || ' 年度自评', now(), now(), gen_random_uuid(), now()
     from ${bureaus} cross join unnest($1::int[]) y`,
    [YEARS],
  )
}

/** One form and its lines, to be copied: a document that is compressed already is not compressed a million times. */
async function keepSamples(query: Query): Promise<void> {
  await query('create table bench_doc (doc jsonb not null)')
  await query('insert into bench_doc values ($1)', [canonical({ ...libraryForm(), reading: {} })])
  await query(
    'create table bench_line (line_no int, level1 text, level2 text, name text, target text, value numeric, weight numeric)',
  )
  for (const [i, { level1, level2, name, target, weight }] of libraryForm().indicators.slice(0, LINES).entries())
    await query('insert into bench_line values ($1, $2, $3, $4, $5, $6, $7)', [
      i,
      level1,
      level2,
      name,
      target?.text ?? null,
      100 + i,
      weight,
    ])
}

/** The bureaus' forms of a year come in side by side, as they do in life: those of one bureau lie far apart. */
async function fillForms(query: Query, year: number): Promise<void> {
  await query('set local synchronous_commit to off')
  await query(
    `insert into form (region_id, form_id, unit_id, fiscal_year, kind, title, status, version, projected_version, doc, doc_hash,
       total_score, errors, warnings, is_late, created_at, updated_at, submitted_at, finding_rules)
     select r, lpad(to_hex(${year}::bigint * 100000000 + u::bigint * ${BUREAUS} + r - ${FIRST_BUREAU}), 32, '0')::uuid, u, ${year},
       'department-self-evaluation', '部门整体支出绩效自评表',
       (array['draft', 'submitted', 'unitSigned', 'departmentReviewed', 'financeReviewed', 'approved', 'returned'])[1 + (u * 7 + r) % 7],
       3, 3, d.doc, '\\x00', 80 + (u * 13 + r) % 2000 / 100.0, (u + r) % 11 / 10, u % 4, u % 17 = 0, now(), now(), now(),
       (array['fund-total', 'execution-rate', 'points-total', 'score-range', 'blank-actual'])[1 + u % 3 : 1 + u % 3 + u % 4]
     from (select u, r from generate_series(1, ${UNITS}) u
       cross join generate_series(${FIRST_BUREAU}, ${FIRST_BUREAU + BUREAUS - 1}) r order by u, r) x cross join bench_doc d`,
  )
}

async function fillLines(query: Query, year: number): Promise<void> {
  await query('set local synchronous_commit to off')
  await query(
    `insert into form_fund (region_id, form_id, line_no, unit_id, fiscal_year, source, role, budget, executed)
     select region_id, form_id, n, unit_id, fiscal_year, 'source ' || n, case when n = 0 then 'total' else 'part' end,
       1000000 + unit_id, 900000 + unit_id
     from form cross join generate_series(0, 3) n where fiscal_year = ${year}`,
  )
  await query(
    `insert into form_indicator (region_id, form_id, line_no, unit_id, fiscal_year, level1, level2, name, target_text, target_unit,
       target_value, actual_value, weight, score)
     select f.region_id, f.form_id, l.line_no, f.unit_id, f.fiscal_year, l.level1, l.level2, l.name, l.target, '个', l.value, l.value + 1,
       l.weight, case when (f.unit_id + l.line_no) % 6 = 0 then l.weight / 2 else l.weight end
     from form f cross join bench_line l where f.fiscal_year = ${year}`,
  )
}

/** Takes indexes and constraints of tables away; the answer puts the very same ones back. */
async function withoutIndexes(database: Database, tables: readonly string[]): Promise<() => Promise<void>> {
  const made = await database.asOwner(async (query) => {
    const constraints = await query<{ name: string; on: string; text: string }>(
      `select conname as name, conrelid::regclass::text as on, pg_get_constraintdef(oid) as text from pg_constraint
       where conrelid = any ($1::regclass[]) order by contype desc`,
      [tables],
    )
    for (const { name, on } of constraints) await query(`alter table ${on} drop constraint ${name}`)
    const indexes = await query<{ name: string; text: string }>(
      `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as text from pg_index where indrelid = any ($1::regclass[])`,
      [tables],
    )
    for (const { name } of indexes) await query(`drop index ${name}`)
    return [
      ...constraints.map(({ name, on, text }) => `alter table ${on} add constraint ${name} ${text}`),
      ...indexes.map(({ text }) => text),
    ]
  })
  return async () => {
    for (const text of made)
      await database.asOwner(async (query) => {
        await query(`set local maintenance_work_mem to '1GB'`)
        await query(text)
      })
  }
}

async function measure(database: Database): Promise<void> {
  const limits = { most: 1_000_000, seconds: 1, mostKeys: 100 }
  const open = { take: () => 0, giveBack: () => undefined, ...limits }
  const allowances = { signInsByLogin: open, signInsByAddress: open, setUps: open, requests: open }
  const app = createApp({ database, now: Date.now, algorithm: 'sm3', setupCode: '', limits: allowances })
  const officers = []
  for (let i = 0; i < ASKED; i++) officers.push(await officer(database, FIRST_BUREAU + i * Math.floor(BUREAUS / ASKED)))
  row('页', 'p50', 'p95', '最慢', `负载 ${loadavg()[0]?.toFixed(1)}`)
  for (const [name, path] of [
    ['表数（form-counts）', 'form-counts?year=2024'],
    ['清单第一页（200 行）', 'forms?year=2024'],
    ['进度（3,000 个单位）', 'campaigns/:campaign/progress'],
    ['分析（四张图）', 'analysis?year=2024'],
    ['同名指标', `indicator-peers?year=2024&name=${encodeURIComponent('免费开放')}`],
  ] as const) {
    const sorted = [...(await waitsFor(app, officers, path))].sort((a, b) => a - b)
    row(name, median(sorted), quantile(sorted, 0.95), sorted.at(-1) ?? 0)
  }
}

type Officer = { readonly region: number; readonly campaign: string; readonly authorization: string }

async function waitsFor(app: Hono, officers: readonly Officer[], path: string): Promise<readonly number[]> {
  const waits: number[] = []
  for (let round = 0; round < ROUNDS; round++)
    for (const { region, campaign, authorization } of officers) {
      const start = performance.now()
      const address = `/api/bureaus/${region}/${path.replace(':campaign', campaign)}`
      const response = await app.request(address, { headers: { authorization } })
      const text = await response.text()
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text}`)
      waits.push(performance.now() - start)
    }
  return waits
}

async function officer(database: Database, region: number): Promise<Officer> {
  const [id, token] = [randomUUID(), randomUUID()]
  const at = new Date().toISOString()
  return database.asOwner(async (query) => {
    await createAccount(query, { id, login: id, name: '绩效科', passwordHash: 'x', at })
    const role = { region, unit: 0, role: 'performanceOfficer', fromYear: 2020, toYear: null } as const
    await assign(query, randomUUID(), id, role)
    const tokenHash = createHash('sha256').update(token).digest()
    const until = new Date(Date.now() + 3_600_000).toISOString()
    await openSession(query, { tokenHash, account: id, kind: 'machine', csrf: '', at, until })
    const [campaign] = await query<{ campaign_id: string }>(
      'select campaign_id from campaign where region_id = $1 and fiscal_year = 2024',
      [region],
    )
    return { region, campaign: campaign?.campaign_id ?? '', authorization: `Bearer ${token}` }
  })
}
