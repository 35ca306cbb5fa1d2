import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { BUREAU_ROLES, findPolicy, type Role } from '#engine'
import { FORM_FORMATS } from '../exports/form-file.ts'
import { jobKinds } from '../jobs/index.ts'
import type { Database, Scope } from '../store/database.ts'
import { cancel, enqueue, findJob, type Job, jobsOf, retry } from '../store/jobs.ts'
import { type Call, endpoint } from './endpoint.ts'
import { FILED_KINDS, FiscalYear, here, isId, mustHoldInYear, STATUSES, tell } from './form-access.ts'
import { Refused } from './refused.ts'
import { newId } from './uuid.ts'

const STARTERS: readonly Role[] = ['performanceOfficer', 'administrator']
const MOST_UPLOAD = 200 * 1024 * 1024
const Import = z.object({ name: z.string().trim().min(1).max(200), keep: z.enum(['true', 'false']).default('false') })
const Rescore = z.object({ fiscalYear: FiscalYear, policy: z.string().max(80).nullable().default(null) })
const JobFile = z.object({ format: z.enum(['json', 'xlsx', 'zip']).default('xlsx') })

const ExportAll = z.object({
  fiscalYear: FiscalYear,
  kind: z.enum(FILED_KINDS).optional(),
  statuses: z.array(z.enum(STATUSES)).max(STATUSES.length).optional(),
  unit: z.int().min(1).max(2_147_483_647).optional(),
  text: z.string().max(60).optional(),
  formats: z.array(z.enum(FORM_FORMATS)).min(1).max(FORM_FORMATS.length).default(['xlsx', 'pdf']),
})
const FILE_TYPES = {
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
} as const
const FILE_NAMES = { json: '校核结果.json', xlsx: '校核结果.xlsx', zip: '导出的表.zip' } as const

/** Long work: begun, watched, stopped, tried again. */
export const jobEndpoints = [
  endpoint({
    id: 'listJobs',
    method: 'GET',
    path: '/api/bureaus/:region/jobs',
    title: '后台任务',
    access: BUREAU_ROLES,
    isOfBureau: true,
    handle: list,
  }),
  endpoint({
    id: 'getJob',
    method: 'GET',
    path: '/api/bureaus/:region/jobs/:job',
    title: '一个后台任务',
    access: BUREAU_ROLES,
    isOfBureau: true,
    handle: get,
  }),
  endpoint({
    id: 'watchJob',
    method: 'GET',
    path: '/api/bureaus/:region/jobs/:job/events',
    title: '后台任务的进度（SSE）',
    access: BUREAU_ROLES,
    isOfBureau: true,
    handle: watch,
  }),
  endpoint({
    id: 'getJobFile',
    method: 'GET',
    path: '/api/bureaus/:region/jobs/:job/file',
    title: '后台任务的结果文件',
    access: BUREAU_ROLES,
    isOfBureau: true,
    query: JobFile,
    handle: file,
  }),
  endpoint({
    id: 'cancelJob',
    method: 'DELETE',
    path: '/api/bureaus/:region/jobs/:job',
    title: '取消后台任务',
    access: STARTERS,
    isOfBureau: true,
    handle: stop,
  }),
  endpoint({
    id: 'retryJob',
    method: 'POST',
    path: '/api/bureaus/:region/jobs/:job/retry',
    title: '失败或取消的任务再做一次',
    access: STARTERS,
    isOfBureau: true,
    handle: again,
  }),
  endpoint({
    id: 'importFiles',
    method: 'POST',
    path: '/api/bureaus/:region/imports',
    title: '上传一个文件或 zip，读取并校核里面所有的表（keep=true：按单位名建草稿）',
    access: STARTERS,
    isOfBureau: true,
    query: Import,
    upload: { mostBytes: MOST_UPLOAD },
    handle: importFiles,
  }),
  endpoint({
    id: 'rescore',
    method: 'POST',
    path: '/api/bureaus/:region/rescorings',
    title: '一年的表全部重新校核计分',
    access: STARTERS,
    isOfBureau: true,
    body: Rescore,
    handle: rescore,
  }),
  endpoint({
    id: 'exportAllForms',
    method: 'POST',
    path: '/api/bureaus/:region/exports',
    title: '把筛选出的表写成正式文件，装进一个 zip',
    access: BUREAU_ROLES,
    isOfBureau: true,
    body: ExportAll,
    handle: exportAll,
  }),
] as const

async function list(call: Call) {
  const { scope } = here(call)
  const jobs = await call.services.database.tx(scope, (query) => jobsOf(query, scope.region))
  return { body: { jobs: jobs.map((job) => ({ ...named(job), result: null })) } }
}

async function get(call: Call) {
  const { scope } = here(call)
  return { body: named(await existingJob(call.services.database, scope, call.params.job)) }
}

