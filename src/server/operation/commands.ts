import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { jobKinds } from '../jobs/index.ts'
import { startPlanner } from '../jobs/plan.ts'
import { startWorker } from '../jobs/worker.ts'
import { providePackagedAssets } from '../node-assets.ts'
import { type Settings, settingsFrom, WrongSetting } from '../settings.ts'
import { FolderInUse } from '../store/folder-lock.ts'
import { migrationsFolder, openStore, type Store } from '../store/open.ts'
import { StoreError } from '../store/store-error.ts'
import { backup, backupName } from './backup.ts'
import { diagnose } from './doctor.ts'
import { faultOf, makeLog } from './logging.ts'
import { restore } from './restore.ts'

export const SERVER_COMMANDS = ['worker', 'migrate', 'backup', 'restore', 'doctor'] as const
export type ServerCommand = (typeof SERVER_COMMANDS)[number]

type Environment = Readonly<Record<string, string | undefined>>
type Print = (text: string) => void

/** Commands of the operator. `print` gets what they have to say; the exit status: 0 done and well, 1 done but something is wrong, 2 not done. */
export async function runServerCommand(
  command: ServerCommand,
  argument: string | undefined,
  environment: Environment,
  print: Print,
): Promise<number> {
  try {
    const settings = settingsFrom(environment)
    if (command === 'worker' && settings.databaseUrl === undefined)
      throw new StoreError(
        '内置数据库只能由一个程序使用，它的后台任务由 jiheng serve 自己做。要单独的 worker，请用 DATABASE_URL 接 PostgreSQL。',
      )
    if (command === 'backup') await checkThere(settings)
    const store = await openStore(settings)
    try {
      return await run(command, argument, settings, store, print)
    } finally {
      await store.database.close()
    }
  } catch (error) {
    if (!(error instanceof StoreError) && !(error instanceof WrongSetting)) throw error
    print(`${error.message}\n`)
    if (command === 'backup' && error instanceof FolderInUse)
      print('服务器运行时由它自己备份：启动时设 JIHENG_BACKUP=备份文件夹。\n')
    return 2
  }
}

/** A wrong JIHENG_DATA would make an empty database and a backup of nothing that says it is well. */
async function checkThere({ databaseUrl, dataFolder }: Settings): Promise<void> {
  if (databaseUrl !== undefined) return
  const { hasDatabase } = await import('../store/pglite.ts')
  if (!hasDatabase(dataFolder))
    throw new StoreError(`“${dataFolder}”里没有绩衡的数据库，没有备份。请核对 JIHENG_DATA（或 DATABASE_URL）。`)
}

async function run(
  command: ServerCommand,
  argument: string | undefined,
  settings: Settings,
  store: Store,
  print: Print,
): Promise<number> {
  switch (command) {
    case 'migrate': {
      const { applied, version } = store.migrated
      print(
        applied.length === 0
          ? `数据库已是最新（${version} 个迁移）。\n`
          : `做了 ${applied.length} 个迁移：${applied.join('、')}。\n`,
      )
      return 0
    }
    case 'backup': {
      const parent = settings.backupFolder ?? join(settings.dataFolder, 'backups')
      mkdirSync(parent, { recursive: true })
      const folder = resolve(argument ?? join(parent, backupName(Date.now())))
      const manifest = await backup({ ...store, migrations: migrationsFolder(), folder, at: new Date().toISOString() })
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
      print(`备份好了：${folder}（${rows} 行，${manifest.attachments.files} 份附件）。请把它拷到别的机器上。\n`)
      return 0
    }
    case 'restore': {
      if (argument === undefined) throw new StoreError('没有给备份的文件夹。用法：jiheng restore 备份文件夹')
      const manifest = await restore(store, resolve(argument))
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
      print(`恢复好了：${rows} 行，${manifest.attachments.files} 份附件，备份于 ${manifest.at}。所有人要重新登录。\n`)
      return 0
    }
    case 'doctor': {
      const checks = await diagnose(settings, store, Date.now())
      for (const { what, isRight, says } of checks) print(`${isRight ? '✓' : '✗'} ${what}：${says}\n`)
      return checks.every(({ isRight }) => isRight) ? 0 : 1
    }
    case 'worker':
      return work(settings, store, print)
  }
}

/** Until it is told to end; what it is doing is finished, or left to another worker when that takes too long. */
async function work({ algorithm }: Settings, { database, blobs }: Store, print: Print): Promise<number> {
  providePackagedAssets()
  const log = makeLog()
  const workshop = { database, blobs, now: Date.now, algorithm }
  const worker = startWorker(workshop, jobKinds, (error, { queue }) => log.error({ queue, ...faultOf(error) }, 'job'))
  const planner = startPlanner(workshop, (error) => log.error(faultOf(error), 'plan'))
  print('worker 在运行，Ctrl+C 停止。\n')
  await new Promise<void>((end) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end())
  })
  planner.stop()
  await worker.stop()
  return 0
}
