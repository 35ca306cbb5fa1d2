import { createHash } from 'node:crypto'
import type { Confirmation } from '#engine'
import type { Query } from './database.ts'

export type KeptConfirmation = Confirmation & { readonly by: string; readonly at: string }

/** Keeps reasons beside the form; a finding answered before gets the new reason. */
export async function keepConfirmations(
  query: Query,
  { region, unit, id }: { readonly region: number; readonly unit: number; readonly id: string },
  confirmations: readonly Confirmation[],
  by: string,
  at: string,
): Promise<void> {
  if (confirmations.length === 0) return
  const rows = new Map(confirmations.map((one) => [one.finding, one]))
  const values: unknown[] = [region, id, unit, by, at]
  const places = [...rows.values()].map(({ finding, reason }) => {
    // A finding can be longer than what an index takes, so its hash is the key.
    values.push(createHash('sha256').update(finding).digest(), finding, reason)
    const n = values.length
    return `($1, $2, $3, $4, $5, $${n - 2}, $${n - 1}, $${n})`
  })
  await query(
    `insert into confirmation (region_id, form_id, unit_id, confirmed_by, confirmed_at, finding_hash, finding, reason) values ${places.join(', ')}
     on conflict (region_id, form_id, finding_hash) do update
     set reason = excluded.reason, confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at`,
    values,
    rows.size <= MOST_NAMED ? `keep-confirmations-${rows.size}` : undefined,
  )
}

/** A statement for each number of reasons: beyond this it is too rare to be kept. */
const MOST_NAMED = 8

/** All reasons kept for a form, those for findings that are gone among them. */
export async function confirmationsOf(
  query: Query,
  region: number,
  form: string,
): Promise<readonly KeptConfirmation[]> {
  const rows = await query(
    'select finding, reason, confirmed_by, confirmed_at from confirmation where region_id = $1 and form_id = $2 order by confirmed_at, finding',
    [region, form],
  )
  return rows.map((row) => ({
    finding: String(row.finding),
    reason: String(row.reason),
    by: String(row.confirmed_by),
    at: (row.confirmed_at as Date).toISOString(),
  }))
}
