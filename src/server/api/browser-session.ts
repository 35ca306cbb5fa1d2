import { createHash, randomBytes } from 'node:crypto'
import { clearFailures } from '../store/people.ts'
import { openSession } from '../store/sessions.ts'
import type { Client } from './client.ts'
import type { Reply, Services } from './endpoint.ts'
import { tellSignIn } from './sign-in-log.ts'

const SESSION_HOURS = 12

/** A token nobody can guess and what is kept of it. */
export function newToken(): { readonly token: string; readonly tokenHash: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenHash: createHash('sha256').update(token).digest() }
}

/** Opens a session for somebody who has proved who they are: a cookie, and the token that the page's requests carry. */
export async function openBrowserSession(
  services: Services,
  account: string,
  client: Client,
): Promise<Reply<{ readonly csrf: string }>> {
  const { database, now } = services
  const { token, tokenHash } = newToken()
  const csrf = randomBytes(18).toString('base64url')
  await database.asOwner(async (query) => {
    await clearFailures(query, account)
    await openSession(query, {
      tokenHash,
      account,
      kind: 'browser',
      csrf,
      at: new Date(now()).toISOString(),
      until: new Date(now() + SESSION_HOURS * 3_600_000).toISOString(),
      label: [client.agent, client.address].filter((part) => part !== '').join(' · '),
    })
    await tellSignIn(query, services, account, 'signIn', client)
  })
  return { status: 201, token, body: { csrf } }
}
