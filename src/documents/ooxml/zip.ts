import { Inflate, inflateSync } from 'fflate'
import { MAX_ENTRIES, MAX_ENTRY_BYTES, MAX_RATIO, MAX_TOTAL_BYTES, RATIO_FREE_BYTES } from '../limits.ts'
import { Unreadable } from '../unreadable.ts'
import { crc32 } from './crc32.ts'

/** An opened zip container. `read` inflates one part under limits; undefined when there is no such part. */
export type Archive = {
  readonly names: readonly string[]
  /** Part names differ in case between programs: an exact name is preferred, any case will do. */
  readonly has: (name: string) => boolean
  readonly read: (name: string) => Uint8Array | undefined
}

type Entry = {
  readonly name: string
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly header: number
}

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const WIDE = 0xffffffff
/** Packed bytes inflated at a time: deflate can blow one step up 1032 times, so a step stays under 9 MB. */
const STEP = 8 * 1024
/** Packed bytes inflated at once. */
const SMALL = 32 * 1024

const BROKEN = '文件不完整或已损坏，读不出里面的内容。请用 Office 或 WPS 打开后另存再试；若打不开，请重新取得原文件。'
const TOO_LARGE = '文件展开后过大，不像一张绩效自评表，已停止读取。请只保留自评表，另存后再试。'

/** How many entries a zip may have, and how many bytes may be read from it in all. */
export type ZipLimits = { readonly entries: number; readonly total: number }

const PACKAGE_LIMITS: ZipLimits = { entries: MAX_ENTRIES, total: MAX_TOTAL_BYTES }

/** Opens a zip by its central directory. Throws Unreadable when it is damaged, encrypted or over the limits. */
export function openArchive(bytes: Uint8Array, limits: ZipLimits = PACKAGE_LIMITS): Archive {
  const entries = centralDirectory(bytes, limits.entries)
  const folded = new Map([...entries.values()].map((entry) => [entry.name.toLowerCase(), entry]))
  const find = (name: string) => entries.get(name) ?? folded.get(name.toLowerCase())
  let total = 0
  return {
    names: [...entries.keys()],
    has: (name) => find(name) !== undefined,
    read(name) {
      const entry = find(name)
      if (!entry) return undefined

      const content = inflate(bytes, entry, limits.total - total)
      total += content.length
      return content
    },
  }
}

function centralDirectory(bytes: Uint8Array, most: number): ReadonlyMap<string, Entry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end === undefined) throw new Unreadable(BROKEN)

  const count = view.getUint16(end + 10, true)
  if (count > most) throw new Unreadable(TOO_LARGE)

  const entries = new Map<string, Entry>()
  const distinct = distinctNames()
  let at = view.getUint32(end + 16, true)
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL) throw new Unreadable(BROKEN)
    const entry = entryAt(bytes, view, at)
    const name = distinct(entry.name)
    entries.set(name, { ...entry, name })
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/** Gives each name once: one that comes again is numbered before its extension, so that nothing hides behind it. */
export function distinctNames(): (name: string) => string {
  const taken = new Set<string>()
  const counts = new Map<string, number>()
  return (name) => {
    let shown = name
    while (taken.has(shown)) {
      const count = (counts.get(name) ?? 1) + 1
      counts.set(name, count)
      shown = name.replace(/(\.[^./]*)?$/, (extension: string) => `（${count}）${extension}`)
    }
    taken.add(shown)
    return shown
  }
}

/** The end record stands in the last 64 KiB, before a comment. */
function findEnd(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--) {
    if (view.getUint32(at, true) === END) return at
  }
  return undefined
}

