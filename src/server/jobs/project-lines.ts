import { z } from 'zod'
import { projectLines } from '../store/projection.ts'
import { jobKind } from './job.ts'

/** Brings the lines of funds and indicators of a bureau up to its forms. */
export const projectLinesJob = jobKind({
  queue: 'projectLines',
  title: '更新统计明细',
  payload: z.object({}),
  async run({ database, scope, tell }) {
    let total = 0
    for (;;) {
      const count = await database.tx(scope, (query) => projectLines(query, scope.region))
      if (count === 0) return { message: `更新了 ${total} 张表的明细`, result: { forms: total } }
      total += count
      await tell(0.5, `已更新 ${total} 张表`)
    }
  },
})
