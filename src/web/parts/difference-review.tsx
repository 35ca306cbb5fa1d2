import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Difference } from '#engine'
import { type DifferenceLine, linesOf, type Returned } from '../check/returned.ts'
import { checkTexts } from '../texts/check-page.ts'
import { commonTexts } from '../texts/common.ts'

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
  const free = lines.filter(({ word }) => word !== checkTexts.unreadable)
  const [taken, setTaken] = useState<ReadonlySet<Difference>>(new Set())
  const toggle = (difference: Difference) => setTaken((before) => toggled(before, difference))

  return (
    <dialog ref={dialog} className="wide" onClose={close} aria-labelledby="returned-title">
      <h2 id="returned-title">{checkTexts.sameForm(returned.file)}</h2>
      <p>{lines.length === 0 ? checkTexts.noDifferences : checkTexts.differences(lines.length)}</p>
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
              {checkTexts.take(taken.size)}
            </button>
            <button type="button" onClick={() => setTaken(new Set(free.map(({ difference }) => difference)))}>
              {checkTexts.all}
            </button>
            <button type="button" onClick={() => setTaken(new Set())}>
              {checkTexts.noneOfThem}
            </button>
          </>
        )}
        <button type="button" onClick={openAsNew}>
          {checkTexts.openAsAnother}
        </button>
        <button type="button" onClick={() => dialog.current?.close()}>
          {lines.length === 0 ? checkTexts.gotIt : checkTexts.takeNone}
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
            <th scope="col">{checkTexts.takeHead}</th>
            <th scope="col">{commonTexts.place}</th>
            <th scope="col">{checkTexts.now}</th>
            <th scope="col">{checkTexts.inFile}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.difference.kind}${line.difference.at}${line.difference.from}`}>
              <td>
                <label>
                  <input
                    type="checkbox"
                    disabled={line.word === checkTexts.unreadable}
                    checked={taken.has(line.difference)}
                    onChange={() => toggle(line.difference)}
                    aria-label={checkTexts.takePlace(line.place)}
                  />
                  {line.word}
                </label>
              </td>
              <td>{line.place}</td>
              <td>{line.before === '' ? <small>{commonTexts.blankShort}</small> : <del>{line.before}</del>}</td>
              <td>
                {line.after === '' ? <small>{commonTexts.blankShort}</small> : <ins>{line.after}</ins>}
                {line.isDoubtful && <strong className="doubt">{checkTexts.doubtfulReading}</strong>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
