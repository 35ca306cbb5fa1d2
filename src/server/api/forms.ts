import { z } from 'zod'
import { blankForm } from '#documents'
import {
  ACTION_NAMES,
  type Action,
  actionsFor,
  type CheckResult,
  check,
  choosePolicy,
  type Form,
  type FormKind,
  type FormStatus,
  moveFor,
  next,
  type Role,
  STATUS_NAMES,
  submissionGate,
} from '#engine'
import type { Query, Scope } from '../store/database.ts'
import { createForm, findForm, moveForm, patchForm, type StoredForm } from '../store/forms.ts'
import { appendEvent } from '../store/log.ts'
import type { Session } from '../store/people.ts'
import { type Call, type Endpoint, endpoint, type Reply, type Services } from './endpoint.ts'
import { Refused } from './refused.ts'
import { rolesFor } from './scope.ts'
import { newId } from './uuid.ts'

const KINDS = ['department-self-evaluation', 'project-self-evaluation', 'target-declaration', 'monitoring'] as const
const EVERYBODY: readonly Role[] = [
  'clerk',
  'unitHead',
  'departmentReviewer',
  'financeReviewer',
  'performanceOfficer',
  'expert',
  'auditor',
  'administrator',
]
const MOVERS: readonly Role[] = ['clerk', 'unitHead', 'departmentReviewer', 'financeReviewer', 'performanceOfficer']

const Create = z.object({
  unit: z.int().min(1),
  fiscalYear: z.int().min(2000).max(2100),
  kind: z.enum(KINDS),
  projectCode: z.string().max(60).default(''),
})
const Patch = z.object({
  base: z.int().min(1),
  edits: z
    .array(z.object({ at: z.string().max(300), to: z.unknown() }))
    .min(1)
    .max(2000),
})
const Move = z.object({
  action: z.enum(Object.keys(ACTION_NAMES) as [Action, ...Action[]]),
  version: z.int().min(1),
  opinion: z.string().max(2000).default(''),
  confirmations: z
    .array(z.object({ finding: z.string().max(2000), reason: z.string().max(500) }))
    .max(500)
    .default([]),
})

/** Making, reading, saving and moving forms. */
export const formEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'createForm',
    method: 'POST',
    path: '/api/bureaus/:region/forms',
    title: '新建一张表',
    access: ['clerk'],
    body: Create,
    handle: create,
  }),
  endpoint({
    id: 'getForm',
    method: 'GET',
    path: '/api/bureaus/:region/forms/:form',
    title: '取一张表',
    access: EVERYBODY,
    handle: get,
  }),
  endpoint({
    id: 'patchForm',
    method: 'PATCH',
    path: '/api/bureaus/:region/forms/:form',
    title: '保存改动',
    access: ['clerk'],
    body: Patch,
    handle: patch,
  }),
  endpoint({
    id: 'moveForm',
    method: 'POST',
    path: '/api/bureaus/:region/forms/:form/moves',
    title: '送审、签发、审核、退回等',
    access: MOVERS,
    body: Move,
    handle: move,
  }),
]

async function create({ services, session, scope, body }: Call<z.infer<typeof Create>>): Promise<Reply> {
  const { database, now } = services
  const who = here(session, scope)
  const { unit, fiscalYear, kind, projectCode } = body
  if (!rolesFor(who.session, who.scope, unit, fiscalYear).includes('clerk'))
    throw new Refused('forbidden', '您不是这个单位这一年的经办人。')
  const form: Form = { ...blankForm(kind as FormKind), fiscalYear }
  const id = newId(now())
  const at = new Date(now()).toISOString()
  const by = who.session.account.id
  const stored = await database.tx(who.scope, async (query) => {
    const made = await createForm(query, { id, region: who.scope.region, unit, projectCode, form, by, at })
    if (made) await tell(query, services, made, by, 'create', { kind, fiscalYear, hash: made.hash })
    return made
  })
  if (!stored) throw new Refused('conflict', '这个单位这一年已经有这样一张表了。')
  return { status: 201, ...shown(stored, who) }
}

async function get({ services, session, scope, params }: Call<unknown>): Promise<Reply> {
  const who = here(session, scope)
  const stored = await services.database.tx(who.scope, (query) => existing(query, who, params.form))
  return shown(stored, who)
}

