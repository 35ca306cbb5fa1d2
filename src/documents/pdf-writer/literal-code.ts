/**
 * A Huffman code for bytes (RFC 1951, one block with a code of its own, no back references). Outlines of characters repeat
 * little: searching them for repetitions takes most of the time a PDF takes to write and saves a seventh of their size.
 */
export type LiteralCode = {
  /** Bits of each byte and of the end of the block, the first bit lowest, and how many there are. */
  readonly bits: Uint16Array
  readonly lengths: Uint8Array
  /** The block's head: which code it is. */
  readonly head: readonly (readonly [value: number, length: number])[]
}

const END = 256
/** Rarer bytes count as often as this share: no code is longer than the 15 bits deflate allows (a tree of n levels needs a leaf rarer than 1 in its Fibonacci number). */
const LEAST_SHARE = 1 / 1000

/** The code for data like `sample`. The same sample gives the same code. */
export function literalCode(sample: Uint8Array): LiteralCode {
  const counts = new Float64Array(END + 1)
  for (const byte of sample) counts[byte] = (counts[byte] ?? 0) + 1
  const least = Math.max(1, sample.length * LEAST_SHARE)
  const lengths = codeLengths(counts.map((count) => Math.max(count, least)))
  return { lengths, bits: canonicalBits(lengths), head: headOf(lengths) }
}

/** Data as a zlib stream in a code. */
export function deflateLiterals(data: Uint8Array, { bits, lengths, head }: LiteralCode): Uint8Array {
  // Two bytes at a time: no code is longer than 15 bits, so that up to 30 are held.
  const out = new Uint16Array(data.length + 1024)
  out[0] = ZLIB_HEAD
  let at = 1
  let held = 0
  let count = 0
  const put = (value: number, length: number): void => {
    held |= value << count
    count += length
    if (count < 16) return
    out[at++] = held
    held >>>= 16
    count -= 16
  }
  for (const [value, length] of head) put(value, length)
  for (let i = 0; i < data.length; i++) {
    const byte = data[i] as number
    held |= (bits[byte] as number) << count
    count += lengths[byte] as number
    if (count < 16) continue
    out[at++] = held
    held >>>= 16
    count -= 16
  }
  put(bits[END] ?? 0, lengths[END] ?? 0)
  out[at] = held
  return withSum(out, 2 * at + Math.ceil(count / 8), adler32(data))
}

const ZLIB_HEAD = 0x9c78

function withSum(words: Uint16Array, length: number, sum: number): Uint8Array {
  const bytes = new Uint8Array(length + 4)
  const view = new DataView(words.buffer)
  // Words are kept as this machine does; the stream has the lower byte first.
  if (IS_LITTLE) bytes.set(new Uint8Array(words.buffer, 0, length))
  else for (let i = 0; i < length; i++) bytes[i] = view.getUint8(i ^ 1)
  new DataView(bytes.buffer).setUint32(length, sum)
  return bytes
}

const IS_LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/** Lengths of a Huffman code for symbols of these weights. */
function codeLengths(weights: Float64Array): Uint8Array {
  const parents: number[] = []
  const sorted = Array.from(weights, (weight, symbol) => ({ weight, symbol })).sort(
    (a, b) => a.weight - b.weight || a.symbol - b.symbol,
  )
  // Two queues: leaves by weight, and inner nodes, which come out by weight as well.
  const nodes: { readonly weight: number; readonly index: number }[] = []
  let leaf = 0
  let inner = 0
  const next = (): { readonly weight: number; readonly index: number } => {
    const one = sorted[leaf]
    const other = nodes[inner]
    if (one && (!other || one.weight <= other.weight)) {
      leaf += 1
      return { weight: one.weight, index: one.symbol }
    }
    inner += 1
    return other ?? { weight: 0, index: 0 }
  }
  for (let i = weights.length; i < 2 * weights.length - 1; i++) {
    const [a, b] = [next(), next()]
    parents[a.index] = i
    parents[b.index] = i
    nodes.push({ weight: a.weight + b.weight, index: i })
  }
  const depths = new Uint8Array(2 * weights.length - 1)
  for (let i = depths.length - 2; i >= 0; i--) depths[i] = (depths[parents[i] ?? 0] ?? 0) + 1
  return depths.slice(0, weights.length)
}

/** Codes of one length follow each other, shorter ones come first; deflate writes their first bit first. */
function canonicalBits(lengths: Uint8Array): Uint16Array {
  const bits = new Uint16Array(lengths.length)
  let code = 0
  for (let length = 1; length <= 15; length++) {
    for (const [symbol, own] of lengths.entries()) if (own === length) bits[symbol] = reversed(code++, length)
    code <<= 1
  }
  return bits
}

function reversed(code: number, length: number): number {
  let result = 0
  for (let i = 0; i < length; i++) result |= ((code >> i) & 1) << (length - 1 - i)
  return result
}

/** Lengths of the code that the lengths are written in: 1 to 15 with four bits each, none for repetitions. */
const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

/** The last block, with codes of its own: 257 literals, one distance code that is never used. */
function headOf(lengths: Uint8Array): LiteralCode['head'] {
  const own = LENGTH_ORDER.map((symbol): [number, number] => [symbol <= 15 ? 4 : 0, 3])
  const written = [...lengths, 0].map((length): [number, number] => [reversed(length, 4), 4])
  return [[1, 1], [2, 2], [0, 5], [0, 5], [LENGTH_ORDER.length - 4, 4], ...own, ...written]
}

function adler32(data: Uint8Array): number {
  let a = 1
  let b = 0
  for (let i = 0; i < data.length; ) {
    // So many sums stay below 2³².
    const stop = Math.min(i + 3800, data.length)
    for (; i < stop; i++) {
      a += data[i] as number
      b += a
    }
    a %= 65521
    b %= 65521
  }
  return b * 65536 + a
}
