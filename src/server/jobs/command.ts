import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type Finished = { readonly status: number | null; readonly out: Buffer; readonly err: string }

/** More than this of results is no batch of forms any more. */
const MOST_OUTPUT = 512 * 1024 * 1024

/**
 * Runs `jiheng` in a process of its own: reading scans takes seconds of processor time and a gigabyte of memory, which the server must
 * not feel, and a crash in there costs one job. `begun` gets the process, to end it.
 */
export function runCommand(args: readonly string[], begun: (process: ChildProcess) => void): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [commandPath(), ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    begun(child)
    const out: Buffer[] = []
    let [length, err] = [0, '']
    child.stdout.on('data', (part: Buffer) => {
      length += part.length
      if (length > MOST_OUTPUT) child.kill('SIGKILL')
      else out.push(part)
    })
    child.stderr.on('data', (part: Buffer) => {
      err = `${err}${part}`.slice(-4000)
    })
    child.once('error', reject)
    child.once('close', (status) => resolve({ status, out: Buffer.concat(out), err }))
  })
}

/** bin/jiheng.mjs, seen from the bundle (dist/chunks, dist/server) or from the source (src/server/jobs). */
function commandPath(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const places = [join(here, '..', '..', 'bin', 'jiheng.mjs'), join(here, '..', '..', '..', 'bin', 'jiheng.mjs')]
  return places.find((place) => existsSync(place)) ?? 'bin/jiheng.mjs'
}
