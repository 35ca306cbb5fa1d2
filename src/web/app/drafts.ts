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
  const own = startOf(of) + tab
  const names = namesOf(of)
  const name = names.includes(own) ? own : names[0]
  if (name === undefined) return undefined
  const draft = parsed(localStorage.getItem(name))
  if (name !== own || !draft) localStorage.removeItem(name)
  if (draft) keepDraft(of, draft)
  return draft
}

/** What any page of this machine has kept of a form and not sent, place by place; it stays where it is. */
export function waitingEdits(of: DraftOf): readonly Edit[] {
  const edits = new Map<string, Edit>()
  for (const name of namesOf(of)) {
    for (const edit of parsed(localStorage.getItem(name))?.edits ?? []) edits.set(edit.at, edit)
  }
  return [...edits.values()]
}

/** Given up for good. */
export function dropDrafts(of: DraftOf): void {
  for (const name of namesOf(of)) localStorage.removeItem(name)
}

function namesOf(of: DraftOf): readonly string[] {
  return Object.keys(localStorage).filter((one) => one.startsWith(startOf(of)))
}

/** Undefined for half of a text. */
function parsed(text: string | null): Draft | undefined {
  try {
    return text === null ? undefined : (JSON.parse(text) as Draft)
  } catch {
    return undefined
  }
}
