import type { Session } from './session.ts'

const DATABASE = 'jiheng'
const STORE = 'work'
/** Another name when the shape of the session changes: an old one must not be read as a new one. */
const KEY = 'session.v1'

/** Steps of undo that outlive a reload: each is a whole form, and writing them all would be felt while typing. */
const KEPT_STEPS = 50

/** Keeps every form with its latest steps, so that a reload loses nothing. Where IndexedDB is refused, the forms alone. */
export async function keep(session: Session): Promise<void> {
  const database = await open()
  if (!database) {
    localStorage.setItem(`${DATABASE}.${KEY}`, JSON.stringify(withHistory(session, 0)))
    return
  }
  const work = database.transaction(STORE, 'readwrite')
  work.objectStore(STORE).put(withHistory(session, KEPT_STEPS), KEY)
  await new Promise<void>((resolve, reject) => {
    work.oncomplete = () => resolve()
    work.onerror = () => reject(work.error)
  })
}

/** The session that was kept last; undefined when there is none. */
export async function kept(): Promise<Session | undefined> {
  const database = await open()
  if (!database) {
    const text = localStorage.getItem(`${DATABASE}.${KEY}`)
    return text === null ? undefined : (JSON.parse(text) as Session)
  }
  const request = database.transaction(STORE).objectStore(STORE).get(KEY)
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as Session | undefined)
    request.onerror = () => reject(request.error)
  })
}

let opened: Promise<IDBDatabase | undefined> | undefined

function open(): Promise<IDBDatabase | undefined> {
  opened ??= new Promise((resolve) => {
    if (!('indexedDB' in globalThis)) {
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

function withHistory(session: Session, steps: number): Session {
  const docs = session.docs.map((doc) => ({
    ...doc,
    past: steps === 0 ? [] : doc.past.slice(-steps),
    future: doc.future.slice(0, steps),
  }))
  return { ...session, docs }
}
