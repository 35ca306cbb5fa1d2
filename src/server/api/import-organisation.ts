import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Query } from '../store/database.ts'
import { loginStates, unitStories } from '../store/organisation-state.ts'
import { assign, createAccount } from '../store/people.ts'
import { lockOrganisation } from '../store/unit-history.ts'
import { createUnit } from '../store/units.ts'
import { type Call, endpoint, type Services } from './endpoint.ts'
import { tell } from './form-access.ts'
import { type OrganisationFile, readOrganisation } from './organisation-file.ts'
import { type OrganisationPlan, planOrganisation } from './organisation-plan.ts'
import { organisationTemplate } from './organisation-template.ts'
import { hashPassword, initialPassword } from './passwords.ts'
import { Refused } from './refused.ts'
import { forgetReach } from './scope.ts'
import { newId } from './uuid.ts'
import { type Administrator, administrator } from './who.ts'

const MOST_BYTES = 4 * 1024 * 1024
/** Faults told one by one; the rest is counted. */
const MOST_FAULTS = 500

const Asked = z.object({ apply: z.stringbool().default(false) })
type Password = { readonly login: string; readonly name: string; readonly initialPassword: string }

/** Units and people from one workbook. */
export const organisationImportEndpoints = [
  endpoint({
    id: 'importOrganisation',
    method: 'POST',
    path: '/api/bureaus/:region/organisation-imports',
    title: '从 .xlsx 导入单位和人员：先试（不写），apply=true 才写；同一份再导不变',
    access: ['administrator'],
    query: Asked,
    upload: { mostBytes: MOST_BYTES },
    handle: importOrganisation,
  }),
  endpoint({
    id: 'getOrganisationTemplate',
    method: 'GET',
    path: '/api/bureaus/:region/organisation-template',
    title: '导入单位和人员的空白表（.xlsx）',
    access: ['administrator'],
    handle: template,
  }),
] as const

async function template(call: Call) {
  administrator(call)
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return { body: null, file: { name: '单位和人员.xlsx', type, content: organisationTemplate() } }
}

/** Passwords are hashed before the transaction: it must not hold the database while that takes its time. What was planned is planned again inside it. */
async function importOrganisation(call: Call<undefined, z.infer<typeof Asked>>) {
  const { services, bytes, query: asked } = call
  const who = administrator(call)
  const file = await readOrganisation(bytes)
  const plan = await services.database.asOwner((query) => planNow(query, who, file))
  if (!asked.apply || plan.faults.length > 0) {
    const outcome = outcomeOf(plan)
    if (asked.apply)
      throw new Refused('unprocessable', `有 ${plan.faults.length} 处问题，一行也没有导入。改好后再试。`, outcome)
    return { body: { isApplied: false, ...outcome, ignored: file.ignored, passwords: [] as readonly Password[] } }
  }
  const passwords: Password[] = plan.people.map((one) => ({ ...one, initialPassword: initialPassword(one.login) }))
  const hashes = new Map(
    await Promise.all(passwords.map(async (one) => [one.login, await hashPassword(one.initialPassword)] as const)),
  )
  const fileHash = createHash('sha256').update(bytes).digest('hex')
  const done = await services.database.asOwner(async (query) => {
    await lockOrganisation(query, who.region)
    const now = await planNow(query, who, file)
    const isSame = now.faults.length === 0 && now.people.length === passwords.length
    if (!isSame || now.people.some(({ login }) => !hashes.has(login)))
      throw new Refused('conflict', '导入时单位或人员被别人改了，一行也没有导入。请再试一次。')
    await apply(query, services, who, now, hashes, fileHash)
    return now
  })
  forgetReach(services.database)
  // An embedded database counts nothing by itself: without this it reads all units for one.
  await services.database.asOwner((query) => query('analyze unit, unit_version, account, assignment'))
  return { status: 201, body: { isApplied: true, ...outcomeOf(done), ignored: file.ignored, passwords } } as const
}

async function planNow(query: Query, { region, at }: Administrator, file: OrganisationFile): Promise<OrganisationPlan> {
  const logins = [...new Set(file.people.map(({ login }) => login))]
  const units = await unitStories(query, region)
  return planOrganisation(file, { units, accounts: await loginStates(query, region, logins, at) })
}

function outcomeOf({ faults, units, people, roles, unchanged }: OrganisationPlan) {
  return {
    faults: faults.slice(0, MOST_FAULTS),
    faultCount: faults.length,
    added: { units: units.length, people: people.length, roles: roles.length },
    unchanged,
  }
}

async function apply(
  query: Query,
  services: Services,
  { region, by, at }: Administrator,
  { units, people, roles }: OrganisationPlan,
  hashes: ReadonlyMap<string, string>,
  fileHash: string,
): Promise<void> {
  if (units.length + people.length + roles.length === 0) return
  const { now } = services
  const story = new Map<number, object[]>()
  const note = (unit: number, entry: object) => story.set(unit, [...(story.get(unit) ?? []), entry])
  for (const { place: _, ...unit } of units) {
    await createUnit(query, { region, ...unit })
    note(unit.id, { unit })
  }
  const made = { region, by }
  for (const { login, name } of people) {
    const passwordHash = hashes.get(login) ?? null
    const account = { id: newId(now()), login, name, passwordHash, at, mustChangePassword: true, made }
    if (!(await createAccount(query, account))) throw new Refused('conflict', `登录名“${login}”刚刚被别人用了。`)
  }
  const accounts = await loginStates(query, region, [...new Set(roles.map(({ login }) => login))], at)
  for (const { login, ...role } of roles) {
    const account = accounts.get(login)
    if (!account) throw new Error('a role for an account that was not made')
    await assign(query, newId(now()), account.id, { region, ...role }, { by, at })
    note(role.unit, { account: account.id, ...role })
  }
  const counts = { units: units.length, people: people.length, roles: roles.length }
  note(0, { file: fileHash, ...counts })
  for (const [unit, entries] of story)
    await tell(
      query,
      services,
      { region, unit },
      { actor: by, action: 'importOrganisation', subject: fileHash, payload: entries },
    )
}
