import type { Query } from './database.ts'

/** A sign-in, or a link of an account, that is under way at the identity provider. */
export type OidcAttempt = {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  /** The account that asks to be bound; null for a sign-in. */
  readonly claimedBy: string | null
  /** The account that the provider has vouched for, while its second factor is awaited. */
  readonly verifiedAs: string | null
}

export async function keepAttempt(query: Query, attempt: OidcAttempt, until: string): Promise<void> {
  const { state, nonce, verifier, claimedBy, verifiedAs } = attempt
  await query(
    'insert into oidc_attempt (state, nonce, verifier, claimed_by, verified_as, expires_at) values ($1, $2, $3, $4, $5, $6)',
    [state, nonce, verifier, claimedBy, verifiedAs, until],
  )
}

/** Takes an attempt out: each can be finished once. Forgets those that have run out. */
export async function takeAttempt(query: Query, state: string, at: string): Promise<OidcAttempt | undefined> {
  await query('delete from oidc_attempt where expires_at <= $1', [at])
  const [row] = await query('delete from oidc_attempt where state = $1 returning *', [state])
  return (
    row && {
      state: String(row.state),
      nonce: String(row.nonce),
      verifier: String(row.verifier),
      claimedBy: row.claimed_by === null ? null : String(row.claimed_by),
      verifiedAs: row.verified_as === null ? null : String(row.verified_as),
    }
  )
}
