import {
  type Dispatch,
  type ReactNode,
  type SetStateAction,
  startTransition,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { flushSync } from 'react-dom'
import type { SheetCell } from '#documents'
import type { Form, Source } from '#engine'
import { placeName } from '#engine'
import { type Item, pointersOf } from '../check/findings.ts'
import { canonical, cellsOf, keyOf, type Layout } from '../check/layout.ts'
import type { Doc, SessionAction } from '../check/session.ts'
import { confirmCell, typeCell, unreadText } from '../check/typing.ts'
import { Editor } from '../parts/editor.tsx'
import { OriginalPane } from '../parts/original-pane.tsx'
import { Panel } from '../parts/panel.tsx'
import { Paper } from '../parts/paper.tsx'
import { PhoneForm } from '../parts/phone-form.tsx'
import { Review } from '../parts/review.tsx'
import { type Hovered, Tip } from '../parts/tip.tsx'
import { useSteady } from '../parts/use-steady.ts'
import type { Original } from '../reading/steps.ts'
import { commonTexts } from '../texts/common.ts'
import { paperTexts } from '../texts/paper.ts'
import { useDecor } from './use-decor.ts'
import { useMedia } from './use-media.ts'
import { type Table, useTable } from './use-table.ts'

const PHONE = '(max-width: 640px)'

type TableViewProps = {
  readonly doc: Doc
  readonly original: Original | undefined
  readonly dispatch: (action: SessionAction) => void
  readonly isReadOnly?: boolean
  /** What stands below the facts of the selected cell. */
  readonly more?: ((table: Table) => ReactNode) | undefined
}

/** One form: the paper on the left, the panel on the right; on a phone the panel first, the form below as rows. */
export function TableView({ doc, original, dispatch, isReadOnly = false, more }: TableViewProps) {
  const table = useTable(doc, dispatch, isReadOnly)
  const [isReviewing, setReviewing] = useState(false)
  const { isShown, setShown } = useShown(original)
  const { hovered, setHovered, unhover } = useHovered()
  const isPhone = useMedia(PHONE)
  const view = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  useFollow(table, view, field)
  useWalkKeys(table, view, field)

  const toPanel = () => {
    field.current?.blur()
    view.current?.querySelector<HTMLElement>('.items [tabindex="0"]')?.focus()
  }
  const goTo = (item: Item) => {
    const cell = pointersOf(item).flatMap((pointer) => cellsOf(table.layout, pointer))[0]
    if (!cell) return
    flushSync(() => table.select(cell))
    field.current?.focus({ preventScroll: true })
  }
  const nameOf = (cell: SheetCell) => placeName(doc.present, canonical(cell.at ?? ''))
  const confirm = (cell: SheetCell) =>
    table.change(confirmCell(doc.present, cell), paperTexts.confirmPlace(nameOf(cell)))

  const type = (cell: SheetCell, text: string) =>
    table.change(typeCell(doc.present, cell, text), paperTexts.changePlace(nameOf(cell)))

  return (
    <div
      className={isReadOnly ? 'work read-only' : 'work'}
      ref={view}
      onKeyDownCapture={unhover}
      onScrollCapture={unhover}
    >
      <div className="left">
        {original && isShown && (
          <OriginalPane original={original} source={sourceAt(table, hovered)} close={() => setShown(false)} />
        )}
        <PaperPane table={table} field={field} toPanel={toPanel} setHovered={setHovered} />
      </div>
      <Panel
        table={table}
        original={original}
        choosePolicy={(policyId) => dispatch({ do: 'choosePolicy', policyId })}
        goTo={goTo}
        review={() => setReviewing(true)}
        showOriginal={original && !isShown ? () => setShown(true) : undefined}
        more={more}
      />
      {isReviewing && (
        <Review
          table={table}
          original={original}
          undo={() => dispatch({ do: 'undo' })}
          close={() => setReviewing(false)}
        />
      )}
      {isPhone && <PhoneForm table={table} confirm={confirm} type={type} />}
      {hovered && !isPhone && hovered.key !== (table.active && keyOf(table.active)) && (
        <Tip table={table} original={original} hovered={hovered} />
      )}
    </div>
  )
}

/** The cell under the pointer. The tip goes after what a key does is drawn, not before; and without a tip no key draws for its sake. */
function useHovered() {
  const [hovered, setHovered] = useState<Hovered>()
  const unhover = () => {
    if (hovered) startTransition(() => setHovered(undefined))
  }
  return { hovered, setHovered, unhover }
}

/** Pages are shown from the start, cells of other files when asked for; F9 changes it. */
function useShown(original: Original | undefined) {
  const [wish, setShown] = useState<boolean>()
  const isShown = wish ?? (original !== undefined && 'pages' in original)
  const latest = useRef(isShown)
  latest.current = isShown
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'F9') return
      event.preventDefault()
      setShown(!latest.current)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  return { isShown, setShown }
}

/** Where the value stood that one looks at: under the pointer, chosen in the panel, or selected. */
function sourceAt({ readings, item, active, layout }: Table, hovered: Hovered | undefined): Source | undefined {
  const chosen = item && pointersOf(item).flatMap((pointer) => cellsOf(layout, pointer))[0]
  const cell = chosen ?? active
  const key = hovered?.key ?? (cell && keyOf(cell))
  return key === undefined ? undefined : readings.get(key)?.find(({ reading }) => reading.source)?.reading.source
}

