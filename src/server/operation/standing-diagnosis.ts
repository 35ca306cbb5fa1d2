import type { Check } from './doctor.ts'

/** Longer than anybody presses the button again, in milliseconds. */
const FRESH = 60_000

/**
 * Hands out a diagnosis that is at most a minute old: it reads every attachment, and many who ask at once must not make it run many
 * times. One that failed is not kept.
 */
export function standingDiagnosis(
  diagnose: () => Promise<readonly Check[]>,
  now: () => number,
): () => Promise<readonly Check[]> {
  let last: { readonly at: number; readonly checks: Promise<readonly Check[]> } | undefined
  return () => {
    if (last && now() - last.at < FRESH) return last.checks
    const made = { at: now(), checks: diagnose() }
    last = made
    made.checks.catch(() => {
      // Whoever asked is told by the promise itself; here it is only forgotten.
      if (last === made) last = undefined
    })
    return made.checks
  }
}
