import { z } from 'zod'
import type { Role } from '#engine'
import { exportLog } from '../store/export-log.ts'
import { eventsOf } from '../store/log.ts'
import { type Call, endpoint } from './endpoint.ts'
import { here, namesOf } from './form-access.ts'

const READERS: readonly Role[] = ['auditor', 'performanceOfficer', 'administrator']
const MOST = 1000
const Page = z.object({
  unit: z.coerce.number().pipe(z.int().min(0).max(2_147_483_647)),
  after: z.coerce.number().pipe(z.int().min(0).max(2_147_483_647)).default(0),
})

/** The log, for reading here and for checking elsewhere. */
export const logEndpoints = [
  endpoint({
    id: 'getLog',
    method: 'GET',
    path: '/api/bureaus/:region/log',
    title: '一个单位的日志（0：财政局自己的）',
    access: READERS,
    query: Page,
    handle: read,
  }),
  endpoint({
    id: 'exportLog',
    method: 'GET',
    path: '/api/bureaus/:region/log.jsonl',
    title: '导出全部日志，可用 jiheng verify-log 核对',
    access: READERS,
    isOfBureau: true,
    handle: exportAll,
  }),
] as const

async function read(call: Call<undefined, z.infer<typeof Page>>) {
  const { scope } = here(call)
  const { unit, after } = call.query
  const entries = await call.services.database.tx(scope, (query) =>
    eventsOf(query, { region: scope.region, unit }, after, MOST),
  )
  const names = await namesOf(
    call.services,
    entries.map(({ actor }) => actor),
  )
  return { body: { entries, next: entries.length === MOST ? (entries.at(-1)?.seq ?? null) : null, names } }
}

/** In pages of one transaction each, so that a long download holds nobody up. */
async function exportAll(call: Call) {
  const { scope } = here(call)
  const { database } = call.services
  const lines = exportLog((text, values) => database.tx(scope, (query) => query(text, values)), scope.region)
  const name = `日志-${scope.region}.jsonl`
  return { body: undefined, file: { name, type: 'application/x-ndjson; charset=utf-8', content: withBreaks(lines) } }
}

async function* withBreaks(lines: AsyncIterable<string>): AsyncIterable<string> {
  for await (const line of lines) yield `${line}\n`
}
