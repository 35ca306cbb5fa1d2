import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { buildMissing } from '../../scripts/prepare.mjs'
import { numbers } from '../documents/mutate.ts'
import { type Faults, lookFor, savedUntil, UNITS } from '../server/process/kills.ts'
import { asking, BUREAU, filledForm, openOffice } from '../server/process/office.ts'
import { startServer } from '../server/process/server-process.ts'
import { canMakePair, openPair } from '../server/process/standby.ts'
import { head, row } from './timing.ts'

const TRIALS = Number(process.env.BENCH_FAILOVERS ?? 4)

/** The primary of PostgreSQL dies while clerks save, its synchronous standby takes over; the server of 绩衡 keeps running. */
export async function failoverBench(): Promise<void> {
  buildMissing()
  head('主库被杀、同步备库接替（绩衡不重启）：已确认的版本逐版核对，毫秒')
  if (!canMakePair()) return console.log('  没有 initdb、pg_basebackup、pg_ctl，跳过')
  row('次', '已确认', '丢失', '打不开', '日志不对', '接替用时', '到再能保存')
  const next = numbers(2026)
  for (let trial = 1; trial <= TRIALS; trial++) {
    const pair = await openPair()
    const dataFolder = mkdtempSync(join(tmpdir(), 'jiheng-failover-'))
    const server = await startServer({ dataFolder, databaseUrl: pair.url })
    try {
      const office = await openOffice(server, UNITS)
      let [took, killed] = [0, 0]
      const saved = await savedUntil(server, office, trial, 1000 + next(2000), async () => {
        killed = performance.now()
        took = await pair.failOver()
      })
      const [clerk] = office.clerks
      const ask = asking(server)
      const saves = () => ask('POST', `${BUREAU}/forms`, filledForm(201, '接替之后'), clerk?.person)
      while ((await saves()).status >= 500) await pause(20)
      const back = performance.now() - killed
      const faults: Faults = { lost: [], notOpening: [], logFaults: [] }
      await lookFor(server, office, saved, faults)
      const { lost, notOpening, logFaults } = faults
      const found = [saved, lost, notOpening, logFaults].map(({ length }) => `${length}`)
      row(`${trial}`, ...found, took, back)
      for (const fault of [...lost, ...notOpening, ...logFaults].slice(0, 10)) console.log(`  ${fault}`)
    } finally {
      await server.kill()
      await pair.drop()
      rmSync(dataFolder, { recursive: true, force: true })
    }
  }
}
