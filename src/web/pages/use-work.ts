import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { acceptDifferences, type Difference } from '#engine'
import { remember } from '../check/assess.ts'
import { keep, kept } from '../check/keep.ts'
import { type Returned, returnedTo } from '../check/returned.ts'
import { docsOf, emptySession, reduceSession, type Session, type SessionAction } from '../check/session.ts'
import { type Reading, type RunningRead, readInWorker } from '../reading/read.ts'
import type { Original, ReadingPage, ReadingStep } from '../reading/steps.ts'
import { checkTexts } from '../texts/check-page.ts'
import { useOriginals } from './use-originals.ts'

/** What the page is doing with a file, or why it could not. `where` is the place in the file, `next` what to do now. */
export type Progress =
  | {
      readonly kind: 'reading'
      readonly file: string
      readonly step: ReadingStep
      readonly at?: ReadingPage | undefined
    }
  | { readonly kind: 'failed'; readonly file: string; readonly messages: readonly string[]; readonly detail?: string }

/** A file to open: its name, and its bytes once they are asked for. */
export type Source = { readonly file: string; readonly bytes: () => Promise<Uint8Array> }

type Failure = Extract<Progress, { readonly kind: 'failed' }>

export type Work = {
  readonly session: Session
  readonly dispatch: (action: SessionAction) => void
  readonly progress: Progress | undefined
  /** Reads files one after the other; those that fail are named together at the end. `stop` ends this one and the rest. */
  readonly open: (sources: readonly Source[]) => void
  readonly stop: () => void
  readonly dismiss: () => void
  /** True after a reload brought the last work back, until it is discarded or accepted. */
  readonly wasRestored: boolean
  readonly acceptRestored: () => void
  readonly discardRestored: () => void
  /** Files that hold a form on the table, waiting for the person to accept or refuse what differs; the first is shown. */
  readonly returned: readonly Returned[]
  /** What the forms were read from, by `originalId`. */
  readonly originals: ReadonlyMap<string, Original>
  readonly settleReturned: (how: Settlement) => void
}

/** What becomes of a file that came back: some differences are taken, it opens beside the other, or nothing. */
export type Settlement = readonly Difference[] | 'open' | 'refuse'

/** Session, reading and keeping: everything of the page that outlives one form. */
export function useWork(): Work {
  const [session, dispatch] = useReducer(reduceSession, emptySession)
  const [progress, setProgress] = useState<Progress>()
  const running = useRef<RunningRead>(undefined)
  const { returned, add, settleReturned } = useReturned(dispatch)
  const latest = useRef(session)
  latest.current = session
  const restored = useKept(session, dispatch)
  const { originals, addOriginal } = useOriginals(session)

  const stop = useCallback(() => {
    running.current?.stop()
    running.current = undefined
    setProgress(undefined)
  }, [])

  const open = useCallback(
    async (sources: readonly Source[]) => {
      running.current?.stop()
      const failures: Failure[] = []
      for (const { file, bytes } of sources) {
        setProgress({ kind: 'reading', file, step: 'open' })
        const read = readInWorker(bytes(), (step, at) => setProgress({ kind: 'reading', file, step, at }))
        running.current = read
        const originalId = newId()
        addOriginal(originalId, read.original)
        const failure = await read.finished.then(
          (reading) => accept({ file, originalId }, reading, latest.current, { dispatch, add }),
          (error: unknown) => crashed(file, error),
        )
        if (failure) failures.push(failure)
      }
      setProgress(together(failures))
    },
    [add, addOriginal],
  )

  return { session, dispatch, progress, open, stop, dismiss: stop, ...restored, returned, settleReturned, originals }
}

type Into = { readonly dispatch: (action: SessionAction) => void; readonly add: (returned: Returned) => void }

/** A form that is on the table already is held back for comparison; all others open. */
function accept(
  from: { readonly file: string; readonly originalId: string },
  reading: Reading,
  session: Session,
  { dispatch, add }: Into,
): Failure | undefined {
  const { file, originalId } = from
  const messages = reading.problems.map((problem) => problem.message)
  if (reading.forms.length === 0) return { kind: 'failed', file, messages }

  reading.forms.forEach((form, i) => {
    const computed = reading.computed[i]
    if (computed) remember(form, computed)
  })
  const back = reading.forms.map((form) => returnedTo(session, file, form))
  for (const returned of back) if (returned) add(returned)
  const fresh = reading.forms.filter((_, i) => !back[i])
  if (fresh.length > 0) dispatch({ do: 'open', docs: docsOf(file, fresh, reading.problems, newId, originalId) })
  return undefined
}

function newId(): string {
  return crypto.getRandomValues(new Uint32Array(3)).join('-')
}

/** The files that came back, and what becomes of the first. */
function useReturned(dispatch: (action: SessionAction) => void) {
  const [returned, setReturned] = useState<readonly Returned[]>([])
  const add = useCallback((one: Returned) => setReturned((before) => [...before, one]), [])
  const settleReturned = (how: Settlement) => {
    const [first] = returned
    if (!first) return
    setReturned(returned.slice(1))
    if (how === 'refuse') return
    if (how === 'open') {
      dispatch({ do: 'open', docs: docsOf(first.file, [first.after], [], newId) })
      return
    }
    dispatch({ do: 'activate', id: first.docId })
    const form = acceptDifferences(first.before, first.after, how)
    dispatch({ do: 'change', form, label: checkTexts.takenOver(first.file, how.length) })
  }
  return { returned, add, settleReturned }
}

function together(failures: readonly Failure[]): Failure | undefined {
  const [first] = failures
  if (!first || failures.length === 1) return first
  return {
    kind: 'failed',
    file: failures.map(({ file }) => file).join(checkTexts.betweenFiles),
    messages: failures.flatMap(({ file, messages }) => messages.map((message) => checkTexts.ofFile(file, message))),
  }
}

function crashed(file: string, error: unknown): Failure {
  return {
    kind: 'failed',
    file,
    messages: [checkTexts.readerFault],
    detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }
}

/** Brings the last work back once, then keeps every change a moment after it was made. */
function useKept(session: Session, dispatch: (action: SessionAction) => void) {
  const [wasRestored, setRestored] = useState(false)
  const ready = useRef(false)
  const latest = useRef(session)
  latest.current = session

  useEffect(() => {
    kept().then((last) => {
      ready.current = true
      if (!last || last.docs.length === 0 || latest.current.docs.length > 0) return
      dispatch({ do: 'restore', session: last })
      setRestored(true)
    }, reportError)
  }, [dispatch])

  useEffect(() => {
    if (!ready.current && session.docs.length === 0) return
    const timer = setTimeout(() => keep(session).catch(reportError), 250)
    return () => clearTimeout(timer)
  }, [session])

  useEffect(() => {
    const now = () => void (document.visibilityState === 'hidden' && keep(latest.current).catch(reportError))
    document.addEventListener('visibilitychange', now)
    return () => document.removeEventListener('visibilitychange', now)
  }, [])

  return {
    wasRestored,
    acceptRestored: () => setRestored(false),
    discardRestored: () => {
      setRestored(false)
      dispatch({ do: 'restore', session: emptySession })
    },
  }
}
