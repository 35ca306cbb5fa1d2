import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { KIND_NAMES } from '#engine'
import { statusNames } from '../../texts/names.ts'
import { shellTexts } from '../../texts/shell.ts'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { placesFor } from '../shell.tsx'
import { useRested } from './use-rested.ts'

type Entry = { readonly key: string; readonly label: string; readonly hint: string; readonly go: string }

/** Ctrl+K: pages, units (by name, number or first letters of the pinyin) and forms, with the keyboard alone. */
export function Palette({ close }: { close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const entries = useEntries(useRested(text.trim(), 150))
  useEffect(() => dialog.current?.showModal(), [])
  const choose = (entry: Entry | undefined) => {
    if (!entry) return
    window.location.hash = entry.go
    close()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') choose(entries[at])
    else if (event.key === 'ArrowDown') setAt((at + 1) % Math.max(1, entries.length))
    else if (event.key === 'ArrowUp') setAt((at - 1 + entries.length) % Math.max(1, entries.length))
    else return
    event.preventDefault()
  }
  return (
    <dialog ref={dialog} className="palette" onClose={close} aria-label={shellTexts.findThings}>
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={entries[at] ? `palette-${at}` : undefined}
        aria-label={shellTexts.findThings}
        placeholder={shellTexts.findThingsHint}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id="palette-list" role="listbox" aria-label={shellTexts.found}>
        {entries.map((entry, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled in the field above.
          <div
            key={entry.key}
            id={`palette-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === at}
            className={i === at ? 'here' : ''}
            onClick={() => choose(entry)}
            onMouseEnter={() => setAt(i)}
          >
            {entry.label} <small>{entry.hint}</small>
          </div>
        ))}
      </div>
      {entries.length === 0 && <p className="soft">{shellTexts.nothingFound}</p>}
    </dialog>
  )
}

function useEntries(text: string): readonly Entry[] {
  const current = useCurrent()
  const { region, year } = current
  const params = { region }
  const units = useQuery({
    queryKey: ['find-units', region, year, text],
    queryFn: () => call('GET', '/api/bureaus/:region/units', { params, query: { year, text, limit: 8 } }),
    enabled: text !== '',
  })
  const forms = useQuery({
    queryKey: ['find-forms', region, year, text],
    queryFn: () => call('GET', '/api/bureaus/:region/forms', { params, query: { year, text, limit: 8 } }),
    enabled: text !== '',
  })
  return useMemo(() => {
    const pages = placesFor(current)
      .filter(({ label }) => label.includes(text))
      .map(({ to, label }) => ({ key: to, label, hint: shellTexts.page, go: `#${to}` }))
    const places = (units.data?.units ?? []).map(({ id, name }) => ({
      key: `unit-${id}`,
      label: name,
      hint: shellTexts.unitHint(id),
      go: `#/forms?unit=${id}`,
    }))
    const papers = (forms.data?.rows ?? []).map(({ id, title, unitName, status, kind }) => ({
      key: id,
      label: `${unitName ?? ''} ${title || KIND_NAMES[kind]}`,
      hint: statusNames[status],
      go: `#/forms/${id}`,
    }))
    return [...pages, ...(text === '' ? [] : [...places, ...papers])]
  }, [current, text, units.data, forms.data])
}
