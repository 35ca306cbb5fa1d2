import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Role } from '#engine'
import type { Scope } from '../store/database.ts'
import { findSession, type Session } from '../store/people.ts'
import type { Endpoint, Reply, Services } from './endpoint.ts'
import { endpoints } from './endpoints.ts'
import { REFUSALS, Refused } from './refused.ts'
import { scopeOf } from './scope.ts'

const COOKIE = 'jiheng-session'
/** A form of 300 rows with all its readings is far below this. */
const MOST_BYTES = 4 * 1024 * 1024

/** The API as one Hono app. Everything it needs is handed in; only `onError` turns errors into answers. */
export function createApp(services: Services): Hono {
  const app = new Hono()
  for (const one of endpoints)
    app.on(one.method, one.path, async (context) => {
      const reply = await answer(one, context, services)
      return replied(context, reply)
    })
  app.notFound((context) => problem(context, 404, 'not-found', '没有这个接口。'))
  app.onError((error, context) => {
    if (error instanceof Refused) return problem(context, REFUSALS[error.code], error.code, error.message, error.more)
    // Ours to mend: the person is told that nothing was saved, the log has the cause.
    console.error(error)
    return problem(
      context,
      500,
      'error',
      '程序出错了，这一步没有做成，原来的数据没有变。请稍后再试，仍不行请告诉管理员。',
    )
  })
  return app
}

async function answer(one: Endpoint, context: Context, services: Services): Promise<Reply> {
  const { session, tokenHash, isCookie } = await signedIn(context, services)
  if (one.access !== 'anyone' && !session) throw new Refused('sign-in', '请先登录。')
  if (isCookie && session && one.method !== 'GET' && context.req.header('x-csrf-token') !== session.csrf)
    throw new Refused('forbidden', '这个请求不是从绩衡的页面发出的，没有执行。请刷新页面再试。')
  const params = context.req.param()
  const scope = await scopeIn(params, session, one, services)
  const body = await bodyOf(one, context)
  return one.handle({ services, params, query: context.req.query(), body, session, tokenHash, scope })
}

async function signedIn(context: Context, { database, now }: Services) {
  const bearer = /^Bearer (\S+)$/.exec(context.req.header('authorization') ?? '')?.[1]
  const cookie = getCookie(context, COOKIE)
  const token = bearer ?? cookie
  if (token === undefined) return { session: undefined, tokenHash: undefined, isCookie: false }
  const tokenHash = createHash('sha256').update(token).digest()
  const at = new Date(now()).toISOString()
  const session = await database.asOwner((query) => findSession(query, tokenHash, at))
  return { session, tokenHash, isCookie: bearer === undefined }
}

/** The bureau of the path as a scope. A bureau where somebody has no role is as if it did not exist. */
async function scopeIn(
  { region }: Readonly<Record<string, string>>,
  session: Session | undefined,
  { access }: Endpoint,
  { database }: Services,
): Promise<Scope | undefined> {
  if (region === undefined || !session) return undefined
  const scope = /^\d{1,9}$/.test(region) ? await scopeOf(database, session, Number(region)) : undefined
  if (!scope) throw new Refused('not-found', '没有这个财政局，或您在那里没有角色。')
  if (typeof access !== 'string' && !hasRole(session, scope, access))
    throw new Refused('forbidden', '您的角色不能做这一步。')
  return scope
}

function hasRole({ assignments }: Session, { region }: Scope, roles: readonly Role[]): boolean {
  return assignments.some((one) => one.region === region && roles.includes(one.role))
}

async function bodyOf({ body }: Endpoint, context: Context): Promise<unknown> {
  if (!body) return undefined
  // Asked before anything is read: the body limit of the framework costs more than the whole request.
  const length = Number(context.req.header('content-length'))
  if (!Number.isInteger(length) || length < 0) throw new Refused('malformed', '请求要写明长度（content-length）。')
  if (length > MOST_BYTES) throw new Refused('too-large', `内容超过 ${MOST_BYTES / 1024 / 1024} MB，没有收。`)
  const json = await context.req.json().catch((cause: unknown) => {
    throw new Refused('malformed', '内容不是 JSON。', { cause: String(cause) })
  })
  const parsed = body.safeParse(json)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) => ({ at: `/${path.join('/')}`, message }))
  throw new Refused('malformed', '内容不合格式，见 faults。', { faults })
}

function replied(context: Context, { status = 200, body, token, etag }: Reply): Response {
  if (token !== undefined && token !== '')
    setCookie(context, COOKIE, token, { httpOnly: true, sameSite: 'Lax', path: '/', secure: isSecure(context) })
  if (token === '') deleteCookie(context, COOKIE, { path: '/' })
  context.header('cache-control', 'no-store')
  if (etag !== undefined) {
    context.header('etag', `"${etag}"`)
    if (context.req.header('if-none-match') === `"${etag}"`) return context.body(null, 304)
  }
  return context.json(body as object, status)
}

/** An office network has no https; where there is one the cookie never leaves it. */
function isSecure(context: Context): boolean {
  return context.req.header('x-forwarded-proto') === 'https' || context.req.url.startsWith('https:')
}

/** Problem details (RFC 9457), in Chinese. */
function problem(context: Context, status: number, type: string, detail: string, more: object = {}): Response {
  return context.json({ ...more, type: `urn:jiheng:${type}`, status, detail }, status as 400, {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
  })
}
