import { createHash } from 'node:crypto'
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Blobs } from '../store/blobs.ts'
import type { Database, Query } from '../store/database.ts'
import { StoreError } from '../store/store-error.ts'
import { type BackupTable, tablesIn } from './tables.ts'

const PAGE = 500
export const BACKUP_FORMAT = 'jiheng/backup.v1'

export type TableState = { readonly name: string; readonly rows: number; readonly sha256: string }

/** What a backup holds. The same data give the same hashes, wherever they lie: PGlite, PostgreSQL, Citus. */
export type Manifest = {
  readonly format: typeof BACKUP_FORMAT
  readonly at: string
  readonly migrations: readonly string[]
  readonly tables: readonly TableState[]
  readonly attachments: { readonly files: number; readonly sha256: string }
}

export type BackupOptions = {
  readonly database: Database
  readonly blobs: Blobs
  /** Folder of the migrations of this program. */
  readonly migrations: string
  /** A folder that does not exist yet. */
  readonly folder: string
  /** ISO. */
  readonly at: string
}

/**
 * Writes everything into a new folder: a compressed file of JSON lines a table, the attachments, and a manifest with the hash of each.
 * The tables are read in one transaction, so they belong together. The folder has its name only when it is whole. Throws StoreError.
 */
export async function backup({ database, blobs, migrations, folder, at }: BackupOptions): Promise<Manifest> {
  if (existsSync(folder)) throw new StoreError(`“${folder}”已经有了，备份不覆盖。请换一个名字。`)
  const partial = `${folder}.partial`
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(join(partial, 'attachments'), { recursive: true })
  const { names, tables, hashes } = await database.asOwner(async (query) => {
    await query('set transaction isolation level repeatable read')
    const done = await query<{ name: string }>('select name from migration order by name')
    const states: TableState[] = []
    for (const table of tablesIn(migrations)) states.push(await writeTable(query, table, partial))
    const files = await query<{ hash: string }>(
      `select distinct encode(content_hash, 'hex') as hash from attachment where region_id > 0 order by 1`,
    )
    return { names: done.map(({ name }) => name), tables: states, hashes: files.map(({ hash }) => hash) }
  })
  const attachments = await writeAttachments(blobs, hashes, join(partial, 'attachments'))
  const manifest: Manifest = { format: BACKUP_FORMAT, at, migrations: names, tables, attachments }
  writeFileSync(join(partial, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  renameSync(partial, folder)
  return manifest
}

async function writeTable(query: Query, { name, key }: BackupTable, folder: string): Promise<TableState> {
  const hash = createHash('sha256')
  let rows = 0
  async function* lines(): AsyncGenerator<string> {
    const order = key.join(', ')
    await query(
      `declare backup_rows no scroll cursor for select row_to_json(t)::text as line from ${name} t order by ${order}`,
    )
    for (;;) {
      const page = await query<{ line: string }>(`fetch ${PAGE} from backup_rows`)
      const text = page.map(({ line }) => `${line}\n`).join('')
      rows += page.length
      hash.update(text)
      if (text !== '') yield text
      if (page.length < PAGE) break
    }
    await query('close backup_rows')
  }
  await pipeline(Readable.from(lines()), createGzip({ level: 6 }), createWriteStream(join(folder, `${name}.jsonl.gz`)))
  return { name, rows, sha256: hash.digest('hex') }
}

async function writeAttachments(
  blobs: Blobs,
  hashes: readonly string[],
  folder: string,
): Promise<Manifest['attachments']> {
  for (const hash of hashes) {
    const bytes = await blobs.fetch(hash)
    if (!bytes) throw new StoreError(`附件 ${hash.slice(0, 12)}… 不在存放处，备份没有做成。请先找回它。`)
    writeFileSync(join(folder, hash), bytes)
  }
  return { files: hashes.length, sha256: createHash('sha256').update(hashes.join('\n')).digest('hex') }
}

/** The manifest of a folder. Throws StoreError when it is no backup of ours. */
export function readManifest(folder: string): Manifest {
  const path = join(folder, 'manifest.json')
  if (!existsSync(path)) throw new StoreError(`“${folder}”里没有 manifest.json，不是绩衡的备份，或没有备完。`)
  const manifest = manifestFrom(readFileSync(path, 'utf8'), folder)
  if (manifest.format !== BACKUP_FORMAT) throw new StoreError(`“${folder}”是别的格式（${manifest.format}）。`)
  return manifest
}

function manifestFrom(text: string, folder: string): Manifest {
  try {
    return JSON.parse(text) as Manifest
  } catch (cause) {
    throw new StoreError(`“${folder}”的 manifest.json 读不了，备份坏了或没有备完。请换一份备份。`, { cause })
  }
}

/** Takes away the oldest of the backups that were made by the clock, so that `keep` remain. */
export function forgetBackups(folder: string, keep: number): void {
  const made = readdirSync(folder)
    .filter((name) => /^jiheng-\d{8}-\d{6}$/.test(name))
    .sort()
  for (const name of made.slice(0, Math.max(0, made.length - keep))) rmSync(join(folder, name), { recursive: true })
}

/** jiheng-20250115-080000, in UTC. */
export function backupName(now: number): string {
  const [day = '', time = ''] = new Date(now).toISOString().split('T')
  return `jiheng-${day.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}`
}