async function patch({ services, session, scope, params, body }: Call<z.infer<typeof Patch>>): Promise<Reply> {
  const { database, now } = services
  const who = here(session, scope)
  const at = new Date(now()).toISOString()
  const by = who.session.account.id
  const patched = await database.tx(who.scope, async (query) => {
    const stored = await existing(query, who, params.form)
    if (!rolesOn(who, stored).includes('clerk')) throw new Refused('forbidden', '您不是这张表的经办人，不能改它。')
    const edits = body.edits.map(({ at: place, to }) => ({ at: place, to }))
    const result = await patchForm(query, { region: stored.region, id: stored.id, base: body.base, edits, by, at })
    if (result.is === 'saved')
      await tell(query, services, result.stored, by, 'save', {
        edits: edits.map((edit) => edit.at),
        hash: result.stored.hash,
      })
    return result
  })
  switch (patched.is) {
    case 'saved':
      return shown(patched.stored, who)
    case 'conflict':
      throw new Refused('conflict', `有 ${patched.conflicts.length} 处别人也改了，没有覆盖。请逐处选用哪一个。`, {
        conflicts: patched.conflicts,
        version: patched.stored.version,
      })
    case 'closed':
      throw new Refused('conflict', `这张表现在是“${STATUS_NAMES[patched.status]}”，不能改。`)
    case 'gone':
      throw new Refused('not-found', '没有这张表，或没有您改动时的那一版。请重新打开。')
  }
}

async function move({ services, session, scope, params, body }: Call<z.infer<typeof Move>>): Promise<Reply> {
  const { database, now } = services
  const who = here(session, scope)
  const at = new Date(now()).toISOString()
  const by = who.session.account.id
  const moved = await database.tx(who.scope, async (query) => {
    const stored = await existing(query, who, params.form)
    const chosen = moveFor(stored.status, body.action, rolesOn(who, stored))
    const to = next(stored.status, body.action)
    if (!chosen || !to)
      throw new Refused('forbidden', `现在是“${STATUS_NAMES[stored.status]}”，您不能“${ACTION_NAMES[body.action]}”。`)
    if (chosen.needsOpinion && body.opinion.trim() === '') throw new Refused('unprocessable', '退回要写明意见。')
    const verdict = chosen.isGated ? passed(stored.form, body.confirmations) : undefined
    const row = await moveForm(query, {
      region: stored.region,
      id: stored.id,
      from: stored.status,
      version: body.version,
      to,
      by,
      at,
      ...(verdict
        ? {
            verdict: {
              total: verdict.score.total.value,
              errors: verdict.summary.error,
              warnings: verdict.summary.warning,
            },
          }
        : {}),
    })
    if (!row) throw new Refused('conflict', '这张表刚刚被别人改过或送走了。请刷新后再试。')
    const payload = {
      from: stored.status,
      to,
      opinion: body.opinion,
      confirmations: body.confirmations,
      hash: row.hash,
    }
    await tell(query, services, row, by, body.action, payload)
    return row
  })
  return shown(moved, who)
}

/** The server judges by itself: errors must be corrected, each warning corrected or confirmed. */
function passed(form: Form, confirmations: z.infer<typeof Move>['confirmations']): CheckResult {
  const result = check(form, choosePolicy(form).policy)
  const gate = submissionGate(result.findings, confirmations)
  if (gate.isOpen) return result
  const { errors, unanswered } = gate
  throw new Refused(
    'unprocessable',
    `还有 ${errors.length} 处必须改、${unanswered.length} 处要改正或说明，不能送审。`,
    { errors, unanswered },
  )
}

type Who = { readonly session: Session; readonly scope: Scope }

function here(session: Session | undefined, scope: Scope | undefined): Who {
  if (!session || !scope) throw new Error('an endpoint of a bureau without a session and a scope')
  return { session, scope }
}

/** Row-level security has hidden what the person may not see: it is as if it were not there. */
async function existing(query: Query, { scope }: Who, id: string | undefined): Promise<StoredForm> {
  const isId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id ?? '')
  const stored = isId ? await findForm(query, scope.region, id ?? '') : undefined
  if (!stored) throw new Refused('not-found', '没有这张表。')
  return stored
}

function rolesOn({ session, scope }: Who, { unit, form }: StoredForm): readonly Role[] {
  return rolesFor(session, scope, unit, form.fiscalYear ?? 0)
}

function shown(stored: StoredForm, who: Who): { readonly body: unknown; readonly etag: string } {
  const { id, unit, status, version, form, hash, updatedAt, submittedAt } = stored
  const actions = actionsFor(status as FormStatus, rolesOn(who, stored))
  return {
    body: { id, unit, status, version, form, hash, updatedAt, submittedAt, actions },
    etag: `${version}-${hash.slice(0, 16)}`,
  }
}

async function tell(
  query: Query,
  { algorithm, now }: Services,
  { region, unit, id }: StoredForm,
  actor: string,
  action: string,
  payload: unknown,
): Promise<void> {
  await appendEvent(query, { region, unit }, { actor, action, subject: id, payload, at: now() }, algorithm)
}
