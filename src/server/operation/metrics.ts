import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from '../store/database.ts'

export type Metrics = {
  /** One request, by its route with placeholders. */
  readonly request: (request: {
    readonly method: string
    readonly route: string
    readonly status: number
    readonly ms: number
  }) => void
  readonly jobFault: (queue: string) => void
  /** The text that Prometheus reads. */
  readonly text: () => Promise<string>
  readonly type: string
}

/** Counters of this process, and of the store what stands still if it goes wrong: jobs that wait, jobs that failed, lines behind their forms. */
export function makeMetrics(database: Database): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'jiheng_' })
  const seconds = new Histogram({
    name: 'jiheng_http_request_seconds',
    help: 'Requests by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  })
  const faults = new Counter({
    name: 'jiheng_job_faults_total',
    help: 'Tries of jobs that failed',
    labelNames: ['queue'],
    registers: [registry],
  })
  const jobs = new Gauge({ name: 'jiheng_jobs', help: 'Jobs by state', labelNames: ['state'], registers: [registry] })
  const behind = new Gauge({
    name: 'jiheng_forms_unprojected',
    help: 'Forms whose lines are not counted yet',
    registers: [registry],
  })
  return {
    request: ({ method, route, status, ms }) => seconds.observe({ method, route, status: String(status) }, ms / 1000),
    jobFault: (queue) => faults.inc({ queue }),
    async text() {
      const state = await database.asOwner(async (query) => {
        const [job] = await query<{ waiting: number; failed: number }>(
          `select count(*) filter (where failed_at is null)::int as waiting, count(*) filter (where failed_at is not null)::int as failed
           from job where region_id > 0 and done_at is null and cancelled_at is null`,
        )
        const [form] = await query<{ count: number }>(
          'select count(*)::int as count from form where region_id > 0 and version <> projected_version',
        )
        return { ...job, behind: form?.count }
      })
      jobs.set({ state: 'waiting' }, state.waiting ?? 0)
      jobs.set({ state: 'failed' }, state.failed ?? 0)
      behind.set(state.behind ?? 0)
      return registry.metrics()
    },
    type: registry.contentType,
  }
}
