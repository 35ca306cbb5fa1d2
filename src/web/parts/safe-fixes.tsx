import { useEffect, useRef } from 'react'
import type { Change } from '../check/findings.ts'
import { Changes } from './item-body.tsx'

type SafeFixesProps = { changes: readonly Change[]; apply: () => void; close: () => void }

/** Says what all safe fixes together will do before doing it. */
export function SafeFixes({ changes, apply, close }: SafeFixesProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])

  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="safe-title">
      <h2 id="safe-title">将改这 {changes.length} 处</h2>
      <p>只改写法、单位、日期和由其余各数推得的合计，不改任何实际完成值。采纳后可以撤销。</p>
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
          全部采纳
        </button>
        <button type="button" onClick={() => dialog.current?.close()}>
          取消
        </button>
      </p>
    </dialog>
  )
}
