import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database, Query } from './database.ts'
import { StoreError } from './store-error.ts'

/** A number that no other program locks: one migration at a time, whoever starts first. */
const LOCK = 7_430_011
const ROLES = ['app_unit', 'app_bureau', 'app_report', 'app_system']

export type Migrated = { readonly applied: readonly string[]; readonly version: number }

/**
 * Brings the database to the version of this program: forward only, each file once, in one transaction under a lock. On Citus tables
 * are distributed as their files say. Throws StoreError when the database is newer than the program.
 */
export async function migrate(database: Database, folder: string): Promise<Migrated> {
  const files = readdirSync(folder)
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .sort()
  return database.asOwner(async (query) => {
    await query(`select pg_advisory_xact_lock(${LOCK})`)
    await query('create table if not exists migration (name text primary key, applied_at timestamptz not null)')
    const done = new Set((await query<{ name: string }>('select name from migration')).map(({ name }) => name))
    const unknown = [...done].filter((name) => !files.includes(name))
    if (unknown.length > 0)
      throw new StoreError(`数据库比这个程序新（有 ${unknown.join('、')}）。请换用较新的绩衡，不要用旧程序打开。`)

    const isDistributed = (await query(`select 1 from pg_extension where extname = 'citus'`)).length > 0
    await makeRoles(query)
    const applied: string[] = []
    for (const name of files.filter((file) => !done.has(file))) {
      for (const statement of statementsOf(readFileSync(join(folder, name), 'utf8'))) {
        await query(statement.text)
        if (isDistributed && statement.distribution) await query(distribute(statement.distribution))
      }
      await query('insert into migration (name, applied_at) values ($1, now())', [name])
      applied.push(name)
    }
    return { applied, version: files.length }
  })
}

/** LOGIN, because Citus connects to its workers as the current role; without a password nobody signs in with them. */
async function makeRoles(query: Query): Promise<void> {
  for (const role of ROLES) {
    const [known] = await query('select 1 from pg_roles where rolname = $1', [role])
    if (!known) await query(`create role ${role} login`)
    await query(`grant ${role} to current_user`)
  }
}

type Distribution = { readonly table: string; readonly by: 'reference' | 'region_id' }
type Statement = { readonly text: string; readonly distribution: Distribution | undefined }

/** Single statements, as Citus wants them; `-- distribute:` stands above the table it speaks of. */
export function statementsOf(sql: string): readonly Statement[] {
  return sql
    .split(/;\s*$/m)
    .map((part) => {
      const by = /^-- distribute: (reference|region_id)$/m.exec(part)?.[1] as Distribution['by'] | undefined
      const text = part.replaceAll(/^--.*$/gm, '').trim()
      const table = /^create table (\w+)/.exec(text)?.[1]
      return { text, distribution: by && table ? { table, by } : undefined }
    })
    .filter(({ text }) => text !== '')
}

function distribute({ table, by }: Distribution): string {
  return by === 'reference'
    ? `select create_reference_table('${table}')`
    : `select create_distributed_table('${table}', 'region_id', colocate_with => '${table === 'unit' ? 'default' : 'unit'}')`
}
