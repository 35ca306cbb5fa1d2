import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { appendEvent } from '../store/log.ts'
import { assign, createAccount, findAccount, hasAccounts } from '../store/people.ts'
import { endSession, type Session } from '../store/sessions.ts'
import { createRegion } from '../store/units.ts'
import { openBrowserSession } from './browser-session.ts'
import { type Call, endpoint, type Reply } from './endpoint.ts'
import { hashPassword, isPassword, passwordFault } from './passwords.ts'
import { takeOne } from './rate-limit.ts'
import { Refused } from './refused.ts'
import { noteWrongTry } from './sign-in-log.ts'
import { Code, passSecondFactor } from './totp.ts'
import { newId } from './uuid.ts'

const FIRST_YEAR = 2000

export const Login = z
  .string()
  .trim()
  .min(2, '登录名至少 2 个字符')
  .max(60)
  .regex(/^[^\s\p{Cc}]+$/u, '登录名里不能有空格')
export const PersonName = z.string().trim().min(1, '要写姓名').max(60)
const SetUp = z.object({
  code: z.string().max(100),
  login: Login,
  name: PersonName,
  password: z.string().max(1000),
  region: z.int().min(1).max(999_999_999),
  regionName: z.string().trim().min(2).max(80),
})
const SignIn = z.object({
  login: z.string().trim().min(1).max(60),
  password: z.string().max(1000),
  code: Code.optional(),
})

/** First run, signing in and out, and who one is. */
export const peopleEndpoints = [
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
    title: '登录；绑了动态码的再要 code（动态码或恢复码）',
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
] as const

async function setUp({ services, body, client }: Call<z.infer<typeof SetUp>>) {
  const { database, now, setupCode, algorithm, limits } = services
  takeOne(limits?.setUps, client.address, now(), '启动码试')
  if (!isSame(body.code, setupCode)) throw new Refused('forbidden', '启动码不对。它在服务器启动时打印，只用一次。')
  const fault = passwordFault(body.password, body.login)
  if (fault !== undefined) throw new Refused('unprocessable', fault)
  const passwordHash = await hashPassword(body.password)
  const at = new Date(now()).toISOString()
  const id = newId(now())
  const { login, name, region, regionName } = body
  await database.asOwner(async (query) => {
    await query('lock table account in exclusive mode')
    if (await hasAccounts(query)) throw new Refused('conflict', '已经有管理员了，启动码不再有效。')
    await createRegion(query, region, regionName)
    await createAccount(query, { id, login, name, passwordHash, at, made: { region, by: id } })
    const role = { region, unit: 0, role: 'administrator', fromYear: FIRST_YEAR, toYear: null } as const
    await assign(query, newId(now()), id, role, { by: id, at })
    const event = { actor: id, action: 'setUp', subject: id, payload: { region, login }, at: now() }
    await appendEvent(query, { region, unit: 0 }, event, algorithm)
  })
  return { status: 201, body: { account: id } } as const
}

/** A wrong login, a wrong password and a closed account get one answer, after the same time. */
async function signIn({ services, body, client }: Call<z.infer<typeof SignIn>>) {
  const { database, now, limits } = services
  takeOne(limits?.signInsByLogin, body.login, now(), '这个登录名试')
  takeOne(limits?.signInsByAddress, client.address, now(), '这个地址登录')
  const account = await database.asOwner((query) => findAccount(query, body.login))
  const isRight = await isPassword(account?.passwordHash, body.password)
  const isLocked = account !== undefined && account.lockedUntil > now()
  if (!account || !isRight || isLocked || account.isDisabled || account.isMachine) {
    if (account && !isRight && !isLocked) await noteWrongTry(services, account, client)
    throw new Refused('sign-in', '登录名或密码不对，或者错得太多，账号暂时关着。请稍后再试。')
  }
  limits?.signInsByLogin.giveBack(body.login)
  limits?.signInsByAddress.giveBack(client.address)
  await passSecondFactor(services, account, body.code)
  return openBrowserSession(services, account.id, client)
}

async function whoAmI({ session }: Call) {
  const { account, assignments, csrf, kind, isReadOnly, needs } = session as Session
  return { body: { account, assignments, csrf, kind, isReadOnly, needs } }
}

async function signOut({ services, tokenHash }: Call): Promise<Reply<object>> {
  const at = new Date(services.now()).toISOString()
  if (tokenHash) await services.database.asOwner((query) => endSession(query, tokenHash, at))
  return { body: {}, token: '' }
}

function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return wanted !== '' && timingSafeEqual(digest(given), digest(wanted))
}
