import type { Original } from '../reading/steps.ts'
import type { Session } from './session.ts'
import { ownSlot, takeSlot } from './slot.ts'

const DATABASE = 'jiheng'
const STORE = 'work'
/** Another name when the shape of the session changes: an old one must not be read as a new one. */
const PREFIX = 'session.v2.'
const ORIGINAL = 'original.v1.'

/** Steps of undo that outlive a reload: each is a whole form, and writing them all would be felt while typing. */
const KEPT_STEPS = 50
/** Sessions of closed tabs that are kept; older ones go. */
const MOST_SESSIONS = 8

/** A session in the store; `at` is when it was written, in ms. */
type Kept = { readonly at: number; readonly session: Session }

type KeptOriginal = { readonly at: number; readonly original: Original }

/** Another tab may hold an original for a form that it has not kept yet: only what is older than this is taken away, in ms. */
const ORIGINAL_AGE = 24 * 60 * 60 * 1000

/** What a form was read from, kept once: it does not change with the form. Without a database it lives as long as the page. */
export async function keepOriginal(id: string, original: Original): Promise<void> {
  const database = await open()
  const kept: KeptOriginal = { at: Date.now(), original }
  if (database)
    await done(
      database
        .transaction(STORE, 'readwrite')
        .objectStore(STORE)
        .put(kept, ORIGINAL + id),
    )
}

export async function keptOriginal(id: string): Promise<Original | undefined> {
  const database = await open()
  if (!database) return undefined
  const store = database.transaction(STORE).objectStore(STORE)
  return (await done<KeptOriginal | undefined>(store.get(ORIGINAL + id)))?.original
}

/** Takes away the originals of forms that no kept session holds any more. */
export async function forgetOriginals(): Promise<void> {
  const database = await open()
  if (!database) return
  const held = new Set((await everything(database)).flatMap(({ session }) => session.docs.map((doc) => doc.originalId)))
  const range = IDBKeyRange.bound(ORIGINAL, `${ORIGINAL}\uffff`)
  const keys = await done(database.transaction(STORE).objectStore(STORE).getAllKeys(range))
  for (const key of keys.filter((one) => !held.has(String(one).slice(ORIGINAL.length)))) {
    const store = database.transaction(STORE, 'readwrite').objectStore(STORE)
    const { at = 0 } = (await done<KeptOriginal | undefined>(store.get(key))) ?? {}
    if (Date.now() - at > ORIGINAL_AGE) await done(store.delete(key))
  }
}

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
  const sessions = IDBKeyRange.bound(PREFIX, `${PREFIX}\uffff`)
  const [keys, values] = await Promise.all([done(store.getAllKeys(sessions)), done(store.getAll(sessions))])
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
