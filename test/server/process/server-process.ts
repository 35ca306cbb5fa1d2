import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const COMMAND = fileURLToPath(new URL('../../../bin/jiheng.mjs', import.meta.url))

export type Place = { readonly dataFolder: string; readonly databaseUrl?: string | undefined }

/** `jiheng serve` as it is built, in a process of its own. */
export type ServerProcess = {
  /** Without a slash at the end. */
  readonly url: string
  /** What makes the first administrator; empty when there is one. */
  readonly setupCode: string
  /** SIGKILL: nothing is closed, nothing is written any more. Resolves when the process is gone. */
  readonly kill: () => Promise<void>
  /** SIGTERM; resolves when it has ended by itself. */
  readonly stop: () => Promise<void>
  /** What it has printed. */
  readonly printed: () => string
}

/** Starts the server and waits until it listens. `before` stands before the command (a tracer). Throws with what it printed when it ends instead. */
export async function startServer(
  { dataFolder, databaseUrl = '' }: Place,
  { before = [], settings = {} }: { before?: readonly string[]; settings?: Readonly<Record<string, string>> } = {},
): Promise<ServerProcess> {
  const [program = '', ...rest] = [...before, process.execPath, COMMAND, 'serve']
  const child = spawn(program, rest, {
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: '0',
      JIHENG_DATA: dataFolder,
      DATABASE_URL: databaseUrl,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  let printed = ''
  child.stdout.on('data', (part) => {
    printed += part
  })
  child.stderr.on('data', (part) => {
    printed += part
  })
  const printedLine = async (line: RegExp): Promise<string> => {
    for (;;) {
      const found = line.exec(printed)?.[1]
      if (found !== undefined) return found
      await Promise.race([
        once(child.stdout, 'data'),
        ended.then(([code, signal]) => {
          throw new Error(`the server ended (${code ?? signal}): ${printed}`)
        }),
      ])
    }
  }
  const url = await printedLine(/绩衡已启动：(\S+)\/\n/)
  const { isSetUp } = (await (await fetch(`${url}/api/setup`)).json()) as { readonly isSetUp: boolean }
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended
  }
  return {
    url,
    setupCode: isSetUp ? '' : await printedLine(/启动码[^：]*：(\S+)\n/),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    printed: () => printed,
  }
}
