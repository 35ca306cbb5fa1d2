import { buildMissing } from '../../scripts/prepare.mjs'
import { killOver } from '../server/process/kills.ts'
import { canReachPostgres } from '../server/store/stores.ts'
import { head, row } from './timing.ts'

const KILLS = Number(process.env.BENCH_KILLS ?? 100)

/** SIGKILL at random moments while clerks save over HTTP: what was acknowledged and is not there any more. */
export async function killBench(): Promise<void> {
  buildMissing()
  head(`kill -9：保存、送审、撤回时杀掉服务器 ${KILLS} 次，重启后逐版核对`)
  row('数据库', '已确认', '丢失', '打不开', '日志不对')
  for (const engine of canReachPostgres ? (['PGlite', 'PostgreSQL'] as const) : (['PGlite'] as const)) {
    const { acknowledged, lost, notOpening, logFaults } = await killOver(engine, KILLS, 2024)
    row(engine, `${acknowledged}`, `${lost.length}`, `${notOpening.length}`, `${logFaults.length}`)
    for (const fault of [...lost, ...notOpening, ...logFaults].slice(0, 20)) console.log(`  ${fault}`)
  }
}
