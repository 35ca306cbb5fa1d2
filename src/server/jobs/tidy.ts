import { z } from 'zod'
import { forgetRequests } from '../store/requests.ts'
import { forgetSessions } from '../store/sessions.ts'
import { jobKind } from './job.ts'

const KEEP = 3 * 86_400_000
const KEEP_SESSIONS = 90 * 86_400_000

/** Forgets answers kept for repeated requests and sessions long over, and has the embedded database clean up (a server does so by itself). */
export const tidyJob = jobKind({
  queue: 'tidy',
  title: '数据库整理',
  payload: z.object({}),
  async run({ database, scope, now }) {
    const before = new Date(now() - KEEP).toISOString()
    await database.tx(scope, (query) => forgetRequests(query, scope.region, before))
    await database.asOwner((query) => forgetSessions(query, new Date(now() - KEEP_SESSIONS).toISOString()))
    if (database.engine === 'pglite') await database.vacuum()
    return { message: '整理好了' }
  },
})
