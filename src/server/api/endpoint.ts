import type { z } from 'zod'
import type { Role } from '#engine'
import type { Check } from '../operation/doctor.ts'
import type { Blobs } from '../store/blobs.ts'
import type { Database, Query, Scope } from '../store/database.ts'
import type { HashAlgorithm } from '../store/log.ts'
import type { Session } from '../store/people.ts'
import type { Client } from './client.ts'
import type { Oidc } from './oidc-client.ts'
import type { Limits } from './rate-limit.ts'

/** What the endpoints work with: nothing here is looked up elsewhere. */
export type Services = {
  readonly database: Database
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly algorithm: HashAlgorithm
  /** Shown once at the first start; whoever has it may make the first administrator. */
  readonly setupCode: string
  /** Where attachments lie; without it they are refused. */
  readonly blobs?: Blobs
  /** Signing in by an identity provider; without it there is only the password. */
  readonly oidc?: Oidc
  /** What is counted against guessing and flooding; the app makes it when it is not handed in. */
  readonly limits?: Limits
  /** What an operator looks at: the disk, the jobs, the back-ups. The app has no settings, so whoever has them hands this in. */
  readonly diagnose?: () => Promise<readonly Check[]>
  /** A reverse proxy of our own stands in front and names the client. */
  readonly trustsProxy?: boolean
}

/** Who may call: anyone, anyone signed in, or people with one of these roles in the bureau the path names. */
export type Access = 'anyone' | 'signedIn' | readonly Role[]
export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

export type Call<Body = undefined, Asked = Readonly<Record<string, string>>> = {
  readonly services: Services
  readonly params: Readonly<Record<string, string>>
  /** What stands behind the question mark, as the endpoint's `query` has read it. */
  readonly query: Asked
  readonly body: Body
  /** The bytes of an upload; empty elsewhere. */
  readonly bytes: Uint8Array
  /** Undefined only where `access` is `anyone`. */
  readonly session: Session | undefined
  /** The token that came with the request, hashed. */
  readonly tokenHash: Buffer | undefined
  /** Where the request comes from. */
  readonly client: Client
  /** Under whose eyes the transaction runs; undefined where the path names no bureau. */
  readonly scope: Scope | undefined
  /** One transaction under the scope. With an `idempotency-key` its answer is kept, and a repeated request gets it again. */
  readonly transaction: <Answer>(work: (query: Query) => Promise<Reply<Answer>>) => Promise<Reply<Answer>>
  /** Ends when the caller has gone. */
  readonly signal: AbortSignal
}

export type Reply<Answer = unknown> = {
  readonly status?: 200 | 201 | 202
  readonly body: Answer
  /** Sets the session cookie; the empty text takes it away. */
  readonly token?: string
  readonly etag?: string
  /** Sent instead of `body`. */
  readonly file?: ServedContent
  /** Server-sent events instead of `body`, until the generator ends. */
  readonly events?: AsyncIterable<unknown>
}

/** `name` is what a browser saves it under. */
export type ServedContent = {
  readonly name: string
  readonly type: string
  readonly content: Uint8Array | AsyncIterable<string>
}

/** One endpoint: the routes, the OpenAPI document and the access tests are all made from the list of these. */
export type Endpoint = {
  readonly id: string
  readonly method: Method
  /** `:region` is the bureau; other parameters are the endpoint's own. */
  readonly path: string
  readonly title: string
  readonly access: Access
  /** One of the roles must be for the whole bureau: what it is about belongs to no unit, and a role for one unit does not reach it. */
  readonly isOfBureau?: boolean
  readonly body?: z.ZodType
  readonly query?: z.ZodType
  /** The body is a file of at most so many bytes. */
  readonly upload?: { readonly mostBytes: number }
  // biome-ignore lint/suspicious/noExplicitAny: the list holds endpoints of every body; `endpoint` has checked each against its schema.
  readonly handle: (call: Call<any, any>) => Promise<Reply>
}

/** An endpoint whose types a client can ask for. */
export type Typed<M extends Method, Path extends string, Sent, Asked, Answer> = Endpoint & {
  readonly method: M
  readonly path: Path
  readonly types?: { readonly sent: Sent; readonly asked: Asked; readonly answer: Answer }
}

type Made<M extends Method, Path extends string, Body, Sent, Asked, AskedFor, Answer> = Omit<
  Endpoint,
  'method' | 'path' | 'body' | 'query' | 'handle'
> & {
  readonly method: M
  readonly path: Path
  readonly body?: z.ZodType<Body, Sent>
  readonly query?: z.ZodType<Asked, AskedFor>
  readonly handle: (call: Call<Body, Asked>) => Promise<Reply<Answer>>
}

/** Keeps the types of method, path, body, query and answer with the endpoint. */
export function endpoint<
  const M extends Method,
  const Path extends string,
  Answer,
  Body = undefined,
  Sent = undefined,
  Asked = Readonly<Record<string, string>>,
  AskedFor = undefined,
>(made: Made<M, Path, Body, Sent, Asked, AskedFor, Answer>): Typed<M, Path, Sent, AskedFor, Answer> {
  return made as unknown as Typed<M, Path, Sent, AskedFor, Answer>
}
