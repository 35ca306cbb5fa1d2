import type { Query } from '../store/database.ts'
import { appendEvent } from '../store/log.ts'
import { type Account, noteFailure } from '../store/people.ts'
import { heldRoles } from '../store/sessions.ts'
import type { Client } from './client.ts'
import type { Services } from './endpoint.ts'

/**
 * Tells the log that somebody came in or was shut out, and from where: once in each bureau they have a role in, on the chain of their
 * first unit there, so that a rush of sign-ins does not queue at one chain.
 */
export async function tellSignIn(
  query: Query,
  { now, algorithm }: Services,
  account: string,
  action: 'signIn' | 'lockOut',
  client: Client | undefined,
): Promise<void> {
  const at = now()
  const told = new Set<number>()
  for (const { region, unit } of await heldRoles(query, account, new Date(at).toISOString())) {
    if (told.has(region)) continue
    told.add(region)
    const event = { actor: account, action, subject: account, payload: client ?? {}, at }
    await appendEvent(query, { region, unit }, event, algorithm)
  }
}

/** Counts a wrong password or code; the one too many shuts the account for a while, and the log is told. */
export async function noteWrongTry(services: Services, account: Pick<Account, 'id'>, client?: Client): Promise<void> {
  const { database, now } = services
  await database.asOwner(async (query) => {
    if (await noteFailure(query, account, now())) await tellSignIn(query, services, account.id, 'lockOut', client)
  })
}
