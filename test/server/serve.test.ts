import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Serving, serve } from '#server'

const folder = mkdtempSync(join(tmpdir(), 'jiheng-web-'))
const script = `${'console.log("绩衡");'.repeat(50)}\n`
let serving: Serving

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>绩衡</title>')
  writeFileSync(join(folder, 'assets', 'main-Ab3_x9-Q.js'), script)
  writeFileSync(join(folder, 'assets', 'main-Ab3_x9-Q.js.gz'), gzipSync(script))
  serving = await serve({ host: '127.0.0.1', port: 0, webRoot: folder })
})

afterAll(async () => {
  await serving.close()
  rmSync(folder, { recursive: true })
})

type Answer = { readonly status: number | undefined; readonly headers: Record<string, unknown>; readonly body: string }

/** Sends the path as it is: fetch would tidy `..` away before the server sees it. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { hostname, port } = new URL(serving.url)
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, headers, method }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() }),
      )
    })
    sent.on('error', reject)
    sent.end()
  })
}

test('the page comes with its type, a policy for content and no caching without asking', async () => {
  const { status, headers, body } = await ask('/')
  expect(status).toBe(200)
  expect(body).toContain('绩衡')
  expect(headers['content-type']).toBe('text/html; charset=utf-8')
  expect(headers['cache-control']).toBe('no-cache')
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(String(headers['content-security-policy'])).toContain("default-src 'none'")
  expect(String(headers['content-security-policy'])).not.toMatch(/ 'unsafe-/)
})

test('a file with a hash in its name may be kept for ever and is sent compressed', async () => {
  const { headers } = await ask('/assets/main-Ab3_x9-Q.js', { 'accept-encoding': 'br, gzip' })
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(headers['content-encoding']).toBe('gzip')
  expect(headers['content-type']).toBe('text/javascript; charset=utf-8')
  expect(headers.vary).toBe('accept-encoding')
})

test('who refuses compression gets the plain file', async () => {
  const { headers, body } = await ask('/assets/main-Ab3_x9-Q.js', { 'accept-encoding': 'gzip;q=0' })
  expect(headers['content-encoding']).toBeUndefined()
  expect(body).toBe(script)
})

test('an unchanged file is not sent again', async () => {
  const { headers } = await ask('/')
  const again = await ask('/', { 'if-none-match': String(headers.etag) })
  expect(again.status).toBe(304)
  expect(again.body).toBe('')
})

test('HEAD has the headers and no body', async () => {
  const { status, headers, body } = await ask('/', {}, 'HEAD')
  expect(status).toBe(200)
  expect(Number(headers['content-length'])).toBeGreaterThan(0)
  expect(body).toBe('')
})

test.each([
  '/nothing',
  '/../package.json',
  '/..%2fpackage.json',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/assets/../../package.json',
  '/assets/main-Ab3_x9-Q.js.gz',
  '/%E0%A4%A',
  '//etc/passwd',
])('%s is not found, in Chinese', async (path) => {
  const { status, body } = await ask(path)
  expect(status).toBe(404)
  expect(body).toContain('没有这一页')
})

test('writing is refused', async () => {
  const { status, headers } = await ask('/', {}, 'POST')
  expect(status).toBe(405)
  expect(headers.allow).toBe('GET, HEAD')
})

test('a taken port is said in Chinese with a way out', async () => {
  const port = Number(new URL(serving.url).port)
  await expect(serve({ host: '127.0.0.1', port, webRoot: folder })).rejects.toThrow(`端口 ${port} 已被别的程序占用`)
})

test('a missing build is said in Chinese', async () => {
  await expect(serve({ host: '127.0.0.1', port: 0, webRoot: join(folder, 'none') })).rejects.toThrow('npm run build')
})

test('closing frees the port', async () => {
  const first = await serve({ host: '127.0.0.1', port: 0, webRoot: folder })
  const port = Number(new URL(first.url).port)
  await first.close()
  const second = await serve({ host: '127.0.0.1', port, webRoot: folder })
  expect(second.url).toBe(first.url)
  await second.close()
})
