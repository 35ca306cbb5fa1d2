import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { appendEvent } from '../store/log.ts'
import {
  assign,
  clearFailures,
  createAccount,
  endSession,
  findAccount,
  hasAccounts,
  noteFailure,
  openSession,
  type Session,
} from '../store/people.ts'
import { createRegion } from '../store/units.ts'
import { type Call, type Endpoint, endpoint, type Reply } from './endpoint.ts'
import { hashPassword, isPassword, passwordFault } from './passwords.ts'
import { Refused } from './refused.ts'
import { newId } from './uuid.ts'

const SESSION_HOURS = 12
const FIRST_YEAR = 2000

const Login = z.string().trim().min(2, '登录名至少 2 个字符').max(60)
const SetUp = z.object({
  code: z.string(),
  login: Login,
  name: z.string().trim().min(1).max(60),
  password: z.string(),
  region: z.int().min(1).max(999_999_999),
  regionName: z.string().trim().min(2).max(80),
})
const SignIn = z.object({ login: Login, password: z.string().max(1000) })

/** First run, signing in and out, and who one is. */
export const peopleEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'isSetUp',
    method: 'GET',
    path: '/api/setup',
    title: '是否已有管理员',
    access: 'anyone',
    handle: async ({ services }) => ({ body: { isSetUp: await services.database.asOwner(hasAccounts) } }),
  }),
  endpoint({
    id: 'setUp',
    method: 'POST',
    path: '/api/setup',
    title: '首次启动：建财政局和第一个管理员',
    access: 'anyone',
    body: SetUp,
    handle: setUp,
  }),
  endpoint({
    id: 'signIn',
    method: 'POST',
    path: '/api/session',
    title: '登录',
    access: 'anyone',
    body: SignIn,
    handle: signIn,
  }),
  endpoint({ id: 'whoAmI', method: 'GET', path: '/api/session', title: '我是谁', access: 'signedIn', handle: whoAmI }),
  endpoint({
    id: 'signOut',
    method: 'DELETE',
    path: '/api/session',
    title: '退出',
    access: 'signedIn',
    handle: signOut,
  }),
]

async function setUp({ services, body }: Call<z.infer<typeof SetUp>>): Promise<Reply> {
  const { database, now, setupCode, algorithm } = services
  if (!isSame(body.code, setupCode)) throw new Refused('forbidden', '启动码不对。它在服务器启动时打印，只用一次。')
  const fault = passwordFault(body.password, body.login)
  if (fault !== undefined) throw new Refused('unprocessable', fault)
  const passwordHash = await hashPassword(body.password)
  const at = new Date(now()).toISOString()
  const id = newId(now())
  await database.asOwner(async (query) => {
    await query('lock table account in exclusive mode')
    if (await hasAccounts(query)) throw new Refused('conflict', '已经有管理员了，启动码不再有效。')
    await createRegion(query, body.region, body.regionName)
    await createAccount(query, { id, login: body.login, name: body.name, passwordHash, at })
    await assign(query, newId(now()), id, {
      region: body.region,
      unit: 0,
      role: 'administrator',
      fromYear: FIRST_YEAR,
      toYear: null,
    })
    const event = {
      actor: id,
      action: 'setUp',
      subject: id,
      payload: { region: body.region, login: body.login },
      at: now(),
    }
    await appendEvent(query, { region: body.region, unit: 0 }, event, algorithm)
  })
  return { status: 201, body: { account: id } }
}

/** A wrong login, a wrong password and a closed account get one answer, after the same time. */
async function signIn({ services, body }: Call<z.infer<typeof SignIn>>): Promise<Reply> {
  const { database, now } = services
  const account = await database.asOwner((query) => findAccount(query, body.login))
  const isRight = await isPassword(account?.passwordHash, body.password)
  const isLocked = account !== undefined && account.lockedUntil > now()
  if (!account || !isRight || isLocked || account.isDisabled) {
    if (account && !isRight && !isLocked) await database.asOwner((query) => noteFailure(query, account, now()))
    throw new Refused('sign-in', '登录名或密码不对，或者错得太多，账号暂时关着。请稍后再试。')
  }
  const token = randomBytes(32).toString('base64url')
  const csrf = randomBytes(18).toString('base64url')
  await database.asOwner(async (query) => {
    await clearFailures(query, account.id)
    await openSession(query, {
      tokenHash: createHash('sha256').update(token).digest(),
      account: account.id,
      kind: 'browser',
      csrf,
      at: new Date(now()).toISOString(),
      until: new Date(now() + SESSION_HOURS * 3_600_000).toISOString(),
    })
  })
  return { status: 201, token, body: { csrf } }
}

async function whoAmI({ session }: Call<unknown>): Promise<Reply> {
  const { account, assignments, csrf } = session as Session
  return { body: { account, assignments, csrf } }
}

async function signOut({ services, tokenHash }: Call<unknown>): Promise<Reply> {
  const at = new Date(services.now()).toISOString()
  if (tokenHash) await services.database.asOwner((query) => endSession(query, tokenHash, at))
  return { body: {}, token: '' }
}

function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return wanted !== '' && timingSafeEqual(digest(given), digest(wanted))
}
