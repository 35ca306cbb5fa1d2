import type { Query } from './database.ts'
import { eventsOf } from './log.ts'

const PAGE = 1000

/**
 * The log of a bureau as lines of JSON, for keeping elsewhere and for `jiheng verify-log`: entries by unit and number, then the daily
 * anchors. The format is public: a verifier needs this text and a hash function, nothing of ours.
 */
export async function* exportLog(query: Query, region: number): AsyncGenerator<string> {
  yield JSON.stringify({ log: 'jiheng/log.v1', region })
  const units = await query<{ unit_id: number }>(
    'select distinct unit_id from audit_event where region_id = $1 order by unit_id',
    [region],
  )
  for (const { unit_id: unit } of units) {
    for (let after = 0; ; ) {
      const entries = await eventsOf(query, { region, unit }, after, PAGE)
      for (const entry of entries) yield JSON.stringify(entry)
      after = entries.at(-1)?.seq ?? after
      if (entries.length < PAGE) break
    }
  }
  const anchors = await query<{ day: string; heads: string; algorithm: string; prev_root: Buffer; root: Buffer }>(
    `select to_char(day, 'YYYY-MM-DD') as day, heads, algorithm, prev_root, root from audit_anchor where region_id = $1 order by day`,
    [region],
  )
  for (const { day, heads, algorithm, prev_root, root } of anchors)
    yield JSON.stringify({ region, day, heads, algorithm, prev: prev_root.toString('hex'), root: root.toString('hex') })
}
