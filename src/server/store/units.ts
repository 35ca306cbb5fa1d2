import type { Query } from './database.ts'

export type Unit = {
  readonly region: number
  readonly id: number
  readonly name: string
  readonly kind: 'unit' | 'department' | 'bureau'
  /** The department above it. */
  readonly parent: number | null
  readonly fromYear: number
}

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
  return made.length > 0
}

/** The units of a bureau, by number. */
export async function unitsOf(query: Query, region: number): Promise<readonly Unit[]> {
  const rows = await query('select * from unit where region_id = $1 order by unit_id', [region])
  return rows.map((row) => ({
    region: Number(row.region_id),
    id: Number(row.unit_id),
    name: String(row.name),
    kind: row.kind as Unit['kind'],
    parent: row.parent_id === null ? null : Number(row.parent_id),
    fromYear: Number(row.from_year),
  }))
}

/** A unit and all below it. */
export function withUnitsBelow(units: readonly Unit[], top: number): readonly number[] {
  const found = [top]
  for (const id of found)
    found.push(
      ...units.filter(({ parent, id: own }) => parent === id && !found.includes(own)).map(({ id: own }) => own),
    )
  return found
}
