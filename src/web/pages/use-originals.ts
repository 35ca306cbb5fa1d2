import { useCallback, useEffect, useRef, useState } from 'react'
import { forgetOriginals, keepOriginal, keptOriginal } from '../check/keep.ts'
import type { Session } from '../check/session.ts'
import type { Original } from '../reading/steps.ts'

/** What the open forms were read from, by `originalId`: kept beside the session, and brought back with it. */
export function useOriginals(session: Session): {
  readonly originals: ReadonlyMap<string, Original>
  readonly addOriginal: (id: string, original: Promise<Original | undefined>) => void
} {
  const [originals, setOriginals] = useState<ReadonlyMap<string, Original>>(new Map())
  const asked = useRef(new Set<string>())
  const put = useCallback((id: string, original: Original | undefined) => {
    if (original) setOriginals((before) => new Map(before).set(id, original))
  }, [])

  const addOriginal = useCallback(
    (id: string, original: Promise<Original | undefined>) => {
      asked.current.add(id)
      original
        .then(async (made) => {
          put(id, made)
          if (made) await keepOriginal(id, made)
        })
        .catch(reportError)
    },
    [put],
  )

  useEffect(() => {
    forgetOriginals().catch(reportError)
  }, [])

  useEffect(() => {
    for (const { originalId } of session.docs) {
      if (originalId === undefined || asked.current.has(originalId)) continue
      asked.current.add(originalId)
      keptOriginal(originalId).then((original) => put(originalId, original), reportError)
    }
  }, [session, put])

  return { originals, addOriginal }
}
