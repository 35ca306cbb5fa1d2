const TAB = 'jiheng.tab'
/** How long a reloaded page waits for the page it replaces to let go of its place. */
const PATIENCE_MS = 400

/** The place of an open tab in the store. Two tabs never share one: what one keeps must not overwrite the other. */
export async function ownSlot(): Promise<string> {
  const last = remembered()
  if (last !== undefined && (await claim(last, PATIENCE_MS))) return last
  const fresh = [...crypto.getRandomValues(new Uint32Array(2))].join('-')
  await claim(fresh, 0)
  remember(fresh)
  return fresh
}

/** Takes the place a closed tab left; false while its tab still lives, or where the browser cannot say. */
export async function takeSlot(slot: string): Promise<boolean> {
  if (navigator.locks === undefined || !(await claim(slot, 0))) return false
  remember(slot)
  return true
}

/** Holds the lock of that name for as long as the page lives. Without locks (plain http) every claim holds. */
function claim(slot: string, patience: number): Promise<boolean> {
  const { locks } = navigator
  if (locks === undefined) return Promise.resolve(true)
  return new Promise((resolve) => {
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      resolve(lock !== null)
      return lock === null ? undefined : new Promise<void>(() => undefined)
    }
    const options = patience === 0 ? { ifAvailable: true } : { signal: AbortSignal.timeout(patience) }
    locks.request(`jiheng.${slot}`, options, hold).catch(() => resolve(false))
  })
}

function remembered(): string | undefined {
  try {
    return sessionStorage.getItem(TAB) ?? undefined
  } catch {
    // Storage refused: the tab has no memory, and its place is new after each reload.
    return undefined
  }
}

function remember(slot: string): void {
  try {
    sessionStorage.setItem(TAB, slot)
  } catch {
    // Storage refused, see above.
  }
}
