import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { statementsOf } from '../store/migrate.ts'

/** What is gone after a while anyway, or would let somebody in: people sign in anew after a restore. */
const LEFT_OUT = ['session', 'request_done', 'oidc_attempt']

export type BackupTable = { readonly name: string; readonly key: readonly string[] }

/** Every table that is kept in a backup, in the order in which it was made: a key points only at what was made before. */
export function tablesIn(migrations: string): readonly BackupTable[] {
  const statements = readdirSync(migrations)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .flatMap((name) => statementsOf(readFileSync(join(migrations, name), 'utf8')))
  return statements.flatMap(({ text }) => {
    const name = /^create table (\w+)/.exec(text)?.[1]
    if (name === undefined || LEFT_OUT.includes(name)) return []
    const listed = /primary key \(([^)]*)\)/.exec(text)?.[1]
    const single = /^\s+(\w+) \S+ primary key/m.exec(text)?.[1]
    const key = listed?.split(/,\s*/) ?? (single === undefined ? [] : [single])
    if (key.length === 0) throw new Error(`${name} has no key to order its rows by`)
    return [{ name, key }]
  })
}
