import type { z } from 'zod'
import type { Role } from '#engine'
import type { Database, Scope } from '../store/database.ts'
import type { HashAlgorithm } from '../store/log.ts'
import type { Session } from '../store/people.ts'

/** What the endpoints work with: nothing here is looked up elsewhere. */
export type Services = {
  readonly database: Database
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly algorithm: HashAlgorithm
  /** Shown once at the first start; whoever has it may make the first administrator. */
  readonly setupCode: string
}

/** Who may call: anyone, anyone signed in, or people with one of these roles in the bureau the path names. */
export type Access = 'anyone' | 'signedIn' | readonly Role[]

export type Call<Body> = {
  readonly services: Services
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly body: Body
  /** Undefined only where `access` is `anyone`. */
  readonly session: Session | undefined
  /** The token that came with the request, hashed. */
  readonly tokenHash: Buffer | undefined
  /** Under whose eyes the transaction runs; undefined where the path names no bureau. */
  readonly scope: Scope | undefined
}

export type Reply = {
  readonly status?: 200 | 201
  readonly body: unknown
  /** Sets the session cookie; the empty text takes it away. */
  readonly token?: string
  readonly etag?: string
}

/** One endpoint: the routes, the OpenAPI document and the access tests are all made from the list of these. */
export type Endpoint<Body = unknown> = {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** `:region` is the bureau; other parameters are the endpoint's own. */
  readonly path: string
  readonly title: string
  readonly access: Access
  readonly body?: z.ZodType<Body>
  readonly handle: (call: Call<Body>) => Promise<Reply>
}

/** Keeps the type of the body with the schema that checks it. */
export function endpoint<Body>(made: Endpoint<Body>): Endpoint {
  return made as unknown as Endpoint
}
