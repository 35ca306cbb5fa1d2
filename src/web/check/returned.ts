import { type Difference, differences, type Form, isSameForm, placeName } from '#engine'
import { checkTexts } from '../texts/check-page.ts'
import { activeDoc, type Doc, type Session } from './session.ts'
import { textOf } from './text-of.ts'

/** A file that holds a form which is being edited: what differs, cell by cell, for a person to accept or refuse. */
export type Returned = {
  readonly file: string
  readonly docId: string
  readonly before: Form
  readonly after: Form
  readonly list: readonly Difference[]
}

/** One difference as the list shows it. */
export type DifferenceLine = {
  readonly difference: Difference
  readonly word: string
  readonly place: string
  readonly before: string
  readonly after: string
  readonly isDoubtful: boolean
}

const WORDS = {
  changed: checkTexts.changedMark,
  added: checkTexts.addedMark,
  removed: checkTexts.removedMark,
  unread: checkTexts.unreadable,
} as const

/** The open form that a newly read one is another state of: the active one first. Undefined when none is the same form. */
export function returnedTo(session: Session, file: string, after: Form): Returned | undefined {
  const active = activeDoc(session)
  const docs: readonly Doc[] = active ? [active, ...session.docs.filter(({ id }) => id !== active.id)] : session.docs
  const doc = docs.find(({ present }) => isSameForm(present, after))
  if (!doc) return undefined
  return { file, docId: doc.id, before: doc.present, after, list: differences(doc.present, after) }
}

/** The differences in words. Of a row that came or went its name and values stand in a line. */
export function linesOf({ before, after, list }: Returned): readonly DifferenceLine[] {
  return list.map((difference) => {
    const { kind, at, from, reading } = difference
    return {
      difference,
      word: WORDS[kind],
      place: kind === 'added' ? placeName(after, from) : placeName(before, at),
      before: shown(difference.before),
      after: kind === 'unread' ? checkTexts.unreadable : shown(difference.after),
      isDoubtful: reading?.status === 'doubtful',
    }
  })
}

function shown(value: unknown): string {
  if (typeof value !== 'object' || value === null) return textOf(value)
  if ('text' in value) return String(value.text)
  return Object.values(value)
    .map(shown)
    .filter((text) => text !== '')
    .join(' | ')
}
