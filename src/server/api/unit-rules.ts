import { z } from 'zod'
import type { Query } from '../store/database.ts'
import { unitsBelow } from '../store/reach.ts'
import { childrenFrom, formsFrom, lockOrganisation, type UnitVersion, versionsOf } from '../store/unit-history.ts'
import { findUnit, type UnitInYear } from '../store/units.ts'
import type { Call, Reply, Services } from './endpoint.ts'
import { tell } from './form-access.ts'
import { Refused } from './refused.ts'
import { forgetReach } from './scope.ts'
import { type Administrator, administrator } from './who.ts'

export const UnitNumber = z.int().min(1).max(2_147_483_647)
export const UnitName = z.string().trim().min(2, '单位名称至少 2 个字').max(80)
export const UnitKind = z.enum(['unit', 'department'])

/** A change of the organisation: by an administrator, one at a time, in one transaction, repeatable by its key. */
export function change<Answer>(
  call: Call<unknown, unknown>,
  work: (query: Query, who: Administrator) => Promise<Reply<Answer>>,
): Promise<Reply<Answer>> {
  const who = administrator(call)
  return call
    .transaction(async (query) => {
      await lockOrganisation(query, who.region)
      return work(query, who)
    })
    .finally(() => forgetReach(call.services.database))
}

/** A unit that goes on in a year, with its newest state. Throws `Refused` when it is not there then, or has changed since. */
export async function goingOn(
  query: Query,
  region: number,
  id: number,
  fromYear: number,
): Promise<{ readonly unit: UnitInYear; readonly last: UnitVersion }> {
  const unit = await findUnit(query, region, id)
  const last = (await versionsOf(query, region, id)).at(-1)
  if (!unit || !last) throw new Refused('not-found', `本局没有编号 ${id} 的单位。`)
  if (unit.toYear !== null) throw new Refused('conflict', `“${unit.name}”${unit.toYear} 年后已经不在了。`)
  if (last.fromYear > fromYear)
    throw new Refused('conflict', `“${unit.name}”从 ${last.fromYear} 年起才是现在的样子，更早的年度不能再改。`)
  return { unit, last }
}

/** The department above must be there from the year on, and not below the unit itself. */
export async function checkParent(
  query: Query,
  region: number,
  parent: number | null,
  fromYear: number,
  unit?: number,
): Promise<void> {
  if (parent === null) return
  const found = await findUnit(query, region, parent)
  if (!found || found.fromYear > fromYear || found.toYear !== null)
    throw new Refused('unprocessable', `编号 ${parent} 的主管部门在 ${fromYear} 年还没有或已经不在了。`)
  if (found.kind === 'unit') throw new Refused('unprocessable', `“${found.name}”不是主管部门，不能放在它下面。`)
  if (unit === undefined) return
  const below = await unitsBelow(query, region, [unit])
  const runs = below.some((one) => one.unit === parent && (one.toYear === null || one.toYear >= fromYear))
  if (parent === unit || runs) throw new Refused('unprocessable', '主管部门不能是它自己，也不能是它下面的单位。')
}

/** A unit can end only before its first form of a later year, and with nothing below it. From its own first year on: it was made by mistake. */
export async function checkCanEnd(
  query: Query,
  region: number,
  { id, name, fromYear: began }: UnitInYear,
  fromYear: number,
  moved: readonly number[] = [],
): Promise<void> {
  if (began > fromYear) throw new Refused('conflict', `“${name}”${began} 年才有，不能从 ${fromYear} 年起就没有。`)
  const forms = await formsFrom(query, region, id, fromYear)
  if (forms > 0)
    throw new Refused('conflict', `“${name}”${fromYear} 年及以后已经有 ${forms} 张表，不能从这一年起撤销或并走。`)
  const children = (await childrenFrom(query, region, id, fromYear)).filter((one) => !moved.includes(one))
  if (children.length > 0)
    throw new Refused('conflict', `“${name}”下面还有 ${children.length} 个单位，请先把它们移到别的主管部门。`, {
      children,
    })
}

/** Writes a change into the unit's log. */
export async function noteChange(
  query: Query,
  services: Services,
  { region, by }: Administrator,
  unit: number,
  action: string,
  payload: unknown,
): Promise<void> {
  await tell(query, services, { region, unit }, { actor: by, action, subject: String(unit), payload })
}
