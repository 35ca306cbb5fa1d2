import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deflateLiterals, literalCode } from '../../src/documents/pdf-writer/literal-code.ts'

describe('a Huffman code for bytes', () => {
  test('any bytes come back from another program’s inflate, in a code made for any others', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 9000 }), fc.uint8Array({ maxLength: 3000 }), (data, sample) => {
        expect(new Uint8Array(inflateSync(deflateLiterals(data, literalCode(sample))))).toEqual(data)
      }),
      { numRuns: 200 },
    )
  })

  test('is never longer than 15 bits, however rare the rarest byte', () => {
    const fibonacci: number[] = [1, 1]
    while (fibonacci.length < 24) fibonacci.push((fibonacci.at(-1) ?? 0) + (fibonacci.at(-2) ?? 0))
    const sample = Uint8Array.from(fibonacci.flatMap((count, byte) => new Array<number>(count).fill(byte)))
    expect(Math.max(...literalCode(sample).lengths)).toBeLessThanOrEqual(15)
  })

  test('takes less room than the bytes where some are frequent', () => {
    const data = new Uint8Array(10_000).map((_, i) => (i % 3 === 0 ? i % 7 : 0))
    expect(deflateLiterals(data, literalCode(data)).length).toBeLessThan(data.length / 3)
  })
})
