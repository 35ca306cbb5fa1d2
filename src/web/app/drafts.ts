import type { Edit } from '#engine'

/** What was typed on a form and is not on the server yet, with the version it was typed on. */
export type Draft = { readonly version: number; readonly edits: readonly Edit[] }

const PREFIX = 'jiheng.draft.v1.'
/** Each open page keeps its own: two tabs on one form must not wipe each other's. */
const tab = [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join('')

/** Kept at once and on this machine: a tab that is closed, a power cut or a server that is away loses nothing. */
export function keepDraft(form: string, draft: Draft): void {
  try {
    localStorage.setItem(`${PREFIX}${form}.${tab}`, JSON.stringify(draft))
  } catch (error) {
    // No room, or a private window: the page still holds it and saves it when the server is there.
    console.info('draft not kept on this machine:', error)
  }
}

/** What this page kept is on the server, or is no longer wanted. */
export function forgetDraft(form: string): void {
  localStorage.removeItem(`${PREFIX}${form}.${tab}`)
}

/** What another page left behind, taken out of the store: the oldest first. What is sent twice meets itself and changes nothing. */
export function takeDraft(form: string): Draft | undefined {
  const start = `${PREFIX}${form}.`
  const name = Object.keys(localStorage).find((one) => one.startsWith(start) && one !== start + tab)
  const text = name === undefined ? null : localStorage.getItem(name)
  if (name === undefined || text === null) return undefined
  localStorage.removeItem(name)
  try {
    return JSON.parse(text) as Draft
  } catch {
    // Half of a text: nothing to bring back.
    return undefined
  }
}
