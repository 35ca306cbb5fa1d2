import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Database } from '../store/database.ts'
import type { Metrics } from './metrics.ts'

/** A database that takes longer than this to say a word is down for whoever waits, in milliseconds. */
const PATIENCE = 3000

export type HealthOptions = {
  readonly database: Database
  readonly metrics: Metrics
  /** Who shows it may read the metrics from elsewhere; without one only this machine may. */
  readonly metricsToken: string | undefined
}

/** `/health` for whoever starts and stops the server; `/metrics` for Prometheus. Neither says anything about forms or people. */
export function healthListener({ database, metrics, metricsToken }: HealthOptions): RequestListener {
  return (request, response) => {
    const path = (request.url ?? '').split('?')[0]
    if (path !== '/health' && path !== '/metrics')
      return send(response, 404, 'text/plain; charset=utf-8', '没有这一页。\n')
    const work = path === '/health' ? health(database, response) : tellMetrics(request, response, metrics, metricsToken)
    work.catch(() => send(response, 503, 'application/json', '{"status":"down"}\n'))
  }
}

async function health(database: Database, response: ServerResponse): Promise<void> {
  const isUp = await Promise.race([
    database
      .asOwner((query) => query('select 1'))
      .then(
        () => true,
        () => false,
      ),
    new Promise<false>((resolve) => setTimeout(() => resolve(false), PATIENCE).unref()),
  ])
  const body = { status: isUp ? 'ok' : 'down', engine: database.engine }
  send(response, isUp ? 200 : 503, 'application/json', `${JSON.stringify(body)}\n`)
}

async function tellMetrics(
  request: IncomingMessage,
  response: ServerResponse,
  metrics: Metrics,
  token: string | undefined,
): Promise<void> {
  const from = request.socket.remoteAddress ?? ''
  const { forwarded, 'x-forwarded-for': forwardedFor, 'x-real-ip': realIp } = request.headers
  // A proxy on this machine passes on what comes from anywhere.
  const isPassedOn = [forwarded, forwardedFor, realIp].some((header) => header !== undefined)
  const isHere = !isPassedOn && (from === '127.0.0.1' || from === '::1' || from === '::ffff:127.0.0.1')
  const isAllowed = token === undefined ? isHere : request.headers.authorization === `Bearer ${token}`
  if (!isAllowed) return send(response, 403, 'text/plain; charset=utf-8', '只有本机或带令牌的可以读。\n')
  send(response, 200, metrics.type, await metrics.text())
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}
