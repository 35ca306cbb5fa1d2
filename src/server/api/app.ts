import { type Context, Hono } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { matchedRoutes } from 'hono/route'
import { stream, streamSSE } from 'hono/streaming'
import { StoreError } from '../store/store-error.ts'
import { clientOf } from './client.ts'
import type { Endpoint, Reply, ServedContent, Services } from './endpoint.ts'
import { endpoints } from './endpoints.ts'
import { makeLimits } from './rate-limit.ts'
import { REFUSALS, Refused } from './refused.ts'
import { bodyOf, bytesOf, queryOf, SESSION_COOKIE, scopeIn, signedIn } from './request.ts'
import { type Repeatable, transactionOf } from './transaction.ts'
import { checkSession } from './who.ts'

/** What the app tells outside about an error of our own; the answer says only that nothing was saved. */
export type OnFault = (error: unknown, request: { readonly method: string; readonly path: string }) => void

/** What was answered, by the route with its placeholders: nothing of whose form it was. */
export type OnAnswer = (answer: {
  readonly method: string
  readonly route: string
  readonly status: number
  readonly ms: number
}) => void

/** The API as one Hono app. Everything it needs is handed in; only `onError` turns errors into answers. */
export function createApp(
  given: Services,
  onFault: OnFault = (error) => console.error(error),
  onAnswer?: OnAnswer,
): Hono {
  const services = { limits: makeLimits(), ...given }
  const app = new Hono()
  if (onAnswer)
    app.use('*', async (context, next) => {
      const begun = performance.now()
      await next()
      const route = matchedRoutes(context).at(-1)?.path ?? ''
      onAnswer({ method: context.req.method, route, status: context.res.status, ms: performance.now() - begun })
    })
  for (const one of endpoints)
    app.on(one.method, one.path, async (context) => replied(context, await answer(one, context, services)))
  app.notFound((context) => problem(context, 404, 'not-found', '没有这个接口。'))
  app.onError((error, context) => {
    if (error instanceof Refused) {
      if (error.code === 'too-many') context.header('retry-after', String(error.more.retryAfter ?? 60))
      return problem(context, REFUSALS[error.code], error.code, error.message, error.more)
    }
    // The database says why it can't (a node that is down, a damaged file): the person is told so.
    if (error instanceof StoreError) return problem(context, 503, 'unavailable', error.message)
    // Ours to mend: the person is told that nothing was saved, the log has the cause.
    onFault(error, { method: context.req.method, path: context.req.path })
    const detail = '程序出错了，这一步没有做成，原来的数据没有变。请稍后再试，仍不行请告诉管理员。'
    return problem(context, 500, 'error', detail)
  })
  return app
}

async function answer(one: Endpoint, context: Context, services: Services): Promise<Reply> {
  const { session, tokenHash, isCookie } = await signedIn(context, services)
  if (one.access !== 'anyone' && !session) throw new Refused('sign-in', '请先登录。')
  if (isCookie && session && one.method !== 'GET' && context.req.header('x-csrf-token') !== session.csrf)
    throw new Refused('forbidden', '这个请求不是从绩衡的页面发出的，没有执行。请刷新页面再试。', { needs: 'page' })
  checkSession(session, one)
  const client = clientOf(context, services.trustsProxy ?? false)
  const params = context.req.param()
  const scope = await scopeIn(params, session, one, services)
  const query = queryOf(one, context)
  const body = await bodyOf(one, context)
  const bytes = await bytesOf(one, context)
  const transaction = transactionOf(services, scope, session, repeatableOf(context, one, body))
  const signal = context.req.raw.signal
  return one.handle({ services, params, query, body, bytes, session, tokenHash, client, scope, transaction, signal })
}

function repeatableOf(context: Context, { method }: Endpoint, body: unknown): Repeatable | undefined {
  const key = context.req.header('idempotency-key')
  if (key === undefined || method === 'GET') return undefined
  if (!/^[\w-]{8,80}$/.test(key)) throw new Refused('malformed', 'idempotency-key 要 8 到 80 个字母、数字、“-”或“_”。')
  return { key, method, path: context.req.path, body }
}

async function replied(context: Context, reply: Reply): Promise<Response> {
  const { status = 200, body, token, etag, file, events } = reply
  if (token !== undefined && token !== '')
    setCookie(context, SESSION_COOKIE, token, { httpOnly: true, sameSite: 'Lax', path: '/', secure: isSecure(context) })
  if (token === '') deleteCookie(context, SESSION_COOKIE, { path: '/' })
  context.header('cache-control', 'no-store')
  if (etag !== undefined) {
    context.header('etag', `"${etag}"`)
    if (context.req.header('if-none-match') === `"${etag}"`) return context.body(null, 304)
  }
  if (file) return served(context, file)
  if (events) return streamed(context, events)
  return context.json(body as object, status)
}

function served(context: Context, { name, type, content }: ServedContent): Response {
  context.header('content-type', type)
  context.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
  if (content instanceof Uint8Array) return context.body(content as Uint8Array<ArrayBuffer>)
  return stream(context, async (out) => {
    for await (const part of content) {
      if (out.aborted) return
      await out.write(part)
    }
  })
}

function streamed(context: Context, events: AsyncIterable<unknown>): Response {
  // A proxy that gathers answers would hold the progress back until the end.
  context.header('x-accel-buffering', 'no')
  return streamSSE(context, async (out) => {
    for await (const event of events) {
      if (out.aborted) return
      await out.writeSSE({ data: JSON.stringify(event) })
    }
  })
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
