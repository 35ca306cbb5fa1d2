import { z } from 'zod'
import { addComment, commentsOf, settleComment } from '../store/comments.ts'
import { type Call, endpoint } from './endpoint.ts'
import { EVERYBODY, existing, here, isId, MOVERS, mustBe, namesOf, tell } from './form-access.ts'
import { Refused } from './refused.ts'
import { newId } from './uuid.ts'

const Pointer = z
  .string()
  .max(300)
  .regex(/^(?:\/.*)?$/, '位置要写成 JSON 指针')
const Add = z.object({ place: Pointer.default(''), text: z.string().trim().min(1, '意见不能是空的').max(2000) })
const Settle = z.object({ isResolved: z.boolean(), note: z.string().trim().max(1000).default('') })

/** Remarks pinned to cells, settled and reopened. */
export const commentEndpoints = [
  endpoint({
    id: 'listComments',
    method: 'GET',
    path: '/api/bureaus/:region/forms/:form/comments',
    title: '一张表上的意见',
    access: EVERYBODY,
    handle: list,
  }),
  endpoint({
    id: 'addComment',
    method: 'POST',
    path: '/api/bureaus/:region/forms/:form/comments',
    title: '在格子上写意见',
    access: [...MOVERS, 'expert'],
    body: Add,
    handle: add,
  }),
  endpoint({
    id: 'settleComment',
    method: 'PATCH',
    path: '/api/bureaus/:region/forms/:form/comments/:comment',
    title: '意见办结或重开',
    access: [...MOVERS, 'expert'],
    body: Settle,
    handle: settle,
  }),
] as const

async function list(call: Call) {
  const who = here(call)
  const comments = await call.services.database.tx(who.scope, async (query) => {
    const { region, id } = await existing(query, who, call.params.form)
    return commentsOf(query, region, id)
  })
  const names = await namesOf(
    call.services,
    comments.flatMap(({ by, resolvedBy }) => [by, resolvedBy]),
  )
  return { body: { comments, names } }
}

async function add(call: Call<z.infer<typeof Add>>) {
  const { services, body, transaction } = call
  const who = here(call)
  const id = newId(services.now())
  const at = new Date(services.now()).toISOString()
  const by = who.session.account.id
  return transaction(async (query) => {
    const stored = await existing(query, who, call.params.form)
    mustBe(who, stored, [...MOVERS, 'expert'], '在这张表上写意见')
    const { region, unit } = stored
    await addComment(query, { region, unit, form: stored.id, id, by, at, ...body })
    await tell(query, services, stored, {
      actor: by,
      action: 'comment',
      subject: stored.id,
      payload: { comment: id, ...body },
    })
    return { status: 201 as const, body: { id } }
  })
}

async function settle(call: Call<z.infer<typeof Settle>>) {
  const { services, body, params, transaction } = call
  const who = here(call)
  const at = new Date(services.now()).toISOString()
  const by = who.session.account.id
  const { isResolved, note } = body
  return transaction(async (query) => {
    const stored = await existing(query, who, params.form)
    mustBe(who, stored, [...MOVERS, 'expert'], '办结这张表上的意见')
    const id = isId(params.comment) ? params.comment : ''
    const change = {
      region: stored.region,
      form: stored.id,
      id,
      note,
      by: isResolved ? by : null,
      at: isResolved ? at : null,
    }
    const isDone = id !== '' && (await settleComment(query, change))
    if (!isDone)
      throw new Refused('conflict', isResolved ? '没有这条意见，或它已经办结。' : '没有这条意见，或它没有办结。')
    const payload = { comment: id, note }
    await tell(query, services, stored, {
      actor: by,
      action: isResolved ? 'resolveComment' : 'reopenComment',
      subject: stored.id,
      payload,
    })
    return { body: { id, isResolved } }
  })
}
