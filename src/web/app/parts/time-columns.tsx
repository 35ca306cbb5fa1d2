import { type ReactNode, useEffect, useRef } from 'react'

/** The panel of a calendar with hours and minutes: their lists take the focus, so that the keyboard can scroll them. */
export function TimeColumns({ panel }: { panel: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    for (const column of box.current?.querySelectorAll('.ant-picker-time-panel-column') ?? [])
      column.setAttribute('tabindex', '0')
  })
  return <div ref={box}>{panel}</div>
}
