import type { Query } from './database.ts'
import { initialsOf } from './initials.ts'
import type { Unit } from './units.ts'

/** How a unit was called and where it belonged over years, both ends included. */
export type UnitVersion = Pick<Unit, 'name' | 'kind' | 'parent' | 'fromYear'> & { readonly toYear: number | null }

/** What became of a unit from a year on. */
export type Succession = {
  readonly unit: number
  readonly successor: number
  readonly fromYear: number
  readonly how: 'merge' | 'split'
}

/** One at a time changes the organisation of a bureau: two moves at once could make a ring. Held until the transaction ends. */
export async function lockOrganisation(query: Query, region: number): Promise<void> {
  await query('select pg_advisory_xact_lock(7430012, $1)', [region])
}

export async function versionsOf(query: Query, region: number, id: number): Promise<readonly UnitVersion[]> {
  const rows = await query(
    `select * from unit_version where region_id = $1 and unit_id = $2 and (to_year is null or to_year >= from_year)
     order by from_year`,
    [region, id],
  )
  return rows.map((row) => ({
    name: String(row.name),
    kind: row.kind as Unit['kind'],
    parent: row.parent_id === null ? null : Number(row.parent_id),
    fromYear: Number(row.from_year),
    toYear: row.to_year === null ? null : Number(row.to_year),
  }))
}

/** A new name or department from a year on. The last state must begin in that year or before: earlier years are never written again. */
export async function changeUnit(
  query: Query,
  region: number,
  id: number,
  last: UnitVersion,
  { fromYear, name, parent }: Pick<UnitVersion, 'fromYear' | 'name' | 'parent'>,
): Promise<void> {
  if (last.fromYear > fromYear) throw new Error('a change of a unit before its last one')
  const initials = await initialsOf(name)
  if (last.fromYear === fromYear)
    await query(
      `update unit_version set name = $4, initials = $5, parent_id = $6 where region_id = $1 and unit_id = $2 and from_year = $3`,
      [region, id, fromYear, name, initials, parent],
    )
  else {
    await query('update unit_version set to_year = $4 where region_id = $1 and unit_id = $2 and from_year = $3', [
      region,
      id,
      last.fromYear,
      fromYear - 1,
    ])
    await query(
      `insert into unit_version (region_id, unit_id, from_year, to_year, name, initials, kind, parent_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [region, id, fromYear, last.toYear, name, initials, last.kind, parent],
    )
  }
  await query('update unit set name = $3, parent_id = $4 where region_id = $1 and unit_id = $2', [
    region,
    id,
    name,
    parent,
  ])
}

/** The unit is there up to a year and no longer. A state that would have begun after it covers no year any more. */
export async function closeUnit(query: Query, region: number, id: number, lastYear: number): Promise<void> {
  await query('update unit set to_year = $3 where region_id = $1 and unit_id = $2', [region, id, lastYear])
  await query('update unit_version set to_year = $3 where region_id = $1 and unit_id = $2 and to_year is null', [
    region,
    id,
    lastYear,
  ])
}

export async function keepSuccession(
  query: Query,
  region: number,
  { unit, successor, fromYear, how }: Succession,
): Promise<void> {
  await query(
    `insert into unit_succession (region_id, unit_id, successor_id, fiscal_year, how) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [region, unit, successor, fromYear, how],
  )
}

/** What came before and after a unit, one step each way, by year. */
export async function successionsOf(query: Query, region: number, id: number): Promise<readonly Succession[]> {
  const rows = await query(
    `select * from unit_succession where region_id = $1 and (unit_id = $2 or successor_id = $2) order by fiscal_year, unit_id`,
    [region, id],
  )
  return rows.map((row) => ({
    unit: Number(row.unit_id),
    successor: Number(row.successor_id),
    fromYear: Number(row.fiscal_year),
    how: row.how as Succession['how'],
  }))
}

/** How many forms a unit has for a year and later. */
export async function formsFrom(query: Query, region: number, unit: number, year: number): Promise<number> {
  const [row] = await query<{ forms: number }>(
    'select count(*)::int as forms from form where region_id = $1 and unit_id = $2 and fiscal_year >= $3',
    [region, unit, year],
  )
  return row?.forms ?? 0
}

/** Units that are right below another in a year or later. */
export async function childrenFrom(
  query: Query,
  region: number,
  parent: number,
  year: number,
): Promise<readonly number[]> {
  const rows = await query<{ unit_id: number }>(
    `select distinct unit_id from unit_version where region_id = $1 and parent_id = $2 and (to_year is null or to_year >= $3)
     order by unit_id`,
    [region, parent, year],
  )
  return rows.map(({ unit_id }) => unit_id)
}
