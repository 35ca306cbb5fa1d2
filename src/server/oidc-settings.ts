import { WrongSetting } from './wrong-setting.ts'

/** The office's identity provider, as the operator has set it. */
export type OidcSettings = {
  readonly issuer: URL
  readonly clientId: string
  readonly clientSecret: string
  /** The page of ours that the provider sends the browser back to. */
  readonly redirect: URL
}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads JIHENG_OIDC_ISSUER, _CLIENT_ID, _CLIENT_SECRET and _REDIRECT; undefined when none is set. Throws WrongSetting. */
export function oidcSettingsFrom(environment: Environment): OidcSettings | undefined {
  const names = ['ISSUER', 'CLIENT_ID', 'CLIENT_SECRET', 'REDIRECT'].map((name) => `JIHENG_OIDC_${name}`)
  const [issuer = '', clientId = '', clientSecret = '', redirect = ''] = names.map((name) => environment[name] ?? '')
  const missing = names.filter((name) => !environment[name])
  if (missing.length === names.length) return undefined
  if (missing.length > 0) throw new WrongSetting(`统一身份认证还差设置：${missing.join('、')}。`)
  return {
    issuer: addressOf(issuer, 'JIHENG_OIDC_ISSUER'),
    clientId,
    clientSecret,
    redirect: addressOf(redirect, 'JIHENG_OIDC_REDIRECT', true),
  }
}

function addressOf(text: string, name: string, mayBePlain = false): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) throw new WrongSetting(`${name} 不是网址：“${text}”。`)
  if (url.protocol === 'http:' && !mayBePlain && !isLoopback(url))
    throw new WrongSetting(`${name} 要用 https：身份和密钥不能明文过网。`)
  return url
}

function isLoopback({ hostname }: URL): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
}
