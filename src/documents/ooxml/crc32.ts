/** Eight tables, so that eight bytes go in one step. */
const TABLES: readonly Uint32Array[] = tables()

function tables(): readonly Uint32Array[] {
  const first = Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
    return c
  })
  const all = [first]
  for (let k = 1; k < 8; k++) {
    const before = all[k - 1] ?? first
    all.push(before.map((c) => (first[c & 255] ?? 0) ^ (c >>> 8)))
  }
  return all
}

/** The checksum zip keeps of each part: a damaged digit must not be read as another amount. */
export function crc32(bytes: Uint8Array): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES as readonly [
    ...[Uint32Array, Uint32Array, Uint32Array, Uint32Array],
    ...[Uint32Array, Uint32Array, Uint32Array, Uint32Array],
  ]
  const at = (table: Uint32Array, i: number): number => table[i & 255] as number
  const end = bytes.length
  let c = 0xffffffff
  let i = 0
  for (; i + 8 <= end; i += 8) {
    const low =
      c ^
      ((bytes[i] as number) |
        ((bytes[i + 1] as number) << 8) |
        ((bytes[i + 2] as number) << 16) |
        ((bytes[i + 3] as number) << 24))
    c =
      at(t7, low) ^
      at(t6, low >>> 8) ^
      at(t5, low >>> 16) ^
      at(t4, low >>> 24) ^
      at(t3, bytes[i + 4] as number) ^
      at(t2, bytes[i + 5] as number) ^
      at(t1, bytes[i + 6] as number) ^
      at(t0, bytes[i + 7] as number)
  }
  for (; i < end; i++) c = at(t0, c ^ (bytes[i] as number)) ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}
