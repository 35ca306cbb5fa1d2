import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { setSubject } from '../store/accounts.ts'
import { keepAttempt, type OidcAttempt, takeAttempt } from '../store/oidc-attempts.ts'
import { findAccountById, findAccountBySubject } from '../store/people.ts'
import { openBrowserSession } from './browser-session.ts'
import { type Call, endpoint, type Services } from './endpoint.ts'
import { type Oidc, OidcRefused } from './oidc-client.ts'
import { checkOwnPassword } from './own-password.ts'
import { takeOne } from './rate-limit.ts'
import { Refused } from './refused.ts'
import { Code, passSecondFactor } from './totp.ts'
import { inPerson, tellBureaus } from './who.ts'

const ATTEMPT_MINUTES = 10

/** `secret` stays in the page that started: an answer that somebody else started can't be slipped to it. */
const Secret = z.string().regex(/^[\w-]{43}$/, '不是开始时给的那个')
const Finish = z.object({ secret: Secret, answer: z.string().max(4000).optional(), code: Code.optional() })
const Claim = z.object({ secret: Secret, answer: z.string().max(4000) })
const StartClaim = z.object({ password: z.string().max(1000) })

/** Signing in by the office's identity provider (OpenID Connect, authorization code with PKCE). An account must be there already. */
export const oidcEndpoints = [
  endpoint({
    id: 'hasOidc',
    method: 'GET',
    path: '/api/oidc',
    title: '能否用统一身份认证登录',
    access: 'anyone',
    handle: async ({ services }) => ({ body: { isConfigured: services.oidc !== undefined } }),
  }),
  endpoint({
    id: 'startOidc',
    method: 'POST',
    path: '/api/oidc/start',
    title: '开始统一身份认证：浏览器去 url，secret 留在页面里',
    access: 'anyone',
    handle: ({ services, client }: Call) => {
      takeOne(services.limits?.signInsByAddress, client.address, services.now(), '这个地址登录')
      return start(services, null)
    },
  }),
  endpoint({
    id: 'finishOidc',
    method: 'POST',
    path: '/api/oidc/session',
    title: '统一身份认证回来：answer 是回来的地址里问号后的部分；绑了动态码的再用 code 来一次',
    access: 'anyone',
    body: Finish,
    handle: finish,
  }),
  endpoint({
    id: 'startOidcClaim',
    method: 'POST',
    path: '/api/account/oidc',
    title: '把自己的账号绑到统一身份认证',
    access: 'signedIn',
    body: StartClaim,
    handle: startClaim,
  }),
  endpoint({
    id: 'finishOidcClaim',
    method: 'POST',
    path: '/api/account/oidc/claim',
    title: '绑定完成',
    access: 'signedIn',
    body: Claim,
    handle: claim,
  }),
  endpoint({
    id: 'removeOidc',
    method: 'DELETE',
    path: '/api/account/oidc',
    title: '解除与统一身份认证的绑定',
    access: 'signedIn',
    handle: remove,
  }),
] as const

/** What an account is bound by: the issuer and its subject. */
export function subjectText({ issuer }: Oidc, subject: string): string {
  return `${issuer} ${subject}`
}

async function start(services: Services, claimedBy: string | null) {
  const oidc = configured(services)
  const secret = randomBytes(32).toString('base64url')
  const attempt = { state: stateOf(secret), nonce: newSecret(), verifier: newSecret(), claimedBy, verifiedAs: null }
  const url = await orRefused(oidc.addressFor(attempt))
  await keep(services, attempt)
  return { status: 201, body: { url, secret } } as const
}

async function finish({ services, body, client }: Call<z.infer<typeof Finish>>) {
  const { now } = services
  takeOne(services.limits?.signInsByAddress, client.address, now(), '这个地址登录')
  const attempt = await take(services, body.secret, null)
  const account = await vouched(services, attempt, body.answer)
  const isClosed = account && (account.isDisabled || account.isMachine || account.lockedUntil > now())
  if (!account || isClosed)
    throw new Refused('forbidden', '这个身份没有绑定可用的账号。请先用密码登录后绑定，或请管理员绑定。')
  try {
    await passSecondFactor(services, account, body.code)
  } catch (error) {
    // The provider's answer counts once; what it proved waits for the code.
    if (error instanceof Refused) await keep(services, { ...attempt, verifiedAs: account.id })
    throw error
  }
  // The start and the end of it: an office signs in from one address.
  for (const _ of ['start', 'end']) services.limits?.signInsByAddress.giveBack(client.address)
  return openBrowserSession(services, account.id, client)
}

/** The account that the provider has vouched for, now or in the step before. */
async function vouched(services: Services, attempt: OidcAttempt, answer: string | undefined) {
  const { database } = services
  const { verifiedAs } = attempt
  if (verifiedAs !== null) return database.asOwner((query) => findAccountById(query, verifiedAs))
  const subject = await subjectIn(services, attempt, answer ?? '')
  return database.asOwner((query) => findAccountBySubject(query, subject))
}

async function startClaim(call: Call<z.infer<typeof StartClaim>>) {
  const { account } = inPerson(call)
  configured(call.services)
  await checkOwnPassword(call.services, account.id, call.body.password)
  return start(call.services, account.id)
}

async function claim(call: Call<z.infer<typeof Claim>>) {
  const { services, body } = call
  const session = inPerson(call)
  const { id } = session.account
  const attempt = await take(services, body.secret, id)
  const subject = await subjectIn(services, attempt, body.answer)
  await services.database.asOwner(async (query) => {
    if (!(await setSubject(query, id, subject))) throw new Refused('conflict', '这个身份已经绑在别的账号上。')
    await tellBureaus(query, services, session, 'bindOidc', { subject })
  })
  return { status: 201, body: {} } as const
}

async function remove(call: Call) {
  const { services } = call
  const session = inPerson(call)
  const { id } = session.account
  await services.database.asOwner(async (query) => {
    const account = await findAccountById(query, id)
    if (account?.passwordHash === null) throw new Refused('conflict', '账号没有密码，解除后就登不进来了。')
    await setSubject(query, id, null)
    await tellBureaus(query, services, session, 'unbindOidc', {})
  })
  return { body: {} }
}

async function subjectIn(services: Services, attempt: OidcAttempt, answer: string): Promise<string> {
  const oidc = configured(services)
  return subjectText(oidc, await orRefused(oidc.subjectOf(new URLSearchParams(answer), attempt)))
}

async function take(services: Services, secret: string, claimedBy: string | null): Promise<OidcAttempt> {
  const at = new Date(services.now()).toISOString()
  const attempt = await services.database.asOwner((query) => takeAttempt(query, stateOf(secret), at))
  if (!attempt || attempt.claimedBy !== claimedBy)
    throw new Refused('conflict', '这次登录已经用过或过了时间，请重新开始。')
  return attempt
}

async function keep({ database, now }: Services, attempt: OidcAttempt): Promise<void> {
  const until = new Date(now() + ATTEMPT_MINUTES * 60_000).toISOString()
  await database.asOwner((query) => keepAttempt(query, attempt, until))
}

function configured({ oidc }: Services): Oidc {
  if (!oidc) throw new Refused('not-found', '这台服务器没有接统一身份认证。')
  return oidc
}

/** What the provider sent proves nothing: that is an answer for the person, not a fault of ours. */
async function orRefused<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (!(error instanceof OidcRefused)) throw error
    throw new Refused('forbidden', '统一身份认证没有成功。请重新开始，仍不行请告诉管理员。', {
      cause: String(error.message),
    })
  }
}

function stateOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

function newSecret(): string {
  return randomBytes(32).toString('base64url')
}
