import type { Query } from './database.ts'

/** Every bureau there is. */
export async function findRegions(query: Query): Promise<readonly number[]> {
  const rows = await query<{ region_id: number }>('select region_id from region order by region_id')
  return rows.map(({ region_id }) => region_id)
}
