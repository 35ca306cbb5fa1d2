import { useCallback, useMemo, useState } from 'react'
import { officialSheet, type SheetCell } from '#documents'
import type { Form, Score } from '#engine'
import { placeName } from '#engine'
import { type Assessment, assess } from '../check/assess.ts'
import { type Item, itemOf, type Mark, marksByRow, questionKey, sameMarks } from '../check/findings.ts'
import type { EditMode } from '../check/keys.ts'
import { canonical, type Layout, layOut, openQuestions, type ReadingAt, readingsByCell } from '../check/layout.ts'
import { between } from '../check/moves.ts'
import type { Doc, SessionAction } from '../check/session.ts'
import { editableText, typeCell } from '../check/typing.ts'
import { useSame } from '../parts/use-steady.ts'
import { paperTexts } from '../texts/paper.ts'

/** What stands in the live editor. `isComposing`: an IME is at work and the text is not yet a word. */
export type Edit = { readonly text: string; readonly mode: Exclude<EditMode, 'select'>; readonly isComposing: boolean }

/** One form on the table: what is drawn, what is selected, what is being typed and what follows from it. */
export type Table = {
  readonly doc: Doc
  /** Nothing can be typed, taken or moved: the form is somebody else's to change, or already on its way. */
  readonly isReadOnly: boolean
  readonly layout: Layout
  readonly readings: ReadonlyMap<string, readonly ReadingAt[]>
  /** The form with the text in the editor already in it. */
  readonly draft: Form
  /** Score and findings of the draft: they move with every key. */
  readonly assessment: Assessment
  /** The score before the typing began: to show what moved. */
  readonly before: Score | undefined
  readonly items: readonly Item[]
  readonly marks: ReadonlyMap<number, Mark>
  readonly active: SheetCell | undefined
  readonly picked: readonly SheetCell[]
  readonly edit: Edit | undefined
  readonly item: Item | undefined
  /** `anchor`: the other corner of a block; `keep` leaves it where it was. */
  readonly select: (cell: SheetCell | undefined, anchor?: SheetCell | 'keep') => void
  /** Selects by pointer: for a row that the next drawing will have. */
  readonly selectPointer: (at: string) => void
  readonly setEdit: (edit: Edit | undefined) => void
  readonly beginEdit: () => void
  readonly commit: () => void
  readonly change: (form: Form, label: string) => void
  readonly selectItem: (key: string | undefined) => void
}

/** Pointers, not cells, name what is selected: they survive a change of the layout. */
type Selection = { readonly at: string; readonly anchor: string }

export function useTable(doc: Doc, dispatch: (action: SessionAction) => void, isReadOnly = false): Table {
  const form = doc.present
  const [selection, setSelection] = useState<Selection>()
  const [edit, setEdit] = useState<Edit>()
  const [itemKey, selectItem] = useState<string>()

  const layout = useMemo(() => layOut(officialSheet(form)), [form])
  const active = selection && layout.byPointer.get(selection.at)
  const anchor = selection && layout.byPointer.get(selection.anchor)
  const text = edit?.isComposing ? undefined : edit?.text
  const draft = useMemo(
    () => (active && text !== undefined ? typeCell(form, active, text) : form),
    [form, active, text],
  )
  const derived = useDerived(doc, draft, layout)
  const picked = useMemo(
    () => (active && anchor && anchor !== active ? between(layout, anchor, active) : active ? [active] : []),
    [layout, active, anchor],
  )

  const change = useCallback(
    (changed: Form, label: string) => {
      if (!isReadOnly) dispatch({ do: 'change', form: changed, label })
    },
    [dispatch, isReadOnly],
  )
  return {
    ...derived,
    doc,
    isReadOnly,
    layout,
    draft,
    before: edit && draft !== form ? assess(form, doc.policyId).result.score : undefined,
    active,
    picked,
    edit: active ? edit : undefined,
    item: derived.items.find(({ key }) => key === itemKey),
    select: (cell, corner) => {
      const at = pointerOf(cell)
      const other = corner === 'keep' ? selection?.anchor : pointerOf(corner)
      setSelection(at === undefined ? undefined : { at, anchor: other ?? at })
    },
    selectPointer: (at) => setSelection({ at, anchor: at }),
    setEdit: (next) => {
      if (!isReadOnly) setEdit(next)
    },
    beginEdit: () => {
      if (active && !isReadOnly) setEdit({ text: editableText(form, active), mode: 'inside', isComposing: false })
    },
    commit: () => {
      if (!edit || !active) return
      setEdit(undefined)
      const typed = typeCell(form, active, edit.text)
      if (typed !== form) change(typed, paperTexts.changePlace(placeName(form, canonical(active.at ?? ''))))
    },
    change,
    selectItem,
  }
}

function pointerOf(cell: SheetCell | undefined): string | undefined {
  return cell?.at === undefined ? undefined : canonical(cell.at)
}

/** Everything that follows from the draft alone. */
function useDerived(doc: Doc, draft: Form, layout: Layout) {
  const assessment = assess(draft, doc.policyId)
  const { findings } = assessment.result
  const readings = useMemo(() => readingsByCell(doc.present, layout), [doc.present, layout])
  const questions = useMemo(() => openQuestions(layout, readings), [layout, readings])
  const asked = useMemo(
    () => questions.map(({ cell, reading }): Item => ({ kind: 'question', key: questionKey(cell), cell, reading })),
    [questions],
  )
  const items = useMemo((): readonly Item[] => [...findings.map(itemOf), ...asked], [findings, asked])
  const marks = useSame(
    useMemo(() => marksByRow(layout, findings), [layout, findings]),
    sameMarks,
  )
  return { assessment, readings, items, marks }
}