type PaperPaneProps = {
  table: Table
  field: React.RefObject<HTMLTextAreaElement | null>
  toPanel: () => void
  setHovered: Dispatch<SetStateAction<Hovered | undefined>>
}

function PaperPane({ table, field, toPanel, setHovered }: PaperPaneProps) {
  const paper = useRef<HTMLTableElement>(null)
  const byKey = useMemo(() => new Map(table.layout.fields.map((cell) => [keyOf(cell), cell])), [table.layout])
  const decor = useDecor(table)
  const unread = useMemo(() => unreadTexts(table.doc.present, table.layout), [table.doc.present, table.layout])
  const focus = () => requestAnimationFrame(() => field.current?.focus({ preventScroll: true }))
  const hover = useSteady(
    useSlow((key: string | undefined, cell: HTMLElement | undefined) =>
      setHovered(key === undefined || !cell ? undefined : beside(key, cell)),
    ),
  )
  const pick = useSteady((key: string, extend: boolean) => {
    // The editor stands in the cell before the click is over: the next key is never lost.
    flushSync(() => {
      setHovered(undefined)
      table.commit()
      table.select(byKey.get(key), extend ? 'keep' : undefined)
    })
    field.current?.focus({ preventScroll: true })
  })
  const edit = useSteady(() => {
    flushSync(table.beginEdit)
    field.current?.focus({ preventScroll: true })
  })
  return (
    <section className="paper-pane" aria-label={commonTexts.form}>
      <button
        type="button"
        className="skip"
        onClick={() => {
          table.select(table.active ?? table.layout.fields[0])
          focus()
        }}
      >
        {paperTexts.editTable}
      </button>
      <div className={`paper ${table.layout.sheet.orientation}`}>
        <Paper
          layout={table.layout}
          decor={decor}
          unread={unread}
          marks={table.marks}
          table={paper}
          onPick={pick}
          onEdit={edit}
          onHover={hover}
          onMark={table.selectItem}
        />
        <Editor table={table} paper={paper} field={field} leave={toPanel} />
      </div>
    </section>
  )
}

/** The pointer must rest a moment before anything opens: crossing the form shows nothing. */
function useSlow(show: (key: string | undefined, cell: HTMLElement | undefined) => void): typeof show {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return (key, cell) => {
    clearTimeout(timer.current)
    if (key === undefined) show(undefined, undefined)
    else timer.current = setTimeout(() => show(key, cell), 250)
  }
}

/** Below the cell, or above it near the lower edge of the window. */
function beside(key: string, cell: HTMLElement): Hovered {
  const { left, bottom, top } = cell.getBoundingClientRect()
  const isLow = bottom > window.innerHeight - 160
  return { key, left: Math.min(left, window.innerWidth - 380), top: isLow ? Math.max(8, top - 130) : bottom + 6 }
}

function unreadTexts(form: Form, layout: Layout): readonly (readonly string[])[] {
  return layout.rows.map((cells) => {
    const texts = cells.map((cell) => (cell.at === undefined || cell.text !== '' ? '' : (unreadText(form, cell) ?? '')))
    return texts.every((text) => text === '') ? NONE : texts
  })
}

const NONE: readonly string[] = []

/** What is selected in the panel or in the paper is scrolled to, and the editor follows the selected cell. */
function useFollow(
  table: Table,
  view: React.RefObject<HTMLElement | null>,
  field: React.RefObject<HTMLElement | null>,
): void {
  const key = table.active && keyOf(table.active)
  const framed = table.item && pointersOf(table.item).flatMap((pointer) => cellsOf(table.layout, pointer))[0]
  const framedKey = framed && keyOf(framed)
  useEffect(() => {
    if (key === undefined) return
    cellElement(view.current, key)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    if (view.current?.contains(document.activeElement)) field.current?.focus({ preventScroll: true })
  }, [key, view, field])
  useEffect(() => {
    if (framedKey !== undefined)
      cellElement(view.current, framedKey)?.scrollIntoView({ block: 'center', behavior: scrollBehaviour() })
  }, [framedKey, view])
}

/** F8 and Shift+F8 walk the items from anywhere; F6 changes between paper and panel. */
function useWalkKeys(
  table: Table,
  view: React.RefObject<HTMLElement | null>,
  field: React.RefObject<HTMLElement | null>,
): void {
  const latest = useRef(table)
  latest.current = table
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { items, item, selectItem, active, select, layout } = latest.current
      if (event.key === 'F8') {
        const at = items.findIndex(({ key }) => key === item?.key) + (event.shiftKey ? -1 : 1)
        selectItem(items[(at + items.length) % Math.max(1, items.length)]?.key)
        requestAnimationFrame(() => view.current?.querySelector<HTMLElement>('.item.current > button')?.focus())
      } else if (event.key === 'F6') {
        if (document.activeElement === field.current)
          view.current?.querySelector<HTMLElement>('.items [tabindex="0"]')?.focus()
        else if (active) field.current?.focus()
        else {
          select(layout.fields[0])
          requestAnimationFrame(() => field.current?.focus())
        }
      } else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [view, field])
}

function cellElement(view: HTMLElement | null, key: string): HTMLElement | null {
  const selector = isPhoneNow() ? 'data-phone' : 'data-key'
  return view?.querySelector<HTMLElement>(`[${selector}="${key}"]`) ?? null
}

function isPhoneNow(): boolean {
  return window.matchMedia(PHONE).matches
}

function scrollBehaviour(): ScrollBehavior {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth'
}
