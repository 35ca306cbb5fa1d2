import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { Blobs } from '../store/blobs.ts'
import type { Database, Query } from '../store/database.ts'
import { StoreError } from '../store/store-error.ts'
import { type Manifest, readManifest, type TableState } from './backup.ts'

const PAGE = 200

/**
 * Fills an empty database (already migrated) and its store of attachments from a backup, checking every hash on the way; one
 * transaction, so it is there as a whole or not at all. Throws StoreError.
 */
export async function restore(
  { database, blobs }: { readonly database: Database; readonly blobs: Blobs },
  folder: string,
): Promise<Manifest> {
  const manifest = readManifest(folder)
  await restoreAttachments(blobs, join(folder, 'attachments'), manifest)
  await database.asOwner(async (query) => {
    await checkVersion(query, manifest)
    for (const { name } of manifest.tables) {
      const [row] = await query(`select 1 from ${named(name)} limit 1`)
      if (row) throw new StoreError(`这个数据库里已经有内容（${name}），不在上面恢复。请换一个空的。`)
    }
    for (const table of manifest.tables) await fillOrTell(query, table, join(folder, `${table.name}.jsonl.gz`))
  })
  return manifest
}

/** Names out of a file go into statements only if they are names. */
function named(name: string): string {
  if (!/^[a-z_]+$/.test(name)) throw new StoreError('备份的清单被改过：表名不对。')
  return name
}

async function checkVersion(query: Query, { migrations }: Manifest): Promise<void> {
  const here = (await query<{ name: string }>('select name from migration order by name')).map(({ name }) => name)
  const unknown = migrations.filter((name) => !here.includes(name))
  if (unknown.length > 0) throw new StoreError(`备份来自较新的绩衡（有 ${unknown.join('、')}）。请用同样新的程序恢复。`)
  const missing = here.filter((name) => !migrations.includes(name))
  if (missing.length > 0)
    throw new StoreError(`备份来自较旧的绩衡（没有 ${missing.join('、')}）。请用当时的程序恢复，再升级。`)
}

/** A file that is gone or cut off, and rows that the database can't take (class 22, 23), are faults of the backup. */
async function fillOrTell(query: Query, table: TableState, path: string): Promise<void> {
  try {
    await fill(query, table, path)
  } catch (cause) {
    const { code = '' } = cause as { readonly code?: string }
    if (!/^(?:Z_|E[A-Z]+$|2[23]|ERR_)/.test(code)) throw cause
    throw new StoreError(`备份里的 ${table.name} 读不了，坏了或缺了，没有恢复。请换一份备份。`, { cause })
  }
}

async function fill(query: Query, { name, rows, sha256 }: TableState, path: string): Promise<void> {
  const hash = createHash('sha256')
  const file = createReadStream(path)
  const text = createGunzip()
  // A pipe does not pass on that its beginning has failed.
  file.on('error', (error) => text.destroy(error)).pipe(text)
  const lines = linesOf(text)
  let [page, count]: [string[], number] = [[], 0]
  const flush = async () => {
    if (page.length === 0) return
    // The text goes in as it is: a number must not become one of JavaScript's on the way.
    await query(`insert into ${named(name)} select * from json_populate_recordset(null::${named(name)}, $1::json)`, [
      `[${page.join(',')}]`,
    ])
    page = []
  }
  for await (const line of lines) {
    hash.update(`${line}\n`)
    page.push(line)
    count++
    if (page.length >= PAGE) await flush()
  }
  await flush()
  if (count !== rows || hash.digest('hex') !== sha256)
    throw new StoreError(`备份里的 ${name} 与清单不符（少了行或被改过），没有恢复。请换一份备份。`)
}

/** The lines of a text, and its failure: `createInterface` alone would end the program with it. */
async function* linesOf(text: Readable): AsyncGenerator<string> {
  let rest = ''
  for await (const part of text.setEncoding('utf8')) {
    const lines = (rest + String(part)).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

async function restoreAttachments(blobs: Blobs, folder: string, { attachments }: Manifest): Promise<void> {
  const names = existsSync(folder) ? readdirSync(folder).sort() : []
  const sha256 = createHash('sha256').update(names.join('\n')).digest('hex')
  if (names.length !== attachments.files || sha256 !== attachments.sha256)
    throw new StoreError('备份里的附件与清单不符（多了或少了），没有恢复。')
  for (const name of names) {
    const kept = await blobs.keep(readFileSync(join(folder, name)))
    if (kept !== name) throw new StoreError(`备份里的附件 ${name.slice(0, 12)}… 被改过，没有恢复。`)
  }
}
