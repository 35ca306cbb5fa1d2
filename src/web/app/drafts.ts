import type { Edit } from '#engine'

/** What was typed on a form and is not on the server yet, with the version it was typed on. */
export type Draft = { readonly version: number; readonly edits: readonly Edit[] }

const PREFIX = 'jiheng.draft.v2.'
/** Each open page keeps its own: two tabs on one form must not wipe each other's. */
const tab = [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join('')

/** Whose draft of which form: two people may share a computer, and nobody sends what another has typed. */
export type DraftOf = { readonly form: string; readonly account: string }

const startOf = ({ form, account }: DraftOf) => `${PREFIX}${form}.${account}.`

/** Kept at once and on this machine: a tab that is closed, a power cut or a server that is away loses nothing. */
export function keepDraft(of: DraftOf, draft: Draft): void {
  try {
    localStorage.setItem(startOf(of) + tab, JSON.stringify(draft))
  } catch (error) {
    // No room, or a private window: the page still holds it and saves it when the server is there.
    console.info('draft not kept on this machine:', error)
  }
}

/** What this page kept is on the server, or is no longer wanted. */
export function forgetDraft(of: DraftOf): void {
  localStorage.removeItem(startOf(of) + tab)
}

/**
 * What this page (when the form was left) or another one could not send; from now on it is this page's. What is sent twice meets itself
 * and changes nothing.
 */
export function adoptDraft(of: DraftOf): Draft | undefined {
  const start = startOf(of)
  const names = Object.keys(localStorage).filter((one) => one.startsWith(start))
  const name = names.find((one) => one === start + tab) ?? names[0]
  const text = name === undefined ? null : localStorage.getItem(name)
  if (name === undefined || text === null) return undefined
  try {
    const draft = JSON.parse(text) as Draft
    keepDraft(of, draft)
    if (name !== start + tab) localStorage.removeItem(name)
    return draft
  } catch {
    // Half of a text: nothing to bring back.
    localStorage.removeItem(name)
    return undefined
  }
}
