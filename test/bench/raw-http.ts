import { connect, type Socket } from 'node:net'

/** A request as the bytes that go over the wire, made before anything is timed. */
export function requestBytes(
  url: URL,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Buffer {
  const lines = Object.entries({ host: url.host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `${method} ${path} HTTP/1.1\r\n${lines.join('')}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`
  return Buffer.from(head + body)
}

/** A connection that stays open and sends one request after the other: the load must not cost what it loads. */
export type RawClient = {
  /** The status and, unless it is 200, the answer's text. Rejects when the connection breaks off. */
  readonly send: (request: Buffer) => Promise<{ readonly status: number; readonly text: string }>
  readonly close: () => void
}

export async function rawClient(url: URL): Promise<RawClient> {
  const socket = await connected(url)
  let waiting:
    | { resolve: (answer: { status: number; text: string }) => void; reject: (error: Error) => void }
    | undefined
  let parts: Buffer[] = []
  let size = 0
  let wanted = 0
  socket.on('data', (part: Buffer) => {
    parts.push(part)
    size += part.length
    if (wanted === 0) wanted = lengthOf(parts.length === 1 ? part : Buffer.concat(parts))
    if (wanted === 0 || size < wanted) return
    const first = parts[0] ?? part
    const status = Number(first.toString('latin1', 9, 12))
    const text = status === 200 ? '' : Buffer.concat(parts).toString()
    parts = []
    size = 0
    wanted = 0
    waiting?.resolve({ status, text })
  })
  const broken = () => waiting?.reject(new Error('the connection broke off'))
  socket.on('error', broken)
  socket.on('close', broken)
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(request)
      }),
    close: () => socket.destroy(),
  }
}

/** Bytes of head and body together; 0 while the head is not all there. */
function lengthOf(bytes: Buffer): number {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return 0
  const length = /\r\ncontent-length: *(\d+)/i.exec(bytes.toString('latin1', 0, end))?.[1]
  if (length === undefined) throw new Error('an answer without its length')
  return end + 4 + Number(length)
}

function connected(url: URL): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true })
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })
}
