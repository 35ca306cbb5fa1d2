import type { Query } from './database.ts'

/** A unit below a department, over the years it was there (both ends included). */
export type Below = {
  readonly top: number
  readonly unit: number
  readonly fromYear: number
  readonly toYear: number | null
}

/** Everything below departments, at any depth, with the years. */
export async function unitsBelow(query: Query, region: number, tops: readonly number[]): Promise<readonly Below[]> {
  const rows = await query(
    `with recursive below as (
       select v.parent_id as top, v.unit_id, v.from_year, v.to_year from unit_version v
       where v.region_id = $1 and v.parent_id = any ($2::int[]) and (v.to_year is null or v.to_year >= v.from_year)
       union
       select b.top, v.unit_id, greatest(v.from_year, b.from_year), least(v.to_year, b.to_year)
       from unit_version v join below b on v.parent_id = b.unit_id
       where v.region_id = $1 and v.from_year <= coalesce(b.to_year, 9999) and coalesce(v.to_year, 9999) >= b.from_year
         and (v.to_year is null or v.to_year >= v.from_year)
     ) select top, unit_id, from_year, to_year from below`,
    [region, tops],
  )
  return rows.map((row) => ({
    top: Number(row.top),
    unit: Number(row.unit_id),
    fromYear: Number(row.from_year),
    toYear: row.to_year === null ? null : Number(row.to_year),
  }))
}

/** Units that others came after, by merging or splitting, at any distance: each with the last year before it. */
export async function predecessorsOf(
  query: Query,
  region: number,
  units: readonly number[],
): Promise<readonly { readonly unit: number; readonly lastYear: number }[]> {
  const rows = await query<{ unit_id: number; last_year: number }>(
    `with recursive earlier as (
       select s.unit_id, s.fiscal_year - 1 as last_year from unit_succession s
       where s.region_id = $1 and s.successor_id = any ($2::int[])
       union
       select s.unit_id, s.fiscal_year - 1 from unit_succession s join earlier e on s.successor_id = e.unit_id
       where s.region_id = $1 and s.fiscal_year - 1 <= e.last_year
     ) select unit_id, last_year from earlier`,
    [region, units],
  )
  return rows.map(({ unit_id, last_year }) => ({ unit: unit_id, lastYear: last_year }))
}
