import { z } from 'zod'
import {
  accountIn,
  type ListedAccount,
  listAccounts,
  rolesOfAccounts,
  setDisabled,
  setName,
  setPassword,
  setSubject,
  worksElsewhere,
} from '../store/accounts.ts'
import type { Query } from '../store/database.ts'
import { createAccount } from '../store/people.ts'
import { administratorsOf } from '../store/roles.ts'
import { dropSecondFactor } from '../store/second-factor.ts'
import { endSessions } from '../store/sessions.ts'
import { type Call, endpoint, type Services } from './endpoint.ts'
import { cursorText, EVERYBODY, isId, parseCursor, tell } from './form-access.ts'
import { subjectText } from './oidc.ts'
import { hashPassword, initialPassword } from './passwords.ts'
import { Login, PersonName } from './people.ts'
import { Refused } from './refused.ts'
import { newId } from './uuid.ts'
import { type Administrator, administrator } from './who.ts'

const ACCOUNTS = '/api/bureaus/:region/accounts'
const ACCOUNT = `${ACCOUNTS}/:account` as const

const Search = z.object({
  text: z.string().trim().max(60).default(''),
  role: z.enum(EVERYBODY as [(typeof EVERYBODY)[number], ...(typeof EVERYBODY)[number][]]).optional(),
  /** 0: the whole bureau. */
  unit: z.coerce.number().pipe(z.int().min(0).max(2_147_483_647)).optional(),
  isDisabled: z.stringbool().optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(200)).default(50),
})
const Create = z.object({
  login: Login,
  name: PersonName,
  isMachine: z.boolean().default(false),
  /** Signs in by the identity provider only, under this subject: there is no password. */
  oidcSubject: z.string().trim().min(1).max(255).optional(),
})
const Change = z.object({
  name: PersonName.optional(),
  isDisabled: z.boolean().optional(),
  /** The subject at the identity provider; null frees the account from it. */
  oidcSubject: z.string().trim().min(1).max(255).nullable().optional(),
})

/** The accounts of a bureau, for its administrators. */
export const accountEndpoints = [
  endpoint({
    id: 'listAccounts',
    method: 'GET',
    path: ACCOUNTS,
    title: '本局的账号和它们现在的角色，按登录名；可按登录名或姓名、角色、单位、是否停用找',
    access: ['administrator'],
    query: Search,
    handle: list,
  }),
  endpoint({
    id: 'createAccount',
    method: 'POST',
    path: ACCOUNTS,
    title: '新建账号；初始密码只显示一次，首次登录要改',
    access: ['administrator'],
    body: Create,
    handle: create,
  }),
  endpoint({
    id: 'getAccount',
    method: 'GET',
    path: ACCOUNT,
    title: '取一个账号',
    access: ['administrator'],
    handle: get,
  }),
  endpoint({
    id: 'changeAccount',
    method: 'PATCH',
    path: ACCOUNT,
    title: '改姓名，停用或启用，绑定统一身份认证',
    access: ['administrator'],
    body: Change,
    handle: change,
  }),
  endpoint({
    id: 'resetPassword',
    method: 'POST',
    path: `${ACCOUNT}/password`,
    title: '重设密码；新的初始密码只显示一次，登录和令牌都结束',
    access: ['administrator'],
    handle: resetPassword,
  }),
  endpoint({
    id: 'resetTotp',
    method: 'DELETE',
    path: `${ACCOUNT}/totp`,
    title: '替丢了设备和恢复码的人解除动态码',
    access: ['administrator'],
    handle: resetTotp,
  }),
  endpoint({
    id: 'endAccountSessions',
    method: 'DELETE',
    path: `${ACCOUNT}/sessions`,
    title: '结束一个账号的所有登录',
    access: ['administrator'],
    handle: endAll,
  }),
] as const

const Cursor = z.object({ login: z.string() })

async function list(call: Call<undefined, z.infer<typeof Search>>) {
  const { region, at } = administrator(call)
  const { text, cursor, limit, ...rest } = call.query
  const after = parseCursor(cursor, Cursor)?.login ?? ''
  return call.services.database.asOwner(async (query) => {
    const found = await listAccounts(query, { region, at, search: text, ...rest, after, most: limit + 1 })
    const page = found.slice(0, limit)
    const ids = page.map(({ id }) => id)
    const roles = await rolesOfAccounts(query, region, at, ids)
    const accounts = page.map((account) => ({ ...account, roles: roles.get(account.id) ?? [] }))
    const last = page.at(-1)
    return { body: { accounts, next: found.length > limit && last ? cursorText({ login: last.login }) : null } }
  })
}

