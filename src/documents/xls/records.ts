import { BROKEN_OLE, type ByteView, byteView } from '../ole/byte-view.ts'
import { Unreadable } from '../unreadable.ts'

/** One BIFF record; `continued` are the CONTINUE records behind it, which belong to it. */
export type BiffRecord = {
  readonly id: number
  readonly data: ByteView
  readonly continued: readonly ByteView[]
}

export const BOF = 0x0809
const EOF = 0x000a
const CONTINUE = 0x003c
/** Records of one file; a form has about a thousand. */
const MAX_RECORDS = 1_000_000

/** Records that may still be read from the whole file. */
export type RecordAllowance = { records: number }

export function recordAllowance(): RecordAllowance {
  return { records: MAX_RECORDS }
}

/** The records of the substream at `start`, from behind its BOF to its EOF. Charts embedded in it are left out. */
export function* substream(stream: ByteView, start: number, allowance: RecordAllowance): Generator<BiffRecord> {
  let at = start
  let depth = 0
  do {
    const id = stream.u16(at)
    const { data, next } = recordAt(stream, at)
    at = next
    allowance.records -= 1
    if (allowance.records < 0 || (depth === 0 && id !== BOF)) throw new Unreadable(BROKEN_OLE)
    const continued: ByteView[] = []
    while (at + 4 <= stream.length && stream.u16(at) === CONTINUE) {
      const more = recordAt(stream, at)
      continued.push(more.data)
      at = more.next
    }
    if (id === BOF) depth += 1
    else if (id === EOF) depth -= 1
    if (depth === 1) yield { id, data, continued }
  } while (depth > 0)
}

function recordAt(stream: ByteView, at: number): { readonly data: ByteView; readonly next: number } {
  const next = at + 4 + stream.u16(at + 2)
  return { data: byteView(stream.part(at + 4, next)), next }
}
