import { createHash } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { z } from 'zod'
import { type Account, findAccountById } from '../store/people.ts'
import {
  confirmSecret,
  dropSecondFactor,
  keepRecoveryCodes,
  proposedSecret,
  proposeSecret,
  useRecoveryCode,
  useStep,
} from '../store/second-factor.ts'
import { type Call, endpoint, type Services } from './endpoint.ts'
import { checkOwnPassword } from './own-password.ts'
import { randomCode } from './passwords.ts'
import { Refused } from './refused.ts'
import { noteWrongTry } from './sign-in-log.ts'
import { inPerson, tellBureaus } from './who.ts'

const PERIOD_SECONDS = 30
const RECOVERY_CODES = 10

/** Six digits of the device, or a recovery code. */
export const Code = z.string().trim().min(6).max(40)
const Enrol = z.object({ password: z.string().max(1000) })
const Confirm = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, '动态码是 6 位数字'),
})
const Remove = z.object({ password: z.string().max(1000), code: Code })

/** The second factor of one's own account (TOTP, RFC 6238). */
export const totpEndpoints = [
  endpoint({
    id: 'enrolTotp',
    method: 'POST',
    path: '/api/account/totp',
    title: '绑定动态码：取密钥（只显示一次），用第一个动态码确认后才算数',
    access: 'signedIn',
    body: Enrol,
    handle: enrol,
  }),
  endpoint({
    id: 'confirmTotp',
    method: 'POST',
    path: '/api/account/totp/confirmation',
    title: '用第一个动态码确认绑定；恢复码只显示一次',
    access: 'signedIn',
    body: Confirm,
    handle: confirm,
  }),
  endpoint({
    id: 'removeTotp',
    method: 'POST',
    path: '/api/account/totp/removal',
    title: '解除动态码',
    access: 'signedIn',
    body: Remove,
    handle: remove,
  }),
] as const

/**
 * Asks for the second factor of an account that has one. Without a code the answer says that one is needed; a wrong one counts like a
 * wrong password. Each time step and each recovery code opens once.
 */
export async function passSecondFactor(services: Services, account: Account, code: string | undefined): Promise<void> {
  if (account.totpSecret === null) return
  if (code === undefined) throw new Refused('sign-in', '请输入动态码。', { needs: 'code' })
  const { database, now } = services
  const at = new Date(now()).toISOString()
  const step = stepOf(account.totpSecret, code, now())
  const isRight = await database.asOwner(async (query) => {
    if (!/^\d{6}$/.test(code)) return useRecoveryCode(query, account.id, recoveryHash(account.id, code), at)
    return step !== undefined && useStep(query, account.id, step)
  })
  if (isRight) return
  await noteWrongTry(services, account)
  throw new Refused('sign-in', '动态码不对，或已经用过。请等下一个再试。', { needs: 'code' })
}

async function enrol(call: Call<z.infer<typeof Enrol>>) {
  const { services, body } = call
  const { account } = inPerson(call)
  await checkOwnPassword(services, account.id, body.password)
  const secret = new Secret({ size: 20 })
  const isFree = await services.database.asOwner((query) => proposeSecret(query, account.id, secret.base32))
  if (!isFree) throw new Refused('conflict', '已经绑定了动态码。要换设备，请先解除。')
  return {
    status: 201,
    body: { secret: secret.base32, uri: generatorOf(secret.base32, account.login).toString() },
  } as const
}

async function confirm(call: Call<z.infer<typeof Confirm>>) {
  const { services, body } = call
  const session = inPerson(call)
  const { id } = session.account
  const at = new Date(services.now()).toISOString()
  const codes = Array.from({ length: RECOVERY_CODES }, () => randomCode())
  await services.database.asOwner(async (query) => {
    const secret = await proposedSecret(query, id)
    if (secret === undefined) throw new Refused('conflict', '没有等着确认的绑定，请重新开始。')
    const step = stepOf(secret, body.code, services.now())
    if (step === undefined) throw new Refused('unprocessable', '动态码不对。请核对设备的时间，用现在显示的码再试。')
    if (!(await confirmSecret(query, id, step, at))) throw new Refused('conflict', '已经绑定了动态码。')
    await keepRecoveryCodes(
      query,
      id,
      codes.map((code) => recoveryHash(id, code)),
    )
    await tellBureaus(query, services, session, 'enrolTotp', {})
  })
  return { status: 201, body: { recoveryCodes: codes } } as const
}

async function remove(call: Call<z.infer<typeof Remove>>) {
  const { services, body } = call
  const session = inPerson(call)
  const { id } = session.account
  await checkOwnPassword(services, id, body.password)
  const account = await services.database.asOwner((query) => findAccountById(query, id))
  if (!account || account.totpSecret === null) throw new Refused('conflict', '没有绑定动态码。')
  await passSecondFactor(services, account, body.code).catch((error) => {
    // The person is signed in: 401 would send them to the door.
    if (error instanceof Refused) throw new Refused('forbidden', error.message)
    throw error
  })
  await services.database.asOwner(async (query) => {
    await dropSecondFactor(query, id)
    await tellBureaus(query, services, session, 'removeTotp', {})
  })
  return { body: {} }
}

/** The time step that a code belongs to, at most one away from now: clocks differ. */
function stepOf(secret: string, code: string, now: number): number | undefined {
  const delta = generatorOf(secret, '').validate({ token: code, timestamp: now, window: 1 })
  return delta === null ? undefined : Math.floor(now / 1000 / PERIOD_SECONDS) + delta
}

function generatorOf(secret: string, login: string): TOTP {
  return new TOTP({ issuer: '绩衡', label: login, secret, algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS })
}

/** 79 bits of chance need no slow hash. Typed in small letters or without hyphens it is the same code. */
function recoveryHash(account: string, code: string): Buffer {
  const signs = code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  return createHash('sha256').update(`${account} ${signs}`).digest()
}