async function create(call: Call<z.infer<typeof Create>>) {
  const { services, body } = call
  const who = administrator(call)
  const { region, by, at } = who
  const { login, name, isMachine, oidcSubject } = body
  if (isMachine && oidcSubject !== undefined) throw new Refused('unprocessable', '程序的账号只有令牌，不能绑定身份。')
  const password = isMachine || oidcSubject !== undefined ? null : initialPassword(login)
  const passwordHash = password === null ? null : await hashPassword(password)
  const id = newId(services.now())
  await services.database.asOwner(async (query) => {
    const made = { region, by }
    const mustChangePassword = password !== null
    if (!(await createAccount(query, { id, login, name, passwordHash, at, isMachine, mustChangePassword, made })))
      throw new Refused('conflict', `登录名“${login}”已经有人用了，请换一个。`)
    if (oidcSubject !== undefined) await bind(query, services, id, oidcSubject)
    await note(query, call, who, 'createAccount', id, body)
  })
  return { status: 201, body: { id, login, name, isMachine, initialPassword: password } } as const
}

async function get(call: Call) {
  const who = administrator(call)
  return call.services.database.asOwner(async (query) => ({ body: await visible(query, who, call.params.account) }))
}

async function change(call: Call<z.infer<typeof Change>>) {
  const { services, body } = call
  const who = administrator(call)
  const { name, isDisabled, oidcSubject } = body
  return services.database.asOwner(async (query) => {
    const account = await changeable(query, who, call.params.account)
    if (name !== undefined) await setName(query, account.id, name)
    if (isDisabled !== undefined) await disable(query, who, account, isDisabled)
    if (oidcSubject !== undefined) await bind(query, services, account.id, oidcSubject)
    await note(query, call, who, 'changeAccount', account.id, body)
    return { body: await visible(query, who, account.id) }
  })
}

async function bind(query: Query, { oidc }: Services, account: string, oidcSubject: string | null): Promise<void> {
  if (!oidc) throw new Refused('unprocessable', '这台服务器没有接统一身份认证，不能绑定。')
  const subject = oidcSubject === null ? null : subjectText(oidc, oidcSubject)
  if (!(await setSubject(query, account, subject))) throw new Refused('conflict', '这个身份已经绑在别的账号上。')
}

async function disable(query: Query, who: Administrator, { id }: ListedAccount, isDisabled: boolean): Promise<void> {
  if (isDisabled) {
    await keepOneAdministrator(query, who, (one) => one !== id)
    await endSessions(query, id, who.at)
  }
  await setDisabled(query, id, isDisabled)
}

async function resetPassword(call: Call) {
  const who = administrator(call)
  const { database } = call.services
  const { login } = await database.asOwner((query) => changeable(query, who, call.params.account))
  const password = initialPassword(login)
  const hash = await hashPassword(password)
  await database.asOwner(async (query) => {
    const account = await changeable(query, who, call.params.account)
    if (account.isMachine) throw new Refused('unprocessable', '程序的账号没有密码，只有令牌。')
    await setPassword(query, account.id, hash, who.at, true)
    await endSessions(query, account.id, who.at)
    await note(query, call, who, 'resetPassword', account.id, {})
  })
  return { status: 201, body: { initialPassword: password } } as const
}

async function resetTotp(call: Call) {
  const who = administrator(call)
  return call.services.database.asOwner(async (query) => {
    const account = await changeable(query, who, call.params.account)
    if (account.id === who.by) throw new Refused('forbidden', '自己的动态码在“我的账号”里用密码和动态码解除。')
    await dropSecondFactor(query, account.id)
    await endSessions(query, account.id, who.at, { kind: 'browser' })
    await note(query, call, who, 'resetTotp', account.id, {})
    return { body: {} }
  })
}

async function endAll(call: Call) {
  const who = administrator(call)
  return call.services.database.asOwner(async (query) => {
    const account = await changeable(query, who, call.params.account)
    const ended = await endSessions(query, account.id, who.at, { kind: 'browser' })
    await note(query, call, who, 'endSessions', account.id, { ended })
    return { body: { endedSessions: ended } }
  })
}

/** An account of the administrator's bureau; one of another is as if it did not exist. Locked until the transaction ends. */
export async function visible(
  query: Query,
  { region, at }: Administrator,
  id: string | undefined,
): Promise<ListedAccount> {
  const account = isId(id) ? await accountIn(query, region, id, at) : undefined
  if (!account) throw new Refused('not-found', '本局没有这个账号。')
  return account
}

/** One that this bureau may take over (password, second factor, closing): nobody who works for another bureau as well. */
export async function changeable(query: Query, who: Administrator, id: string | undefined): Promise<ListedAccount> {
  const account = await visible(query, who, id)
  if (await worksElsewhere(query, who.region, account.id, who.at))
    throw new Refused('forbidden', '这个人在别的财政局也有角色，账号只能由本人改。在本局的角色可以结束。')
  return account
}

/** Throws when nobody would be left to administer the bureau. `stays` tells who still can. */
export async function keepOneAdministrator(
  query: Query,
  { region, year }: Administrator,
  stays: (account: string) => boolean,
): Promise<void> {
  const administrators = await administratorsOf(query, region, year)
  if (administrators.length > 0 && !administrators.some(stays))
    throw new Refused('conflict', '这是本局最后一个管理员。请先给别人管理员角色。')
}

async function note(
  query: Query,
  { services }: Call<unknown, unknown>,
  { region, by }: Administrator,
  action: string,
  subject: string,
  payload: unknown,
): Promise<void> {
  await tell(query, services, { region, unit: 0 }, { actor: by, action, subject, payload })
}
