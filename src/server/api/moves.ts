import { z } from 'zod'
import {
  ACTION_NAMES,
  type Action,
  type CheckResult,
  check,
  choosePolicy,
  type Form,
  findPolicy,
  type Move,
  moveFor,
  nextYearForm,
  STATUS_NAMES,
  submissionGate,
  windowState,
} from '#engine'
import { type Campaign, windowOf } from '../store/campaigns.ts'
import { keepConfirmations } from '../store/confirmations.ts'
import type { Query } from '../store/database.ts'
import { findMovable, type MovableForm, moveForm } from '../store/form-moves.ts'
import { createForm, type StoredForm, verdictOf } from '../store/forms.ts'
import { enqueue } from '../store/jobs.ts'
import { appendAfter } from '../store/log.ts'
import { type Call, endpoint, type Services } from './endpoint.ts'
import { checkUnitYear, here, isId, MOVERS, rolesOn, shown, tell, type Who } from './form-access.ts'
import { Refused } from './refused.ts'
import { newId } from './uuid.ts'

const ActionName = z.enum(Object.keys(ACTION_NAMES) as [Action, ...Action[]])
const Opinion = z.string().trim().max(2000).default('')
const Confirmations = z.array(z.object({ finding: z.string().max(4000), reason: z.string().trim().max(500) })).max(500)
const MoveBody = z.object({
  action: ActionName,
  version: z.int().min(1),
  opinion: Opinion,
  confirmations: Confirmations.default([]),
})
const Batch = z.object({
  action: ActionName.exclude(['carryOver', 'submit']),
  opinion: Opinion,
  forms: z
    .array(z.object({ id: z.string(), version: z.int().min(1) }))
    .min(1)
    .max(1000),
  /** Tells what would happen to each and does nothing. */
  dryRun: z.boolean().default(false),
})
type Step = z.infer<typeof MoveBody>

/** Steps of the workflow, for one form and for many. */
export const moveEndpoints = [
  endpoint({
    id: 'moveForm',
    method: 'POST',
    path: '/api/bureaus/:region/forms/:form/moves',
    title: '送审、签发、审核、退回等',
    access: MOVERS,
    body: MoveBody,
    handle: move,
  }),
  endpoint({
    id: 'moveForms',
    method: 'POST',
    path: '/api/bureaus/:region/moves',
    title: '成批审核、批复、退回；可先试算',
    access: MOVERS,
    body: Batch,
    handle: moveMany,
  }),
] as const

async function move(call: Call<Step>) {
  const { services, body, params, transaction } = call
  const who = here(call)
  return transaction(async (query) => {
    return shown(await take(query, services, who, await movable(query, who, params.form), body), who)
  })
}

type Outcome = { readonly id: string; readonly status: string | null; readonly problem: string | null }

/** Each form by itself: one that can't be moved stops none of the others. */
async function moveMany(call: Call<z.infer<typeof Batch>>) {
  const { services, body } = call
  const who = here(call)
  const { action, opinion, dryRun } = body
  const outcomes: Outcome[] = []
  for (const { id, version } of body.forms) {
    const step: Step = { action, version, opinion, confirmations: [] }
    outcomes.push(await outcomeOf(services, who, id, step, dryRun))
  }
  const done = outcomes.filter(({ problem }) => problem === null).length
  return { body: { dryRun, done, failed: outcomes.length - done, outcomes } }
}

/** Takes a transaction back on purpose. */
class DryRun extends Error {
  readonly status: string

  constructor(status: string) {
    super('dry run')
    this.status = status
  }
}

async function outcomeOf(services: Services, who: Who, id: string, step: Step, dryRun: boolean): Promise<Outcome> {
  try {
    const moved = await services.database.tx(who.scope, async (query) => {
      const row = await take(query, services, who, await movable(query, who, id), step)
      if (dryRun) throw new DryRun(row.status)
      return row
    })
    return { id, status: moved.status, problem: null }
  } catch (error) {
    if (error instanceof DryRun) return { id, status: error.status, problem: null }
    if (error instanceof Refused) return { id, status: null, problem: error.message }
    throw error
  }
}

/** Row-level security has hidden what the person may not see: it is as if it were not there. */
async function movable(query: Query, { scope }: Who, id: string | undefined): Promise<MovableForm> {
  const found = isId(id) ? await findMovable(query, scope.region, id) : undefined
  if (!found) throw new Refused('not-found', '没有这张表。')
  return found
}