function entryAt(bytes: Uint8Array, view: DataView, at: number): Entry {
  const flags = view.getUint16(at + 8, true)
  const nameLength = view.getUint16(at + 28, true)
  const name = entryName(bytes.subarray(at + 46, at + 46 + nameLength))
  if (flags & 1) throw new Unreadable('文件设有密码，读不出内容。请取消密码后另存再试。')

  let packed = view.getUint32(at + 20, true)
  let size = view.getUint32(at + 24, true)
  if (packed === WIDE || size === WIDE) {
    const wide = zip64Sizes(view, at + 46 + nameLength, view.getUint16(at + 30, true))
    if (size === WIDE) size = wide.shift() ?? WIDE
    if (packed === WIDE) packed = wide.shift() ?? WIDE
  }
  return {
    name,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packed,
    size,
    header: view.getUint32(at + 42, true),
  }
}

/** UTF-8, or GBK as Chinese Windows packs names. Old tools write backslashes. */
function entryName(bytes: Uint8Array): string {
  const utf8 = new TextDecoder().decode(bytes)
  const name = utf8.includes('\uFFFD') ? new TextDecoder('gb18030').decode(bytes) : utf8
  return name.replaceAll('\\', '/')
}

/** The 64-bit numbers of the zip64 extra field, in their order. Streaming writers use it even for small files. */
function zip64Sizes(view: DataView, start: number, length: number): number[] {
  const end = Math.min(start + length, view.byteLength)
  for (let at = start; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue
    const sizes: number[] = []
    const last = Math.min(at + 4 + view.getUint16(at + 2, true), end)
    for (let p = at + 4; p + 8 <= last; p += 8) sizes.push(Number(view.getBigUint64(p, true)))
    return sizes
  }
  return []
}

function inflate(bytes: Uint8Array, entry: Entry, allowance: number): Uint8Array {
  const packed = packedBytes(bytes, entry)
  const limit = Math.min(MAX_ENTRY_BYTES, allowance)
  if (entry.size > limit) throw new Unreadable(TOO_LARGE)
  if (entry.size > RATIO_FREE_BYTES && entry.size > entry.packed * MAX_RATIO) throw new Unreadable(TOO_LARGE)

  const content = entry.method === 0 ? packed : inflateDeflated(packed, entry)
  if (content.length !== entry.size || crc32(content) !== entry.crc) throw new Unreadable(BROKEN)
  return content
}

function packedBytes(bytes: Uint8Array, entry: Entry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const at = entry.header
  if (at + 30 > bytes.length || view.getUint32(at, true) !== LOCAL) throw new Unreadable(BROKEN)

  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  if (start + entry.packed > bytes.length) throw new Unreadable(BROKEN)
  if (entry.method !== 0 && entry.method !== 8) throw new Unreadable(BROKEN)
  return bytes.subarray(start, start + entry.packed)
}

/** fflate throws its own errors for bad deflate data: to the reader of the file that is a damaged file. */
function inflateDeflated(packed: Uint8Array, entry: Entry): Uint8Array {
  try {
    return packed.length <= SMALL ? inflateAtOnce(packed, entry) : inflateStreaming(packed, entry)
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable(BROKEN)
  }
}

/** Little packed data can't blow up far. One byte of room beyond the stated size shows a header that lies. */
function inflateAtOnce(packed: Uint8Array, entry: Entry): Uint8Array {
  const content = inflateSync(packed, { out: new Uint8Array(entry.size + 1) })
  if (content.length > entry.size) throw new Unreadable(TOO_LARGE)
  return content
}

/** Stops as soon as more comes out than the header states, so a lying header costs one step and no more. */
function inflateStreaming(packed: Uint8Array, entry: Entry): Uint8Array {
  const content = new Uint8Array(entry.size)
  let length = 0
  const stream = new Inflate((chunk) => {
    if (length + chunk.length > entry.size) throw new Unreadable(TOO_LARGE)
    content.set(chunk, length)
    length += chunk.length
  })
  for (let at = 0; at < packed.length; at += STEP) {
    stream.push(packed.subarray(at, at + STEP), at + STEP >= packed.length)
  }
  return content.subarray(0, length)
}
