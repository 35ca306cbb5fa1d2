import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Blobs, folderBlobs } from './blobs.ts'
import { type Database, databaseOf } from './database.ts'
import { type Migrated, migrate } from './migrate.ts'
import { openPostgres } from './postgres.ts'
import { type S3Settings, s3Blobs } from './s3-blobs.ts'
import { StoreError } from './store-error.ts'

export type Store = { readonly database: Database; readonly blobs: Blobs; readonly migrated: Migrated }
export type StorePlace = {
  readonly databaseUrl: string | undefined
  readonly dataFolder: string
  readonly s3?: S3Settings | undefined
}

/** The database by its URL or, without one, the embedded one in the folder, brought up to date; and the attachments beside it or in an object store. Throws StoreError. */
export async function openStore({ databaseUrl, dataFolder, s3 }: StorePlace): Promise<Store> {
  makeFolder(dataFolder)
  const connections = databaseUrl === undefined ? await embedded(dataFolder) : await openPostgres(databaseUrl)
  const database = databaseOf(connections)
  try {
    const migrated = await migrate(database, migrationsFolder())
    // The embedded database counts nothing by itself, and without counts it reads whole tables for one row.
    if (database.engine === 'pglite') await database.asOwner((query) => query('analyze'))
    return { database, blobs: s3 ? s3Blobs(s3) : folderBlobs(join(dataFolder, 'attachments')), migrated }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** PGlite is 27 MB: whoever uses a server never loads it. */
async function embedded(folder: string) {
  const { openPglite } = await import('./pglite.ts')
  return openPglite(folder)
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (cause) {
    throw new StoreError(`数据文件夹“${folder}”建不了。请检查权限，或用 JIHENG_DATA 换一个。`, { cause })
  }
}

/** Beside this file in the source; the build puts a copy into dist/migrations. */
export function migrationsFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const beside = join(here, 'migrations')
  return existsSync(beside) ? beside : join(here, '..', 'migrations')
}
