import { useEffect, useRef, useState } from 'react'

type Shortcuts = {
  readonly openFile: () => void
  readonly undo: () => void
  readonly redo: () => void
  readonly openData: (data: DataTransfer) => void
}

/** Keys and pastes of the whole page. What happens inside a text field while it is edited stays the field's own. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.isComposing || isTextBeingEdited(event.target)) return
      const run = commandOf(event, latest.current)
      if (!run) return
      event.preventDefault()
      run()
    }
    const onPaste = (event: ClipboardEvent) => {
      const isField = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement
      if (isField || !event.clipboardData) return
      event.preventDefault()
      latest.current.openData(event.clipboardData)
    }
    document.addEventListener('keydown', onKeyDown)
    document.addEventListener('paste', onPaste)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
      document.removeEventListener('paste', onPaste)
    }
  }, [])
}

function commandOf({ key, shiftKey }: KeyboardEvent, { openFile, undo, redo }: Shortcuts): (() => void) | undefined {
  switch (key.toLowerCase()) {
    case 'z':
      return shiftKey ? redo : undo
    case 'y':
      return redo
    case 'o':
      return openFile
    default:
      return undefined
  }
}

function isTextBeingEdited(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement && target.value !== ''
}

/** The whole window takes a drop; true while something that can be read hangs over it. */
export function useDrop(openData: (data: DataTransfer) => void): boolean {
  const [isOver, setOver] = useState(false)
  const latest = useRef(openData)
  latest.current = openData

  useEffect(() => {
    const over = (event: DragEvent) => {
      const types = [...(event.dataTransfer?.types ?? [])]
      if (!types.some((type) => type === 'Files' || type.startsWith('text/'))) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false)
    const drop = (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      if (event.dataTransfer) latest.current(event.dataTransfer)
    }
    document.addEventListener('dragover', over)
    document.addEventListener('dragleave', leave)
    document.addEventListener('drop', drop)
    return () => {
      document.removeEventListener('dragover', over)
      document.removeEventListener('dragleave', leave)
      document.removeEventListener('drop', drop)
    }
  }, [])
  return isOver
}
