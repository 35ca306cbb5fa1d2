import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Settings } from '../settings.ts'
import type { Store } from '../store/open.ts'
import { findRegions } from '../store/regions.ts'

export type Check = { readonly what: string; readonly isRight: boolean; readonly says: string }

const LOW = 2 * 1024 ** 3
const OLD = 3 * 86_400_000

/** What an operator would look at, in order, each with what to do if it is wrong. The store is opened by the caller: that it opens is the first thing. */
export async function diagnose(
  settings: Settings,
  { database, blobs, migrated }: Store,
  now: number,
): Promise<readonly Check[]> {
  return [
    { what: 'Node', isRight: true, says: process.versions.node },
    {
      what: '数据库',
      isRight: true,
      says: `${database.engine === 'pglite' ? '内置' : 'PostgreSQL'}，${migrated.version} 个迁移都在`,
    },
    folderCheck(settings.dataFolder),
    spaceCheck(settings.dataFolder),
    fontCheck(),
    await attachmentCheck({ database, blobs, migrated }),
    await jobCheck({ database, blobs, migrated }),
    await logCheck({ database, blobs, migrated }, now),
    backupCheck(settings.backupFolder, now),
  ]
}

function folderCheck(folder: string): Check {
  try {
    accessSync(folder, constants.W_OK)
    return { what: '数据文件夹', isRight: true, says: folder }
  } catch {
    return { what: '数据文件夹', isRight: false, says: `${folder} 不能写。请改权限，或用 JIHENG_DATA 换一个。` }
  }
}

function spaceCheck(folder: string): Check {
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  const says = `剩 ${(free / 1024 ** 3).toFixed(1)} GB`
  return { what: '磁盘', isRight: free > LOW, says: free > LOW ? says : `${says}，少于 2 GB。请清理或换大的盘。` }
}

function fontCheck(): Check {
  try {
    const path = createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/unicode.json')
    return { what: '导出 PDF 的字体', isRight: existsSync(path), says: '在' }
  } catch {
    return { what: '导出 PDF 的字体', isRight: false, says: '不在。请在项目文件夹里运行 npm ci。' }
  }
}

async function attachmentCheck({ database, blobs }: Store): Promise<Check> {
  const rows = await database.asOwner((query) =>
    query<{ hash: string }>(`select distinct encode(content_hash, 'hex') as hash from attachment where region_id > 0`),
  )
  const bad: string[] = []
  for (const { hash } of rows) {
    const bytes = await blobs.fetch(hash).catch(() => undefined)
    if (!bytes) bad.push(hash.slice(0, 12))
  }
  const says =
    bad.length === 0
      ? `${rows.length} 份都在，内容与入库时一致`
      : `${bad.length} 份不在或被改过：${bad.slice(0, 5).join('、')}。请从备份找回。`
  return { what: '佐证材料', isRight: bad.length === 0, says }
}

async function jobCheck({ database }: Store): Promise<Check> {
  const [row] = await database.asOwner((query) =>
    query<{ failed: number; stuck: number }>(
      `select count(*) filter (where failed_at is not null)::int as failed,
         count(*) filter (where failed_at is null and run_at < now() - interval '1 hour')::int as stuck
       from job where region_id > 0 and done_at is null and cancelled_at is null`,
    ),
  )
  const { failed = 0, stuck = 0 } = row ?? {}
  if (stuck > 0)
    return {
      what: '后台任务',
      isRight: false,
      says: `${stuck} 个等了一小时以上。请看 jiheng serve 或 jiheng worker 是否在运行。`,
    }
  return {
    what: '后台任务',
    isRight: true,
    says: failed === 0 ? '没有积压' : `没有积压，${failed} 个没有做成（网页“读入文件”里可再做）`,
  }
}

async function logCheck({ database }: Store, now: number): Promise<Check> {
  const behind = await database.asOwner(async (query) => {
    const late: number[] = []
    for (const region of await findRegions(query)) {
      const [row] = await query<{ day: string | null }>(
        `select to_char(max(day), 'YYYY-MM-DD') as day from audit_anchor where region_id = $1`,
        [region],
      )
      const [some] = await query('select 1 from audit_event where region_id = $1 limit 1', [region])
      if (some && (!row?.day || Date.parse(row.day) < now - OLD)) late.push(region)
    }
    return late
  })
  const says =
    behind.length === 0
      ? '每天都有固定'
      : `区划 ${behind.slice(0, 5).join('、')} 三天没有固定日志。请看后台任务是否在运行。`
  return { what: '日志', isRight: behind.length === 0, says }
}

function backupCheck(folder: string | undefined, now: number): Check {
  if (folder === undefined)
    return { what: '备份', isRight: false, says: '没有设自动备份。请设 JIHENG_BACKUP，或定时运行 jiheng backup。' }
  const made = existsSync(folder)
    ? readdirSync(folder).filter((name) => existsSync(join(folder, name, 'manifest.json')))
    : []
  const latest = Math.max(0, ...made.map((name) => statSync(join(folder, name, 'manifest.json')).mtimeMs))
  const isFresh = latest > now - OLD
  const says =
    latest === 0
      ? `${folder} 里还没有备份`
      : `最近一份 ${new Date(latest).toISOString().slice(0, 16).replace('T', ' ')}（UTC）`
  return { what: '备份', isRight: isFresh, says: isFresh ? says : `${says}，超过三天。请运行 jiheng backup。` }
}
