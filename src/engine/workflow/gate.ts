import type { Finding } from '../finding.ts'

/** A warning that somebody stands by, with the reason. `finding` is the key of the finding it answers. */
export type Confirmation = { readonly finding: string; readonly reason: string }

/** What still bars the submission: errors to correct, warnings to correct or confirm. */
export type Gate = {
  readonly isOpen: boolean
  readonly errors: readonly Finding[]
  readonly unanswered: readonly Finding[]
}

/** Reasons of fewer signs say nothing (R05). */
const SHORTEST_REASON = 4

/**
 * What a finding is confirmed by. It names rule, places and message, and the message holds both values: once a value changes, the
 * confirmation no longer applies.
 */
export function confirmationKey({ rule, at, message }: Finding): string {
  return `${rule}|${at.join(' ')}|${message}`
}

/** Correct or confirm: errors block; each warning needs a confirmation with a reason; notices pass. */
export function submissionGate(findings: readonly Finding[], confirmations: readonly Confirmation[]): Gate {
  const answered = new Set(
    confirmations.filter(({ reason }) => isReason(reason)).map((confirmation) => confirmation.finding),
  )
  const errors = findings.filter(({ severity }) => severity === 'error')
  const unanswered = findings.filter((one) => one.severity === 'warning' && !answered.has(confirmationKey(one)))
  return { isOpen: errors.length + unanswered.length === 0, errors, unanswered }
}

/** True for a reason that says something: four signs or more, not the same one over and over. */
export function isReason(text: string): boolean {
  const plain = text.replaceAll(/[\s\p{P}]/gu, '')
  return plain.length >= SHORTEST_REASON && new Set(plain).size > 1
}
