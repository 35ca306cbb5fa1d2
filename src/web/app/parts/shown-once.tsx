import { Modal } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { shellTexts } from '../../texts/shell.ts'
import { saveText } from './save-text.ts'

/** A secret that is shown once: it can be copied, and the dialog says that it won't come back. */
export function ShownOnce({ title, children, close }: { title: string; children: ReactNode; close: () => void }) {
  return (
    <Modal
      open
      title={title}
      okText={shellTexts.noted}
      cancelButtonProps={{ style: { display: 'none' } }}
      onOk={close}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
    >
      {children}
      <p className="soft">{shellTexts.shownOnce}</p>
    </Modal>
  )
}

/** One line to copy. An office network without https has no clipboard for pages: then the old command does it. */
export function Copyable({ label, text, isLong = false }: { label: string; text: string; isLong?: boolean }) {
  const line = useRef<HTMLInputElement>(null)
  const lines = useRef<HTMLTextAreaElement>(null)
  const [state, setState] = useState<'copied' | 'failed'>()
  const copy = async () => {
    const field = line.current ?? lines.current
    field?.select()
    const isDone = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    )
    setState(isDone || document.execCommand('copy') ? 'copied' : 'failed')
  }
  return (
    <p className="copyable">
      {isLong ? (
        <label>
          {label}
          <textarea ref={lines} readOnly value={text} rows={text.split('\n').length} />
        </label>
      ) : (
        <label>
          {label}
          <input ref={line} readOnly value={text} />
        </label>
      )}
      <button type="button" onClick={() => void copy()}>
        {shellTexts.copy}
      </button>
      <span role="status">
        {state === 'copied' ? shellTexts.copied : state === 'failed' ? shellTexts.pressCopy : ''}
      </span>
    </p>
  )
}

export function SaveButton({ name, text, label }: { name: string; text: string; label: string }) {
  return (
    <button type="button" onClick={() => saveText(name, text)}>
      {label}
    </button>
  )
}
