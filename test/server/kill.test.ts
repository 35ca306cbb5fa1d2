import { beforeAll, describe, expect, test } from 'vitest'
import { buildMissing } from '../../scripts/prepare.mjs'
import { killOver } from './process/kills.ts'
import { canReachPostgres } from './store/stores.ts'

beforeAll(() => buildMissing(), 240_000)

describe.each([
  ['PGlite', true, 20250115],
  ['PostgreSQL', canReachPostgres, 20250116],
] as const)('the server killed while it saves on %s', (engine, isThere, seed) => {
  test.skipIf(!isThere)(
    'has every version it acknowledged, each form opens, and the log is whole',
    async () => {
      const { acknowledged, ...rest } = await killOver(engine, 3, seed)
      expect(rest).toEqual({ kills: 3, lost: [], notOpening: [], logFaults: [] })
      expect(acknowledged).toBeGreaterThan(12)
    },
    180_000,
  )
})
