/** Streams of an OLE file by name; a name with a slash lies in a storage. */
export type Streams = Readonly<Record<string, Uint8Array>>

const SECTOR = 512
const LAST = 0xfffffffe
const FREE = 0xffffffff

type Node = { readonly name: string; readonly type: number; readonly content: Uint8Array; readonly children: Node[] }

/** A small OLE container, as [MS-CFB] has it: one table sector chain in the header, streams of 4096 bytes or more, no small ones. */
export function oleFile(streams: Streams): Uint8Array {
  const root: Node = { name: 'Root Entry', type: 5, content: new Uint8Array(), children: [] }
  for (const [path, content] of Object.entries(streams)) {
    const steps = path.split('/')
    let parent = root
    for (const step of steps.slice(0, -1)) {
      let storage = parent.children.find(({ name }) => name === step)
      if (!storage) {
        storage = { name: step, type: 1, content: new Uint8Array(), children: [] }
        parent.children.push(storage)
      }
      parent = storage
    }
    const padded = new Uint8Array(Math.max(4096, content.length))
    padded.set(content)
    parent.children.push({ name: steps.at(-1) ?? '', type: 2, content: padded, children: [] })
  }
  return layOut(root)
}

function layOut(root: Node): Uint8Array {
  const nodes: Node[] = []
  const number = (node: Node) => {
    nodes.push(node)
    node.children.forEach(number)
  }
  number(root)
  const directorySectors = Math.ceil((nodes.length * 128) / SECTOR)
  const data = nodes.reduce((sum, { content }) => sum + Math.ceil(content.length / SECTOR), 0)
  const tables = Math.ceil((directorySectors + data + 30) / 127)
  const count = tables + directorySectors + data
  const bytes = new Uint8Array((count + 1) * SECTOR)
  const view = new DataView(bytes.buffer)
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  for (const [at, value] of [
    [24, 0x3e],
    [26, 3],
    [28, 0xfffe],
    [30, 9],
    [32, 6],
  ] as const)
    view.setUint16(at, value, true)
  for (const [at, value] of [
    [44, tables],
    [48, tables],
    [56, 4096],
    [60, LAST],
    [68, LAST],
  ] as const)
    view.setUint32(at, value, true)
  for (let i = 0; i < 109; i++) view.setUint32(76 + 4 * i, i < tables ? i : FREE, true)
  const table = (sector: number, value: number) => view.setUint32(SECTOR + 4 * sector, value, true)
  for (let sector = 0; sector < (tables * SECTOR) / 4; sector++) table(sector, sector < tables ? 0xfffffffd : FREE)
  const chained = (first: number, length: number) => {
    for (let i = 0; i < length; i++) table(first + i, i + 1 < length ? first + i + 1 : LAST)
  }
  chained(tables, directorySectors)
  let free = tables + directorySectors
  for (const [i, node] of nodes.entries()) {
    const at = (tables + 1) * SECTOR + 128 * i
    for (const [k, letter] of [...node.name].entries()) view.setUint16(at + 2 * k, letter.charCodeAt(0), true)
    view.setUint16(at + 64, 2 * node.name.length + 2, true)
    view.setUint8(at + 66, node.type)
    view.setUint32(at + 68, FREE, true)
    const parent = nodes.find(({ children }) => children.includes(node))
    const next = parent?.children[parent.children.indexOf(node) + 1]
    view.setUint32(at + 72, next ? nodes.indexOf(next) : FREE, true)
    view.setUint32(at + 76, node.children[0] ? nodes.indexOf(node.children[0]) : FREE, true)
    const length = Math.ceil(node.content.length / SECTOR)
    view.setUint32(at + 116, length > 0 ? free : LAST, true)
    view.setUint32(at + 120, node.content.length, true)
    bytes.set(node.content, (free + 1) * SECTOR)
    chained(free, length)
    free += length
  }
  return bytes
}

/** Where the entry of a sector stands in the table of a file made here. */
export function tableEntry(sector: number): number {
  return SECTOR + 4 * sector
}

/** Numbers with the width they are stored in, or text in UTF-16. */
export type Part = readonly ['u8' | 'u16' | 'u32' | 'f64', ...number[]] | string

/** The bytes of some numbers, little end first, each as wide as its name says. */
export function packed(...parts: readonly Part[]): Uint8Array {
  const bytes: number[] = []
  for (const part of parts) {
    if (typeof part === 'string') {
      for (let i = 0; i < part.length; i++) bytes.push(part.charCodeAt(i) & 255, part.charCodeAt(i) >> 8)
      continue
    }
    const [kind, ...values] = part
    for (const value of values) {
      const view = new DataView(new ArrayBuffer(8))
      const size = { u8: 1, u16: 2, u32: 4, f64: 8 }[kind]
      if (kind === 'f64') view.setFloat64(0, value, true)
      else view.setUint32(0, value >>> 0, true)
      for (let i = 0; i < size; i++) bytes.push(view.getUint8(i))
    }
  }
  return Uint8Array.from(bytes)
}
