import { AwsClient } from 'aws4fetch'
import { type Blobs, checkHash, hashOfBytes } from './blobs.ts'
import { StoreError } from './store-error.ts'

/** An object store that speaks S3 (MinIO, Ceph, a cloud's). The bucket must be there. */
export type S3Settings = {
  /** `https://host:port`, without the bucket. */
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** A store that has not answered by then is down for whoever waits, in milliseconds. */
const PATIENCE = 30_000

/** Attachments in a bucket, each under the SHA-256 of its content; addresses in path style, which every such store understands. */
export function s3Blobs({ endpoint, bucket, region, accessKeyId, secretAccessKey }: S3Settings): Blobs {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 2 })
  const ask = async (method: 'GET' | 'HEAD' | 'PUT', hash: string, body?: Uint8Array) => {
    const address = `${endpoint.replace(/\/$/, '')}/${bucket}/${hash.slice(0, 2)}/${hash}`
    const signal = AbortSignal.timeout(PATIENCE)
    const sent = body === undefined ? {} : { body: body as Uint8Array<ArrayBuffer> }
    return client.fetch(address, { method, signal, ...sent }).catch((cause: unknown) => {
      throw new StoreError('存放佐证材料的对象存储连不上，这一步没有做成。请稍后再试，或告诉管理员。', { cause })
    })
  }
  return {
    async keep(bytes) {
      const hash = hashOfBytes(bytes)
      const known = await ask('HEAD', hash)
      if (known.status === 200 && Number(known.headers.get('content-length')) === bytes.length) return hash
      refuse(await ask('PUT', hash, bytes), '写')
      return hash
    },
    async fetch(hash) {
      if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a hash')
      const answer = await ask('GET', hash)
      if (answer.status === 404) return undefined
      refuse(answer, '读')
      const bytes = new Uint8Array(await answer.arrayBuffer())
      checkHash(bytes, hash)
      return bytes
    },
  }
}

function refuse({ status, ok }: Response, what: string): void {
  if (ok) return
  const why = status === 403 ? '密钥不对或没有权限' : `回答 ${status}`
  throw new StoreError(`存放佐证材料的对象存储不让${what}（${why}）。请告诉管理员核对 JIHENG_S3_… 的设置。`)
}
