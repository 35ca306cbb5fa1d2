import { useEffect, useRef } from 'react'

/** Takes a paste without asking the browser for the clipboard, which an intranet page over http may not read. */
export function PasteDialog({ open, close }: { open: (data: DataTransfer) => void; close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => dialog.current?.showModal(), [])

  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="paste-title">
      <h2 id="paste-title">粘贴</h2>
      <p>在下面按 Ctrl+V。识别出的文字、WPS 或 Excel 里复制的表格、网页上的表格都可以。</p>
      <textarea
        ref={area}
        rows={6}
        aria-label="粘贴到这里"
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
          读取
        </button>
        <button type="button" onClick={() => dialog.current?.close()}>
          取消
        </button>
      </p>
    </dialog>
  )
}
