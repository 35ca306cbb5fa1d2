import { z } from 'zod'
import { accountIn, colleagues } from '../store/accounts.ts'
import { findAccount } from '../store/people.ts'
import { delegate, endRole, findRole, hasOverlappingRole, type ListedRole, listRoles } from '../store/roles.ts'
import { type Call, endpoint } from './endpoint.ts'
import { EVERYBODY, here, isId, tell } from './form-access.ts'
import { Refused } from './refused.ts'
import { newId } from './uuid.ts'
import { inPerson } from './who.ts'

const DELEGATIONS = '/api/bureaus/:region/delegations'
const LONGEST_DAYS = 366

const Give = z.object({
  /** The key of one's own role. */
  role: z.uuid(),
  /** The colleague's login. */
  to: z.string().trim().min(1).max(60),
  until: z.iso.datetime({ offset: true }),
})
const Search = z.object({ text: z.string().trim().min(1).max(60) })

/** Passing a role on to a colleague for a while. */
export const delegationEndpoints = [
  endpoint({
    id: 'listDelegations',
    method: 'GET',
    path: DELEGATIONS,
    title: '我委托出去的和别人委托给我的',
    access: EVERYBODY,
    handle: list,
  }),
  endpoint({
    id: 'delegateRole',
    method: 'POST',
    path: DELEGATIONS,
    title: '把自己的一个角色委托给同事，到某时为止',
    access: EVERYBODY,
    body: Give,
    handle: give,
  }),
  endpoint({
    id: 'endDelegation',
    method: 'DELETE',
    path: `${DELEGATIONS}/:delegation`,
    title: '收回委托，或退还别人委托的',
    access: EVERYBODY,
    handle: end,
  }),
  endpoint({
    id: 'findColleagues',
    method: 'GET',
    path: '/api/bureaus/:region/colleagues',
    title: '按登录名或姓名找本局有角色的人（最多 20 个）',
    access: EVERYBODY,
    query: Search,
    handle: find,
  }),
] as const

async function list(call: Call) {
  const { session, scope } = here(call)
  const { region } = scope
  const at = new Date(call.services.now()).toISOString()
  const runs = ({ until }: ListedRole) => until !== null && until > at
  return call.services.database.asOwner(async (query) => {
    const most = 200
    const given = await listRoles(query, { region, delegatedBy: session.account.id, onlyDelegated: true, most })
    const received = await listRoles(query, { region, account: session.account.id, onlyDelegated: true, most })
    return { body: { given: given.filter(runs), received: received.filter(runs) } }
  })
}

async function give(call: Call<z.infer<typeof Give>>) {
  const { services, body } = call
  const session = inPerson(call)
  const { region } = here(call).scope
  const by = session.account.id
  const at = new Date(services.now()).toISOString()
  const until = new Date(body.until).toISOString()
  if (until <= at) throw new Refused('unprocessable', '委托的截止时间已经过了。')
  if (Date.parse(until) > services.now() + LONGEST_DAYS * 86_400_000)
    throw new Refused('unprocessable', `委托最长 ${LONGEST_DAYS} 天。`)
  const held = session.assignments.find((one) => one.id === body.role && one.region === region)
  if (!held) throw new Refused('not-found', '您没有这个角色。')
  if (held.delegated) throw new Refused('forbidden', '这个角色是别人委托给您的，不能再委托。')
  if (held.role === 'administrator') throw new Refused('forbidden', '管理员角色不能委托，请另给别人管理员角色。')
  return services.database.asOwner(async (query) => {
    const from = await findRole(query, region, held.id)
    if (!from || from.endedAt !== null) throw new Refused('not-found', '您没有这个角色。')
    const named = await findAccount(query, body.to)
    const colleague = named && (await accountIn(query, region, named.id, at))
    if (!colleague || colleague.isDisabled || colleague.isMachine)
      throw new Refused('unprocessable', `本局没有“${body.to}”这个同事。`)
    if (colleague.id === by) throw new Refused('unprocessable', '不能委托给自己。')
    if (await hasOverlappingRole(query, colleague.id, { region, ...from }, at, true))
      throw new Refused('conflict', '这个同事已经有这个角色。')
    const id = newId(services.now())
    await delegate(query, { id, to: colleague.id, from, region, by, until, at })
    const payload = { role: from.role, from: from.id, to: colleague.id, until }
    await tell(
      query,
      services,
      { region, unit: from.unit },
      { actor: by, action: 'delegateRole', subject: id, payload },
    )
    return { status: 201, body: await findRole(query, region, id) } as const
  })
}

async function end(call: Call) {
  const { services, params } = call
  const session = inPerson(call)
  const { region } = here(call).scope
  const by = session.account.id
  const at = new Date(services.now()).toISOString()
  return services.database.asOwner(async (query) => {
    const role = isId(params.delegation) ? await findRole(query, region, params.delegation) : undefined
    const isMine = role?.delegatedBy?.id === by || role?.account.id === by
    if (!role || role.delegatedFrom === null || !isMine || !(await endRole(query, region, role.id, by, at)))
      throw new Refused('not-found', '没有这个委托，或已经结束。')
    const event = { actor: by, action: 'endDelegation', subject: role.id, payload: { role: role.role } }
    await tell(query, services, { region, unit: role.unit }, event)
    return { body: {} }
  })
}

async function find(call: Call<undefined, z.infer<typeof Search>>) {
  const { region } = here(call).scope
  const at = new Date(call.services.now()).toISOString()
  const people = await call.services.database.asOwner((query) => colleagues(query, region, at, call.query.text))
  return { body: { people } }
}
