/** One field of a protocol buffer message as it stands in the file: `body` for text, bytes and messages, `value` for whole numbers. */
export type Part = {
  readonly field: number
  readonly body: Uint8Array
  readonly value: number
  /** The field with its tag: what is left as it is is written back so. */
  readonly raw: Uint8Array
}

const NO_BYTES = new Uint8Array(0)
/** Bytes of the fixed-size kinds of field. */
const FIXED: Readonly<Record<number, number>> = { 1: 8, 5: 4 }

/** The fields of a message in their order. Throws RangeError where the bytes are no message. */
export function partsOf(bytes: Uint8Array): readonly Part[] {
  const parts: Part[] = []
  let at = 0
  const varint = (): number => {
    let [value, factor] = [0, 1]
    for (;;) {
      const byte = bytes[at++]
      if (byte === undefined) throw new RangeError('a message ends within a number')
      value += (byte & 127) * factor
      if (byte < 128) return value
      factor *= 128
    }
  }
  while (at < bytes.length) {
    const start = at
    const tag = varint()
    const kind = tag & 7
    const value = kind === 0 || kind === 2 ? varint() : 0
    const length = kind === 0 ? 0 : kind === 2 ? value : FIXED[kind]
    if (length === undefined || at + length > bytes.length) throw new RangeError('a message is cut short')
    const body = length === 0 ? NO_BYTES : bytes.subarray(at, at + length)
    at += length
    parts.push({ field: Math.floor(tag / 8), body, value, raw: bytes.subarray(start, at) })
  }
  return parts
}

/** A field of text, bytes or a message. */
export function bytesField(field: number, ...bodies: readonly (Uint8Array | string)[]): Uint8Array {
  const body = joined(bodies.map((one) => (typeof one === 'string' ? new TextEncoder().encode(one) : one)))
  return joined([varintOf(field * 8 + 2), varintOf(body.length), body])
}

/** A field of a whole number from 0. */
export function numberField(field: number, value: number): Uint8Array {
  return joined([varintOf(field * 8), varintOf(value)])
}

/** A field of a float of 32 bits. */
export function floatField(field: number, value: number): Uint8Array {
  const body = new Uint8Array(4)
  new DataView(body.buffer).setFloat32(0, value, true)
  return joined([varintOf(field * 8 + 5), body])
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

function varintOf(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
  return Uint8Array.from([...bytes, rest])
}
