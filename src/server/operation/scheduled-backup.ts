import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { migrationsFolder, type Store } from '../store/open.ts'
import { backup, backupName, forgetBackups } from './backup.ts'

const LOOK_EVERY = 15 * 60_000
const EVERY = 20 * 3_600_000
const KEEP = 14

/** A backup a day into a folder, at night if the server runs then, the last fourteen kept. Two servers on one folder make one. */
export function startBackups(
  store: Store,
  folder: string,
  onFault: (error: unknown) => void,
): { readonly stop: () => void } {
  let isBusy = false
  const look = async () => {
    if (isBusy || !isDue(folder, Date.now())) return
    isBusy = true
    try {
      mkdirSync(folder, { recursive: true })
      const at = new Date().toISOString()
      await backup({ ...store, migrations: migrationsFolder(), folder: join(folder, backupName(Date.now())), at })
      forgetBackups(folder, KEEP)
    } catch (error) {
      onFault(error)
    } finally {
      isBusy = false
    }
  }
  const timer = setInterval(look, LOOK_EVERY)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

/** The last one is most of a day old, and it is night; or it is far too old, whatever the hour. */
function isDue(folder: string, now: number): boolean {
  const latest = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /^jiheng-\d{8}-\d{6}$/.test(name))
        .sort()
        .at(-1)
    : undefined
  if (latest === undefined) return true
  const [, day = '', time = ''] = latest.split('-')
  const made = Date.parse(
    `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`,
  )
  const isNight = new Date(now).getHours() < 5
  return now - made > 2 * EVERY || (isNight && now - made > EVERY)
}
