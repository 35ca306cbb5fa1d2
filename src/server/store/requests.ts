import type { Query } from './database.ts'

export type RequestMark = { readonly region: number; readonly account: string; readonly key: string }
export type DoneRequest = { readonly hash: Buffer; readonly status: number; readonly body: unknown }

/** The answer that a request with this key had. */
export async function findRequest(
  query: Query,
  { region, account, key }: RequestMark,
): Promise<DoneRequest | undefined> {
  const [row] = await query<{ request_hash: Buffer; status: number; body: unknown }>(
    'select request_hash, status, body from request_done where region_id = $1 and account_id = $2 and request_key = $3',
    [region, account, key],
  )
  return row && { hash: row.request_hash, status: row.status, body: row.body }
}

/** Keeps an answer. Of two at once with one key the second fails here and is tried again, and then finds the first one's. */
export async function keepRequest(
  query: Query,
  { region, account, key, hash, status, body, at }: RequestMark & DoneRequest & { readonly at: string },
): Promise<void> {
  await query(
    `insert into request_done (region_id, account_id, request_key, request_hash, status, body, done_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [region, account, key, hash, status, JSON.stringify(body), at],
  )
}

/** Forgets answers from before a moment; who repeats a request does so within minutes. */
export async function forgetRequests(query: Query, region: number, before: string): Promise<void> {
  await query('delete from request_done where region_id = $1 and done_at < $2', [region, before])
}
