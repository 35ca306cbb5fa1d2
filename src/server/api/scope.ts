import { BUREAU_ROLES, type Role } from '#engine'
import type { Database, Query, Scope } from '../store/database.ts'
import type { Assignment } from '../store/people.ts'
import { type Below, predecessorsOf, unitsBelow } from '../store/reach.ts'
import type { Session } from '../store/sessions.ts'

/** What a person's transactions may see, and for a department reviewer which units were below in which years. */
export type PersonScope = Scope & { readonly below?: readonly Below[] }

/**
 * Under whose eyes a person's transactions run in a bureau: the whole bureau, or the units of their roles (for a department reviewer
 * those below as well). Units that these came after, and units that have left the department, are seen up to the year before; where all
 * roles have ended, nothing is seen of later years. A role for a unit that goes on longer than those for the bureau leaves only its own
 * units. Undefined for somebody with no role there. Row-level security holds to it whatever a statement says.
 */
export async function scopeOf(
  database: Database,
  { assignments }: Session,
  region: number,
): Promise<PersonScope | undefined> {
  const here = assignments.filter((one) => one.region === region)
  if (here.length === 0) return undefined
  const ofBureau = here.filter(({ unit, role }) => unit === 0 && BUREAU_ROLES.includes(role))
  if (ofBureau.length > 0) {
    const [until, longest] = [lastYearOf(ofBureau), lastYearOf(here)]
    if (until === null) return { role: 'app_bureau', region, units: [] }
    if (until === longest) return { role: 'app_bureau', region, units: [], untilYear: until }
  }
  const ofUnits = here.filter((one) => !ofBureau.includes(one))
  const key = `${region} ${ofUnits.map(({ unit, role, toYear }) => `${unit}${role}${toYear}`).join()}`
  const known = reaches.get(database)?.get(key)
  if (known && performance.now() - known.at < REACH_LASTS) return known.scope
  const scope = await database.tx({ role: 'app_bureau', region, units: [] }, (query) => reachOf(query, region, ofUnits))
  const kept = reaches.get(database) ?? new Map()
  if (kept.size > MOST_REACHES) kept.clear()
  reaches.set(database, kept.set(key, { at: performance.now(), scope }))
  return scope
}

/** The last year of the role that goes on longest; null: one goes on. */
function lastYearOf(roles: readonly Assignment[]): number | null {
  return roles.some(({ toYear }) => toYear === null) ? null : Math.max(...roles.map(({ toYear }) => toYear ?? 0))
}

/** How long which units came before and below is taken as known, in milliseconds: another server may have changed the organisation. */
const REACH_LASTS = 3000
const MOST_REACHES = 5000
const reaches = new WeakMap<Database, Map<string, { readonly at: number; readonly scope: PersonScope }>>()

/** After a change of the organisation: what was known of it is asked anew. */
export function forgetReach(database: Database): void {
  reaches.delete(database)
}

/** Units with the last year they are seen in; null: without end. */
type Seen = Map<number, number | null>

async function reachOf(query: Query, region: number, here: readonly Assignment[]): Promise<PersonScope> {
  const last: Seen = new Map()
  const below: Below[] = []
  // Roles that end with the same year reach equally far.
  for (const end of new Set(here.map(({ toYear }) => toYear))) {
    const roles = here.filter(({ toYear }) => toYear === end)
    below.push(...(await addReach(query, region, roles, (unit, year) => see(last, unit, earliest(end, year)))))
  }
  const capped = [...last].flatMap(([unit, year]) => (year === null ? [] : [[unit, year] as const]))
  return { role: 'app_unit', region, units: [...last.keys()], lastYears: Object.fromEntries(capped), below }
}

function see(last: Seen, unit: number, year: number | null): void {
  const known = last.get(unit)
  last.set(unit, known === null || year === null ? null : Math.max(known ?? 0, year))
}

/** Tells every unit that the roles reach, as if they went on for ever; answers what is below their departments. */
async function addReach(
  query: Query,
  region: number,
  roles: readonly Assignment[],
  tell: (unit: number, lastYear: number | null) => void,
): Promise<readonly Below[]> {
  const own = [...new Set(roles.map(({ unit }) => unit))]
  const departments = [...new Set(roles.filter(({ role }) => role === 'departmentReviewer').map(({ unit }) => unit))]
  const before = departments.length > 0 ? await predecessorsOf(query, region, departments) : []
  const tops = [...new Set([...departments, ...before.map(({ unit }) => unit)])]
  const below = tops.length > 0 ? await unitsBelow(query, region, tops) : []
  const capOf = (top: number) =>
    departments.includes(top)
      ? null
      : Math.max(...before.filter(({ unit }) => unit === top).map(({ lastYear }) => lastYear))
  const last: Seen = new Map()
  for (const unit of own) see(last, unit, null)
  for (const { top, unit, toYear } of below) see(last, unit, earliest(capOf(top), toYear))
  const goingOn = [...last].flatMap(([unit, year]) => (year === null ? [unit] : []))
  for (const { unit, lastYear } of await predecessorsOf(query, region, goingOn)) see(last, unit, lastYear)
  for (const [unit, year] of last) tell(unit, year)
  return below
}

function earliest(a: number | null, b: number | null): number | null {
  if (a === null) return b
  return b === null ? a : Math.min(a, b)
}

/** Whether forms of a unit are in sight in a fiscal year, for a unit that is. */
export function seesYear({ lastYears = {}, untilYear = 9999 }: Scope, unit: number, year: number): boolean {
  return year <= Math.min(lastYears[unit] ?? 9999, untilYear)
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
