import { type Edit, type Form, type Problem, putEdits } from '#engine'

/** One step of the history: the form before or after it and what the step was, as the undo button names it. */
export type Step = { readonly form: Form; readonly label: string }

/** One opened form with its endless history. `past` is oldest first, `future` next first. */
export type Doc = {
  readonly id: string
  /** The file's name, or where the text came from. */
  readonly file: string
  readonly present: Form
  readonly past: readonly Step[]
  readonly future: readonly Step[]
  /** null: the form's own jurisdiction and year decide. */
  readonly policyId: string | null
  readonly problems: readonly Problem[]
  /** Under which the pages or cells it was read from are kept; forms of one file share it. */
  readonly originalId?: string
}

export type Session = { readonly docs: readonly Doc[]; readonly active: string | null }

export type SessionAction =
  | { readonly do: 'open'; readonly docs: readonly Doc[] }
  | { readonly do: 'close'; readonly id: string }
  | { readonly do: 'activate'; readonly id: string }
  | { readonly do: 'change'; readonly form: Form; readonly label: string }
  | { readonly do: 'undo' }
  | { readonly do: 'redo' }
  | { readonly do: 'choosePolicy'; readonly policyId: string | null }
  | { readonly do: 'restore'; readonly session: Session }
  /** What others have changed meanwhile, put into the form and into every step of its history: undoing takes back one's own work only. */
  | { readonly do: 'rebase'; readonly edits: readonly Edit[] }

export const emptySession: Session = { docs: [], active: null }

/** The form on the table, if any. */
export function activeDoc(session: Session): Doc | undefined {
  return session.docs.find((doc) => doc.id === session.active)
}

/** One entry for each form of a file, numbered when there are several. */
export function docsOf(
  file: string,
  forms: readonly Form[],
  problems: readonly Problem[],
  newId: () => string,
  originalId?: string,
): readonly Doc[] {
  return forms.map((present) => ({
    id: newId(),
    file,
    present,
    past: [],
    future: [],
    policyId: null,
    problems,
    ...(originalId === undefined ? {} : { originalId }),
  }))
}

export function reduceSession(session: Session, action: SessionAction): Session {
  switch (action.do) {
    case 'open':
      return { docs: [...session.docs, ...action.docs], active: action.docs[0]?.id ?? session.active }
    case 'close':
      return withoutDoc(session, action.id)
    case 'activate':
      return { ...session, active: action.id }
    case 'restore':
      return action.session
    default:
      return { ...session, docs: session.docs.map((doc) => (doc.id === session.active ? reduceDoc(doc, action) : doc)) }
  }
}

type DocAction = Extract<SessionAction, { readonly do: 'change' | 'undo' | 'redo' | 'choosePolicy' | 'rebase' }>

function reduceDoc(doc: Doc, action: DocAction): Doc {
  switch (action.do) {
    case 'change': {
      if (action.form === doc.present) return doc
      const step = { form: doc.present, label: action.label }
      return { ...doc, present: action.form, past: [...doc.past, step], future: [] }
    }
    case 'undo': {
      const step = doc.past.at(-1)
      if (!step) return doc
      const undone = { form: doc.present, label: step.label }
      return { ...doc, present: step.form, past: doc.past.slice(0, -1), future: [undone, ...doc.future] }
    }
    case 'redo': {
      const [step, ...future] = doc.future
      if (!step) return doc
      return { ...doc, present: step.form, past: [...doc.past, { form: doc.present, label: step.label }], future }
    }
    case 'choosePolicy':
      return { ...doc, policyId: action.policyId }
    case 'rebase': {
      const moved = (step: Step): Step => ({ ...step, form: putEdits(step.form, action.edits) })
      const present = putEdits(doc.present, action.edits)
      return { ...doc, present, past: doc.past.map(moved), future: doc.future.map(moved) }
    }
  }
}

function withoutDoc(session: Session, id: string): Session {
  const at = session.docs.findIndex((doc) => doc.id === id)
  const docs = session.docs.filter((doc) => doc.id !== id)
  const neighbour = docs[Math.min(at, docs.length - 1)]
  return { docs, active: session.active === id ? (neighbour?.id ?? null) : session.active }
}
