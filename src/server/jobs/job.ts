import type { z } from 'zod'
import type { Blobs } from '../store/blobs.ts'
import type { Database, Scope } from '../store/database.ts'
import type { Job } from '../store/jobs.ts'
import type { HashAlgorithm } from '../store/log.ts'

/** What long work works with. */
export type Workshop = {
  readonly database: Database
  readonly blobs: Blobs
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly algorithm: HashAlgorithm
}

export type Task<Payload> = Workshop & {
  readonly job: Job
  readonly payload: Payload
  /** The bureau of the job, with the rights of a job. */
  readonly scope: Scope
  /** Tells how far it has come (0–1) and that it lives; throws when somebody has cancelled it. To be called at least every half minute. */
  readonly tell: (progress: number, message: string) => Promise<void>
}

export type Done = { readonly message: string; readonly result?: unknown }

/** One kind of long work. It may be done twice (a worker that died): what it does must bear that. */
export type JobKind = {
  readonly queue: string
  /** What people call it. */
  readonly title: string
  readonly payload: z.ZodType
  // biome-ignore lint/suspicious/noExplicitAny: the list holds kinds of every payload; `jobKind` has checked each against its schema.
  readonly run: (task: Task<any>) => Promise<Done>
}

export function jobKind<Payload>(
  kind: Omit<JobKind, 'payload' | 'run'> & {
    readonly payload: z.ZodType<Payload>
    readonly run: (task: Task<Payload>) => Promise<Done>
  },
): JobKind {
  return kind
}

/** It cannot be done, now or later; the message is Chinese and complete. Any other error is tried again. */
export class CannotDo extends Error {}
