import pino from 'pino'

export type Log = {
  readonly info: (fields: object, message: string) => void
  readonly error: (fields: object, message: string) => void
}

/**
 * Lines of JSON on standard error: time, level, what. Of a request only method, route (with its placeholders), status and milliseconds
 * stand there; no names, no addresses, no contents.
 */
export function makeLog(): Log {
  return pino(
    { level: process.env.JIHENG_LOG_LEVEL || 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  )
}

/** What an error says of itself. A database puts the values of a row into `detail` and `where`: they stay out. */
export function faultOf(error: unknown): object {
  if (!(error instanceof Error)) return { fault: String(error) }
  const { code } = error as { readonly code?: unknown }
  const stack = (error.stack ?? error.message).split('\n').slice(0, 12).join('\n')
  return { fault: stack, ...(code === undefined ? {} : { code }) }
}
