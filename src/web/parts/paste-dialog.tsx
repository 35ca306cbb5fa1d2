import { useEffect, useRef } from 'react'
import { checkTexts } from '../texts/check-page.ts'
import { commonTexts } from '../texts/common.ts'

/** Takes a paste without asking the browser for the clipboard, which an intranet page over http may not read. */
export function PasteDialog({ open, close }: { open: (data: DataTransfer) => void; close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => dialog.current?.showModal(), [])

  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="paste-title">
      <h2 id="paste-title">{checkTexts.paste}</h2>
      <p>{checkTexts.pasteWhat}</p>
      <textarea
        ref={area}
        rows={6}
        aria-label={checkTexts.pasteHere}
        onPaste={(event) => {
          event.preventDefault()
          open(event.clipboardData)
          dialog.current?.close()
        }}
      />
      <p className="actions">
        <button
          type="button"
          className="primary"
          onClick={() => {
            const data = new DataTransfer()
            data.setData('text/plain', area.current?.value ?? '')
            open(data)
            dialog.current?.close()
          }}
        >
          {checkTexts.read}
        </button>
        <button type="button" onClick={() => dialog.current?.close()}>
          {commonTexts.cancel}
        </button>
      </p>
    </dialog>
  )
}
