import type { Query, Row } from './database.ts'

/** Where a job stands. `waiting` for its time or a free worker; `failed` after its last try. */
export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

export type Job = {
  readonly region: number
  readonly id: string
  readonly queue: string
  readonly payload: unknown
  readonly state: JobState
  readonly attempts: number
  /** From 0 to 1. */
  readonly progress: number
  /** What it is doing or why it failed, in Chinese. */
  readonly message: string
  readonly result: unknown
  readonly by: string | null
  readonly createdAt: string
  readonly endedAt: string | null
}

export type NewJob = {
  readonly region: number
  readonly id: string
  readonly queue: string
  readonly payload: unknown
  readonly runAt: string
  readonly by: string | null
  readonly at: string
  readonly mostAttempts?: number
}

const INSERT = `insert into job (region_id, job_id, queue, payload, run_at, most_attempts, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`

/** Puts a job into the queue, in the transaction of what causes it. */
export async function enqueue(query: Query, job: NewJob): Promise<void> {
  await query(INSERT, valuesOf(job), 'enqueue')
}

/** The same, unless a job with this id is there already. */
export async function enqueueOnce(query: Query, job: NewJob): Promise<void> {
  await query(`${INSERT} on conflict (region_id, job_id) do nothing`, valuesOf(job))
}

function valuesOf({ region, id, queue, payload, runAt, by, at, mostAttempts = 5 }: NewJob): readonly unknown[] {
  return [region, id, queue, JSON.stringify(payload), runAt, mostAttempts, by, at]
}

/** Bureaus that have something to do. As the owner: it looks over all of them. */
export async function regionsWithJobs(query: Query, now: string): Promise<readonly number[]> {
  const rows = await query<{ region_id: number }>(
    `select distinct region_id from job where done_at is null and failed_at is null and cancelled_at is null
     and run_at <= $1 and (locked_until is null or locked_until < $1) and region_id > 0`,
    [now],
  )
  return rows.map(({ region_id }) => region_id)
}

/** Takes the next job of a bureau for a worker, which must come back before `until`; others pass it by. */
export async function claim(
  query: Query,
  region: number,
  queues: readonly string[],
  { now, until }: { readonly now: string; readonly until: string },
): Promise<Job | undefined> {
  const [row] = await query(
    `update job set locked_until = $2, attempts = attempts + 1 where region_id = $1 and job_id in (
       select job_id from job where region_id = $1 and queue = any ($3) and done_at is null and failed_at is null and cancelled_at is null
         and run_at <= $4 and (locked_until is null or locked_until < $4)
       order by run_at limit 1 for update skip locked) returning *`,
    [region, until, queues, now],
  )
  return row && jobOf(row)
}

export type Beat = {
  readonly region: number
  readonly id: string
  readonly progress: number
  readonly message: string
  readonly until: string
}

/** Says how far a job has come and that its worker lives; false when somebody has cancelled it. */
export async function beat(query: Query, { region, id, progress, message, until }: Beat): Promise<boolean> {
  const rows = await query(
    `update job set progress = $3, message = $4, locked_until = $5
     where region_id = $1 and job_id = $2 and cancelled_at is null returning job_id`,
    [region, id, progress, message, until],
  )
  return rows.length > 0
}

export async function finish(
  query: Query,
  { region, id }: Pick<Job, 'region' | 'id'>,
  { result, message, at }: { readonly result: unknown; readonly message: string; readonly at: string },
): Promise<void> {
  await query(
    `update job set done_at = $3, progress = 1, message = $4, result = $5, locked_until = null
     where region_id = $1 and job_id = $2 and cancelled_at is null`,
    [region, id, at, message, JSON.stringify(result ?? null)],
  )
}

/** A try that failed: again later, or for good after the last one (or when `isFinal`). */
export async function fail(
  query: Query,
  { region, id }: Pick<Job, 'region' | 'id'>,
  {
    message,
    at,
    again,
    isFinal,
  }: { readonly message: string; readonly at: string; readonly again: string; readonly isFinal: boolean },
): Promise<void> {
  await query(
    `update job set message = $3, run_at = $5, locked_until = null,
       failed_at = case when $6 or attempts >= most_attempts then $4::timestamptz else null end
     where region_id = $1 and job_id = $2 and cancelled_at is null`,
    [region, id, message, at, again, isFinal],
  )
}

/** False when it has ended already. */
export async function cancel(query: Query, region: number, id: string, at: string): Promise<boolean> {
  const rows = await query(
    `update job set cancelled_at = $3, locked_until = null, message = '已取消'
     where region_id = $1 and job_id = $2 and done_at is null and failed_at is null and cancelled_at is null returning job_id`,
    [region, id, at],
  )
  return rows.length > 0
}

/** Begins a failed or cancelled job anew. */
export async function retry(query: Query, region: number, id: string, at: string): Promise<boolean> {
  const rows = await query(
    `update job set failed_at = null, cancelled_at = null, attempts = 0, progress = 0, message = '', run_at = $3, locked_until = null
     where region_id = $1 and job_id = $2 and done_at is null and (failed_at is not null or cancelled_at is not null) returning job_id`,
    [region, id, at],
  )
  return rows.length > 0
}

export async function findJob(query: Query, region: number, id: string): Promise<Job | undefined> {
  const [row] = await query('select * from job where region_id = $1 and job_id = $2', [region, id])
  return row && jobOf(row)
}

/** The latest jobs that people started, newest first. */
export async function jobsOf(query: Query, region: number, most = 100): Promise<readonly Job[]> {
  const rows = await query(
    'select * from job where region_id = $1 and created_by is not null order by created_at desc, job_id desc limit $2',
    [region, most],
  )
  return rows.map(jobOf)
}

function jobOf(row: Row): Job {
  const ended = row.done_at ?? row.failed_at ?? row.cancelled_at
  return {
    region: Number(row.region_id),
    id: String(row.job_id),
    queue: String(row.queue),
    payload: row.payload,
    state: stateOf(row),
    attempts: Number(row.attempts),
    progress: Number(row.progress),
    message: String(row.message),
    result: row.result,
    by: row.created_by === null ? null : String(row.created_by),
    createdAt: (row.created_at as Date).toISOString(),
    endedAt: ended ? (ended as Date).toISOString() : null,
  }
}

function stateOf({ done_at, failed_at, cancelled_at, locked_until }: Row): JobState {
  if (done_at !== null) return 'done'
  if (failed_at !== null) return 'failed'
  if (cancelled_at !== null) return 'cancelled'
  return locked_until === null ? 'waiting' : 'running'
}
