import { createHash, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { linesOf } from '../../src/web/app/verify/lines.ts'
import { sha256 } from '../../src/web/app/verify/sha256.ts'
import { sm3 } from '../../src/web/app/verify/sm3.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

test('SHA-256 gives the digests of FIPS 180-2, appendix B, and of the empty message', () => {
  expect(sha256(utf8('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(sha256(utf8('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'))).toBe(
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  )
  expect(sha256(new Uint8Array(1_000_000).fill(0x61))).toBe(
    'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0',
  )
  expect(sha256(new Uint8Array())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
})

test('SM3 gives the digests of GM/T 0004-2012, appendix A', () => {
  expect(sm3(utf8('abc'))).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  expect(sm3(utf8('abcd'.repeat(16)))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732')
})

test('messages of every length around a block hash as the platform hashes them', () => {
  for (let length = 0; length <= 200; length++) {
    const message = randomBytes(length)
    expect(sha256(message)).toBe(createHash('sha256').update(message).digest('hex'))
    expect(sm3(message)).toBe(createHash('sm3').update(message).digest('hex'))
  }
})

test('lines come whole however the bytes are cut, Chinese signs too', async () => {
  const text = '第一行\n第二行，很长\n\n没有换行的末行'
  for (const size of [1, 2, 3, 5, 100]) {
    const bytes = utf8(text)
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let i = 0; i < bytes.length; i += size) controller.enqueue(bytes.slice(i, i + size))
        controller.close()
      },
    })
    const lines: string[] = []
    let seen = 0
    for await (const line of linesOf(stream, (bytes) => (seen = bytes))) lines.push(line)
    expect([lines, seen]).toEqual([text.split('\n'), bytes.length])
  }
})
