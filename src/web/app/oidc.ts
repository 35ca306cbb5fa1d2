import { call } from './client.ts'

const KEPT = 'jiheng.oidc'

export type OidcPurpose = 'signIn' | 'claim'
/** What the provider has sent the browser back with, and what was begun here. */
export type OidcReturn = { readonly purpose: OidcPurpose; readonly secret: string; readonly answer: string }

/** Goes to the identity provider. The secret stays in this tab, so that nobody can slip in an answer begun elsewhere. */
export async function goToProvider(purpose: OidcPurpose, password = ''): Promise<void> {
  const { url, secret } =
    purpose === 'signIn'
      ? await call('POST', '/api/oidc/start')
      : await call('POST', '/api/account/oidc', { body: { password } })
  sessionStorage.setItem(KEPT, JSON.stringify({ purpose, secret, hash: window.location.hash }))
  window.location.assign(url)
}

/** The way back from the provider, if this page was opened by it; undefined otherwise. */
export function oidcReturn(): OidcReturn | undefined {
  const answer = window.location.search.slice(1)
  const asked = new URLSearchParams(answer)
  if (!asked.has('state') || !(asked.has('code') || asked.has('error'))) return undefined
  const kept = keptAttempt()
  return kept ? { purpose: kept.purpose, secret: kept.secret, answer } : { purpose: 'signIn', secret: '', answer }
}

/** Takes the answer out of the address (it opens nothing twice) and goes back to where it was begun. */
export function leaveReturn(): void {
  const hash = keptAttempt()?.hash ?? ''
  sessionStorage.removeItem(KEPT)
  window.history.replaceState(null, '', `${window.location.pathname}${hash}`)
}

function keptAttempt(): { readonly purpose: OidcPurpose; readonly secret: string; readonly hash: string } | undefined {
  const text = sessionStorage.getItem(KEPT)
  return text === null ? undefined : JSON.parse(text)
}
