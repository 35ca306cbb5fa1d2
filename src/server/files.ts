import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'

export const NONCE = '__CSP_NONCE__'

export type Encoding = 'br' | 'gzip' | 'identity'

/** One file of the web application, in every encoding that the build made. */
export type ServedFile = {
  readonly type: string
  readonly etag: string
  /** The name carries the hash of the content: it may be kept for ever. */
  readonly immutable: boolean
  /** A page that wants a number of its own in each answer, in place of `NONCE`. */
  readonly hasNonce: boolean
  readonly bodies: Readonly<Partial<Record<Encoding, Buffer>>> & { readonly identity: Buffer }
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}

const COMPRESSED = new Set(['.br', '.gz'])

/**
 * URL path → file, read once at the start. Only what this table names is ever served, so no path of a request
 * reaches the disk and none can climb out of the folder.
 */
export function loadFiles(folder: string): ReadonlyMap<string, ServedFile> {
  const files = new Map<string, ServedFile>()
  for (const path of pathsUnder(folder)) {
    if (COMPRESSED.has(extname(path))) continue
    files.set(`/${relative(folder, path).split(sep).join('/')}`, loadFile(path))
  }
  const index = files.get('/index.html')
  if (index) files.set('/', index)
  const app = files.get('/app.html')
  if (app) files.set('/app', app)
  return files
}

function loadFile(path: string): ServedFile {
  const identity = readFileSync(path)
  const br = existsSync(`${path}.br`) ? { br: readFileSync(`${path}.br`) } : {}
  const gzip = existsSync(`${path}.gz`) ? { gzip: readFileSync(`${path}.gz`) } : {}
  return {
    type: TYPES[extname(path)] ?? 'application/octet-stream',
    etag: createHash('sha256').update(identity).digest('base64url').slice(0, 22),
    hasNonce: path.endsWith('.html') && identity.includes(NONCE),
    immutable: /[\\/]assets[\\/].+-[\w-]{8}\.\w+$/.test(path),
    bodies: { identity, ...br, ...gzip },
  }
}

function pathsUnder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? pathsUnder(path) : [path]
  })
}
