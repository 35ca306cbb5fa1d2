import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
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
      {isSlow ? '正在取…' : ''}
    </p>
  )
}

/** What happened and what to do next; the technical part folds away. */
export function PageError({ error, reset }: { error: unknown; reset?: () => void }) {
  const isProblem = error instanceof ApiProblem
  const message = isProblem ? error.message : '这一页出错了。您保存过的内容都在。'
  return (
    <section className="state" role="alert">
      <p>{message}</p>
      <p>
        <button type="button" onClick={() => (reset ? reset() : window.location.reload())}>
          再试一次
        </button>
      </p>
      {!isProblem && (
        <details>
          <summary>给技术人员看的</summary>
          <pre>{error instanceof Error ? (error.stack ?? error.message) : String(error)}</pre>
        </details>
      )}
    </section>
  )
}

export function NotFound() {
  return (
    <section className="state">
      <p>没有这一页，地址可能写错了。</p>
      <Link to="/tasks">回到我的任务</Link>
    </section>
  )
}

/** Nothing here, why, and what to do about it. */
export function Empty({ children }: { children: ReactNode }) {
  return <div className="state empty">{children}</div>
}
