import { setTimeout as pause } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { createApp } from './api/app.ts'
import { openOidc } from './api/oidc-client.ts'
import { jobKinds } from './jobs/index.ts'
import { startPlanner } from './jobs/plan.ts'
import { startWorker } from './jobs/worker.ts'
import { CannotListen, type Serving, serve } from './listening.ts'
import { providePackagedAssets } from './node-assets.ts'
import { diagnose } from './operation/doctor.ts'
import { healthListener } from './operation/health.ts'
import { faultOf, makeLog } from './operation/logging.ts'
import { makeMetrics } from './operation/metrics.ts'
import { startBackups } from './operation/scheduled-backup.ts'
import { standingDiagnosis } from './operation/standing-diagnosis.ts'
import { type Settings, settingsFrom, WrongSetting } from './settings.ts'
import { setupCodeFor } from './setup-code.ts'
import { openStore, type Store } from './store/open.ts'
import { StoreError } from './store/store-error.ts'

export { CannotListen, type ServeOptions, type Serving, serve } from './listening.ts'
export { runServerCommand, SERVER_COMMANDS, type ServerCommand } from './operation/commands.ts'

/** How long a running job may hold up the end, in milliseconds. */
const SHUTDOWN = 8000

/** What `npm start` and `jiheng serve` run: the store, the API and the pages; a clean end on Ctrl+C. Ends the process itself. */
export async function serveFromEnvironment(environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  try {
    const settings = settingsFrom(environment)
    const store = await openStore(settings)
    const serving = await serveStore(settings, store).catch(async (error: unknown) => {
      await store.database.close()
      throw error
    })
    console.log(`绩衡已启动：${serving.url}`)
    if (serving.setupCode !== '') console.log(`还没有管理员。启动码（只在本次启动有效）：${serving.setupCode}`)
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => serving.close().then(() => process.exit(0)))
  } catch (error) {
    const isMendable = error instanceof CannotListen || error instanceof StoreError || error instanceof WrongSetting
    if (!isMendable) throw error
    console.error(error.message)
    process.exit(error instanceof WrongSetting ? 2 : 1)
  }
}

export type ServingStore = Serving & {
  /** What makes the first administrator; empty when there is one. */
  readonly setupCode: string
}

/** Requests end first, then the job at hand, then the database closes: what was acknowledged is on the disk. */
export async function serveStore(settings: Settings, store: Store): Promise<ServingStore> {
  const { host, port, algorithm } = settings
  const { database, blobs } = store
  providePackagedAssets()
  const setupCode = await setupCodeFor(database)
  const workshop = { database, blobs, now: Date.now, algorithm }
  const log = makeLog()
  const metrics = makeMetrics(database)
  const onJobFault = (error: unknown, { queue }: { readonly queue: string }) => {
    metrics.jobFault(queue)
    log.error({ queue, ...faultOf(error) }, 'job')
  }
  const worker = settings.hasOwnWorker ? startWorker(workshop, jobKinds, onJobFault) : undefined
  const planner = settings.hasOwnWorker
    ? startPlanner(workshop, (error) => log.error(faultOf(error), 'plan'))
    : undefined
  const backups = settings.backupFolder
    ? startBackups(store, settings.backupFolder, (error) => log.error(faultOf(error), 'backup'))
    : undefined
  const { trustsProxy } = settings
  const diagnosis = standingDiagnosis(() => diagnose(settings, store, Date.now()), Date.now)
  const oidc = settings.oidc ? { oidc: openOidc(settings.oidc) } : {}
  const app = createApp(
    { database, blobs, now: Date.now, algorithm, setupCode, trustsProxy, diagnose: diagnosis, ...oidc },
    (error, request) => log.error({ ...request, ...faultOf(error) }, 'request'),
    (answer) => {
      metrics.request(answer)
      if (answer.status >= 500) log.error(answer, 'answer')
    },
  )
  const health = healthListener({ database, metrics, metricsToken: settings.metricsToken })
  const serving = await serve({ host, port, api: getRequestListener(app.fetch), health })
  return {
    setupCode,
    url: serving.url,
    async close() {
      planner?.stop()
      backups?.stop()
      await serving.close()
      // A long job is left to whoever starts next: its lease runs out.
      await Promise.race([worker?.stop(), pause(SHUTDOWN)])
      await database.close()
    },
  }
}
