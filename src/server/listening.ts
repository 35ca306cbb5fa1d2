import { existsSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { answer, secure } from './answer.ts'
import { loadFiles } from './files.ts'

export type ServeOptions = {
  readonly host: string
  /** 0 lets the system choose a free one. */
  readonly port: number
  /** Folder of the built web application. */
  readonly webRoot?: string
  /** Answers everything under /api; without it only the pages are served. */
  readonly api?: RequestListener
  /** Answers /health and /metrics. */
  readonly health?: RequestListener
}

/** `close` refuses new requests, lets running ones end and resolves when the port is free. */
export type Serving = { readonly url: string; readonly close: () => Promise<void> }

/** The listening failed in a way the person can mend; the message is Chinese and complete. */
export class CannotListen extends Error {}

/** Serves the web application and the API. Throws `CannotListen` when the port is taken, forbidden or the build is missing. */
export async function serve({ host, port, webRoot = builtWeb(), api, health }: ServeOptions): Promise<Serving> {
  if (!existsSync(join(webRoot, 'index.html'))) throw new CannotListen(`没有找到网页文件，请先运行 npm run build。`)

  const files = loadFiles(webRoot)
  const server = createServer((request, response) => {
    const part = /^\/(api|health|metrics)(?:[/?]|$)/.exec(request.url ?? '')?.[1]
    const listener = part === 'api' ? api : part === undefined ? undefined : health
    if (!listener) return answer(files, request, response)
    secure(response)
    return listener(request, response)
  })
  // A client that sends a byte a minute must not hold a connection for ever.
  server.requestTimeout = 120_000
  server.headersTimeout = 20_000
  await listen(server, host, port)

  return { url: addressOf(server, host), close: () => close(server) }
}

/** dist/web seen from the bundle (dist/server, dist/cli, dist/chunks) or from the source (src/server). */
function builtWeb(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const beside = join(here, '..', 'web')
  return existsSync(join(beside, 'index.html')) && !here.endsWith(join('src', 'server'))
    ? beside
    : join(here, '..', '..', 'dist', 'web')
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)))
    server.listen(port, host, () => resolve())
  })
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new CannotListen(`端口 ${port} 已被别的程序占用。请关掉它，或换一个端口：PORT=${port + 1} npm start`)
  }
  if (error.code === 'EACCES')
    return new CannotListen(`没有权限使用端口 ${port}。请换 1024 以上的端口：PORT=8080 npm start`)
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new CannotListen(`这台机器没有地址 ${host}。请把 HOST 设为 127.0.0.1（只限本机）或 0.0.0.0（局域网）。`)
  }
  return error
}

function addressOf(server: Server, host: string): string {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}/`
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    // A browser keeps its connections open; what still runs after two seconds is cut.
    setTimeout(() => server.closeAllConnections(), 2000).unref()
  })
}
