import type { Session } from './session.ts'
import { ownSlot, takeSlot } from './slot.ts'

const DATABASE = 'jiheng'
const STORE = 'work'
/** Another name when the shape of the session changes: an old one must not be read as a new one. */
const PREFIX = 'session.v2.'

/** Steps of undo that outlive a reload: each is a whole form, and writing them all would be felt while typing. */
const KEPT_STEPS = 50
/** Sessions of closed tabs that are kept; older ones go. */
const MOST_SESSIONS = 8

/** A session in the store; `at` is when it was written, in ms. */
type Kept = { readonly at: number; readonly session: Session }

/** Keeps every form with its latest steps under this tab's own place, so that a reload loses nothing and no other tab's work. */
export async function keep(session: Session): Promise<void> {
  const [database, slot] = await Promise.all([open(), own()])
  if (session.docs.length === 0) await remove(database, slot)
  else if (database)
    await done(
      database
        .transaction(STORE, 'readwrite')
        .objectStore(STORE)
        .put(stamped(session, KEPT_STEPS), PREFIX + slot),
    )
  else localStorage.setItem(`${DATABASE}.${PREFIX}${slot}`, JSON.stringify(stamped(session, 0)))
}

/** The session this tab kept; in a new tab the latest one that no living tab holds; undefined when there is none. */
export async function kept(): Promise<Session | undefined> {
  const [database, slot] = await Promise.all([open(), own()])
  const all = await everything(database)
  const mine = all.find((entry) => entry.slot === slot)
  if (mine) return mine.session
  const others = [...all].sort((a, b) => b.at - a.at)
  for (const { slot: old } of others.slice(MOST_SESSIONS)) await remove(database, old)
  for (const other of others) {
    if (!(await takeSlot(other.slot))) continue
    place = Promise.resolve(other.slot)
    return other.session
  }
  return undefined
}

let place: Promise<string> | undefined

function own(): Promise<string> {
  place ??= ownSlot()
  return place
}

async function everything(database: IDBDatabase | undefined): Promise<readonly (Kept & { readonly slot: string })[]> {
  if (!database) {
    const start = `${DATABASE}.${PREFIX}`
    const names = Object.keys(localStorage).filter((name) => name.startsWith(start))
    return names.map((name) => ({
      ...(JSON.parse(localStorage.getItem(name) ?? '') as Kept),
      slot: name.slice(start.length),
    }))
  }
  const store = database.transaction(STORE).objectStore(STORE)
  const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())])
  return keys.flatMap((key, i) =>
    String(key).startsWith(PREFIX) ? [{ ...(values[i] as Kept), slot: String(key).slice(PREFIX.length) }] : [],
  )
}

async function remove(database: IDBDatabase | undefined, slot: string): Promise<void> {
  if (database)
    await done(
      database
        .transaction(STORE, 'readwrite')
        .objectStore(STORE)
        .delete(PREFIX + slot),
    )
  else localStorage.removeItem(`${DATABASE}.${PREFIX}${slot}`)
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

let opened: Promise<IDBDatabase | undefined> | undefined

function open(): Promise<IDBDatabase | undefined> {
  opened ??= new Promise((resolve) => {
    if (globalThis.indexedDB === undefined) {
      resolve(undefined)
      return
    }
    const request = indexedDB.open(DATABASE, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onsuccess = () => resolve(request.result)
    // A private window may refuse the database; localStorage then keeps the forms without their history.
    request.onerror = () => resolve(undefined)
  })
  return opened
}

function stamped(session: Session, steps: number): Kept {
  const docs = session.docs.map((doc) => ({
    ...doc,
    past: steps === 0 ? [] : doc.past.slice(-steps),
    future: doc.future.slice(0, steps),
  }))
  return { at: Date.now(), session: { ...session, docs } }
}
