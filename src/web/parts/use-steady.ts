import { useCallback, useRef } from 'react'

/** The same function at every drawing, which does what the last drawing says: what takes it need not be drawn again. */
export function useSteady<Given extends readonly unknown[], Result>(
  latest: (...given: Given) => Result,
): (...given: Given) => Result {
  const kept = useRef(latest)
  kept.current = latest
  return useCallback((...given: Given) => kept.current(...given), [])
}

/** The value of before while nothing in it has changed: what is drawn from it need not be drawn again. */
export function useSame<T>(value: T, isSame: (one: T, other: T) => boolean): T {
  const kept = useRef(value)
  if (kept.current !== value && !isSame(kept.current, value)) kept.current = value
  return kept.current
}
