import { Unreadable } from '../unreadable.ts'
import { BROKEN_OLE, type ByteView, byteView } from './byte-view.ts'

/** An opened OLE container ([MS-CFB]): the streams that stand at its top, not those of embedded objects. */
export type Ole = {
  readonly has: (name: string) => boolean
  /** The bytes of a stream, undefined when there is none of this name. Throws Unreadable when its chain is broken. */
  readonly read: (name: string) => Uint8Array | undefined
}

type Entry = {
  readonly name: string
  readonly type: number
  readonly left: number
  readonly right: number
  readonly child: number
  readonly start: number
  readonly size: number
}

/** Follows a chain of sectors: at most as many as the file has, so a chain that bites its tail ends as damage. */
type Sectors = {
  readonly size: number
  readonly count: number
  readonly next: (sector: number) => number
  readonly bytes: (sector: number) => Uint8Array
}

const SIGNATURE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const LAST = 0xfffffffe
const NO_ENTRY = 0xffffffff
const STREAM = 2
const UTF16 = new TextDecoder('utf-16le')
const MAX_ENTRIES = 10_000

/** Whether the bytes begin like an OLE container; says nothing about its state. */
export function isOle(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => bytes[i] === byte)
}

/** Opens the container and its directory. Throws Unreadable when either is damaged. */
export function openOle(bytes: Uint8Array): Ole {
  const view = byteView(bytes)
  const shift = view.u16(30)
  if (!isOle(bytes) || (shift !== 9 && shift !== 12) || view.u16(32) !== 6) throw new Unreadable(BROKEN_OLE)

  const sectors = regularSectors(view, 2 ** shift)
  const entries = directory(chain(sectors, view.u32(48), MAX_ENTRIES * 128))
  const [root] = entries
  if (!root) throw new Unreadable(BROKEN_OLE)

  const cutoff = view.u32(56)
  const top = topStreams(entries, root)
  const read = (entry: Entry): Uint8Array => {
    const { start, size } = entry
    if (size === 0) return new Uint8Array()
    const taken = size < cutoff ? miniSectors(view, sectors, root) : sectors
    return chain(taken, start, size)
  }
  return {
    has: (name) => top.has(name),
    read(name) {
      const entry = top.get(name)
      return entry && read(entry)
    },
  }
}

function regularSectors(view: ByteView, size: number): Sectors {
  const count = Math.ceil(view.length / size) - 1
  const tables = tableSectors(view, size, count)
  const start = (sector: number) => (sector + 1) * size
  return {
    size,
    count,
    next(sector) {
      const table = tables[Math.floor((sector * 4) / size)]
      if (table === undefined) throw new Unreadable(BROKEN_OLE)
      return view.u32(start(table) + ((sector * 4) % size))
    },
    bytes: (sector) => view.part(start(sector), Math.min(start(sector) + size, view.length)),
  }
}

/** Where the allocation table stands: 109 places in the header, more in a chain of their own. */
function tableSectors(view: ByteView, size: number, count: number): readonly number[] {
  const tables: number[] = []
  const take = (from: number, places: number) => {
    for (let i = 0; i < places; i++) {
      const sector = view.u32(from + 4 * i)
      if (sector < count) tables.push(sector)
    }
  }
  take(76, 109)
  let sector = view.u32(68)
  for (let steps = 0; sector < count && steps <= count / 100; steps++) {
    const from = (sector + 1) * size
    take(from, size / 4 - 1)
    sector = view.u32(from + size - 4)
  }
  return tables
}

/** Small streams lie in sectors of 64 bytes inside the root's own stream. */
function miniSectors(view: ByteView, sectors: Sectors, root: Entry): Sectors {
  const bytes = chain(sectors, root.start, root.size)
  const table = byteView(chain(sectors, view.u32(60), sectors.count * sectors.size))
  const mini = byteView(bytes)
  return {
    size: 64,
    count: Math.ceil(bytes.length / 64),
    next: (sector) => table.u32(4 * sector),
    bytes: (sector) => mini.part(64 * sector, Math.min(64 * (sector + 1), bytes.length)),
  }
}

/** The sectors of a chain joined, at most `most` bytes. */
function chain(sectors: Sectors, first: number, most: number): Uint8Array {
  const pieces: Uint8Array[] = []
  let length = 0
  for (let sector = first; sector !== LAST && length < most; sector = sectors.next(sector)) {
    if (sector >= sectors.count || pieces.length > sectors.count) throw new Unreadable(BROKEN_OLE)
    const piece = sectors.bytes(sector)
    pieces.push(piece)
    length += piece.length
  }
  const joined = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    joined.set(piece, at)
    at += piece.length
  }
  return length > most ? joined.subarray(0, most) : joined
}

function directory(bytes: Uint8Array): readonly Entry[] {
  const view = byteView(bytes)
  const entries: Entry[] = []
  for (let at = 0; at + 128 <= view.length; at += 128) {
    const length = Math.min(64, view.u16(at + 64))
    entries.push({
      name: UTF16.decode(view.part(at, at + Math.max(0, length - 2))),
      type: view.u8(at + 66),
      left: view.u32(at + 68),
      right: view.u32(at + 72),
      child: view.u32(at + 76),
      start: view.u32(at + 116),
      size: view.u32(at + 120),
    })
  }
  return entries
}

/** The streams beside each other at the top. Each entry is taken once, so a tree that loops is just short. */
function topStreams(entries: readonly Entry[], root: Entry): ReadonlyMap<string, Entry> {
  const streams = new Map<string, Entry>()
  const seen = new Set<number>()
  const open = [root.child]
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const entry = entries[index]
    if (index === NO_ENTRY || !entry || seen.has(index)) continue
    seen.add(index)
    if (entry.type === STREAM && !streams.has(entry.name)) streams.set(entry.name, entry)
    open.push(entry.left, entry.right)
  }
  return streams
}
