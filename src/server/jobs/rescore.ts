import { z } from 'zod'
import { check, choosePolicy, findPolicy, type Policy } from '#engine'
import type { Query } from '../store/database.ts'
import { listForms } from '../store/form-list.ts'
import { findForm, keepVerdict, verdictOf } from '../store/forms.ts'
import { appendEvent } from '../store/log.ts'
import { jobKind, type Task } from './job.ts'

const PAGE = 50
const Payload = z.object({ fiscalYear: z.int(), policy: z.string().nullable().default(null) })

/** Checks and scores all forms of a year again: after a new rule pack, or after a rule was mended. What changes stands in the log. */
export const rescoreJob = jobKind({
  queue: 'rescore',
  title: '重新校核计分',
  payload: Payload,
  async run(task) {
    const { database, scope, payload, tell } = task
    let [done, changed] = [0, 0]
    for (let after: { unit: number; id: string } | undefined; ; ) {
      const filter = { region: scope.region, fiscalYear: payload.fiscalYear }
      const from = after
      const page = await database.tx(scope, (query) => listForms(query, filter, from, PAGE))
      for (const { id } of page.rows) {
        if (await database.tx(scope, (query) => rescored(query, task, id))) changed++
        done++
      }
      await tell(0.5, `已重算 ${done} 张，${changed} 张的结果变了`)
      if (!page.next) break
      after = page.next
    }
    return { message: `重算了 ${done} 张，${changed} 张的结果变了`, result: { done, changed } }
  },
})

async function rescored(query: Query, task: Task<z.infer<typeof Payload>>, id: string): Promise<boolean> {
  const { scope, payload, job, now, algorithm } = task
  const stored = await findForm(query, scope.region, id)
  if (!stored) return false
  const chosen: Policy | undefined = payload.policy === null ? undefined : findPolicy(payload.policy)
  const result = check(stored.form, chosen ?? choosePolicy(stored.form).policy)
  const verdict = verdictOf(result)
  const before = await keepVerdict(query, stored, verdict)
  if (!before) return false
  const event = {
    actor: job.by ?? 'system',
    action: 'rescore',
    subject: id,
    payload: { policy: result.score.policy, before, after: verdict },
    at: now(),
  }
  await appendEvent(query, { region: scope.region, unit: stored.unit }, event, algorithm)
  return true
}
