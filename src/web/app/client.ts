import type { Answered, ApiMethod, ApiPath, Asked, Sent } from '#server/api'
import { shellTexts } from '../texts/shell.ts'

/** Why the server declined, in its own words; `status` 0: it was not reached at all. */
export class ApiProblem extends Error {
  readonly status: number
  readonly type: string
  /** What stands beside the message: conflicts, open findings, faults. */
  readonly more: Readonly<Record<string, unknown>>

  constructor(status: number, type: string, message: string, more: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.status = status
    this.type = type
    this.more = more
  }
}

export type Values = Readonly<Record<string, string | number | boolean | null | undefined>>

type Options<M extends ApiMethod, P extends string> = {
  readonly params?: Values
  readonly body?: Sent<M, P>
  readonly query?: Asked<M, P>
  /** Sent again with the same key (after a network that broke off) it is done once. */
  readonly key?: string
  /** The same request sent again after no answer came is done once: it gets the key it had. */
  readonly isOnce?: boolean
  readonly bytes?: Blob
  readonly signal?: AbortSignal
}

/** Ends waiting for a server that does not answer, in milliseconds. */
const PATIENCE = 30_000
let csrf = ''

/** What the page shows with every change it asks for, once it knows who is signed in. */
export function rememberCsrf(token: string): void {
  csrf = token
}

let signedOut: () => void = () => undefined

/** What is to happen when the server no longer knows who this is, or knows the page's token as another session's. */
export function whenSignedOut(then: () => void): void {
  signedOut = then
}

/** Declined because nobody is signed in any more, or somebody has signed in anew in another tab: the same request will do after that. */
export function isSignedOut({ status, more }: ApiProblem): boolean {
  return status === 401 || more.needs === 'page'
}

/** One request, typed by method and path. Throws ApiProblem with a Chinese message. */
export async function call<const M extends ApiMethod, const P extends string>(
  method: M,
  path: P & ApiPath<M, P>,
  options: Options<M, P> = {},
): Promise<Answered<M, P>> {
  const address = addressOf(path, options.params, options.query as Values)
  const what = `${method} ${address} ${JSON.stringify(options.body)}`
  const key = options.isOnce ? (unanswered.get(what) ?? newKey()) : options.key
  if (options.isOnce && key !== undefined) unanswered.set(what, key)
  const response = await send(method, address, { ...options, ...(key === undefined ? {} : { key }) })
  if (response.status === 204) return undefined as Answered<M, P>
  const json: unknown = await response.json().catch(() => undefined)
  // An answer that breaks off in the middle says nothing about what was done.
  if (response.ok && json === undefined) throw unreachable()
  if (!PROXY_FAULTS.includes(response.status)) unanswered.delete(what)
  if (!response.ok) {
    const problem = problemOf(response, json)
    if (isSignedOut(problem) && address !== '/api/session') signedOut()
    throw problem
  }
  return json as Answered<M, P>
}

/** Keys of requests that no answer has come to yet, by what was asked. */
const unanswered = new Map<string, string>()
/** A proxy says these of a server that may have done it. */
const PROXY_FAULTS = [502, 503, 504]

function unreachable(): ApiProblem {
  return new ApiProblem(0, 'unreachable', shellTexts.unreachable)
}

/** The address of an endpoint that gives a file or events, for links. */
export function addressOf(path: string, params: Values = {}, query: Values = {}): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')))
  const asked = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const search = new URLSearchParams(asked.map(([name, value]) => [name, String(value)]))
  return search.size === 0 ? filled : `${filled}?${search}`
}

/** A key for a request that must not happen twice. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(16)).join('-')
}

async function send(
  method: string,
  address: string,
  { body, key, bytes, signal }: { body?: unknown; key?: string; bytes?: Blob; signal?: AbortSignal },
): Promise<Response> {
  const headers: Record<string, string> = {}
  if (method !== 'GET') headers['x-csrf-token'] = csrf
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (key !== undefined) headers['idempotency-key'] = key
  const content = bytes ?? (body === undefined ? undefined : JSON.stringify(body))
  const patience = AbortSignal.timeout(bytes ? PATIENCE * 10 : PATIENCE)
  const ends = signal ? AbortSignal.any([signal, patience]) : patience
  return fetch(address, { method, headers, signal: ends, ...(content === undefined ? {} : { body: content }) }).catch(
    (cause: unknown) => {
      if (signal?.aborted) throw cause
      throw unreachable()
    },
  )
}

function problemOf({ status }: Response, json: unknown): ApiProblem {
  const { type, detail, ...more } = (json ?? {}) as Readonly<Record<string, unknown>>
  const name = String(type ?? '').replace('urn:jiheng:', '')
  return new ApiProblem(status, name, typeof detail === 'string' ? detail : shellTexts.badAnswer, more)
}
