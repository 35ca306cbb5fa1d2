import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database, DatabaseRole, Query, Row, Scope } from '../../../src/server/store/database.ts'
import { statementsOf } from '../../../src/server/store/migrate.ts'
import { MIGRATIONS, STORES } from './stores.ts'

/** What a role may do with a table: s(elect), i(nsert), u(pdate), d(elete); `-`: nothing. */
type Rights = Readonly<Record<DatabaseRole, string>>
/** How far a unit's role sees: its own units, its bureau, or a table in which nobody's rows are told apart. */
type Reach = 'unit' | 'bureau' | 'all'

const rights = (app_unit: string, app_bureau: string, app_system: string, app_report: string): Rights => ({
  app_unit,
  app_bureau,
  app_system,
  app_report,
})

/** By hand, for every table: unit, bureau, system (jobs), report. Whatever the application filters besides, this is what the database lets through. */
const TABLES: Readonly<Record<string, readonly [Reach, Rights]>> = {
  region: ['all', rights('s', 's', 's', 's')],
  unit: ['unit', rights('s', 'siu', 's', 's')],
  unit_version: ['unit', rights('s', 'siu', 's', 's')],
  unit_succession: ['unit', rights('s', 'si', 's', 's')],
  form: ['unit', rights('siu', 'su', 'siu', 's')],
  form_version: ['unit', rights('si', 'si', 'si', 's')],
  form_fund: ['unit', rights('s', 's', 'sid', 's')],
  form_indicator: ['unit', rights('s', 's', 'sid', 's')],
  confirmation: ['unit', rights('siu', 's', 's', 's')],
  comment: ['unit', rights('siu', 'siu', 's', 's')],
  attachment: ['unit', rights('siu', 's', 's', 's')],
  review: ['unit', rights('si', 'si', 's', 's')],
  audit_event: ['unit', rights('si', 'si', 'si', 's')],
  audit_anchor: ['bureau', rights('-', 's', 'si', 's')],
  campaign: ['bureau', rights('s', 'siu', 's', 's')],
  sample: ['bureau', rights('-', 'si', 's', 's')],
  job: ['bureau', rights('i', 'siu', 'siu', 's')],
  request_done: ['bureau', rights('si', 'si', 'sd', 's')],
  notification: ['bureau', rights('su', 'su', 'si', '-')],
  account: ['all', rights('-', '-', '-', '-')],
  assignment: ['all', rights('-', '-', '-', '-')],
  session: ['all', rights('-', '-', '-', '-')],
  recovery_code: ['all', rights('-', '-', '-', '-')],
  oidc_attempt: ['all', rights('-', '-', '-', '-')],
}
const ROLES: readonly DatabaseRole[] = ['app_unit', 'app_bureau', 'app_system', 'app_report']
/** Bureau and unit of the rows that are there; the scope is the first one's. */
const PLACES = [
  [17, 204],
  [17, 301],
  [18, 204],
] as const
const [OWN, NEIGHBOUR, ELSEWHERE] = PLACES
const scopeOf = (role: DatabaseRole, more: Partial<Scope> = {}): Scope => ({ role, region: 17, units: [204], ...more })

test('every table of the migrations stands in the list, and no other', () => {
  const made = readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith('.sql'))
    .flatMap((name) => statementsOf(readFileSync(join(MIGRATIONS, name), 'utf8')))
    .flatMap(({ text }) => /^create table (?:if not exists )?(\w+)/.exec(text)?.[1] ?? [])
  expect(made.sort()).toEqual(Object.keys(TABLES).sort())
})

