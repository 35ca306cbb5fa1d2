import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Encoding, NONCE, type ServedFile } from './files.ts'

/** Nothing from elsewhere, nothing inline, nothing framed: the page needs only its own files, WebAssembly among them. */
const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
}

const NOT_FOUND = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>没有这一页 · 绩衡</title>
<h1>没有这一页</h1><p>地址可能写错了。<a href="/">回到校核页</a></p></html>
`

export function secure(response: ServerResponse): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
}

/** Answers one request from the table of files. */
export function answer(
  files: ReadonlyMap<string, ServedFile>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  secure(response)

  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD')
    send(request, response, 405, 'text/plain; charset=utf-8', Buffer.from('只能读取，不能写入。\n'))
    return
  }

  const file = files.get(pathOf(request))
  if (!file) {
    send(request, response, 404, 'text/html; charset=utf-8', Buffer.from(NOT_FOUND))
    return
  }

  if (file.hasNonce) {
    sendWithNonce(request, response, file)
    return
  }

  const encoding = chooseEncoding(request, file)
  const etag = `"${file.etag}${encoding === 'identity' ? '' : `-${encoding}`}"`
  response.setHeader('etag', etag)
  response.setHeader('vary', 'accept-encoding')
  response.setHeader('cache-control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
  if (holds(request.headers['if-none-match'], etag)) {
    response.writeHead(304).end()
    return
  }

  if (encoding !== 'identity') response.setHeader('content-encoding', encoding)
  send(request, response, 200, file.type, file.bodies[encoding] ?? file.bodies.identity)
}

/**
 * The components of the application write their styles while it runs. A number that nobody can guess, new in each answer, lets just
 * those in; the page reads it from its own head.
 */
function sendWithNonce(request: IncomingMessage, response: ServerResponse, { type, bodies }: ServedFile): void {
  const nonce = randomBytes(18).toString('base64')
  const policy = SECURITY_HEADERS['content-security-policy'] ?? ''
  response.setHeader('content-security-policy', policy.replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'`))
  response.setHeader('cache-control', 'no-store')
  send(request, response, 200, type, Buffer.from(bodies.identity.toString('utf8').replace(NONCE, nonce)))
}

function send(request: IncomingMessage, response: ServerResponse, status: number, type: string, body: Buffer): void {
  response.writeHead(status, { 'content-type': type, 'content-length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** The path without query, decoded; a path that cannot be decoded is none of ours. */
function pathOf(request: IncomingMessage): string {
  const [path = '/'] = (request.url ?? '/').split('?')
  try {
    return decodeURIComponent(path)
  } catch {
    // Malformed escapes come from probes and typing errors; both get the 404.
    return ''
  }
}

function chooseEncoding(request: IncomingMessage, file: ServedFile): Encoding {
  const accepted = new Map<string, number>()
  for (const part of String(request.headers['accept-encoding'] ?? '').split(',')) {
    const [name = '', ...parameters] = part.trim().toLowerCase().split(';')
    const quality = parameters.find((text) => text.trim().startsWith('q='))
    accepted.set(name.trim(), quality ? Number(quality.split('=')[1]) : 1)
  }
  const takes = (name: Encoding) => file.bodies[name] !== undefined && (accepted.get(name) ?? 0) > 0
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : 'identity'
}

function holds(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*')
}
