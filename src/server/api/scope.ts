import type { Role } from '#engine'
import type { Database, Scope } from '../store/database.ts'
import type { Assignment, Session } from '../store/people.ts'
import { unitsOf, withUnitsBelow } from '../store/units.ts'

/** Roles that look at a whole bureau when they are given for unit 0. */
const BUREAU: readonly Role[] = ['financeReviewer', 'performanceOfficer', 'administrator', 'auditor']

/**
 * Under whose eyes a person's transactions run in a bureau: the whole bureau, or the units of their roles (for a department reviewer
 * those below as well). Undefined for somebody with no role there. Row-level security holds to it whatever a statement says.
 */
export async function scopeOf(
  database: Database,
  { assignments }: Session,
  region: number,
): Promise<Scope | undefined> {
  const here = assignments.filter((one) => one.region === region)
  if (here.length === 0) return undefined
  if (here.some(({ unit, role }) => unit === 0 && BUREAU.includes(role)))
    return { role: 'app_bureau', region, units: [] }
  const departments = here.filter(({ role }) => role === 'departmentReviewer')
  const own = here.map(({ unit }) => unit)
  if (departments.length === 0) return { role: 'app_unit', region, units: [...new Set(own)] }
  const all = await database.tx({ role: 'app_bureau', region, units: [] }, (query) => unitsOf(query, region))
  const below = departments.flatMap(({ unit }) => withUnitsBelow(all, unit))
  return { role: 'app_unit', region, units: [...new Set([...own, ...below])] }
}

/** The roles somebody has for a unit and a year: those given for it, for all units, and a department's for the units below it. */
export function rolesFor({ assignments }: Session, scope: Scope, unit: number, year: number): readonly Role[] {
  const holds = ({ region, fromYear, toYear }: Assignment) =>
    region === scope.region && fromYear <= year && (toYear === null || year <= toYear)
  return assignments
    .filter(holds)
    .filter(
      (one) => one.unit === unit || one.unit === 0 || (one.role === 'departmentReviewer' && scope.units.includes(unit)),
    )
    .map(({ role }) => role)
}
