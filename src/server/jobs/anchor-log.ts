import { z } from 'zod'
import { anchorDay } from '../store/log.ts'
import { jobKind } from './job.ts'

/** The day's root over all chains of a bureau's log: a chain cut off at its end shows. */
export const anchorLogJob = jobKind({
  queue: 'anchorLog',
  title: '日志每日固定',
  payload: z.object({ day: z.iso.date() }),
  async run({ database, scope, payload, algorithm }) {
    await database.tx(scope, (query) => anchorDay(query, scope.region, payload.day, algorithm))
    return { message: `${payload.day} 的日志已固定` }
  },
})
