import type { Configuration } from 'openid-client'
import type { OidcSettings } from '../oidc-settings.ts'

/** The identity provider, as sign-in needs it. */
export type Oidc = {
  readonly issuer: string
  /** Where the browser goes to sign in. The verifier's hash goes along (PKCE). */
  readonly addressFor: (asked: Secrets) => Promise<string>
  /** Who signed in there, by what it answered (`?code=…&state=…`). Throws `OidcRefused` when the answer proves nothing. */
  readonly subjectOf: (answer: URLSearchParams, asked: Secrets) => Promise<string>
}
export type Secrets = { readonly state: string; readonly nonce: string; readonly verifier: string }

/** The provider's answer proves nothing, or it can't be reached; `cause` says why. */
export class OidcRefused extends Error {}
/** The provider of these settings. The library is loaded and the provider asked when somebody first signs in; a provider that is down is asked again. */
export function openOidc({ issuer, clientId, clientSecret, redirect }: OidcSettings): Oidc {
  let known: Promise<Configuration> | undefined
  const configured = async () => {
    const { discovery, allowInsecureRequests } = await import('openid-client')
    const execute = issuer.protocol === 'http:' ? [allowInsecureRequests] : []
    known ??= discovery(issuer, clientId, clientSecret, undefined, { execute })
    try {
      return await known
    } catch (cause) {
      known = undefined
      throw new OidcRefused('the provider does not answer', { cause })
    }
  }
  return {
    issuer: issuer.href,
    async addressFor({ state, nonce, verifier }) {
      const configuration = await configured()
      const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await import('openid-client')
      return buildAuthorizationUrl(configuration, {
        redirect_uri: redirect.href,
        scope: 'openid',
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }).href
    },
    async subjectOf(answer, { state, nonce, verifier }) {
      const configuration = await configured()
      const { authorizationCodeGrant } = await import('openid-client')
      const current = new URL(redirect)
      current.search = answer.toString()
      const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true }
      const tokens = await authorizationCodeGrant(configuration, current, checks).catch((cause: unknown) => {
        throw new OidcRefused('the answer of the provider proves nothing', { cause })
      })
      const claims = tokens.claims()
      if (!claims) throw new OidcRefused('the provider sent no identity')
      return claims.sub
    },
  }
}