/** One step with everything that belongs to it, in the transaction that is open. Throws Refused. */
async function take(query: Query, services: Services, who: Who, found: MovableForm, step: Step): Promise<StoredForm> {
  const { stored, head } = found
  const { action, opinion, confirmations } = step
  const by = who.session.account.id
  const at = new Date(services.now()).toISOString()
  const chosen = chosenMove(who, stored, step)
  if (action === 'carryOver') return carryOver(query, services, stored, by)
  const campaign = action === 'submit' ? found.campaign : undefined
  const isLate = campaign && stored.submittedAt === null ? lateness(campaign, services.now()) : undefined
  const verdict = chosen.isGated ? passed(stored.form, confirmations, campaign) : undefined
  if (stored.version !== step.version) throw overtaken()
  const to = chosen.to === 'same' ? stored.status : chosen.to
  const { region, id, status: from, hash } = stored
  const payload = {
    from,
    to,
    opinion,
    confirmations,
    hash,
    ...(verdict ? { policy: verdict.score.policy, score: verdict.score.total.value } : {}),
    ...(isLate ? { late: true } : {}),
  }
  const event = { actor: by, action, subject: id, payload, at: services.now() }
  const notice = { form: id, version: stored.version + 1 }
  const job = { region, id: newId(services.now()), queue: 'notify', payload: notice, runAt: at, by: null, at }
  const [row] = await Promise.all([
    moveForm(query, stored, { to, by, at, isLate, verdict: verdict && verdictOf(verdict) }),
    chosen.isGated ? keepConfirmations(query, stored, confirmations, by, at) : undefined,
    appendAfter(query, stored, head, event, services.algorithm),
    enqueue(query, job),
  ])
  if (!row) throw overtaken()
  return row
}

function overtaken(): Refused {
  return new Refused('conflict', '这张表刚刚被别人改过或送走了。请刷新后再试。')
}

function chosenMove(who: Who, stored: StoredForm, { action, opinion }: Step): Move {
  const chosen = moveFor(stored.status, action, rolesOn(who, stored))
  if (!chosen)
    throw new Refused('forbidden', `这张表现在是“${STATUS_NAMES[stored.status]}”，您不能“${ACTION_NAMES[action]}”。`)
  if (chosen.needsOpinion && opinion === '')
    throw new Refused('unprocessable', `${action === 'return' ? '退回' : ACTION_NAMES[action]}要写明意见。`)
  return chosen
}

/** The form itself stays; next year's begins as a draft. */
async function carryOver(query: Query, services: Services, stored: StoredForm, by: string): Promise<StoredForm> {
  const form = nextYearForm(stored.form)
  const { region, unit, projectCode } = stored
  const id = newId(services.now())
  const at = new Date(services.now()).toISOString()
  if (form.fiscalYear !== null) await checkUnitYear(query, region, unit, form.fiscalYear)
  const made = await createForm(query, { id, region, unit, projectCode, form, by, at })
  if (!made) throw new Refused('conflict', `${form.fiscalYear} 年已经有这样一张表了。`)
  const payload = { kind: form.kind, fiscalYear: form.fiscalYear, from: stored.id, hash: made.hash }
  await tell(query, services, made, { actor: by, action: 'carryOver', subject: id, payload })
  return made
}

/** True for a late one; throws when the window is shut. A form that comes back corrected has been in time before and is not asked. */
function lateness(campaign: Campaign, now: number): boolean {
  switch (windowState(windowOf(campaign), now)) {
    case 'early':
      throw new Refused('conflict', `“${campaign.title}”${campaign.opensAt.slice(0, 10)} 才开始，现在还不能送审。`)
    case 'closed':
      throw new Refused('conflict', `“${campaign.title}”已经截止，不能送审。请与财政局绩效科联系延期。`)
    case 'late':
      return true
    case 'open':
      return false
  }
}

/** The server judges by itself: errors must be corrected, each warning corrected or confirmed. */
function passed(form: Form, confirmations: Step['confirmations'], campaign: Campaign | undefined): CheckResult {
  const policy = (campaign?.policy ? findPolicy(campaign.policy) : undefined) ?? choosePolicy(form).policy
  const result = check(form, policy)
  const gate = submissionGate(result.findings, confirmations)
  if (gate.isOpen) return result
  const { errors, unanswered } = gate
  const detail = `还有 ${errors.length} 处必须改、${unanswered.length} 处要改正或说明，不能送审。`
  throw new Refused('unprocessable', detail, { errors, unanswered })
}
