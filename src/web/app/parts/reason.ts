import { ApiProblem } from '../client.ts'

/** Why the server declined, with the first field that was wrong where it names one. Throws on what is our own error. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof ApiProblem)) throw error
  const faults = error.more.faults as readonly { readonly message?: string }[] | undefined
  return (error.type === 'malformed' ? faults?.[0]?.message : undefined) ?? error.message
}
