import { useEffect, useRef } from 'react'
import type { Change } from '../check/findings.ts'
import { commonTexts } from '../texts/common.ts'
import { paperTexts } from '../texts/paper.ts'
import { Changes } from './item-body.tsx'

type SafeFixesProps = { changes: readonly Change[]; apply: () => void; close: () => void }

/** Says what all safe fixes together will do before doing it. */
export function SafeFixes({ changes, apply, close }: SafeFixesProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])

  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="safe-title">
      <h2 id="safe-title">{paperTexts.willChange(changes.length)}</h2>
      <p>{paperTexts.safeWhat}</p>
      <Changes changes={changes} />
      <p className="actions">
        <button
          type="button"
          className="primary"
          onClick={() => {
            apply()
            dialog.current?.close()
          }}
        >
          {paperTexts.takeAll}
        </button>
        <button type="button" onClick={() => dialog.current?.close()}>
          {commonTexts.cancel}
        </button>
      </p>
    </dialog>
  )
}
