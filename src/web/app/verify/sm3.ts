import { at, hexOf, paddedWords, rotateLeft } from './blocks.ts'

/** GM/T 0004-2012, 4.1. */
const START = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e]
/** 4.2: one constant for the first 16 rounds, one for the others. */
const [T_EARLY, T_LATE] = [0x79cc4519, 0x7a879d8a]

/** SM3 (GM/T 0004-2012) as hex. No browser has it. */
export function sm3(message: Uint8Array): string {
  const words = paddedWords(message)
  const state = Uint32Array.from(START)
  const w = new Uint32Array(68)
  for (let block = 0; block < words.length; block += 16) {
    expand(words, block, w)
    compress(state, w)
  }
  return hexOf(state)
}

/** 5.3.2 */
function expand(words: Uint32Array, block: number, w: Uint32Array): void {
  for (let j = 0; j < 16; j++) w[j] = at(words, block + j)
  for (let j = 16; j < 68; j++) {
    const x = at(w, j - 16) ^ at(w, j - 9) ^ rotateLeft(at(w, j - 3), 15)
    const p1 = x ^ rotateLeft(x, 15) ^ rotateLeft(x, 23)
    w[j] = p1 ^ rotateLeft(at(w, j - 13), 7) ^ at(w, j - 6)
  }
}

/** 5.3.3 */
function compress(state: Uint32Array, w: Uint32Array): void {
  let [a, b, c, d] = [at(state, 0), at(state, 1), at(state, 2), at(state, 3)]
  let [e, f, g, h] = [at(state, 4), at(state, 5), at(state, 6), at(state, 7)]
  for (let j = 0; j < 64; j++) {
    const isEarly = j < 16
    const a12 = rotateLeft(a, 12)
    const ss1 = rotateLeft((a12 + e + rotateLeft(isEarly ? T_EARLY : T_LATE, j)) | 0, 7)
    const ff = isEarly ? a ^ b ^ c : (a & b) | (a & c) | (b & c)
    const gg = isEarly ? e ^ f ^ g : (e & f) | (~e & g)
    const tt1 = (ff + d + (ss1 ^ a12) + (at(w, j) ^ at(w, j + 4))) | 0
    const tt2 = (gg + h + ss1 + at(w, j)) | 0
    d = c
    c = rotateLeft(b, 9)
    b = a
    a = tt1
    h = g
    g = rotateLeft(f, 19)
    f = e
    e = tt2 ^ rotateLeft(tt2, 9) ^ rotateLeft(tt2, 17)
  }
  const next = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i] = at(state, i) ^ at(next, i)
}
