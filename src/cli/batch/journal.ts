import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { open, stat, truncate } from 'node:fs/promises'
import type { CheckWish } from '../check-input.ts'
import { Failure } from '../failure.ts'
import type { Checked } from '../reporters/reporter.ts'

/** A file of finished results, one JSON a line, so that a batch that was cut off goes on where it stopped. */
export type Journal = {
  /** The SHA-256 of the file as it was when its result was noted. */
  readonly known: (name: string) => string | undefined
  readonly resultOf: (name: string) => Promise<readonly Checked[]>
  readonly note: (name: string, hash: string, checked: readonly Checked[]) => Promise<void>
  readonly close: () => Promise<void>
  /** Results found on opening; -1 when the file was of another call or version and begins anew. */
  readonly found: number
}

type Entry = { readonly hash: string; readonly at: number; readonly length: number }

const KIND = 'jiheng/check-journal.v1'
const START = `{"journal":"${KIND}"`

/**
 * Opens or begins a journal. What it holds counts only for the same pack, the same overrides and the same build (`stamp`): else it
 * begins anew. A last line that was cut off is dropped. A file that is no journal is a Failure: it is not overwritten.
 */
export async function openJournal(path: string, wish: CheckWish, stamp: string): Promise<Journal> {
  const head = `${JSON.stringify({ journal: KIND, for: fingerprint(wish, stamp) })}\n`
  const { entries, size, found } = await takeUp(path, head)
  if (existsSync(path)) await truncate(path, size)
  const out = createWriteStream(path, { flags: 'a' })
  await once(out, 'open').catch((cause: unknown) => {
    throw new Failure(`续做记录“${path}”写不了。请换一个位置。`, { cause })
  })
  const append = async (text: string) => {
    if (!out.write(text)) await once(out, 'drain')
  }
  if (size === 0) await append(head)
  return {
    found,
    known: (name) => entries.get(name)?.hash,
    resultOf: (name) => readEntry(path, entries.get(name)),
    async note(name, hash, checked) {
      await append(`${JSON.stringify({ name, hash, checked })}\n`)
    },
    close: () => new Promise((resolve) => out.end(resolve)),
  }
}

function fingerprint(wish: CheckWish, stamp: string): string {
  return createHash('sha256')
    .update(JSON.stringify([wish.policy ?? '', wish.sets, stamp]))
    .digest('hex')
}

async function takeUp(
  path: string,
  head: string,
): Promise<{ readonly entries: Map<string, Entry>; readonly size: number; readonly found: number }> {
  const entries = new Map<string, Entry>()
  if (!existsSync(path)) return { entries, size: 0, found: 0 }
  if (!(await isJournal(path))) throw new Failure(`“${path}”不是续做记录，没有动它。请换一个文件名。`)
  let size = 0
  for await (const line of linesOf(path)) {
    if (size === 0 && line !== head.trimEnd()) return { entries, size: 0, found: -1 }
    const length = Buffer.byteLength(line) + 1
    if (size > 0) {
      const entry = nameAndHash(line)
      if (!entry) break
      entries.set(entry.name, { hash: entry.hash, at: size, length })
    }
    size += length
  }
  return { entries, size, found: entries.size }
}

/** True for a file that begins as a journal does, however early it was cut off: anything else may be somebody's work. */
async function isJournal(path: string): Promise<boolean> {
  if (!(await stat(path)).isFile()) return false
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(START.length), 0, START.length, 0)
    return START.startsWith(buffer.toString('latin1', 0, bytesRead))
  } finally {
    await file.close()
  }
}

/** Whole lines only: what stands after the last line break was cut off while it was written. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of createReadStream(path, { encoding: 'utf8' })) {
    const lines = (rest + (chunk as string)).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

function nameAndHash(line: string): { readonly name: string; readonly hash: string } | undefined {
  try {
    const { name, hash } = JSON.parse(line) as { name?: unknown; hash?: unknown }
    return typeof name === 'string' && typeof hash === 'string' ? { name, hash } : undefined
  } catch {
    // A torn line ends what can be trusted.
    return undefined
  }
}

async function readEntry(path: string, entry: Entry | undefined): Promise<readonly Checked[]> {
  if (!entry) return []
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(entry.length), 0, entry.length, entry.at)
    return (JSON.parse(buffer.toString('utf8')) as { checked: readonly Checked[] }).checked
  } finally {
    await file.close()
  }
}
