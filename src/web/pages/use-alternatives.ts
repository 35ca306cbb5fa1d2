import { useEffect, useState } from 'react'
import type { Form, Policy } from '#engine'
import { type Alternative, alternativeSteps, alternatives } from '../check/assess.ts'

/** A pause in the typing, in milliseconds. */
const PAUSE = 200

/**
 * The totals under the other packs. Nine scores: they wait for a pause in the typing and then come one at a time, so that the next key
 * finds the page free.
 */
export function useAlternatives(draft: Form, chosen: Policy): readonly Alternative[] {
  const [shown, setShown] = useState(() => alternatives(draft, chosen))
  useEffect(() => {
    const steps = alternativeSteps(draft, chosen)
    let timer = setTimeout(function next() {
      const { done, value } = steps.next()
      if (done) setShown(value)
      else timer = setTimeout(next)
    }, PAUSE)
    return () => clearTimeout(timer)
  }, [draft, chosen])
  return shown
}
