import type { Configuration } from 'openid-client'

/** The identity provider, as sign-in needs it. */
export type Oidc = {
  readonly issuer: string
  /** Where the browser goes to sign in. The verifier's hash goes along (PKCE). */
  readonly addressFor: (asked: Secrets) => Promise<string>
  /** Who signed in there, by what it answered (`?code=…&state=…`). Throws `OidcRefused` when the answer proves nothing. */
  readonly subjectOf: (answer: URLSearchParams, asked: Secrets) => Promise<string>
}
export type Secrets = { readonly state: string; readonly nonce: string; readonly verifier: string }

export type OidcSettings = {
  readonly issuer: URL
  readonly clientId: string
  readonly clientSecret: string
  /** The page of ours that the provider sends the browser back to. */
  readonly redirect: URL
}

/** The provider's answer proves nothing, or it can't be reached; `cause` says why. */
export class OidcRefused extends Error {}
/** A setting of the provider that can't be right; the message is Chinese and complete. */
export class WrongOidcSetting extends Error {}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads JIHENG_OIDC_ISSUER, _CLIENT_ID, _CLIENT_SECRET and _REDIRECT; undefined when none is set. Throws WrongOidcSetting. */
export function oidcSettingsFrom(environment: Environment): OidcSettings | undefined {
  const names = ['ISSUER', 'CLIENT_ID', 'CLIENT_SECRET', 'REDIRECT'].map((name) => `JIHENG_OIDC_${name}`)
  const [issuer = '', clientId = '', clientSecret = '', redirect = ''] = names.map((name) => environment[name] ?? '')
  const missing = names.filter((name) => !environment[name])
  if (missing.length === names.length) return undefined
  if (missing.length > 0) throw new WrongOidcSetting(`统一身份认证还差设置：${missing.join('、')}。`)
  return {
    issuer: addressOf(issuer, 'JIHENG_OIDC_ISSUER'),
    clientId,
    clientSecret,
    redirect: addressOf(redirect, 'JIHENG_OIDC_REDIRECT', true),
  }
}

function addressOf(text: string, name: string, mayBePlain = false): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) throw new WrongOidcSetting(`${name} 不是网址：“${text}”。`)
  if (url.protocol === 'http:' && !mayBePlain && !isLoopback(url))
    throw new WrongOidcSetting(`${name} 要用 https：身份和密钥不能明文过网。`)
  return url
}

function isLoopback({ hostname }: URL): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
}

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
