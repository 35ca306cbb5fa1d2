import { execFile, execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** PostgreSQL with a standby that has each commit before it is acknowledged, behind one address. */
export type Pair = {
  readonly url: string
  /** Kills the primary and all its children at once, promotes the standby, and lets the address lead there. Gives the milliseconds that took. */
  readonly failOver: () => Promise<number>
  readonly drop: () => Promise<void>
}

/** The database refuses to run as root; then it runs as the account that Debian makes for it. */
const asPostgres = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--'] : []

/** True when the programs of a server are there. */
export function canMakePair(): boolean {
  try {
    for (const program of ['initdb', 'pg_basebackup', 'pg_ctl']) execFileSync(program, ['--version'])
    if (asPostgres.length > 0) execFileSync('runuser', ['-u', 'postgres', '--', 'true'])
    return true
  } catch {
    // Without them the bench says so and goes on.
    return false
  }
}

export async function openPair(): Promise<Pair> {
  const folder = mkdtempSync(join(tmpdir(), 'jiheng-pair-'))
  chmodSync(folder, 0o700)
  if (asPostgres.length > 0) chownSync(folder, Number(execFileSync('id', ['-u', 'postgres'])), -1)
  const [primary, standby] = [join(folder, 'primary'), join(folder, 'standby')]
  const [one, two] = [await freePort(), await freePort()]
  await command('initdb', '-D', primary, '--locale=C.UTF-8', '-E', 'UTF8', '-A', 'trust', '-U', 'postgres', '--no-sync')
  await start(primary, one, folder)
  await command(
    'pg_basebackup',
    '-h',
    '127.0.0.1',
    '-p',
    `${one}`,
    '-U',
    'postgres',
    '-D',
    standby,
    '-R',
    '-X',
    'stream',
  )
  await start(standby, two, folder)
  const statement = `alter system set synchronous_standby_names = '*'`
  for (const text of [statement, 'select pg_reload_conf()', 'create database jiheng']) await sql(one, text)
  const proxy = await openProxy(one)
  return {
    url: `postgres://postgres@127.0.0.1:${proxy.port}/jiheng`,
    async failOver() {
      const begun = performance.now()
      killAll(primary)
      // The one that is left must not wait for a standby of its own.
      await command('pg_ctl', 'promote', '-w', '-D', standby)
      await sql(two, `alter system reset synchronous_standby_names`)
      await sql(two, 'select pg_reload_conf()')
      proxy.leadTo(two)
      return performance.now() - begun
    },
    async drop() {
      proxy.close()
      for (const data of [primary, standby])
        await command('pg_ctl', 'stop', '-m', 'immediate', '-D', data).catch(() => undefined)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function command(program: string, ...rest: readonly string[]): Promise<void> {
  const [first = program, ...more] = [...asPostgres, program, ...rest]
  await run(first, more, { cwd: tmpdir() })
}

async function start(data: string, port: number, folder: string): Promise<void> {
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder}`
  await command('pg_ctl', 'start', '-w', '-s', '-D', data, '-l', `${data}.log`, '-o', options)
}

async function sql(port: number, text: string): Promise<void> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' })
  await client.connect()
  await client.query(text)
  await client.end()
}

/** SIGKILL to the postmaster and everything it started: the machine is gone. */
function killAll(data: string): void {
  const postmaster = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', `${postmaster}`], { encoding: 'utf8' })
  for (const pid of [postmaster, ...children.trim().split(/\s+/).map(Number)])
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // A child may have ended meanwhile.
    }
}

/** What an operator's virtual address does: one port that leads to whichever server is the primary. */
async function openProxy(first: number) {
  let to = first
  const open = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(to, '127.0.0.1')
    for (const [a, b] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(a)
      a.pipe(b)
      a.on('error', () => b.destroy())
      a.on('close', () => {
        open.delete(a)
        b.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    leadTo: (port: number) => {
      to = port
    },
    close: () => {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
