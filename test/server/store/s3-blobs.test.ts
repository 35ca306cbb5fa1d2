import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { s3SettingsFrom } from '../../../src/server/s3-settings.ts'
import { hashOfBytes } from '../../../src/server/store/blobs.ts'
import { s3Blobs } from '../../../src/server/store/s3-blobs.ts'

const SECRET = 'qinghe-secret-key'
const objects = new Map<string, Buffer>()
let server: Server
let endpoint = ''

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest()

/** AWS Signature Version 4 computed again from what arrived, as a store does. */
function isSigned({ method, url = '', headers }: IncomingMessage, body: Buffer): boolean {
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d+)\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)$/.exec(
      headers.authorization ?? '',
    )
  if (!parts) return false
  const [, , day = '', region = '', signed = '', signature] = parts
  const declared = String(headers['x-amz-content-sha256'])
  const payload = declared === 'UNSIGNED-PAYLOAD' ? declared : sha256(body)
  const lines = signed.split(';').map((name) => `${name}:${String(headers[name] ?? '').trim()}`)
  const request = [method, url, '', ...lines, '', signed, payload].join('\n')
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], `${day}/${region}/s3/aws4_request`, sha256(request)].join(
    '\n',
  )
  const key = ['s3', 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${SECRET}`, day), region))
  return hmac(key, text).toString('hex') === signature
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts)
      if (!isSigned(request, body)) return response.writeHead(403).end()
      const path = request.url ?? ''
      if (request.method === 'PUT') objects.set(path, body)
      const found = objects.get(path)
      if (!found) return response.writeHead(404).end()
      return response
        .writeHead(200, { 'content-length': found.length })
        .end(request.method === 'GET' ? found : undefined)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const blobs = (secretAccessKey = SECRET) =>
  s3Blobs({ endpoint, bucket: 'evidence', region: 'cn-north-1', accessKeyId: 'qinghe', secretAccessKey })

test('bytes are kept once under their hash and come back; what was changed there is noticed', async () => {
  const bytes = new TextEncoder().encode('%PDF-1.7 签到表')
  const hash = await blobs().keep(bytes)
  expect(hash).toBe(hashOfBytes(bytes))
  expect([...objects.keys()]).toEqual([`/evidence/${hash.slice(0, 2)}/${hash}`])
  expect(await blobs().keep(bytes)).toBe(hash)
  expect(await blobs().fetch(hash)).toEqual(bytes)
  expect(await blobs().fetch('0'.repeat(64))).toBeUndefined()
  objects.set(`/evidence/${hash.slice(0, 2)}/${hash}`, Buffer.from('别的'))
  await expect(blobs().fetch(hash)).rejects.toThrow('与入库时不一致')
  // Of another length it is written anew.
  await blobs().keep(bytes)
  expect(await blobs().fetch(hash)).toEqual(bytes)
})

test('a wrong key and a store that is away are told with what to do', async () => {
  await expect(blobs('wrong').keep(new Uint8Array([1]))).rejects.toThrow('密钥不对或没有权限')
  const away = s3Blobs({
    endpoint: 'http://127.0.0.1:9',
    bucket: 'b',
    region: 'x',
    accessKeyId: 'a',
    secretAccessKey: 'b',
  })
  await expect(away.fetch('0'.repeat(64))).rejects.toThrow('连不上')
})

test('half a setting is no setting', () => {
  expect(s3SettingsFrom({})).toBeUndefined()
  expect(() => s3SettingsFrom({ JIHENG_S3_ENDPOINT: 'minio:9000' })).toThrow('https://主机:端口')
  expect(() => s3SettingsFrom({ JIHENG_S3_ENDPOINT: 'https://minio:9000' })).toThrow('JIHENG_S3_BUCKET')
})
