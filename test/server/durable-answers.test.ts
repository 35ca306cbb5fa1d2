import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildMissing } from '../../scripts/prepare.mjs'
import { BUREAU, filledForm, insisting, openOffice } from './process/office.ts'
import { TRACED, tracedSaves } from './process/save-trace.ts'
import { startServer } from './process/server-process.ts'

const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0
const SAVES = 20
const folder = mkdtempSync(join(tmpdir(), 'jiheng-trace-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the embedded database, as the kernel sees it (strace)', () => {
  let trace = ''
  beforeAll(async () => {
    if (!canTrace) return
    buildMissing()
    const file = join(folder, 'trace.txt')
    const server = await startServer(
      { dataFolder: join(folder, 'data') },
      {
        before: ['strace', '-D', '-f', '-yy', '-s', '60', '-e', `trace=${TRACED}`, '-o', file],
        // Jobs would write into the same log.
        settings: { JIHENG_WORKER: 'separate' },
      },
    )
    const ask = insisting(server)
    const [clerk] = (await openOffice(server, [201])).clerks
    const form = (await ask('POST', `${BUREAU}/forms`, filledForm(201, ''), clerk?.person)).body
    for (let base = 1; base <= SAVES; base++) {
      const edits = [{ at: '/contact/name', to: `经办 ${base}` }]
      await ask('PATCH', `${BUREAU}/forms/${form.id}`, { base, edits }, clerk?.person)
    }
    await server.stop()
    // The tracer ends after the server.
    do await pause(50)
    while (!/\+\+\+ (?:exited|killed)[^\n]*\n$/.test(readFileSync(file, 'utf8')))
    trace = readFileSync(file, 'utf8')
  }, 240_000)

  test.skipIf(!canTrace)('has its log on the disk before the first byte of each answer to a save', () => {
    const saves = tracedSaves(trace)
    expect(saves).toHaveLength(SAVES)
    expect(saves.filter(({ logWrites }) => logWrites === 0)).toEqual([])
    expect(saves.filter(({ isSyncedBeforeAnswer }) => !isSyncedBeforeAnswer)).toEqual([])
  })

  test.skipIf(!canTrace)('would be found out without its syncs, or with the sync after the answer', () => {
    const lines = trace.split('\n')
    const isSync = (line: string) => /f(?:data)?sync\(/.test(line)
    const without = tracedSaves(lines.filter((line) => !isSync(line)).join('\n'))
    expect(without.map(({ isSyncedBeforeAnswer }) => isSyncedBeforeAnswer)).toEqual(Array(SAVES).fill(false))
    const late = [...lines]
    for (let i = late.length - 2; i >= 0; i--)
      if (isSync(late[i] ?? '') && /HTTP\/1\.1 200/.test(late[i + 1] ?? ''))
        [late[i], late[i + 1]] = [late[i + 1] ?? '', late[i] ?? '']
    expect(tracedSaves(late.join('\n')).some(({ isSyncedBeforeAnswer }) => !isSyncedBeforeAnswer)).toBe(true)
  })

  test('a call that another thread cut in two counts where it ended', () => {
    const wal = '19</data/pg_wal/000000010000000000000001>'
    const socket = '<TCP:[127.0.0.1:1->127.0.0.1:2]>'
    const cut = [
      `7 read(24${socket}, "PATCH /api HTTP/1.1"..., 65536) = 410`,
      `7 pwrite64(${wal}, "a", 1, 0) = 1`,
      `7 fsync(${wal} <unfinished ...>`,
      '8 read(16<anon_inode:[eventfd]>, "a", 8) = 8',
      '7 <... fsync resumed>)                    = 0',
      `7 writev(24${socket}, [{iov_base="HTTP/1.1 200 OK"}], 1) = 15`,
    ]
    expect(tracedSaves(cut.join('\n'))).toEqual([{ logWrites: 1, isSyncedBeforeAnswer: true }])
    const answeredMeanwhile = [...cut.slice(0, 3), ...cut.slice(5), ...cut.slice(4, 5)]
    expect(tracedSaves(answeredMeanwhile.join('\n'))).toEqual([{ logWrites: 1, isSyncedBeforeAnswer: false }])
    expect(tracedSaves(cut.filter((line) => !line.includes('fsync')).join('\n'))).toEqual([
      { logWrites: 1, isSyncedBeforeAnswer: false },
    ])
  })
})
