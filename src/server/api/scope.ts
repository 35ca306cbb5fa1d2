import { BUREAU_ROLES, type Role } from '#engine'
import type { Database, Query, Scope } from '../store/database.ts'
import type { Assignment } from '../store/people.ts'
import { type Below, predecessorsOf, unitsBelow } from '../store/reach.ts'
import type { Session } from '../store/sessions.ts'

/** What a person's transactions may see, and for a department reviewer which units were below in which years. */
export type PersonScope = Scope & { readonly below?: readonly Below[] }

/**
 * Under whose eyes a person's transactions run in a bureau: the whole bureau, or the units of their roles (for a department reviewer
 * those below as well). Units that these came after, and units that have left the department, are seen up to the year before.
 * Undefined for somebody with no role there. Row-level security holds to it whatever a statement says.
 */
export async function scopeOf(
  database: Database,
  { assignments }: Session,
  region: number,
): Promise<PersonScope | undefined> {
  const here = assignments.filter((one) => one.region === region)
  if (here.length === 0) return undefined
  if (here.some(({ unit, role }) => unit === 0 && BUREAU_ROLES.includes(role)))
    return { role: 'app_bureau', region, units: [] }
  const key = `${region} ${here.map(({ unit, role }) => `${unit}${role}`).join()}`
  const known = reaches.get(database)?.get(key)
  if (known && performance.now() - known.at < REACH_LASTS) return known.scope
  const scope = await database.tx({ role: 'app_bureau', region, units: [] }, (query) => reachOf(query, region, here))
  const kept = reaches.get(database) ?? new Map()
  if (kept.size > MOST_REACHES) kept.clear()
  reaches.set(database, kept.set(key, { at: performance.now(), scope }))
  return scope
}

/** How long which units came before and below is taken as known, in milliseconds: another server may have changed the organisation. */
const REACH_LASTS = 3000
const MOST_REACHES = 5000
const reaches = new WeakMap<Database, Map<string, { readonly at: number; readonly scope: PersonScope }>>()

/** After a change of the organisation: what was known of it is asked anew. */
export function forgetReach(database: Database): void {
  reaches.delete(database)
}

async function reachOf(query: Query, region: number, here: readonly Assignment[]): Promise<PersonScope> {
  const own = [...new Set(here.map(({ unit }) => unit))]
  const departments = [...new Set(here.filter(({ role }) => role === 'departmentReviewer').map(({ unit }) => unit))]
  const before = departments.length > 0 ? await predecessorsOf(query, region, departments) : []
  const tops = [...new Set([...departments, ...before.map(({ unit }) => unit)])]
  const below = tops.length > 0 ? await unitsBelow(query, region, tops) : []
  const capOf = (top: number) =>
    departments.includes(top)
      ? null
      : Math.max(...before.filter(({ unit }) => unit === top).map(({ lastYear }) => lastYear))
  const last = new Map<number, number | null>()
  const see = (unit: number, year: number | null) => {
    const known = last.get(unit)
    last.set(unit, known === null || year === null ? null : Math.max(known ?? 0, year))
  }
  for (const unit of own) see(unit, null)
  for (const { top, unit, toYear } of below) see(unit, earliest(capOf(top), toYear))
  const goingOn = [...last].flatMap(([unit, year]) => (year === null ? [unit] : []))
  for (const { unit, lastYear } of await predecessorsOf(query, region, goingOn)) see(unit, lastYear)
  const capped = [...last].flatMap(([unit, year]) => (year === null ? [] : [[unit, year] as const]))
  return { role: 'app_unit', region, units: [...last.keys()], lastYears: Object.fromEntries(capped), below }
}

function earliest(a: number | null, b: number | null): number | null {
  if (a === null) return b
  return b === null ? a : Math.min(a, b)
}

/** The roles somebody has for a unit and a year: those given for it, for all units, and a department's for the units below it in that year. */
export function rolesFor({ assignments }: Session, scope: PersonScope, unit: number, year: number): readonly Role[] {
  const runs = ({ fromYear, toYear }: Pick<Assignment, 'fromYear' | 'toYear'>) =>
    fromYear <= year && (toYear === null || year <= toYear)
  const isBelow = (top: number) => (scope.below ?? []).some((one) => one.top === top && one.unit === unit && runs(one))
  return assignments
    .filter((one) => one.region === scope.region && runs(one))
    .filter(
      ({ unit: own, role }) =>
        own === unit || (own === 0 && BUREAU_ROLES.includes(role)) || (role === 'departmentReviewer' && isBelow(own)),
    )
    .map(({ role }) => role)
}
