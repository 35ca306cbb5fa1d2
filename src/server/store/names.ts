import type { Query } from './database.ts'

/** Account → name. */
export async function findNames(query: Query, ids: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const rows = await query<{ account_id: string; name: string }>(
    'select account_id, name from account where account_id = any ($1::uuid[])',
    [ids],
  )
  return Object.fromEntries(rows.map(({ account_id, name }) => [account_id, name]))
}
