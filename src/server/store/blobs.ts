import { createHash, randomUUID } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { StoreError } from './store-error.ts'

/** Bytes by the SHA-256 of their content: the same file kept twice is kept once, and a changed one is noticed. */
export type Blobs = {
  /** Keeps bytes and gives their hash (hex). They lie on the disk when it returns. */
  readonly keep: (bytes: Uint8Array) => Promise<string>
  /** Undefined when there is nothing under that hash. Throws StoreError when the bytes no longer have it. */
  readonly fetch: (hash: string) => Promise<Uint8Array | undefined>
}

/** A folder of files named by their hash, two letters to a subfolder. */
export function folderBlobs(folder: string): Blobs {
  return {
    async keep(bytes) {
      const hash = hashOfBytes(bytes)
      const path = pathOf(folder, hash)
      // One that was damaged is written anew by whoever brings the right bytes.
      if (existsSync(path) && hashOfBytes(readFileSync(path)) === hash) return hash
      const under = join(folder, hash.slice(0, 2))
      mkdirSync(under, { recursive: true })
      const temporary = join(under, `.${randomUUID()}`)
      const handle = openSync(temporary, 'wx', 0o600)
      try {
        writeSync(handle, bytes)
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
      renameSync(temporary, path)
      syncFolder(under)
      return hash
    },
    async fetch(hash) {
      const path = pathOf(folder, hash)
      if (!existsSync(path)) return undefined
      const bytes = readFileSync(path)
      checkHash(bytes, hash)
      return bytes
    },
  }
}

export function hashOfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Throws StoreError when the bytes are not what they were when they were kept. */
export function checkHash(bytes: Uint8Array, hash: string): void {
  if (hashOfBytes(bytes) !== hash)
    throw new StoreError(`附件 ${hash.slice(0, 12)}… 的内容与入库时不一致，可能被改过或损坏。`)
}

function pathOf(folder: string, hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a hash')
  return join(folder, hash.slice(0, 2), hash)
}

/** Where folders can't be opened (Windows) the rename is durable by itself. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
