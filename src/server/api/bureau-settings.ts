import { z } from 'zod'
import { needsTotp, setNeedsTotp } from '../store/roles.ts'
import { type Call, endpoint } from './endpoint.ts'
import { tell } from './form-access.ts'
import { Refused } from './refused.ts'
import { administrator } from './who.ts'

const Settings = z.object({
  /** Administrators and reviewers of the finance bureau sign in with a second factor. */
  needsTotp: z.boolean(),
})

/** What a bureau asks of its people. */
export const bureauSettingEndpoints = [
  endpoint({
    id: 'getBureauSettings',
    method: 'GET',
    path: '/api/bureaus/:region/settings',
    title: '本局的设置',
    access: ['administrator'],
    handle: get,
  }),
  endpoint({
    id: 'changeBureauSettings',
    method: 'PATCH',
    path: '/api/bureaus/:region/settings',
    title: '改本局的设置：管理员和财政审核人是否必须用动态码',
    access: ['administrator'],
    body: Settings,
    handle: change,
  }),
] as const

async function get(call: Call) {
  const { region } = administrator(call)
  return call.services.database.asOwner(async (query) => ({ body: { needsTotp: await needsTotp(query, region) } }))
}

async function change(call: Call<z.infer<typeof Settings>>) {
  const { services, body } = call
  const { region, by } = administrator(call)
  return services.database.asOwner(async (query) => {
    if (!(await setNeedsTotp(query, region, body.needsTotp))) throw new Refused('not-found', '没有这个财政局。')
    const event = { actor: by, action: 'changeSettings', subject: String(region), payload: body }
    await tell(query, services, { region, unit: 0 }, event)
    return { body }
  })
}
