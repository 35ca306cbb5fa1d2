import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { shellTexts } from '../../texts/shell.ts'
import { ApiProblem } from '../client.ts'

/** Shown only when it takes a moment: what is there at once needs no sign. */
export function PageLoading() {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 200)
    return () => clearTimeout(timer)
  }, [])
  return (
    <p className="state" role="status">
      {isSlow ? shellTexts.fetching : ''}
    </p>
  )
}

/** What happened and what to do next; the technical part folds away. Where it was the network, it goes on when that is back. */
export function PageError({ error, reset }: { error: unknown; reset?: () => void }) {
  const isProblem = error instanceof ApiProblem
  const isNetwork = isProblem && error.status === 0
  const latest = useRef(reset)
  latest.current = reset
  useEffect(() => {
    if (!isNetwork) return
    const again = () => latest.current?.()
    window.addEventListener('online', again)
    return () => window.removeEventListener('online', again)
  }, [isNetwork])
  const message = isProblem ? error.message : shellTexts.pageFault
  return (
    <section className="state" role="alert">
      <p>{message}</p>
      <p>
        <button type="button" onClick={() => (reset ? reset() : window.location.reload())}>
          {shellTexts.tryAgain}
        </button>
      </p>
      {!isProblem && (
        <details>
          <summary>{shellTexts.forEngineers}</summary>
          <pre>{error instanceof Error ? (error.stack ?? error.message) : String(error)}</pre>
        </details>
      )}
    </section>
  )
}

export function NotFound() {
  return (
    <section className="state">
      <p>{shellTexts.noSuchPage}</p>
      <Link to="/tasks">{shellTexts.backToTasks}</Link>
    </section>
  )
}

/** Nothing here, why, and what to do about it. */
export function Empty({ children }: { children: ReactNode }) {
  return <div className="state empty">{children}</div>
}
