import { z } from 'zod'
import { BUREAU_ROLES } from '#engine'
import type { Query } from '../store/database.ts'
import { type Assignment, assign } from '../store/people.ts'
import { endRole, findRole, hasOverlappingRole, listRoles } from '../store/roles.ts'
import { findUnit } from '../store/units.ts'
import { keepOneAdministrator, visible } from './accounts.ts'
import { type Call, endpoint, type Services } from './endpoint.ts'
import { cursorText, EVERYBODY, FiscalYear, isId, parseCursor, tell } from './form-access.ts'
import { Refused } from './refused.ts'
import { newId } from './uuid.ts'
import { type Administrator, administrator } from './who.ts'

const ROLES = '/api/bureaus/:region/roles'

export const RoleName = z.enum(EVERYBODY as [(typeof EVERYBODY)[number], ...(typeof EVERYBODY)[number][]])
const Search = z.object({
  account: z.uuid().optional(),
  unit: z.coerce.number().pipe(z.int().min(0).max(2_147_483_647)).optional(),
  ended: z.stringbool().default(false),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(200)).default(50),
})
const Give = z.object({
  account: z.uuid(),
  /** 0: the whole bureau. */
  unit: z.int().min(0).max(2_147_483_647),
  role: RoleName,
  fromYear: FiscalYear,
  toYear: FiscalYear.nullable().default(null),
})
const Cursor = z.object({ id: z.uuid() })

/** Who has which role for which unit and years. */
export const roleEndpoints = [
  endpoint({
    id: 'listRoles',
    method: 'GET',
    path: ROLES,
    title: '本局的角色：谁、哪个单位、哪些年度，谁在何时给的；可按账号、单位找，也可带上已结束的',
    access: ['administrator'],
    query: Search,
    handle: list,
  }),
  endpoint({
    id: 'giveRole',
    method: 'POST',
    path: ROLES,
    title: '给一个角色',
    access: ['administrator'],
    body: Give,
    handle: give,
  }),
  endpoint({
    id: 'endRole',
    method: 'DELETE',
    path: `${ROLES}/:role`,
    title: '结束一个角色；由它委托出去的随之结束',
    access: ['administrator'],
    handle: end,
  }),
] as const

async function list(call: Call<undefined, z.infer<typeof Search>>) {
  const { region } = administrator(call)
  const { cursor, limit, ...rest } = call.query
  const after = parseCursor(cursor, Cursor)?.id
  const found = await call.services.database.asOwner((query) =>
    listRoles(query, { region, ...rest, after, most: limit + 1 }),
  )
  const roles = found.slice(0, limit)
  const last = roles.at(-1)
  return { body: { roles, next: found.length > limit && last ? cursorText({ id: last.id }) : null } }
}

async function give(call: Call<z.infer<typeof Give>>) {
  const { services, body } = call
  const who = administrator(call)
  const { account, ...rest } = body
  return services.database.asOwner(async (query) => {
    await visible(query, who, account)
    const id = await giveRole(query, services, who, account, { region: who.region, ...rest })
    return { status: 201, body: await findRole(query, who.region, id) } as const
  })
}

/** Gives a role and writes it into the unit's log. Throws `Refused` for a role that can't be. */
async function giveRole(
  query: Query,
  services: Services,
  { region, by, at }: Administrator,
  account: string,
  role: Assignment,
): Promise<string> {
  const fault = roleFault(role)
  if (fault !== undefined) throw new Refused('unprocessable', fault)
  if (role.unit !== 0 && !(await findUnit(query, region, role.unit)))
    throw new Refused('unprocessable', '本局没有这个单位。')
  if (await hasOverlappingRole(query, account, role, at, false))
    throw new Refused('conflict', '这个人在这些年度已经有这个角色。')
  const id = newId(services.now())
  await assign(query, id, account, role, { by, at })
  const { unit, role: name, fromYear, toYear } = role
  const payload = { account, role: name, fromYear, toYear }
  await tell(query, services, { region, unit }, { actor: by, action: 'giveRole', subject: id, payload })
  return id
}

/** What is wrong with a role, in Chinese: roles of the finance bureau are for all units, the others for one. */
export function roleFault({ role, unit, fromYear, toYear }: Omit<Assignment, 'region'>): string | undefined {
  if (role === 'administrator' && unit !== 0) return '管理员管整个财政局，单位要留空。'
  if (unit === 0 && !BUREAU_ROLES.includes(role)) return '这个角色要指明是哪个单位的。'
  if (toYear !== null && toYear < fromYear) return '终止年度在起始年度之前。'
  return undefined
}

async function end(call: Call) {
  const { services, params } = call
  const who = administrator(call)
  const { region, by, at } = who
  return services.database.asOwner(async (query) => {
    const role = isId(params.role) ? await findRole(query, region, params.role) : undefined
    if (!role || role.endedAt !== null) throw new Refused('not-found', '没有这个角色，或已经结束。')
    if (role.role === 'administrator') await keepOneAdministrator(query, who, (one) => one !== role.account.id)
    if (!(await endRole(query, region, role.id, by, at))) throw new Refused('not-found', '这个角色刚刚已经结束。')
    const payload = { account: role.account.id, role: role.role }
    await tell(
      query,
      services,
      { region, unit: role.unit },
      { actor: by, action: 'endRole', subject: role.id, payload },
    )
    return { body: {} }
  })
}
