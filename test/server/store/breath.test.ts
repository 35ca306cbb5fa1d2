import { expect, test } from 'vitest'
import { STORES } from './stores.ts'

test('a queue of transactions on the embedded database lets timers and connections through in between', async () => {
  const database = await STORES[0]?.open()
  if (!database) throw new Error('no store')
  try {
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    const work = Array.from({ length: 200 }, () => database.asOwner((query) => query('select pg_sleep(0.001)')))
    await Promise.all(work)
    clearInterval(timer)
    expect(turns).toBeGreaterThan(20)
  } finally {
    await database.close()
  }
})
