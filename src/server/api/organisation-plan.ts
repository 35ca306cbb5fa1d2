import type { Assignment } from '../store/people.ts'
import type { UnitVersion } from '../store/unit-history.ts'
import type { UnitInYear } from '../store/units.ts'
import { faultAt, type ImportFault, type OrganisationFile, type PersonRow, type UnitRow } from './organisation-file.ts'
import { roleFault } from './roles.ts'

/** Accounts that one import may make: each password is hashed slowly on purpose. */
export const MOST_NEW_ACCOUNTS = 1_000

/** What is there, as far as a file speaks of it. */
export type OrganisationState = {
  readonly units: ReadonlyMap<number, UnitInYear & { readonly versions: readonly UnitVersion[] }>
  readonly accounts: ReadonlyMap<string, KnownAccount>
}
export type KnownAccount = {
  readonly id: string
  readonly name: string
  /** Whether it belongs to this bureau. */
  readonly isOurs: boolean
  readonly roles: readonly Omit<Assignment, 'region'>[]
}

export type NewRole = Omit<Assignment, 'region'> & { readonly login: string }
/** What an import does: nothing of it has happened yet. Units stand after the department they belong to. */
export type OrganisationPlan = {
  readonly faults: readonly ImportFault[]
  readonly units: readonly UnitRow[]
  readonly people: readonly { readonly login: string; readonly name: string }[]
  readonly roles: readonly NewRole[]
  readonly unchanged: { readonly units: number; readonly people: number; readonly roles: number }
}

/** Compares a file with what is there. A row that says what is there already changes nothing; one that contradicts it is a fault. */
export function planOrganisation(file: OrganisationFile, state: OrganisationState): OrganisationPlan {
  const faults = [...file.faults]
  const fresh = newUnits(file.units, state, faults)
  const resolve = unitsByText(fresh, state)
  const people = new Map<string, { login: string; name: string; first: PersonRow }>()
  const roles: NewRole[] = []
  const unchanged = { units: file.units.length - fresh.length, people: 0, roles: 0 }
  for (const row of file.people) {
    const known = state.accounts.get(row.login)
    const before = people.get(row.login)
    if (!before) people.set(row.login, { login: row.login, name: row.name, first: row })
    const fault = personFault(row, known, before?.name)
    if (fault) {
      faults.push(fault)
      continue
    }
    const role = roleOf(row, resolve, faults)
    if (!role) continue
    const same = [...(known?.roles ?? []), ...roles.filter(({ login }) => login === row.login)].find(
      (one) => one.unit === role.unit && one.role === role.role && overlaps(one, role),
    )
    if (!same) roles.push(role)
    else if (same.fromYear === role.fromYear && same.toYear === role.toYear) unchanged.roles++
    else
      faults.push(
        faultAt(row.place, 'fromYear', `这个人已有这个角色，年度是 ${years(same)}，与这里的 ${years(role)} 不同。`),
      )
  }
  const made = [...people.values()].filter(({ login }) => !state.accounts.has(login))
  unchanged.people = people.size - made.length
  const tooMany = made[MOST_NEW_ACCOUNTS]
  if (tooMany)
    faults.push(
      faultAt(
        tooMany.first.place,
        'login',
        `一次最多新建 ${MOST_NEW_ACCOUNTS} 个账号，这里有 ${made.length} 个，请分几份导入。`,
      ),
    )
  return { faults, units: fresh, people: made.map(({ login, name }) => ({ login, name })), roles, unchanged }
}

/** Units that are not there yet, departments first. */
function newUnits(rows: readonly UnitRow[], { units }: OrganisationState, faults: ImportFault[]): readonly UnitRow[] {
  const byId = new Map<number, UnitRow>()
  for (const row of rows) {
    const twice = byId.get(row.id)
    if (twice) faults.push(faultAt(row.place, 'id', `编号 ${row.id} 在第 ${twice.place.row} 行已经有了。`))
    else byId.set(row.id, row)
  }
  const fresh: UnitRow[] = []
  for (const row of byId.values()) {
    const known = units.get(row.id)
    const fault = known ? knownUnitFault(row, known) : parentFault(row, byId, units)
    if (fault) faults.push(fault)
    if (!known) fresh.push(row)
  }
  const depth = (row: UnitRow, passed: readonly number[] = []): number => {
    const parent = row.parent === null ? undefined : byId.get(row.parent)
    return parent && !passed.includes(parent.id) ? 1 + depth(parent, [...passed, row.id]) : 0
  }
  return fresh
    .map((row) => ({ row, at: depth(row) }))
    .sort((a, b) => a.at - b.at || a.row.id - b.row.id)
    .map(({ row }) => row)
}

type KnownUnit = OrganisationState['units'] extends ReadonlyMap<number, infer Known> ? Known : never

