import { at, hexOf, paddedWords, rotateLeft } from './blocks.ts'

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
const K = fractionsOfRoots(64, Math.cbrt)
/** The same of the square roots of the first 8 primes (5.3.3). */
const START = fractionsOfRoots(8, Math.sqrt)

/** SHA-256 as hex. Plain code: `crypto.subtle` is missing on an office network without https. */
export function sha256(message: Uint8Array): string {
  const words = paddedWords(message)
  const state = Uint32Array.from(START)
  const schedule = new Uint32Array(64)
  for (let block = 0; block < words.length; block += 16) {
    expand(words, block, schedule)
    compress(state, schedule)
  }
  return hexOf(state)
}

function expand(words: Uint32Array, block: number, w: Uint32Array): void {
  for (let t = 0; t < 16; t++) w[t] = at(words, block + t)
  for (let t = 16; t < 64; t++) {
    const [x, y] = [at(w, t - 15), at(w, t - 2)]
    const s0 = rotateLeft(x, 25) ^ rotateLeft(x, 14) ^ (x >>> 3)
    const s1 = rotateLeft(y, 15) ^ rotateLeft(y, 13) ^ (y >>> 10)
    w[t] = at(w, t - 16) + s0 + at(w, t - 7) + s1
  }
}

function compress(state: Uint32Array, w: Uint32Array): void {
  let [a, b, c, d] = [at(state, 0), at(state, 1), at(state, 2), at(state, 3)]
  let [e, f, g, h] = [at(state, 4), at(state, 5), at(state, 6), at(state, 7)]
  for (let t = 0; t < 64; t++) {
    const s1 = rotateLeft(e, 26) ^ rotateLeft(e, 21) ^ rotateLeft(e, 7)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at(K, t) + at(w, t)) | 0
    const s0 = rotateLeft(a, 30) ^ rotateLeft(a, 19) ^ rotateLeft(a, 10)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  const next = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i] = at(state, i) + at(next, i)
}

function fractionsOfRoots(count: number, root: (n: number) => number): Uint32Array {
  const found: number[] = []
  for (let n = 2; found.length < count; n++) {
    let isPrime = true
    for (let d = 2; d * d <= n; d++) if (n % d === 0) isPrime = false
    if (isPrime) found.push(Math.floor((root(n) % 1) * 2 ** 32))
  }
  return Uint32Array.from(found)
}
