import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { StoreError } from '../../../src/server/store/store-error.ts'
import { STORES } from './stores.ts'

const [, server] = STORES

test.skipIf(!server?.isThere)(
  'a connection that breaks between two statements fails its transaction, not the process, and the next one works',
  async () => {
    const database = await server?.open()
    if (!database) throw new Error('no server')
    try {
      const broken = database.asOwner(async (query) => {
        const [own] = await query<{ pid: number }>('select pg_backend_pid() as pid')
        // From another connection, as a server does that goes down.
        await new Promise<void>((resolve, reject) => {
          setImmediate(() =>
            database
              .readAsOwner((other) => other('select pg_terminate_backend($1::int)', [own?.pid]))
              .then(() => resolve(), reject),
          )
        })
        await pause(200)
        return query('select 1')
      })
      await expect(broken).rejects.toThrow(StoreError)
      expect(await database.asOwner((query) => query('select 1 as one'))).toEqual([{ one: 1 }])
    } finally {
      await database.close()
    }
  },
)
