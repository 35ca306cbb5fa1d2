import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { z } from 'zod'
import type { Role } from '#engine'
import type { Scope } from '../store/database.ts'
import { findSession, type Session } from '../store/people.ts'
import { unstorable } from '../store/storable.ts'
import type { Endpoint, Services } from './endpoint.ts'
import { takeOne } from './rate-limit.ts'
import { Refused } from './refused.ts'
import { scopeOf } from './scope.ts'

export const SESSION_COOKIE = 'jiheng-session'
/** A form of 300 rows with all its readings is far below this. */
const MOST_BYTES = 4 * 1024 * 1024

export type SignedIn = {
  readonly session: Session | undefined
  readonly tokenHash: Buffer | undefined
  readonly isCookie: boolean
}

/** Who sends this, by bearer token or cookie. */
export async function signedIn(context: Context, { database, now, limits }: Services): Promise<SignedIn> {
  const bearer = /^Bearer (\S+)$/.exec(context.req.header('authorization') ?? '')?.[1]
  const cookie = getCookie(context, SESSION_COOKIE)
  const token = bearer ?? cookie
  if (token === undefined) return { session: undefined, tokenHash: undefined, isCookie: false }
  const tokenHash = createHash('sha256').update(token).digest()
  takeOne(limits?.requests, tokenHash.toString('base64'), now(), '请求')
  const at = new Date(now()).toISOString()
  const session = await database.readAsOwner((query) => findSession(query, tokenHash, at))
  return { session, tokenHash, isCookie: bearer === undefined }
}

/** The bureau of the path as a scope. A bureau where somebody has no role is as if it did not exist. */
export async function scopeIn(
  { region }: Readonly<Record<string, string>>,
  session: Session | undefined,
  { access, isOfBureau = false }: Endpoint,
  { database }: Services,
): Promise<Scope | undefined> {
  if (region === undefined || !session) return undefined
  const scope = /^\d{1,9}$/.test(region) ? await scopeOf(database, session, Number(region)) : undefined
  if (!scope) throw new Refused('not-found', '没有这个财政局，或您在那里没有角色。')
  if (typeof access !== 'string' && !hasRole(session, scope, access, isOfBureau))
    throw new Refused('forbidden', isOfBureau ? '这一步要有整个财政局的角色。' : '您的角色不能做这一步。')
  return scope
}

function hasRole({ assignments }: Session, { region }: Scope, roles: readonly Role[], isOfBureau: boolean): boolean {
  return assignments.some((one) => one.region === region && roles.includes(one.role) && (one.unit === 0 || !isOfBureau))
}

export async function bodyOf({ body }: Endpoint, context: Context): Promise<unknown> {
  if (!body) return undefined
  checkLength(context, MOST_BYTES)
  const json = await context.req.json().catch((cause: unknown) => {
    throw new Refused('malformed', '内容不是 JSON。', { cause: String(cause) })
  })
  return parsed(body, json, '内容')
}

export async function bytesOf({ upload }: Endpoint, context: Context): Promise<Uint8Array> {
  if (!upload) return new Uint8Array()
  checkLength(context, upload.mostBytes)
  return new Uint8Array(await context.req.arrayBuffer())
}

export function queryOf({ query }: Endpoint, context: Context): unknown {
  const asked = context.req.query()
  return query ? parsed(query, asked, '地址里的条件') : asked
}

/** Asked before anything is read: the body limit of the framework costs more than the whole request. */
function checkLength(context: Context, most: number): void {
  const length = Number(context.req.header('content-length') ?? Number.NaN)
  if (!Number.isInteger(length) || length < 0) throw new Refused('malformed', '请求要写明长度（content-length）。')
  if (length > most) throw new Refused('too-large', `内容超过 ${most / 1024 / 1024} MB，没有收。`)
}

/** Throws `malformed` for what the schema or the store can't take. */
function parsed(schema: z.ZodType, value: unknown, what: string): unknown {
  const why = unstorable(value)
  if (why !== undefined) throw new Refused('malformed', why)
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const faults = result.error.issues.map(({ path, message }) => ({ at: `/${path.join('/')}`, message }))
  throw new Refused('malformed', `${what}不合格式，见 faults。`, { faults })
}
