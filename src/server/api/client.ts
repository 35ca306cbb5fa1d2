import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'

/** Where a request comes from. */
export type Client = {
  /** The address of the machine, or of the last proxy that is not ours; empty in tests without a network. */
  readonly address: string
  /** The browser, shortened: so that somebody knows their own sessions apart. */
  readonly agent: string
}

/** `trustsProxy`: a reverse proxy of our own stands in front, and the last address it names is the client's. Others could write anything there. */
export function clientOf(context: Context, trustsProxy: boolean): Client {
  const { incoming } = (context.env ?? {}) as { readonly incoming?: IncomingMessage }
  const named = trustsProxy ? context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return {
    address: (named ?? incoming?.socket.remoteAddress ?? '').slice(0, 60),
    agent: agentOf(context.req.header('user-agent') ?? ''),
  }
}

const BROWSERS: readonly (readonly [sign: RegExp, name: string])[] = [
  [/Edg\//, 'Edge'],
  [/360SE|QihooBrowser/, '360'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const SYSTEMS: readonly (readonly [sign: RegExp, name: string])[] = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS/, 'macOS'],
  [/Linux/, 'Linux'],
]

function agentOf(header: string): string {
  const first = (list: typeof BROWSERS) => list.find(([sign]) => sign.test(header))?.[1]
  return [first(BROWSERS), first(SYSTEMS)].filter((part) => part !== undefined).join(' · ')
}
