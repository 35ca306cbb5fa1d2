import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { StoreError } from './store-error.ts'

/** Another process works in the folder. */
export class FolderInUse extends StoreError {}

export type FolderLock = { readonly release: () => Promise<void> }

/**
 * Holds a folder for this process alone: two PGlite processes on one folder silently destroy each other's rows. A socket named after
 * the folder is the lock; the system frees it however the process ends. Throws FolderInUse when it is held.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const name = `jiheng-${createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32)}`
  const server = createServer()
  await listen(server, addressOf(name), folder)
  server.unref()
  return { release: () => new Promise((resolve) => server.close(() => resolve())) }
}

/** Abstract sockets on Linux and named pipes on Windows vanish with their process; elsewhere a port of the loopback does. */
function addressOf(name: string): { path: string } | { host: string; port: number } {
  if (process.platform === 'linux') return { path: `\0${name}` }
  if (process.platform === 'win32') return { path: `\\\\.\\pipe\\${name}` }
  const port = 20_000 + (Number.parseInt(name.slice(-6), 16) % 40_000)
  return { host: '127.0.0.1', port }
}

function listen(server: Server, address: ReturnType<typeof addressOf>, folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error)
      reject(new FolderInUse(`数据文件夹“${folder}”正被另一个绩衡使用。请先停掉它，或换一个文件夹（JIHENG_DATA）。`))
    })
    server.listen(address, () => resolve())
  })
}
