/**
 * The message in blocks of 64 bytes as SHA-256 (FIPS 180-4, 5.1.1) and SM3 (GM/T 0004-2012, 5.2) both want it: a 1 bit, zeros, and the
 * length in bits at the end, as big-endian words.
 */
export function paddedWords(message: Uint8Array): Uint32Array {
  const words = new Uint32Array(((message.length + 8) >>> 6) * 16 + 16)
  for (let i = 0; i < message.length; i++) words[i >>> 2] = at(words, i >>> 2) | (at(message, i) << (24 - (i & 3) * 8))
  words[message.length >>> 2] = at(words, message.length >>> 2) | (0x80 << (24 - (message.length & 3) * 8))
  words[words.length - 2] = Math.floor(message.length / 0x2000_0000)
  words[words.length - 1] = message.length << 3
  return words
}

/** A word that is there by construction. */
export function at(words: { readonly [index: number]: number }, index: number): number {
  return words[index] ?? 0
}

export function rotateLeft(word: number, bits: number): number {
  return (word << (bits & 31)) | (word >>> (32 - (bits & 31)))
}

export function hexOf(words: Uint32Array): string {
  return [...words].map((word) => word.toString(16).padStart(8, '0')).join('')
}
