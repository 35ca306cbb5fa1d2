import type { Query } from './database.ts'

/** Keeps a secret that does not count until its first code has come. False when a device is enrolled already. */
export async function proposeSecret(query: Query, account: string, secret: string): Promise<boolean> {
  const rows = await query(
    `update account set totp_secret = $2, totp_last_step = null where account_id = $1 and totp_confirmed_at is null
     returning account_id`,
    [account, secret],
  )
  return rows.length > 0
}

/** The secret that waits for its first code. */
export async function proposedSecret(query: Query, account: string): Promise<string | undefined> {
  const [row] = await query<{ totp_secret: string | null }>(
    'select totp_secret from account where account_id = $1 and totp_confirmed_at is null',
    [account],
  )
  return row?.totp_secret ?? undefined
}

/** From now on the device counts; the step of the code that proved it is used up. False when it is enrolled already. */
export async function confirmSecret(query: Query, account: string, step: number, at: string): Promise<boolean> {
  const rows = await query(
    `update account set totp_confirmed_at = $3, totp_last_step = $2 where account_id = $1 and totp_confirmed_at is null
     returning account_id`,
    [account, step, at],
  )
  return rows.length > 0
}

/** Uses a time step up. False when this one or a later one has been used: a code that was seen over a shoulder opens nothing. */
export async function useStep(query: Query, account: string, step: number): Promise<boolean> {
  const rows = await query(
    `update account set totp_last_step = $2 where account_id = $1 and (totp_last_step is null or totp_last_step < $2)
     returning account_id`,
    [account, step],
  )
  return rows.length > 0
}

/** Takes the device and the recovery codes away. */
export async function dropSecondFactor(query: Query, account: string): Promise<void> {
  await query(
    'update account set totp_secret = null, totp_last_step = null, totp_confirmed_at = null where account_id = $1',
    [account],
  )
  await query('delete from recovery_code where account_id = $1', [account])
}

export async function keepRecoveryCodes(query: Query, account: string, hashes: readonly Buffer[]): Promise<void> {
  await query('delete from recovery_code where account_id = $1', [account])
  for (const hash of hashes)
    await query('insert into recovery_code (account_id, code_hash) values ($1, $2)', [account, hash])
}

/** Uses a recovery code up. False when there is none like it, or it has been used. */
export async function useRecoveryCode(query: Query, account: string, hash: Buffer, at: string): Promise<boolean> {
  const rows = await query(
    'update recovery_code set used_at = $3 where account_id = $1 and code_hash = $2 and used_at is null returning account_id',
    [account, hash, at],
  )
  return rows.length > 0
}

export async function recoveryCodesLeft(query: Query, account: string): Promise<number> {
  const [row] = await query<{ unused: number }>(
    'select count(*)::int as unused from recovery_code where account_id = $1 and used_at is null',
    [account],
  )
  return row?.unused ?? 0
}
