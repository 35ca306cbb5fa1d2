import { z } from 'zod'
import { setPassword } from '../store/accounts.ts'
import { findAccountById } from '../store/people.ts'
import { recoveryCodesLeft } from '../store/second-factor.ts'
import { endListed, endSessions, sessionsOf } from '../store/sessions.ts'
import { type Call, endpoint } from './endpoint.ts'
import { isId } from './form-access.ts'
import { checkOwnPassword } from './own-password.ts'
import { hashPassword, passwordFault } from './passwords.ts'
import { Refused } from './refused.ts'
import { inPerson, tellBureaus } from './who.ts'

const NewPassword = z.object({ current: z.string().max(1000), password: z.string().max(1000) })

/** One's own account: password and sessions. */
export const ownAccountEndpoints = [
  endpoint({
    id: 'getOwnAccount',
    method: 'GET',
    path: '/api/account',
    title: '我的账号',
    access: 'signedIn',
    handle: get,
  }),
  endpoint({
    id: 'changeOwnPassword',
    method: 'POST',
    path: '/api/account/password',
    title: '改自己的密码；其他地方的登录随之结束',
    access: 'signedIn',
    body: NewPassword,
    handle: changePassword,
  }),
  endpoint({
    id: 'listOwnSessions',
    method: 'GET',
    path: '/api/account/sessions',
    title: '我在哪里登录着',
    access: 'signedIn',
    handle: listSessions,
  }),
  endpoint({
    id: 'endOwnSession',
    method: 'DELETE',
    path: '/api/account/sessions/:session',
    title: '结束自己的一次登录',
    access: 'signedIn',
    handle: endOne,
  }),
  endpoint({
    id: 'endOtherSessions',
    method: 'DELETE',
    path: '/api/account/sessions',
    title: '结束自己的其他登录',
    access: 'signedIn',
    handle: endOthers,
  }),
] as const

async function get(call: Call) {
  const { id } = inPerson(call).account
  return call.services.database.asOwner(async (query) => {
    const account = await findAccountById(query, id)
    if (!account) throw new Error('a session without an account')
    const { login, name, mustChangePassword, passwordHash, totpSecret } = account
    const [bound] = await query('select oidc_subject is not null as is_bound from account where account_id = $1', [id])
    return {
      body: {
        id,
        login,
        name,
        mustChangePassword,
        hasPassword: passwordHash !== null,
        hasTotp: totpSecret !== null,
        recoveryCodesLeft: await recoveryCodesLeft(query, id),
        isBoundToOidc: Boolean(bound?.is_bound),
      },
    }
  })
}

async function changePassword(call: Call<z.infer<typeof NewPassword>>) {
  const { services, body, tokenHash } = call
  const session = inPerson(call)
  const { id } = session.account
  const { login } = await checkOwnPassword(services, id, body.current)
  if (body.password === body.current) throw new Refused('unprocessable', '新密码与现在的一样。')
  const fault = passwordFault(body.password, login)
  if (fault !== undefined) throw new Refused('unprocessable', fault)
  const hash = await hashPassword(body.password)
  const at = new Date(services.now()).toISOString()
  const ended = await services.database.asOwner(async (query) => {
    await setPassword(query, id, hash, at, false)
    await tellBureaus(query, services, session, 'changePassword', {})
    return endSessions(query, id, at, { except: tokenHash, kind: 'browser' })
  })
  return { body: { endedSessions: ended } }
}

async function listSessions(call: Call) {
  const { id } = inPerson(call).account
  const at = new Date(call.services.now()).toISOString()
  const sessions = await call.services.database.asOwner((query) => sessionsOf(query, id, 'browser', at, call.tokenHash))
  return { body: { sessions } }
}

async function endOne(call: Call) {
  const { id } = inPerson(call).account
  const { session = '' } = call.params
  const at = new Date(call.services.now()).toISOString()
  const isEnded =
    isId(session) && (await call.services.database.asOwner((query) => endListed(query, id, 'browser', session, at)))
  if (!isEnded) throw new Refused('not-found', '没有这次登录，或已经结束。')
  return { body: {} }
}

async function endOthers(call: Call) {
  const { id } = inPerson(call).account
  const at = new Date(call.services.now()).toISOString()
  const ended = await call.services.database.asOwner((query) =>
    endSessions(query, id, at, { except: call.tokenHash, kind: 'browser' }),
  )
  return { body: { endedSessions: ended } }
}