describe.each(STORES)('row-level security by itself on $name', ({ isThere, open }) => {
  let database: Database
  let columns: ReadonlyMap<string, readonly Column[]>
  beforeAll(async () => {
    if (!isThere) return
    database = await open()
    begun.clear()
    columns = await database.asOwner(columnsOf)
    for (const [table, [reach]] of Object.entries(TABLES))
      if (reach !== 'all') for (const place of PLACES) await database.asOwner((query) => insert(query, table, place))
  }, 120_000)
  afterAll(async () => database?.close())

  /** Runs one statement under a scope and takes it back. */
  const tried = async (scope: Scope, statement: (query: Query) => Promise<readonly Row[]>): Promise<readonly Row[]> => {
    let rows: readonly Row[] = []
    const back = new Error('taken back')
    await database
      .tx(scope, async (query) => {
        rows = await statement(query)
        throw back
      })
      .catch((error: unknown) => {
        if (error !== back) throw error
      })
    return rows
  }
  const insert = (query: Query, table: string, place: (typeof PLACES)[number]) => {
    const values = (columns.get(table) ?? []).map((column) => valueFor(table, column, place))
    const names = (columns.get(table) ?? []).map(({ name }) => name).join(', ')
    return query(`insert into ${table} (${names}) values (${values.map((_, i) => `$${i + 1}`).join(', ')})`, values)
  }
  const keysOf = (table: string) => {
    const known = new Set(columns.get(table)?.map(({ name }) => name))
    return ['region_id', 'unit_id'].filter((name) => known.has(name))
  }
  /** The places of rows, as texts in order. */
  const placesIn = (table: string, rows: readonly Row[]) =>
    rows
      .map((row) =>
        keysOf(table)
          .map((key) => row[key])
          .join('/'),
      )
      .sort()
  const visible = (table: string, reach: Reach, role: DatabaseRole) => {
    const isOne = keysOf(table).length === 1
    const seen = role === 'app_report' ? PLACES : role !== 'app_unit' || reach === 'bureau' ? [OWN, NEIGHBOUR] : [OWN]
    return seen.map(([region, unit]) => (isOne ? `${region}` : `${region}/${unit}`)).sort()
  }
  const cases = Object.entries(TABLES).flatMap(([table, [reach, may]]) =>
    ROLES.map((role) => [table, role, reach, may[role]] as const),
  )

  test.skipIf(!isThere)(
    'is on for every table whose rows belong to somebody, and the owner’s alone is granted to nobody',
    async () => {
      const rows = await database.asOwner((query) =>
        query<{ name: string; secured: boolean }>(
          `select c.relname as name, c.relrowsecurity as secured from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> 'migration' order by 1`,
        ),
      )
      const wanted = Object.entries(TABLES).map(([name, [reach]]) => ({ name, secured: reach !== 'all' }))
      expect(rows).toEqual(wanted.sort((a, b) => (a.name < b.name ? -1 : 1)))
      for (const role of ROLES)
        await expect(tried(scopeOf(role), (query) => query('select * from migration'))).rejects.toThrow(
          /permission denied/,
        )
    },
  )

  test.skipIf(!isThere).each(cases)('%s: what %s may read, change and take away', async (table, role, reach, may) => {
    const keys = keysOf(table).join(', ') || '1'
    const last = columns.get(table)?.at(-1)?.name ?? ''
    const statements = {
      s: `select ${keys} from ${table}`,
      u: `update ${table} set ${last} = ${last} returning ${keys}`,
      d: `delete from ${table} returning ${keys}`,
    }
    for (const [right, text] of Object.entries(statements)) {
      const done = tried(scopeOf(role), (query) => query(text))
      if (!may.includes(right)) await expect(done, text).rejects.toThrow(/permission denied/)
      else if (reach !== 'all') expect(placesIn(table, await done), text).toEqual(visible(table, reach, role))
    }
    if (reach === 'unit' && role === 'app_unit')
      expect(await tried(scopeOf(role, { units: [] }), (query) => query(statements.s))).toEqual([])
  })

  test.skipIf(!isThere).each(cases)('%s: where %s may write', async (table, role, reach, may) => {
    const writes = (place: (typeof PLACES)[number]) => tried(scopeOf(role), (query) => insert(query, table, place))
    if (!may.includes('i')) return expect(writes(OWN)).rejects.toThrow(/permission denied/)
    await writes(OWN)
    await expect(writes(ELSEWHERE)).rejects.toThrow(/row-level security/)
    if (role === 'app_unit' && reach === 'unit') await expect(writes(NEIGHBOUR)).rejects.toThrow(/row-level security/)
    else await writes(NEIGHBOUR)
  })

  test.skipIf(!isThere).each(cases.filter(([, , , may]) => may.includes('u')))(
    '%s: %s moves no row to somebody else',
    async (table, role, reach) => {
      const away = (column: string, to: number) =>
        tried(scopeOf(role), (query) => query(`update ${table} set ${column} = ${to} where region_id = 17`))
      // Citus lets no statement move a row to another bureau, whoever asks.
      await expect(away('region_id', 18)).rejects.toThrow(/row-level security|modifying the partition value/)
      if (role === 'app_unit' && reach === 'unit')
        await expect(away('unit_id', 301)).rejects.toThrow(/row-level security/)
    },
  )

  test.skipIf(!isThere)('a unit that is seen up to a year only shows nothing of later years', async () => {
    for (const table of ['form', 'form_fund', 'form_indicator']) {
      const seenTo = (year: number) =>
        tried(scopeOf('app_unit', { lastYears: { 204: year } }), (query) => query(`select 1 from ${table}`))
      expect([table, (await seenTo(2024)).length, (await seenTo(2023)).length]).toEqual([table, 1, 0])
    }
  })
})

