import type { Direction } from './moves.ts'

/** How the live editor stands: over a selected cell, replacing its text, or inside its text. */
export type EditMode = 'select' | 'replace' | 'inside'

export type RowChange = 'insert' | 'remove' | 'up' | 'down'

export type Command =
  | { readonly do: 'move'; readonly direction: Direction; readonly extend: boolean; readonly far: boolean }
  | { readonly do: 'order'; readonly step: 1 | -1 }
  | { readonly do: 'line'; readonly step: 1 | -1 }
  | { readonly do: 'rowEnd'; readonly end: 'first' | 'last' }
  | { readonly do: 'formEnd'; readonly end: 'first' | 'last' }
  | { readonly do: 'row'; readonly what: RowChange }
  | { readonly do: 'edit' | 'cancel' | 'clear' | 'fillDown' | 'confirm' | 'selectAll' | 'breakLine' }

export type Key = {
  readonly key: string
  readonly ctrl: boolean
  readonly shift: boolean
  readonly alt: boolean
}

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** What a key means to the grid; undefined leaves it to the text field. Never asked while an IME composes. */
export function commandOf(key: Key, mode: EditMode): Command | undefined {
  return commonCommand(key, mode) ?? (mode === 'select' ? selectCommand(key) : undefined)
}

function commonCommand({ key, ctrl, shift, alt }: Key, mode: EditMode): Command | undefined {
  if (key === 'Tab') return { do: 'order', step: shift ? -1 : 1 }
  if (key === 'Enter')
    return alt || (ctrl && mode !== 'select') ? { do: 'breakLine' } : { do: 'line', step: shift ? -1 : 1 }
  if (key === 'Escape') return { do: 'cancel' }

  const direction = ARROWS[key]
  if (direction === undefined || mode === 'inside' || alt) return undefined
  return { do: 'move', direction, extend: shift && mode === 'select', far: ctrl }
}

const ROW_KEYS: Readonly<Record<string, RowChange>> = {
  Insert: 'insert',
  Delete: 'remove',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

function selectCommand({ key, ctrl, alt }: Key): Command | undefined {
  if (alt) {
    const what = ROW_KEYS[key]
    return what && { do: 'row', what }
  }
  if (ctrl) {
    switch (key.toLowerCase()) {
      case 'd':
        return { do: 'fillDown' }
      case 'a':
        return { do: 'selectAll' }
      case 'home':
        return { do: 'formEnd', end: 'first' }
      case 'end':
        return { do: 'formEnd', end: 'last' }
      default:
        return undefined
    }
  }
  switch (key) {
    case 'Home':
      return { do: 'rowEnd', end: 'first' }
    case 'End':
      return { do: 'rowEnd', end: 'last' }
    case 'F2':
      return { do: 'edit' }
    case 'Delete':
    case 'Backspace':
      return { do: 'clear' }
    case ' ':
      return { do: 'confirm' }
    default:
      return undefined
  }
}
