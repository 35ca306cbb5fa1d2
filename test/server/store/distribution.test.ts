import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { statementsOf } from '../../../src/server/store/migrate.ts'
import { MIGRATIONS } from './stores.ts'

const STORE = fileURLToPath(new URL('../../../src/server/store', import.meta.url))
const statements = readdirSync(MIGRATIONS)
  .sort()
  .flatMap((name) => statementsOf(readFileSync(join(MIGRATIONS, name), 'utf8')))
const tables = statements.flatMap(({ text, distribution }) => {
  const name = /^create table (\w+)/.exec(text)?.[1]
  return name ? [{ name, text, distribution }] : []
})
const distributed = tables.filter(({ distribution }) => distribution?.by === 'region_id').map(({ name }) => name)

/** The SQL of the store's modules: every text with a verb of SQL in it. */
const queries = readdirSync(STORE)
  .filter((name) => name.endsWith('.ts') && name !== 'migrate.ts' && name !== 'pglite.ts')
  .flatMap((name) =>
    [...readFileSync(join(STORE, name), 'utf8').matchAll(/(['`])((?:select|insert|update|delete)\s[^'`]*)\1/g)].map(
      ([, , sql = '']) => ({ name, sql }),
    ),
  )

describe('on a distributed PostgreSQL', () => {
  test('every table says how it is distributed', () => {
    expect(tables.length).toBeGreaterThan(15)
    expect(tables.filter(({ distribution }) => !distribution).map(({ name }) => name)).toEqual([])
  })

  test.each(distributed)('%s has the bureau in every key', (name) => {
    const { text } = tables.find((table) => table.name === name) ?? { text: '' }
    expect(text).toMatch(/\(\s*region_id int not null/)
    const keys = [...text.matchAll(/(?:primary key|unique|foreign key) \(([^)]*)\)/g)].map(([, columns]) => columns)
    expect(keys.length).toBeGreaterThan(0)
    expect(keys.filter((columns) => !columns?.split(/,\s*/).includes('region_id'))).toEqual([])
    const indexes = statements.flatMap(({ text: made }) =>
      made.startsWith('create index') && made.includes(` on ${name} `) ? [made] : [],
    )
    expect(indexes.filter((made) => !/\(region_id\b/.test(made))).toEqual([])
    expect(text).not.toMatch(/\bserial\b|generated .* as identity|references (?!form |region )\w+ \((?!region_id)/)
  })

  test('every statement on a distributed table names the bureau', () => {
    const on = (sql: string) =>
      distributed.filter((name) => new RegExp(`\\b(?:from|into|update|join)\\s+${name}\\b`).test(sql))
    const touching = queries.filter(({ sql }) => on(sql).length > 0)
    expect(touching.length).toBeGreaterThan(12)
    expect(touching.filter(({ sql }) => !/\bregion_id\b/.test(sql))).toEqual([])
    // Each side of a join is held to one bureau.
    expect(
      touching.filter(({ sql }) => /\bjoin\b/.test(sql) && (sql.match(/region_id = \$/g) ?? []).length < 2),
    ).toEqual([])
  })

  test('nothing that Citus refuses stands in a migration', () => {
    const all = statements.map(({ text }) => text).join('\n')
    expect(all).not.toMatch(/\btrigger\b|set_config|\bserial\b|rollup|cube\(/i)
  })
})
