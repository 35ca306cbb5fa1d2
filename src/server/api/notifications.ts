import { z } from 'zod'
import { markRead, notificationsOf } from '../store/notifications.ts'
import { type Call, endpoint } from './endpoint.ts'
import { EVERYBODY, here } from './form-access.ts'

const Read = z.object({ upTo: z.iso.datetime() })

/** What somebody should know. */
export const notificationEndpoints = [
  endpoint({
    id: 'listNotifications',
    method: 'GET',
    path: '/api/bureaus/:region/notifications',
    title: '我的通知',
    access: EVERYBODY,
    handle: list,
  }),
  endpoint({
    id: 'readNotifications',
    method: 'POST',
    path: '/api/bureaus/:region/notifications/read',
    title: '把通知标为已读',
    access: EVERYBODY,
    body: Read,
    handle: read,
  }),
] as const

async function list(call: Call) {
  const { scope, session } = here(call)
  const notifications = await call.services.database.tx(scope, (query) =>
    notificationsOf(query, scope.region, session.account.id),
  )
  return { body: { notifications } }
}

async function read(call: Call<z.infer<typeof Read>>) {
  const { services, body, transaction } = call
  const { scope, session } = here(call)
  const at = new Date(services.now()).toISOString()
  return transaction(async (query) => {
    await markRead(query, scope.region, session.account.id, body.upTo, at)
    return { body: {} }
  })
}
