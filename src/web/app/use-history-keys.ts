import { useEffect } from 'react'
import type { SessionAction } from '../check/session.ts'

/** Ctrl+Z and Ctrl+Y anywhere but in a field that has its own undo. */
export function useHistoryKeys(isOn: boolean, dispatch: (action: SessionAction) => void): void {
  useEffect(() => {
    if (!isOn) return
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return
      const key = event.key.toLowerCase()
      const what =
        key === 'z' && !event.shiftKey ? 'undo' : key === 'y' || (key === 'z' && event.shiftKey) ? 'redo' : undefined
      if (!what) return
      event.preventDefault()
      dispatch({ do: what })
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [isOn, dispatch])
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.classList.contains('editor')) return target.classList.contains('editing')
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
}
