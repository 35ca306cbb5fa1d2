import { z } from 'zod'
import type { Role } from '#engine'
import type { Query } from '../store/database.ts'
import { endListed, heldRoles, openSession, sessionsOf } from '../store/sessions.ts'
import { visible } from './accounts.ts'
import { newToken } from './browser-session.ts'
import { type Call, endpoint, type Services } from './endpoint.ts'
import { isId, tell } from './form-access.ts'
import { Refused } from './refused.ts'
import { RoleName } from './roles.ts'
import { administrator, inPerson, tellBureaus } from './who.ts'

const OWN = '/api/account/tokens'
const OF_ACCOUNT = '/api/bureaus/:region/accounts/:account/tokens'
const LONGEST_DAYS = 366

const NewToken = z.object({
  label: z.string().trim().min(1, '要写明给什么程序用').max(60),
  days: z.int().min(1).max(LONGEST_DAYS),
  /** Fewer than the account has; null is all it has at any time. */
  roles: z.array(RoleName).min(1).max(8).nullable().default(null),
  isReadOnly: z.boolean().default(true),
})

/** Tokens for programs (`authorization: Bearer …`): a person's own, and those of a program's account. Nobody makes one for another person. */
export const tokenEndpoints = [
  endpoint({
    id: 'listOwnTokens',
    method: 'GET',
    path: OWN,
    title: '我的令牌（不含令牌本身）',
    access: 'signedIn',
    handle: listOwn,
  }),
  endpoint({
    id: 'createOwnToken',
    method: 'POST',
    path: OWN,
    title: '给自己的程序建令牌；只显示一次',
    access: 'signedIn',
    body: NewToken,
    handle: createOwn,
  }),
  endpoint({
    id: 'revokeOwnToken',
    method: 'DELETE',
    path: `${OWN}/:token`,
    title: '作废自己的令牌',
    access: 'signedIn',
    handle: revokeOwn,
  }),
  endpoint({
    id: 'listTokens',
    method: 'GET',
    path: OF_ACCOUNT,
    title: '一个账号的令牌（不含令牌本身）',
    access: ['administrator'],
    handle: list,
  }),
  endpoint({
    id: 'createToken',
    method: 'POST',
    path: OF_ACCOUNT,
    title: '给程序的账号建令牌；只显示一次',
    access: ['administrator'],
    body: NewToken,
    handle: create,
  }),
  endpoint({
    id: 'revokeToken',
    method: 'DELETE',
    path: `${OF_ACCOUNT}/:token`,
    title: '作废一个账号的令牌',
    access: ['administrator'],
    handle: revoke,
  }),
] as const

async function listOwn(call: Call) {
  const { id } = inPerson(call).account
  const at = momentOf(call.services)
  const tokens = await call.services.database.asOwner((query) => sessionsOf(query, id, 'machine', at, undefined))
  return { body: { tokens } }
}

async function createOwn(call: Call<z.infer<typeof NewToken>>) {
  const { services, body } = call
  const session = inPerson(call)
  const { id } = session.account
  if (session.needs.length > 0) throw new Refused('forbidden', '请先改初始密码、绑定动态码，再建令牌。')
  return services.database.asOwner(async (query) => {
    const made = await make(query, services, id, id, body)
    await tellBureaus(query, services, session, 'createToken', body)
    return { status: 201, body: made } as const
  })
}

async function revokeOwn(call: Call) {
  const { services, params } = call
  const session = inPerson(call)
  const { id } = session.account
  return services.database.asOwner(async (query) => {
    await endOne(query, services, id, params.token)
    await tellBureaus(query, services, session, 'revokeToken', { token: params.token })
    return { body: {} }
  })
}

async function list(call: Call) {
  const who = administrator(call)
  return call.services.database.asOwner(async (query) => {
    const { id } = await visible(query, who, call.params.account)
    return { body: { tokens: await sessionsOf(query, id, 'machine', who.at, undefined) } }
  })
}

async function create(call: Call<z.infer<typeof NewToken>>) {
  const { services, body, params } = call
  const who = administrator(call)
  inPerson(call)
  return services.database.asOwner(async (query) => {
    const account = await visible(query, who, params.account)
    // A token acts in its owner's name: an administrator who could make one for a person could approve in that name.
    if (!account.isMachine) throw new Refused('forbidden', '人的令牌只能由本人建。请为程序另建一个账号。')
    const made = await make(query, services, account.id, who.by, body)
    const event = { actor: who.by, action: 'createToken', subject: account.id, payload: body }
    await tell(query, services, { region: who.region, unit: 0 }, event)
    return { status: 201, body: made } as const
  })
}

async function revoke(call: Call) {
  const { services, params } = call
  const who = administrator(call)
  return services.database.asOwner(async (query) => {
    const { id } = await visible(query, who, params.account)
    await endOne(query, services, id, params.token)
    const event = { actor: who.by, action: 'revokeToken', subject: id, payload: { token: params.token } }
    await tell(query, services, { region: who.region, unit: 0 }, event)
    return { body: {} }
  })
}

async function make(
  query: Query,
  services: Services,
  account: string,
  madeBy: string,
  { label, days, roles, isReadOnly }: z.infer<typeof NewToken>,
) {
  const at = momentOf(services)
  if (roles !== null) await checkRoles(query, account, roles, at)
  const { token, tokenHash } = newToken()
  const until = new Date(services.now() + days * 86_400_000).toISOString()
  const kind = 'machine'
  await openSession(query, {
    tokenHash,
    account,
    kind,
    csrf: '',
    at,
    until,
    label,
    onlyRoles: roles,
    isReadOnly,
    madeBy,
  })
  return { token, label, expiresAt: until, roles, isReadOnly }
}

async function checkRoles(query: Query, account: string, roles: readonly Role[], at: string): Promise<void> {
  const held = (await heldRoles(query, account, at)).map(({ role }) => role)
  if (!roles.every((role) => held.includes(role)))
    throw new Refused('unprocessable', '令牌的角色不能超出账号现在有的角色。')
}

async function endOne(query: Query, services: Services, account: string, token: string | undefined): Promise<void> {
  if (!isId(token) || !(await endListed(query, account, 'machine', token, momentOf(services))))
    throw new Refused('not-found', '没有这个令牌，或已经作废。')
}

function momentOf({ now }: Services): string {
  return new Date(now()).toISOString()
}
