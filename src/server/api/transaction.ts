import { createHash } from 'node:crypto'
import { canonical } from '../store/canonical.ts'
import type { Query, Scope } from '../store/database.ts'
import type { Session } from '../store/people.ts'
import { findRequest, keepRequest } from '../store/requests.ts'
import type { Call, Reply, Services } from './endpoint.ts'
import { Refused } from './refused.ts'

/** What makes a request the same one: its key, and that nothing in it has changed. */
export type Repeatable = {
  readonly key: string
  readonly method: string
  readonly path: string
  readonly body: unknown
}

/**
 * The `transaction` of a call. With a key the answer is kept in the very transaction that did the work, so a request that is sent again
 * (a network that broke off, an impatient click) gets the first answer and does nothing twice. Only the effects of this one
 * transaction are covered.
 */
export function transactionOf(
  { database, now }: Services,
  scope: Scope | undefined,
  session: Session | undefined,
  repeatable: Repeatable | undefined,
): Call['transaction'] {
  return (work) => {
    if (!scope || !session) throw new Error('a transaction of an endpoint without a bureau')
    if (!repeatable) return database.tx(scope, work)
    const { key, ...rest } = repeatable
    const hash = createHash('sha256').update(canonical(rest)).digest()
    const mark = { region: scope.region, account: session.account.id, key }
    return database.tx(scope, async (query) => {
      const before = await findRequest(query, mark)
      if (before) return repeated(before, hash)
      const reply = await work(query)
      await keep(query, mark, hash, reply, new Date(now()).toISOString())
      return reply
    })
  }
}

async function keep(
  query: Query,
  mark: { readonly region: number; readonly account: string; readonly key: string },
  hash: Buffer,
  { status = 200, body, etag }: Reply,
  at: string,
): Promise<void> {
  await keepRequest(query, { ...mark, hash, status, body: { body, etag: etag ?? null }, at })
}

function repeated<Answer>(
  { hash, status, body }: { readonly hash: Buffer; readonly status: number; readonly body: unknown },
  wanted: Buffer,
): Reply<Answer> {
  if (!hash.equals(wanted))
    throw new Refused('unprocessable', '这个 idempotency-key 已经用在另一个请求上了，请换一个。')
  const { body: answer, etag } = body as { readonly body: Answer; readonly etag: string | null }
  return { status: status as 200, body: answer, ...(etag === null ? {} : { etag }) }
}
