import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'

export type MenuItem = {
  readonly label: string
  readonly hint?: string
  /** A choice that is on or off: it is ticked, and the list stays open while one chooses. */
  readonly isOn?: boolean
  readonly run: () => void
}

/** A button that opens a short list. Arrows walk it, Esc and a click elsewhere close it. */
export function Menu({ label, items, disabled }: { label: ReactNode; items: readonly MenuItem[]; disabled?: boolean }) {
  const [isOpen, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const id = useId()

  useEffect(() => {
    if (!isOpen) return
    box.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus()
    const close = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', close)
    return () => document.removeEventListener('pointerdown', close)
  }, [isOpen])

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Escape') {
      setOpen(false)
      box.current?.querySelector('button')?.focus()
      return
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    const entries = [...(box.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]
    const at = entries.indexOf(document.activeElement as HTMLElement)
    entries.at((at + (event.key === 'ArrowDown' ? 1 : -1)) % entries.length)?.focus()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the button and the entries inside.
    <div className="menu" ref={box} onKeyDown={isOpen ? onKeyDown : undefined}>
      <button
        type="button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={id}
        disabled={disabled}
        onClick={() => setOpen(!isOpen)}
      >
        {label} <span aria-hidden="true">▾</span>
      </button>
      {isOpen && (
        <div role="menu" id={id} className="menu-list">
          {items.map((item) => (
            // biome-ignore lint/a11y/useAriaPropsSupportedByRole: only a choice that is on or off has the mark, and its role has it.
            <button
              key={item.label}
              type="button"
              role={item.isOn === undefined ? 'menuitem' : 'menuitemcheckbox'}
              aria-checked={item.isOn}
              onClick={() => {
                if (item.isOn === undefined) setOpen(false)
                item.run()
              }}
            >
              {item.isOn !== undefined && (
                <span className="tick" aria-hidden="true">
                  {item.isOn ? '✓' : ''}
                </span>
              )}
              {item.label}
              {item.hint && <small>{item.hint}</small>}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
