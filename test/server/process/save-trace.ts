/** A save as the kernel saw it, between the request that came in and the answer that went out. */
export type TracedSave = {
  /** How often the database wrote into its write-ahead log. */
  readonly logWrites: number
  /** Whether the log was on the disk before the first byte of the answer left. */
  readonly isSyncedBeforeAnswer: boolean
}

/** The system calls that matter here; strace wants them as one list. */
export const TRACED = 'fsync,fdatasync,read,write,writev,pwrite64,pwritev,sendto'

/** Every answered PATCH in the output of `strace -f -yy`, in order. */
export function tracedSaves(trace: string): readonly TracedSave[] {
  const saves: TracedSave[] = []
  const open = new Map<string, { logWrites: number; isSynced: boolean }>()
  for (const call of wholeCalls(trace)) {
    const socket = /^\w+\(\d+<(TCP[^>]*->[^>]*)>/.exec(call)?.[1]
    if (socket !== undefined && /^read\(/.test(call) && call.includes('"PATCH /')) {
      open.set(socket, { logWrites: 0, isSynced: false })
      continue
    }
    const answered = socket !== undefined && call.includes('"HTTP/1.1 200') ? open.get(socket) : undefined
    if (socket !== undefined && answered) {
      open.delete(socket)
      saves.push({ logWrites: answered.logWrites, isSyncedBeforeAnswer: answered.isSynced })
    }
    if (!/^\w+\(\d+<[^>]*\/pg_wal\/[0-9A-F]{24}>/.test(call)) continue
    for (const save of open.values()) {
      if (/^p?writev?(?:64)?\(/.test(call)) {
        save.logWrites++
        // What is written after a sync waits for the next one.
        save.isSynced = false
      }
      if (/^f(?:data)?sync\(.*= 0$/.test(call)) save.isSynced = save.logWrites > 0
    }
  }
  return saves
}

/** Calls without the thread's number; one that another thread's line cut in two is put together where it ended. */
function wholeCalls(trace: string): readonly string[] {
  const begun = new Map<string, string>()
  return trace.split('\n').flatMap((line) => {
    const [, thread = '', text = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
    if (text.endsWith(' <unfinished ...>')) {
      begun.set(thread, text.slice(0, -' <unfinished ...>'.length))
      return []
    }
    const rest = /^<\.\.\. \w+ resumed>(.*)$/.exec(text)?.[1]
    return rest === undefined ? text : `${begun.get(thread) ?? ''}${rest}`
  })
}
