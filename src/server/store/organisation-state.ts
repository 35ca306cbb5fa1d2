import type { Role } from '#engine'
import type { Query } from './database.ts'
import type { Assignment } from './people.ts'
import type { UnitVersion } from './unit-history.ts'
import { type Unit, type UnitInYear, unitsOf } from './units.ts'

/** All units of a bureau with what they were over years. */
export async function unitStories(
  query: Query,
  region: number,
): Promise<ReadonlyMap<number, UnitInYear & { readonly versions: readonly UnitVersion[] }>> {
  const units = await unitsOf(query, region)
  const rows = await query('select * from unit_version where region_id = $1 order by unit_id, from_year', [region])
  const versions = new Map<number, UnitVersion[]>()
  for (const row of rows) {
    const id = Number(row.unit_id)
    const version = {
      name: String(row.name),
      kind: row.kind as Unit['kind'],
      parent: row.parent_id === null ? null : Number(row.parent_id),
      fromYear: Number(row.from_year),
      toYear: row.to_year === null ? null : Number(row.to_year),
    }
    versions.set(id, [...(versions.get(id) ?? []), version])
  }
  return new Map(units.map((unit) => [unit.id, { ...unit, versions: versions.get(unit.id) ?? [] }]))
}

export type LoginState = {
  readonly id: string
  readonly name: string
  readonly isOurs: boolean
  readonly roles: readonly Omit<Assignment, 'region'>[]
}

/** Who has these logins, and their own roles in a bureau. `isOurs` as in the list of accounts. */
export async function loginStates(
  query: Query,
  region: number,
  logins: readonly string[],
  at: string,
): Promise<ReadonlyMap<string, LoginState>> {
  const rows = await query(
    `select a.account_id, a.login, a.name, a.made_region, a.is_machine, x.region_id, x.unit_id, x.role, x.from_year, x.to_year, x.delegated_from
     from account a left join assignment x on x.account_id = a.account_id and x.ended_at is null and (x.until is null or x.until > $2)
     where a.login = any ($1::text[]) order by a.login, x.assignment_id`,
    [logins, at],
  )
  const found = new Map<string, { id: string; name: string; isOurs: boolean; roles: Omit<Assignment, 'region'>[] }>()
  for (const row of rows) {
    const isHere = Number(row.region_id) === region
    const isUnused = row.region_id === null && Number(row.made_region) === region
    const known = found.get(String(row.login)) ?? {
      id: String(row.account_id),
      name: String(row.name),
      isOurs: false,
      roles: [],
    }
    known.isOurs ||= !row.is_machine && (isHere || isUnused)
    if (isHere && row.delegated_from === null)
      known.roles.push({
        unit: Number(row.unit_id),
        role: row.role as Role,
        fromYear: Number(row.from_year),
        toYear: row.to_year === null ? null : Number(row.to_year),
      })
    found.set(String(row.login), known)
  }
  return found
}
