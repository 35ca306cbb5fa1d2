import { useEffect, useRef, useState } from 'react'
import { type Conflict, type Form, placeName } from '#engine'
import { canonical } from '../../check/layout.ts'
import { commonTexts } from '../../texts/common.ts'
import { formTexts } from '../../texts/form.ts'

type ConflictDialogProps = {
  readonly form: Form
  readonly conflicts: readonly Conflict[]
  /** The places where one's own value stays. */
  readonly settle: (mine: ReadonlySet<string>) => void
}

/** Two people changed one cell: both values side by side, and somebody chooses. Nothing is overwritten before. */
export function ConflictDialog({ form, conflicts, settle }: ConflictDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => dialog.current?.showModal(), [])
  const choose = (at: string, isMine: boolean) =>
    setMine((before) => {
      const after = new Set(before)
      if (isMine) after.add(at)
      else after.delete(at)
      return after
    })
  return (
    <dialog
      ref={dialog}
      className="wide"
      aria-labelledby="conflict-title"
      onCancel={(event) => event.preventDefault()}
      // A browser closes it at a second Esc whatever the page says, and nothing would open it again.
      onClose={() => dialog.current?.showModal()}
    >
      <h2 id="conflict-title">{formTexts.conflicts(conflicts.length)}</h2>
      <p>{formTexts.conflictsWhat}</p>
      <table className="conflicts">
        <thead>
          <tr>
            <th scope="col">{commonTexts.place}</th>
            <th scope="col">{formTexts.original}</th>
            <th scope="col">{formTexts.theirs}</th>
            <th scope="col">{formTexts.mine}</th>
          </tr>
        </thead>
        <tbody>
          {conflicts.map(({ at, base, theirs, mine: own }) => (
            <tr key={at}>
              <th scope="row">{placeName(form, canonical(at)) || at}</th>
              <td className="soft">{textOf(base)}</td>
              <td>
                <label>
                  <input type="radio" name={at} checked={!mine.has(at)} onChange={() => choose(at, false)} />{' '}
                  {textOf(theirs)}
                </label>
              </td>
              <td>
                <label>
                  <input type="radio" name={at} checked={mine.has(at)} onChange={() => choose(at, true)} />{' '}
                  {textOf(own)}
                </label>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="actions">
        <button type="button" className="primary" onClick={() => settle(mine)}>
          {formTexts.mergeSo}
        </button>
        <button type="button" onClick={() => setMine(new Set(conflicts.map(({ at }) => at)))}>
          {formTexts.allMine}
        </button>
        <button type="button" onClick={() => setMine(new Set())}>
          {formTexts.allTheirs}
        </button>
      </p>
    </dialog>
  )
}

/** A value in a few signs; a list that was changed as a whole is named by its length. */
function textOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return commonTexts.blank
  if (Array.isArray(value)) return formTexts.rows(value.length)
  if (typeof value === 'object') return String((value as { text?: string }).text ?? JSON.stringify(value)).slice(0, 80)
  return String(value).slice(0, 80)
}
