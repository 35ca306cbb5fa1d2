import { useCallback, useRef } from 'react'

/** The same function at every drawing, which does what the last drawing says: what takes it need not be drawn again. */
export function useSteady<Given extends readonly unknown[], Result>(
  latest: (...given: Given) => Result,
): (...given: Given) => Result {
  const kept = useRef(latest)
  kept.current = latest
  return useCallback((...given: Given) => kept.current(...given), [])
}
