import { z } from 'zod'
import { EDITABLE } from '#engine'
import {
  type Attachment,
  addAttachment,
  attachmentsOf,
  findAttachment,
  removeAttachment,
} from '../store/attachments.ts'
import type { Blobs } from '../store/blobs.ts'
import type { StoredForm } from '../store/forms.ts'
import { attachmentType } from './attachment-type.ts'
import { type Call, endpoint, type Services } from './endpoint.ts'
import { EVERYBODY, existing, here, isId, mustBe, namesOf, tell } from './form-access.ts'
import { Refused } from './refused.ts'
import { newId } from './uuid.ts'

const MOST_BYTES = 50 * 1024 * 1024
const MOST_FILES = 200

const Place = z.object({
  name: z.string().trim().min(1).max(200),
  place: z
    .string()
    .max(300)
    .regex(/^(?:\/.*)?$/, '位置要写成 JSON 指针')
    .default(''),
})

/** Evidence: files kept by the hash of their content, pinned to a row or to the form. */
export const attachmentEndpoints = [
  endpoint({
    id: 'listAttachments',
    method: 'GET',
    path: '/api/bureaus/:region/forms/:form/attachments',
    title: '一张表的佐证材料',
    access: EVERYBODY,
    handle: list,
  }),
  endpoint({
    id: 'addAttachment',
    method: 'POST',
    path: '/api/bureaus/:region/forms/:form/attachments',
    title: '附上佐证材料（文件本身为请求内容，名称和位置在地址里）',
    access: ['clerk'],
    query: Place,
    upload: { mostBytes: MOST_BYTES },
    handle: add,
  }),
  endpoint({
    id: 'getAttachment',
    method: 'GET',
    path: '/api/bureaus/:region/forms/:form/attachments/:attachment',
    title: '取一份佐证材料',
    access: EVERYBODY,
    handle: fetchOne,
  }),
  endpoint({
    id: 'removeAttachment',
    method: 'DELETE',
    path: '/api/bureaus/:region/forms/:form/attachments/:attachment',
    title: '移去一份佐证材料（内容和记录仍保留）',
    access: ['clerk'],
    handle: remove,
  }),
] as const

async function list(call: Call) {
  const who = here(call)
  const attachments = await call.services.database.tx(who.scope, async (query) => {
    const { region, id } = await existing(query, who, call.params.form)
    return attachmentsOf(query, region, id)
  })
  const names = await namesOf(
    call.services,
    attachments.map(({ by }) => by),
  )
  return { body: { attachments, names } }
}

async function add(call: Call<undefined, z.infer<typeof Place>>) {
  const { services, bytes, query: asked, params, transaction } = call
  const who = here(call)
  const blobs = blobsOf(services)
  const { name, place } = asked
  const type = attachmentType(bytes, name)
  if (type === undefined)
    throw new Refused('unprocessable', '不收这种文件：只收 PDF、图片、Word、Excel、文本和 zip，且内容要与文件名相符。')
  const id = newId(services.now())
  const at = new Date(services.now()).toISOString()
  const by = who.session.account.id
  // Asked before the bytes are kept, and once more in the transaction that counts.
  await services.database.tx(who.scope, async (query) => mayChange(who, await existing(query, who, params.form)))
  const hash = await blobs.keep(bytes)
  return transaction(async (query) => {
    const stored = await existing(query, who, params.form)
    mayChange(who, stored)
    const before = await attachmentsOf(query, stored.region, stored.id)
    if (before.length >= MOST_FILES) throw new Refused('too-large', `一张表最多 ${MOST_FILES} 份佐证材料。`)
    const made: Attachment = {
      id,
      form: stored.id,
      unit: stored.unit,
      place,
      name,
      type,
      bytes: bytes.length,
      hash,
      by,
      at,
      removedAt: null,
    }
    await addAttachment(query, stored.region, made)
    const payload = { attachment: id, name, place, bytes: bytes.length, hash }
    await tell(query, services, stored, { actor: by, action: 'attach', subject: stored.id, payload })
    return { status: 201 as const, body: made }
  })
}

async function fetchOne(call: Call) {
  const { services, params } = call
  const who = here(call)
  const blobs = blobsOf(services)
  const found = await services.database.tx(who.scope, async (query) => {
    const { region, id } = await existing(query, who, params.form)
    return isId(params.attachment) ? findAttachment(query, region, id, params.attachment) : undefined
  })
  const content = found && (await blobs.fetch(found.hash))
  if (!found || !content) throw new Refused('not-found', '没有这份佐证材料。')
  return { body: undefined, etag: found.hash, file: { name: found.name, type: found.type, content } }
}

async function remove(call: Call) {
  const { services, params, transaction } = call
  const who = here(call)
  const at = new Date(services.now()).toISOString()
  const by = who.session.account.id
  return transaction(async (query) => {
    const stored = await existing(query, who, params.form)
    mayChange(who, stored)
    const id = isId(params.attachment) ? params.attachment : ''
    const isDone = id !== '' && (await removeAttachment(query, stored.region, { form: stored.id, id, by, at }))
    if (!isDone) throw new Refused('not-found', '没有这份佐证材料，或它已经移去。')
    await tell(query, services, stored, {
      actor: by,
      action: 'detach',
      subject: stored.id,
      payload: { attachment: id },
    })
    return { body: { id } }
  })
}

function mayChange(who: ReturnType<typeof here>, stored: StoredForm): void {
  mustBe(who, stored, ['clerk'], '改这张表的佐证材料：您不是它的经办人')
  if (!EDITABLE.includes(stored.status))
    throw new Refused('conflict', '这张表已经送出，佐证材料不能再改。请先撤回或等退回。')
}

function blobsOf({ blobs }: Services): Blobs {
  if (!blobs) throw new Refused('unavailable', '这台服务器没有设佐证材料的存放处，请告诉管理员。')
  return blobs
}
