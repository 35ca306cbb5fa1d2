/** Why a request is declined, and the HTTP status that says so. */
export const REFUSALS = {
  malformed: 400,
  'sign-in': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  unprocessable: 422,
  'too-many': 429,
  unavailable: 503,
} as const

export type Refusal = keyof typeof REFUSALS

/** A declined request: the message is Chinese and complete; `more` stands beside it in the answer (conflicts, open findings). */
export class Refused extends Error {
  readonly code: Refusal
  readonly more: Readonly<Record<string, unknown>>

  constructor(code: Refusal, message: string, more: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.code = code
    this.more = more
  }
}
