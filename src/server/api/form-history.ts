import { z } from 'zod'
import { differences } from '#engine'
import { confirmationsOf } from '../store/confirmations.ts'
import { cellHistory, versionsOf } from '../store/form-versions.ts'
import { findVersion } from '../store/forms.ts'
import { eventsOn } from '../store/log.ts'
import { type Call, endpoint } from './endpoint.ts'
import { EVERYBODY, existing, here, namesOf } from './form-access.ts'
import { Refused } from './refused.ts'

const Two = z.object({
  from: z.coerce.number().pipe(z.int().min(1)),
  to: z.coerce.number().pipe(z.int().min(1)),
})

const Cell = z.object({ at: z.string().min(2).max(300).regex(/^\//, '位置要写成 JSON 指针') })

/** What became of a form: its versions, what differs between two, its log, the reasons given for its findings. */
export const formHistoryEndpoints = [
  endpoint({
    id: 'listVersions',
    method: 'GET',
    path: '/api/bureaus/:region/forms/:form/versions',
    title: '一张表的所有版本：谁、何时、什么状态',
    access: EVERYBODY,
    handle: listVersions,
  }),
  endpoint({
    id: 'getVersion',
    method: 'GET',
    path: '/api/bureaus/:region/forms/:form/versions/:version',
    title: '一张表的某一版',
    access: EVERYBODY,
    handle: getVersion,
  }),
  endpoint({
    id: 'compareVersions',
    method: 'GET',
    path: '/api/bureaus/:region/forms/:form/differences',
    title: '两个版本逐格的不同',
    access: EVERYBODY,
    query: Two,
    handle: compare,
  }),
  endpoint({
    id: 'getCellHistory',
    method: 'GET',
    path: '/api/bureaus/:region/forms/:form/cell',
    title: '一个格子改过几次：每次的值、谁、何时',
    access: EVERYBODY,
    query: Cell,
    handle: cell,
  }),
  endpoint({
    id: 'getFormLog',
    method: 'GET',
    path: '/api/bureaus/:region/forms/:form/log',
    title: '一张表的日志',
    access: EVERYBODY,
    handle: formLog,
  }),
  endpoint({
    id: 'listConfirmations',
    method: 'GET',
    path: '/api/bureaus/:region/forms/:form/confirmations',
    title: '对提示说明的理由',
    access: EVERYBODY,
    handle: listConfirmations,
  }),
] as const

async function listVersions(call: Call) {
  const who = here(call)
  const versions = await call.services.database.tx(who.scope, async (query) => {
    const { region, id } = await existing(query, who, call.params.form)
    return versionsOf(query, region, id)
  })
  const names = await namesOf(
    call.services,
    versions.map(({ by }) => by),
  )
  return { body: { versions, names } }
}

async function getVersion(call: Call) {
  const who = here(call)
  const version = Number(call.params.version)
  const form = await call.services.database.tx(who.scope, (query) => versionOf(call, query, version))
  return { body: { version, form }, etag: `v${version}` }
}

async function compare(call: Call<undefined, z.infer<typeof Two>>) {
  const who = here(call)
  const { from, to } = call.query
  const [before, after] = await call.services.database.tx(who.scope, async (query) => [
    await versionOf(call, query, from),
    await versionOf(call, query, to),
  ])
  return { body: { from, to, differences: before && after ? differences(before, after) : [] } }
}

async function cell(call: Call<undefined, z.infer<typeof Cell>>) {
  const who = here(call)
  const keys = call.query.at
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  const values = await call.services.database.tx(who.scope, async (query) => {
    const { region, id } = await existing(query, who, call.params.form)
    return cellHistory(query, region, id, keys)
  })
  const names = await namesOf(
    call.services,
    values.map(({ by }) => by),
  )
  return { body: { values, names } }
}

async function formLog(call: Call) {
  const who = here(call)
  const entries = await call.services.database.tx(who.scope, async (query) => {
    const { region, id } = await existing(query, who, call.params.form)
    return eventsOn(query, region, id)
  })
  const names = await namesOf(
    call.services,
    entries.map(({ actor }) => actor),
  )
  return { body: { entries, names } }
}

async function listConfirmations(call: Call) {
  const who = here(call)
  const confirmations = await call.services.database.tx(who.scope, async (query) => {
    const { region, id } = await existing(query, who, call.params.form)
    return confirmationsOf(query, region, id)
  })
  const names = await namesOf(
    call.services,
    confirmations.map(({ by }) => by),
  )
  return { body: { confirmations, names } }
}

async function versionOf(call: Call<undefined, unknown>, query: Parameters<typeof findVersion>[0], version: number) {
  const who = here(call)
  const { region, id } = await existing(query, who, call.params.form)
  const isNumber = Number.isInteger(version) && version >= 1 && version < 2 ** 31
  const form = isNumber ? await findVersion(query, region, id, version) : undefined
  if (!form) throw new Refused('not-found', '这张表没有这一版。')
  return form
}
