import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Difference } from '#engine'
import { type DifferenceLine, linesOf, type Returned } from '../check/returned.ts'

type DifferenceReviewProps = {
  returned: Returned
  /** Takes these over, as one step that can be undone. */
  accept: (accepted: readonly Difference[]) => void
  openAsNew: () => void
  close: () => void
}

/** Shows how a file that came back differs from the form on the table. Each difference is taken or refused; nothing is taken unasked. */
export function DifferenceReview({ returned, accept, openAsNew, close }: DifferenceReviewProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const lines = linesOf(returned)
  const free = lines.filter(({ word }) => word !== '读不出')
  const [taken, setTaken] = useState<ReadonlySet<Difference>>(new Set())
  const toggle = (difference: Difference) => setTaken((before) => toggled(before, difference))

  return (
    <dialog ref={dialog} className="wide" onClose={close} aria-labelledby="returned-title">
      <h2 id="returned-title">《{returned.file}》与正在编辑的是同一张表</h2>
      <p>
        {lines.length === 0
          ? '内容没有不同，不用再导入。'
          : `有 ${lines.length} 处不同。勾选要采纳的；没有勾选的保持现在的样子。`}
      </p>
      {lines.length > 0 && <Lines lines={lines} taken={taken} toggle={toggle} />}
      <p className="actions">
        {lines.length > 0 && (
          <>
            <button
              type="button"
              className="primary"
              disabled={taken.size === 0}
              onClick={() => {
                accept(returned.list.filter((difference) => taken.has(difference)))
                dialog.current?.close()
              }}
            >
              采纳 {taken.size} 处
            </button>
            <button type="button" onClick={() => setTaken(new Set(free.map(({ difference }) => difference)))}>
              全选
            </button>
            <button type="button" onClick={() => setTaken(new Set())}>
              全不选
            </button>
          </>
        )}
        <button type="button" onClick={openAsNew}>
          作为另一张表打开
        </button>
        <button type="button" onClick={() => dialog.current?.close()}>
          {lines.length === 0 ? '知道了' : '都不采纳'}
        </button>
      </p>
    </dialog>
  )
}

function toggled(before: ReadonlySet<Difference>, difference: Difference): ReadonlySet<Difference> {
  const after = new Set(before)
  if (!after.delete(difference)) after.add(difference)
  return after
}

type LinesProps = {
  lines: readonly DifferenceLine[]
  taken: ReadonlySet<Difference>
  toggle: (difference: Difference) => void
}

/** Arrows go from box to box; a space takes or refuses. */
function Lines({ lines, taken, toggle }: LinesProps) {
  const list = useRef<HTMLDivElement>(null)
  const step = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    const boxes = [...(list.current?.querySelectorAll<HTMLInputElement>('input:enabled') ?? [])]
    const at = boxes.indexOf(document.activeElement as HTMLInputElement)
    boxes[Math.max(0, Math.min(boxes.length - 1, at + by))]?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the boxes inside take the keys; the list only moves the focus between them
    <div className="differences" ref={list} onKeyDown={step}>
      <table>
        <thead>
          <tr>
            <th scope="col">采纳</th>
            <th scope="col">位置</th>
            <th scope="col">现在</th>
            <th scope="col">文件里</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.difference.kind}${line.difference.at}${line.difference.from}`}>
              <td>
                <label>
                  <input
                    type="checkbox"
                    disabled={line.word === '读不出'}
                    checked={taken.has(line.difference)}
                    onChange={() => toggle(line.difference)}
                    aria-label={`采纳：${line.place}`}
                  />
                  {line.word}
                </label>
              </td>
              <td>{line.place}</td>
              <td>{line.before === '' ? <small>空</small> : <del>{line.before}</del>}</td>
              <td>
                {line.after === '' ? <small>空</small> : <ins>{line.after}</ins>}
                {line.isDoubtful && <strong className="doubt">读数存疑</strong>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
