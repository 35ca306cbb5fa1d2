import { randomInt } from 'node:crypto'
import type { Database } from './store/database.ts'
import { hasAccounts } from './store/people.ts'

/** Signs that nobody mistakes for one another. */
const SIGNS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

/** The code that makes the first administrator: new at each start as long as there is none, the empty text afterwards. */
export async function setupCodeFor(database: Database): Promise<string> {
  if (await database.asOwner(hasAccounts)) return ''
  const sign = () => SIGNS[randomInt(SIGNS.length)]
  return [0, 1, 2].map(() => Array.from({ length: 4 }, sign).join('')).join('-')
}
