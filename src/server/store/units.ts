import type { Query } from './database.ts'
import { initialsOf } from './initials.ts'

export type Unit = {
  readonly region: number
  readonly id: number
  readonly name: string
  readonly kind: 'unit' | 'department' | 'bureau'
  /** The department above it. */
  readonly parent: number | null
  readonly fromYear: number
}

/** A unit as it was in a year; `fromYear`, `toYear` are its own first and last year (null: it goes on). */
export type UnitInYear = Omit<Unit, 'region'> & { readonly toYear: number | null }

export async function createRegion(query: Query, region: number, name: string): Promise<boolean> {
  const made = await query(
    'insert into region (region_id, parent_id, level, name) values ($1, null, 3, $2) on conflict do nothing returning region_id',
    [region, name],
  )
  return made.length > 0
}

/** False when the number is taken. */
export async function createUnit(query: Query, { region, id, name, kind, parent, fromYear }: Unit): Promise<boolean> {
  const made = await query(
    `insert into unit (region_id, unit_id, name, kind, parent_id, from_year) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing returning unit_id`,
    [region, id, name, kind, parent, fromYear],
  )
  if (made.length === 0) return false
  await query(
    `insert into unit_version (region_id, unit_id, from_year, name, initials, kind, parent_id)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [region, id, fromYear, name, await initialsOf(name), kind, parent],
  )
  return true
}

/** The units of a bureau as they are now, by number. */
export async function unitsOf(query: Query, region: number): Promise<readonly UnitInYear[]> {
  const rows = await query('select * from unit where region_id = $1 order by unit_id', [region])
  return rows.map(unitOf)
}

/** A unit as it is now. */
export async function findUnit(query: Query, region: number, id: number): Promise<UnitInYear | undefined> {
  const [row] = await query('select * from unit where region_id = $1 and unit_id = $2', [region, id])
  return row && unitOf(row)
}

export type UnitSearch = {
  readonly region: number
  readonly year: number
  /** A part of the name, the beginning of the number, or first letters of the pinyin; the empty text finds all. */
  readonly search?: string
  /** Only those right below this one. */
  readonly parent?: number | undefined
  readonly only?: number | undefined
  readonly after?: number
  readonly most: number
}

/** A bureau has some 3,000: no answer is cut off by this. */
export const MOST_UNITS = 20_000

/** Units that there are in a year, as they were called and belonged then, by number. */
export async function unitsIn(
  query: Query,
  { region, year, search = '', parent, only, after = 0, most }: UnitSearch,
): Promise<readonly UnitInYear[]> {
  const rows = await query(
    `select v.unit_id, v.name, v.kind, v.parent_id, u.from_year, u.to_year
     from unit_version v join unit u on u.region_id = v.region_id and u.unit_id = v.unit_id
     where v.region_id = $1 and u.region_id = $1 and v.from_year <= $2 and (v.to_year is null or v.to_year >= $2)
       and v.unit_id > $3 and ($4::int is null or v.parent_id = $4) and ($5::int is null or v.unit_id = $5)
       and ($6 = '' or strpos(v.name, $6) > 0 or starts_with(v.unit_id::text, $6) or strpos(v.initials, lower($6)) > 0)
     order by v.unit_id limit $7`,
    [region, year, after, parent ?? null, only ?? null, search, most],
  )
  return rows.map(unitOf)
}

function unitOf(row: Readonly<Record<string, unknown>>): UnitInYear {
  return {
    id: Number(row.unit_id),
    name: String(row.name),
    kind: row.kind as Unit['kind'],
    parent: row.parent_id === null ? null : Number(row.parent_id),
    fromYear: Number(row.from_year),
    toYear: row.to_year === null ? null : Number(row.to_year),
  }
}
