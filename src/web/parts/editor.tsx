import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { placeName } from '#engine'
import { canonical, keyOf } from '../check/layout.ts'
import { gridHandlers } from '../pages/use-grid.ts'
import type { Table } from '../pages/use-table.ts'
import { commonTexts } from '../texts/common.ts'

type EditorProps = {
  readonly table: Table
  readonly paper: RefObject<HTMLTableElement | null>
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly leave: () => void
}

type Box = { readonly top: number; readonly left: number; readonly width: number; readonly height: number }

/**
 * The one live editor. It lies over the active cell and always has the focus there, empty and unseen until something
 * is typed: so an IME begins its word in the right place, and a screen reader hears the cell.
 */
export function Editor({ table, paper, field, leave }: EditorProps) {
  const { active, edit } = table
  const key = active && keyOf(active)
  const box = useBox(paper, key, table.layout)
  const grown = useRef(0)

  useEffect(() => {
    const area = field.current
    if (edit?.mode !== 'inside' || !area) return
    area.setSelectionRange(area.value.length, area.value.length)
  }, [edit?.mode, field])

  if (!active || !box) return null
  const place = placeName(table.draft, canonical(active.at ?? ''))
  const height = edit ? Math.max(box.height, grown.current) : box.height
  return (
    <textarea
      ref={field}
      className={`editor ${edit ? 'editing' : ''} ${active.role}`}
      style={{ top: box.top, left: box.left, width: box.width, height }}
      value={edit?.text ?? ''}
      rows={1}
      spellCheck={false}
      autoComplete="off"
      aria-label={`${place}${commonTexts.colon}${active.text || commonTexts.blankShort}`}
      onChange={(event) => {
        // Asking for a height makes the browser lay out the page in the middle of a key: only for a text that may not fit in one line.
        grown.current = mayWrap(event.target.value, box.width) ? event.target.scrollHeight : 0
        const isComposing = edit?.isComposing ?? false
        table.setEdit({ text: event.target.value, mode: edit?.mode ?? 'replace', isComposing })
      }}
      onCompositionStart={() =>
        table.setEdit({ text: edit?.text ?? '', mode: edit?.mode ?? 'replace', isComposing: true })
      }
      onCompositionEnd={(event) =>
        table.setEdit({ text: event.currentTarget.value, mode: edit?.mode ?? 'replace', isComposing: false })
      }
      onMouseDown={() => {
        if (edit?.mode === 'replace') table.setEdit({ ...edit, mode: 'inside' })
      }}
      onBlur={() => table.commit()}
      {...gridHandlers(table, leave)}
    />
  )
}

/** No character is wider than this many pixels. */
const WIDEST = 14

function mayWrap(text: string, width: number): boolean {
  return text.includes('\n') || text.length * WIDEST > width - 12
}

/** Where the cell lies inside the paper; measured again when the paper changes its size or its rows. */
function useBox(paper: EditorProps['paper'], key: string | undefined, layout: unknown): Box | undefined {
  const [box, setBox] = useState<Box>()
  useLayoutEffect(() => {
    const table = paper.current
    const cell = key === undefined ? null : table?.querySelector<HTMLElement>(`[data-key="${key}"]`)
    if (!table || !cell) {
      setBox(undefined)
      return
    }
    const measure = () => {
      const sheet = table.parentElement?.getBoundingClientRect()
      const { top, left, width, height } = cell.getBoundingClientRect()
      if (sheet) setBox({ top: top - sheet.top, left: left - sheet.left, width, height })
    }
    measure()
    const watcher = new ResizeObserver(measure)
    watcher.observe(table)
    return () => watcher.disconnect()
  }, [paper, key, layout])
  return box
}
