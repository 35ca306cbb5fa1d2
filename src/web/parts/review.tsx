import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { placeName } from '#engine'
import type { Item } from '../check/findings.ts'
import { canonical, keyOf } from '../check/layout.ts'
import { placeIn } from '../check/originals.ts'
import { confirmCell, editableText, typeCell, unreadText } from '../check/typing.ts'
import type { Table } from '../pages/use-table.ts'
import type { Original } from '../reading/steps.ts'
import { paperTexts } from '../texts/paper.ts'
import { Crop } from './crop.tsx'
import { STATUS_WORDS } from './facts.tsx'

type Question = Extract<Item, { readonly kind: 'question' }>

type ReviewProps = {
  readonly table: Table
  readonly original: Original | undefined
  readonly undo: () => void
  readonly close: () => void
}

/** All doubtful values one after the other: what the original shows, what was read, one key each. Nothing but the keyboard is needed. */
export function Review({ table, original, undo, close }: ReviewProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  // The list as it was at the start: what is decided leaves the items of the table, but not this walk.
  const [questions] = useState(() => table.items.filter((item): item is Question => item.kind === 'question'))
  const [at, setAt] = useState(0)
  const open = new Set(table.items.map(({ key }) => key))
  const question = questions[at]
  const end = useRef<HTMLButtonElement>(null)
  const isDone = question === undefined
  useEffect(() => {
    if (isDone) end.current?.focus()
  }, [isDone])
  const step = (by: number) => setAt((before) => Math.max(0, Math.min(questions.length, before + by)))
  const left = questions.filter(({ key }) => open.has(key)).length

  return (
    <dialog ref={dialog} className="review" onClose={close} aria-labelledby="review-title">
      <header>
        <h2 id="review-title">{paperTexts.oneByOne}</h2>
        <p role="status">{paperTexts.progress(Math.min(at + 1, questions.length), questions.length, left)}</p>
        <progress max={questions.length} value={questions.length - left} aria-label={paperTexts.reviewedLabel} />
      </header>
      {question ? (
        <Card
          key={question.key}
          table={table}
          question={question}
          isOpen={open.has(question.key)}
          original={original}
          step={step}
        />
      ) : (
        <p className="done">{left === 0 ? paperTexts.allReviewed : paperTexts.stillLeft(left)}</p>
      )}
      <p className="actions">
        <button type="button" disabled={table.doc.past.length === 0} onClick={undo}>
          {paperTexts.undoLast}
        </button>
        {!question && left > 0 && (
          <button type="button" onClick={() => setAt(questions.findIndex(({ key }) => open.has(key)))}>
            {paperTexts.backToLeft}
          </button>
        )}
        <button type="button" className={question ? '' : 'primary'} ref={end} onClick={() => dialog.current?.close()}>
          {paperTexts.finish}
        </button>
      </p>
    </dialog>
  )
}

type CardProps = {
  readonly table: Table
  readonly question: Question
  readonly isOpen: boolean
  readonly original: Original | undefined
  readonly step: (by: number) => void
}

/** One value: Enter takes what stands in the field, Alt with a number another reading, arrows go on without deciding. */
function Card({ table, question, isOpen, original, step }: CardProps) {
  const { cell, reading } = question
  const { present } = table.doc
  const [text, setText] = useState(() => editableText(present, cell))
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.select(), [])
  const name = placeName(present, canonical(cell.at ?? ''))
  const place = placeIn(original, reading.source ?? sourceOf(table, question))
  const others = othersOf(table, question)

  const take = () => {
    if (text.trim() !== '') {
      const typed = typeCell(present, cell, text)
      table.change(typed === present ? confirmCell(present, cell) : typed, paperTexts.reviewOf(name))
    }
    step(1)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const other = event.altKey && /^[1-9]$/.test(event.key) ? others[Number(event.key) - 1] : undefined
    if (other !== undefined) setText(other)
    else if (event.key === 'Enter' && !event.shiftKey) take()
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') step(event.key === 'ArrowUp' ? -1 : 1)
    else return
    event.preventDefault()
  }
  return (
    <div className="card">
      <h3>
        {name} <small>{isOpen ? STATUS_WORDS[reading.status] : paperTexts.reviewedMark}</small>
      </h3>
      {place && original && 'pages' in original ? (
        <Crop pages={original.pages} place={place} room={640} tall={170} />
      ) : (
        reading.raw !== undefined && <code>{reading.raw.replaceAll('\t', '⇥').replaceAll('\n', '↵')}</code>
      )}
      {reading.how && <p className="how">{reading.how}</p>}
      <textarea
        ref={field}
        rows={text.length > 60 ? 4 : 1}
        value={text}
        aria-label={name}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {others.length > 0 && (
        <p className="others">
          {paperTexts.perhapsHead}
          {others.map((other, i) => (
            <button key={other} type="button" onClick={() => setText(other)} title={`Alt+${i + 1}`}>
              <small>Alt+{i + 1}</small> {other}
            </button>
          ))}
        </p>
      )}
      <p className="hint">{paperTexts.enterDoes(text.trim() === '' ? paperTexts.skip : paperTexts.asItIs)}</p>
    </div>
  )
}

/** Other readings as they would be typed, those that give another value and that the field can take. */
function othersOf({ doc: { present } }: Table, { cell, reading }: Question): readonly string[] {
  const shown = editableText(present, cell)
  const typed = (reading.alternatives ?? []).map((other) => editableText(typeCell(present, cell, other), cell))
  const taken = typed.filter((text, i) => text !== shown && text !== '' && typed.indexOf(text) === i)
  return taken.filter((text) => unreadText(typeCell(present, cell, text), cell) === undefined).slice(0, 9)
}

/** A value may be doubted as a whole while only its parts know where they stood. */
function sourceOf({ readings }: Table, { cell }: Question) {
  return readings.get(keyOf(cell))?.find(({ reading }) => reading.source)?.reading.source
}
