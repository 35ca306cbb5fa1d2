import { useEffect, useRef, useState } from 'react'
import { type Conflict, type Form, placeName } from '#engine'
import { canonical } from '../../check/layout.ts'

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
      <h2 id="conflict-title">有 {conflicts.length} 处别人也改了</h2>
      <p>两边的内容都在，逐处选用哪一个。没有选的用对方已经保存的。</p>
      <table className="conflicts">
        <thead>
          <tr>
            <th scope="col">位置</th>
            <th scope="col">原来</th>
            <th scope="col">对方已保存的</th>
            <th scope="col">我改的</th>
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
          就这样合并
        </button>
        <button type="button" onClick={() => setMine(new Set(conflicts.map(({ at }) => at)))}>
          都用我的
        </button>
        <button type="button" onClick={() => setMine(new Set())}>
          都用对方的
        </button>
      </p>
    </dialog>
  )
}

/** A value in a few signs; a list that was changed as a whole is named by its length. */
function textOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return '（空）'
  if (Array.isArray(value)) return `${value.length} 行`
  if (typeof value === 'object') return String((value as { text?: string }).text ?? JSON.stringify(value)).slice(0, 80)
  return String(value).slice(0, 80)
}
