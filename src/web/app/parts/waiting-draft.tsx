import { useState } from 'react'
import { type Edit, type Form, placeName, readAt } from '#engine'
import { canonical } from '../../check/layout.ts'
import { textOf } from '../../check/text-of.ts'
import { commonTexts } from '../../texts/common.ts'
import { formTexts } from '../../texts/form.ts'
import { type DraftOf, dropDrafts, waitingEdits } from '../drafts.ts'

type WaitingDraftProps = {
  readonly of: DraftOf
  /** As the server has it. */
  readonly form: Form
  /** How the form's state is called: why nothing can be saved. */
  readonly status: string
}

/** On a form that can't be edited: what was typed on this machine and never reached the server, to be read, copied or given up. */
export function WaitingDraft({ of, form, status }: WaitingDraftProps) {
  const [edits, setEdits] = useState(() => waitingEdits(of).filter((edit) => isDifferent(form, edit)))
  const [isAsking, setAsking] = useState(false)
  if (edits.length === 0) return null
  const drop = () => {
    dropDrafts(of)
    setEdits([])
  }
  return (
    <section className="waiting-draft" aria-label={formTexts.waitingDraft(edits.length)}>
      <p role="status">
        <b>{formTexts.waitingDraft(edits.length)}</b> {formTexts.waitingDraftWhat(status)}
      </p>
      <details>
        <summary>{formTexts.waitingDraftShow}</summary>
        <table className="conflicts">
          <thead>
            <tr>
              <th scope="col">{commonTexts.place}</th>
              <th scope="col">{formTexts.onServer}</th>
              <th scope="col">{formTexts.typedHere}</th>
            </tr>
          </thead>
          <tbody>
            {edits.map(({ at, to }) => (
              <tr key={at}>
                <th scope="row">{placeName(form, canonical(at)) || at}</th>
                <td className="soft">{textOf(readAt(form, at)) || commonTexts.blank}</td>
                <td>{textOf(to) || commonTexts.blank}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="actions">
          {isAsking ? (
            <>
              <span>{formTexts.giveUpAsk(edits.length)}</span>
              <button type="button" onClick={drop}>
                {formTexts.giveUp}
              </button>
              <button type="button" onClick={() => setAsking(false)}>
                {commonTexts.cancel}
              </button>
            </>
          ) : (
            <button type="button" onClick={() => setAsking(true)}>
              {formTexts.giveUpDraft}
            </button>
          )}
        </p>
      </details>
    </section>
  )
}

/** What another person has entered meanwhile word for word is not lost; how a value came about goes with the value. */
function isDifferent(form: Form, { at, to }: Edit): boolean {
  return !at.startsWith('/reading/') && JSON.stringify(readAt(form, at) ?? null) !== JSON.stringify(to ?? null)
}