/** Whether a row says of a known unit what was so in that year; a later name or department contradicts nothing. */
function knownUnitFault(row: UnitRow, known: KnownUnit): ImportFault | undefined {
  if (known.fromYear !== row.fromYear)
    return faultAt(row.place, 'fromYear', `编号 ${row.id} 已有单位“${known.name}”，起始年度是 ${known.fromYear}。`)
  const then = known.versions.find(
    ({ fromYear, toYear }) => fromYear <= row.fromYear && (toYear === null || row.fromYear <= toYear),
  )
  if (!then || then.name !== row.name)
    return faultAt(
      row.place,
      'name',
      `编号 ${row.id} 已有单位，名称是“${then?.name ?? known.name}”。改名请用“改名”，不要用导入。`,
    )
  if (then.kind !== row.kind) return faultAt(row.place, 'kind', `“${row.name}”已有，类别与这里的不同。`)
  if (then.parent !== row.parent)
    return faultAt(
      row.place,
      'parent',
      `“${row.name}”已有，主管部门编号是 ${then.parent ?? '空'}。换主管部门请另外办，不要用导入。`,
    )
  return undefined
}

function parentFault(
  row: UnitRow,
  rows: ReadonlyMap<number, UnitRow>,
  units: OrganisationState['units'],
): ImportFault | undefined {
  if (row.parent === null) return undefined
  const known = units.get(row.parent)
  const parent = known ?? rows.get(row.parent)
  const say = (message: string) => faultAt(row.place, 'parent', message)
  if (!parent) return say(`没有编号 ${row.parent} 的主管部门，文件里也没有。`)
  if (parent.kind === 'unit') return say(`“${parent.name}”不是主管部门，不能放在它下面。`)
  if (parent.fromYear > row.fromYear || (known && known.toYear !== null))
    return say(`主管部门“${parent.name}”在 ${row.fromYear} 年还没有或已经不在了。`)
  const passed = [row.id]
  for (
    let above: UnitRow | undefined = rows.get(row.parent);
    above;
    above = above.parent === null ? undefined : rows.get(above.parent)
  ) {
    if (passed.includes(above.id)) return say('主管部门绕成了圈：它在自己下面。')
    passed.push(above.id)
  }
  return undefined
}

type FoundUnit = {
  readonly id: number
  readonly name: string
  readonly fromYear: number
  readonly toYear: number | null
}

/** Finds units by number, or by a name that only one has. */
function unitsByText(fresh: readonly UnitRow[], { units }: OrganisationState): (text: string) => readonly FoundUnit[] {
  const all: FoundUnit[] = [...units.values(), ...fresh.map((row) => ({ ...row, toYear: null }))]
  const byId = new Map(all.map((unit) => [String(unit.id), unit]))
  const byName = new Map<string, FoundUnit[]>()
  for (const unit of all) byName.set(unit.name, [...(byName.get(unit.name) ?? []), unit])
  return (text) => {
    const unit = byId.get(text)
    return unit ? [unit] : (byName.get(text) ?? [])
  }
}

function personFault(
  row: PersonRow,
  known: KnownAccount | undefined,
  before: string | undefined,
): ImportFault | undefined {
  if (known && !known.isOurs) return faultAt(row.place, 'login', `登录名“${row.login}”已经有人用了，请换一个。`)
  const name = known?.name ?? before
  if (name !== undefined && name !== row.name)
    return faultAt(row.place, 'name', `登录名“${row.login}”是“${name}”的，不是“${row.name}”的。`)
  return undefined
}

function roleOf(
  row: PersonRow,
  resolve: (text: string) => readonly FoundUnit[],
  faults: ImportFault[],
): NewRole | undefined {
  const { login, role, fromYear, toYear, place } = row
  const found = row.unit === '' ? [] : resolve(row.unit)
  const [unit] = found
  const say = (key: string, message: string) => {
    faults.push(faultAt(place, key, message))
    return undefined
  }
  if (row.unit !== '' && !unit) return say('unit', `没有单位“${row.unit}”，文件里也没有。`)
  if (found.length > 1) return say('unit', `名称“${row.unit}”有 ${found.length} 个单位，请写单位编号。`)
  const made = { login, unit: unit?.id ?? 0, role, fromYear, toYear }
  const fault = roleFault(made)
  if (fault !== undefined) return say(toYear !== null && toYear < fromYear ? 'toYear' : 'unit', fault)
  if (unit && unit.toYear !== null && unit.toYear < fromYear)
    return say('unit', `“${unit.name}”${unit.toYear} 年后已经不在了。`)
  return made
}

type Years = { readonly fromYear: number; readonly toYear: number | null }

function overlaps(a: Years, b: Years): boolean {
  return a.fromYear <= (b.toYear ?? 9999) && b.fromYear <= (a.toYear ?? 9999)
}

function years({ fromYear, toYear }: Years): string {
  return `${fromYear}–${toYear ?? ''}`
}
