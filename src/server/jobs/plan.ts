import type { Scope } from '../store/database.ts'
import { enqueueOnce } from '../store/jobs.ts'
import { regionsToProject } from '../store/projection.ts'
import { findRegions } from '../store/regions.ts'
import type { Workshop } from './job.ts'
import { idFrom } from './job-id.ts'

/** What is done once a day in every bureau. */
const DAILY = ['anchorLog', 'remind', 'tidy'] as const
const EVERY = 5000

export type Planner = { readonly stop: () => void }

/** Puts into the queue what nobody asks for: the day's work, and the lines of forms that have changed. Several planners plan it once. */
export function startPlanner(workshop: Workshop, onFault: (error: unknown) => void): Planner {
  let isBusy = false
  const tick = async () => {
    if (isBusy) return
    isBusy = true
    await plan(workshop).catch(onFault)
    isBusy = false
  }
  const timer = setInterval(tick, EVERY)
  timer.unref()
  void tick()
  return { stop: () => clearInterval(timer) }
}

const planned = new WeakMap<Workshop, string>()

export async function plan(workshop: Workshop): Promise<void> {
  const { database, now } = workshop
  const at = new Date(now()).toISOString()
  const day = at.slice(0, 10)
  const regions = await database.asOwner(findRegions)
  const state = `${day} ${regions.length}`
  if (planned.get(workshop) !== state) {
    for (const region of regions)
      await database.tx(systemOf(region), async (query) => {
        for (const queue of DAILY)
          await enqueueOnce(query, {
            region,
            id: idFrom(region, queue, day),
            queue,
            payload: { day },
            runAt: at,
            by: null,
            at,
          })
      })
    planned.set(workshop, state)
  }
  const bucket = Math.floor(now() / EVERY)
  for (const region of await database.asOwner(regionsToProject)) {
    const job = {
      region,
      id: idFrom(region, 'projectLines', bucket),
      queue: 'projectLines',
      payload: {},
      runAt: at,
      by: null,
      at,
    }
    await database.tx(systemOf(region), (query) => enqueueOnce(query, job))
  }
}

function systemOf(region: number): Scope {
  return { role: 'app_system', region, units: [] }
}