type Column = { readonly name: string; readonly type: string }

/** The columns that an insert has to give, by table. */
async function columnsOf(query: Query): Promise<ReadonlyMap<string, readonly Column[]>> {
  const rows = await query<{ table_name: string; name: string; type: string }>(
    `select table_name, column_name as name, data_type as type from information_schema.columns
     where table_schema = 'public' and (is_nullable = 'NO' and column_default is null or column_name in ('region_id', 'unit_id'))
     order by table_name, ordinal_position`,
  )
  const found = new Map<string, Column[]>()
  for (const { table_name, ...column } of rows) found.set(table_name, [...(found.get(table_name) ?? []), column])
  return found
}

const FORM_OF = new Map(PLACES.map((place) => [place.join('/'), randomUUID()]))
/** What a check of the table allows. */
const ALLOWED: Readonly<Record<string, string>> = {
  'unit.kind': 'unit',
  'unit_version.kind': 'unit',
  'unit_succession.how': 'merge',
  'form.status': 'draft',
}
let count = 0
const begun = new Set<string>()

function isFirst(table: string, region: number, unit: number): boolean {
  const key = `${table} ${region}/${unit}`
  if (begun.has(key)) return false
  begun.add(key)
  return true
}

/** A value that fits a column: the place where it belongs, the form of that place, or something that was not there yet. */
function valueFor(table: string, { name, type }: Column, [region, unit]: (typeof PLACES)[number]): unknown {
  const next = ++count
  if (name === 'region_id') return region
  // A unit's number and a form's id are taken once the first row is there.
  if (name === 'unit_id') return table === 'unit' && !isFirst(table, region, unit) ? 1000 + next : unit
  if (name === 'fiscal_year') return table === 'unit_succession' ? next : 2024
  if (name === 'form_id')
    return table === 'form' && !isFirst(table, region, unit) ? randomUUID() : FORM_OF.get(`${region}/${unit}`)
  const allowed = ALLOWED[`${table}.${name}`]
  if (allowed !== undefined) return allowed
  if (/int|numeric|real/.test(type)) return next
  if (type === 'uuid') return randomUUID()
  if (type === 'jsonb') return '{}'
  if (type === 'bytea') return Buffer.from(String(next))
  if (type === 'date') return new Date(next * 86_400_000).toISOString().slice(0, 10)
  if (/^timestamp/.test(type)) return '2025-01-15T08:00:00.000Z'
  return `值${next}`
}
