import type { Scope } from '../store/database.ts'
import { beat, claim, fail, finish, type Job, regionsWithJobs } from '../store/jobs.ts'
import { CannotDo, type JobKind, type Workshop } from './job.ts'

/** A worker that has not been heard of for so long has died; its job goes to another. */
const LEASE = 120_000
const POLL = 1000
const FIRST_WAIT = 5000

export type Worker = {
  /** Takes nothing new and resolves when the job at hand has ended. */
  readonly stop: () => Promise<void>
}

export type OnJobFault = (error: unknown, job: Pick<Job, 'queue' | 'id'>) => void

/** Does jobs until it is stopped. Several may run at once, here and in other processes: each job goes to one. */
export function startWorker(workshop: Workshop, kinds: readonly JobKind[], onFault: OnJobFault): Worker {
  let isStopping = false
  let wake: () => void = () => undefined
  const loop = async () => {
    while (!isStopping) {
      const did = await workOnce(workshop, kinds, onFault, () => isStopping).catch((error: unknown) => {
        // A database that is down comes back; the worker waits for it.
        onFault(error, { queue: 'worker', id: '' })
        return 0
      })
      if (did === 0 && !isStopping)
        await new Promise<void>((resolve) => {
          wake = resolve
          setTimeout(resolve, POLL).unref()
        })
    }
  }
  const ended = loop()
  return {
    async stop() {
      isStopping = true
      wake()
      await ended
    },
  }
}

/** Does what is due now, one job a bureau in turn; how many. */
export async function workOnce(
  workshop: Workshop,
  kinds: readonly JobKind[],
  onFault: OnJobFault,
  isStopping: () => boolean = () => false,
): Promise<number> {
  const { database, now } = workshop
  const regions = await database.asOwner((query) => regionsWithJobs(query, iso(now())))
  let did = 0
  for (const region of regions) {
    if (isStopping()) break
    const scope: Scope = { role: 'app_system', region, units: [] }
    const queues = kinds.map(({ queue }) => queue)
    const moment = { now: iso(now()), until: iso(now() + LEASE) }
    const job = await database.tx(scope, (query) => claim(query, region, queues, moment))
    const kind = kinds.find(({ queue }) => queue === job?.queue)
    if (!job || !kind) continue
    await runJob(workshop, kind, job, scope, onFault)
    did++
  }
  return did
}

class Cancelled extends Error {}

async function runJob(workshop: Workshop, kind: JobKind, job: Job, scope: Scope, onFault: OnJobFault): Promise<void> {
  const { database, now } = workshop
  const tell = async (progress: number, message: string) => {
    const change = { region: job.region, id: job.id, progress, message, until: iso(now() + LEASE) }
    if (!(await database.tx(scope, (query) => beat(query, change)))) throw new Cancelled()
  }
  try {
    const payload = kind.payload.parse(job.payload)
    const { message, result } = await kind.run({ ...workshop, job, payload, scope, tell })
    await database.tx(scope, (query) => finish(query, job, { result, message, at: iso(now()) }))
  } catch (error) {
    if (error instanceof Cancelled) return
    const isFinal = error instanceof CannotDo
    if (!isFinal) onFault(error, job)
    const message = isFinal ? error.message : '没有做成，稍后自动再试。原因已记在服务器日志里。'
    const again = iso(now() + FIRST_WAIT * 2 ** Math.min(job.attempts - 1, 8))
    await database.tx(scope, (query) => fail(query, job, { message, at: iso(now()), again, isFinal }))
  }
}

function iso(time: number): string {
  return new Date(time).toISOString()
}