async function watch(call: Call) {
  const { scope } = here(call)
  const job = await existingJob(call.services.database, scope, call.params.job)
  return { body: undefined, events: changesOf(call.services.database, scope, job, call.signal) }
}

const LOOK_EVERY = 500

/** The job each time something about it has changed, until it ends or nobody listens any more. */
async function* changesOf(database: Database, scope: Scope, first: Job, signal: AbortSignal): AsyncIterable<unknown> {
  let last = ''
  for (let job: Job | undefined = first; job && !signal.aborted; ) {
    const { id, state, progress, message }: Job = job
    const event = { id, state, progress, message }
    if (JSON.stringify(event) !== last) yield event
    last = JSON.stringify(event)
    if (state !== 'waiting' && state !== 'running') return
    await pause(LOOK_EVERY)
    job = await database.tx(scope, (query) => findJob(query, scope.region, id))
  }
}

async function file(call: Call<undefined, z.infer<typeof JobFile>>) {
  const { services, params, query: asked } = call
  const { scope } = here(call)
  const job = await existingJob(services.database, scope, params.job)
  const hash = ((job.result ?? {}) as Readonly<Record<string, unknown>>)[asked.format]
  const content = typeof hash === 'string' ? await services.blobs?.fetch(hash) : undefined
  if (!content) throw new Refused('not-found', '这个任务没有这种结果文件。')
  const { format } = asked
  return { body: undefined, file: { name: FILE_NAMES[format], type: FILE_TYPES[format], content } }
}

/** What is of no year is for who has the role in the year that is being accounted for, the one before this. */
function mustHoldNow(call: Call<unknown, unknown>): void {
  mustHoldInYear(here(call), STARTERS, new Date(call.services.now()).getUTCFullYear() - 1)
}

async function stop(call: Call) {
  const { services, params, transaction } = call
  const { scope } = here(call)
  mustHoldNow(call)
  const at = new Date(services.now()).toISOString()
  return transaction(async (query) => {
    const isDone = isId(params.job) && (await cancel(query, scope.region, params.job, at))
    if (!isDone) throw new Refused('conflict', '没有这个任务，或它已经结束了。')
    return { body: { id: params.job } }
  })
}

async function again(call: Call) {
  const { services, params, transaction } = call
  const { scope } = here(call)
  mustHoldNow(call)
  const at = new Date(services.now()).toISOString()
  return transaction(async (query) => {
    const isDone = isId(params.job) && (await retry(query, scope.region, params.job, at))
    if (!isDone) throw new Refused('conflict', '没有这个任务，或它没有失败，不用再做。')
    return { body: { id: params.job } }
  })
}

async function importFiles(call: Call<undefined, z.infer<typeof Import>>) {
  const { services, bytes, query: asked } = call
  mustHoldNow(call)
  if (!services.blobs) throw new Refused('unavailable', '这台服务器没有设文件的存放处，请告诉管理员。')
  if (bytes.length === 0) throw new Refused('unprocessable', '文件是空的。')
  const blob = await services.blobs.keep(bytes)
  return begin(call, 'importFiles', { blob, name: asked.name, keeps: asked.keep === 'true' })
}

async function rescore(call: Call<z.infer<typeof Rescore>>) {
  const { policy, fiscalYear } = call.body
  mustHoldInYear(here(call), STARTERS, fiscalYear)
  if (policy !== null && !findPolicy(policy)) throw new Refused('unprocessable', `没有计分办法“${policy}”。`)
  return begin(call, 'rescore', call.body)
}

async function exportAll(call: Call<z.infer<typeof ExportAll>>) {
  mustHoldInYear(here(call), BUREAU_ROLES, call.body.fiscalYear)
  if (!call.services.blobs) throw new Refused('unavailable', '这台服务器没有设文件的存放处，请告诉管理员。')
  return begin(call, 'exportForms', call.body)
}

async function begin(call: Call<unknown, unknown>, queue: string, payload: object) {
  const { services, transaction } = call
  const { scope, session } = here(call)
  const id = newId(services.now())
  const at = new Date(services.now()).toISOString()
  const by = session.account.id
  return transaction(async (query) => {
    await enqueue(query, { region: scope.region, id, queue, payload, runAt: at, by, at })
    const chain = { region: scope.region, unit: 0 }
    await tell(query, services, chain, { actor: by, action: 'startJob', subject: id, payload: { queue, ...payload } })
    return { status: 202 as const, body: { id } }
  })
}

async function existingJob(database: Database, scope: Scope, id: string | undefined): Promise<Job> {
  const job = isId(id) ? await database.tx(scope, (query) => findJob(query, scope.region, id)) : undefined
  if (!job) throw new Refused('not-found', '没有这个任务。')
  return job
}

function named(job: Job) {
  return { ...job, title: jobKinds.find(({ queue }) => queue === job.queue)?.title ?? job.queue }
}
