import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { endpoints } from '../../src/server/api/endpoints.ts'
import { openApi } from '../../src/server/api/openapi.ts'

const file = new URL('../../schema/openapi.json', import.meta.url)

/** `JIHENG_WRITE_SCHEMA=1 npx vitest run test/server/openapi.test.ts` writes the file anew. */
test('schema/openapi.json is the document of the endpoints as they are', () => {
  const text = `${JSON.stringify(openApi(), null, 2)}\n`
  if (process.env.JIHENG_WRITE_SCHEMA) writeFileSync(file, text)
  expect(readFileSync(file, 'utf8')).toBe(text)
})

test('no two endpoints have one name or one address', () => {
  const names = endpoints.map(({ id }) => id)
  const addresses = endpoints.map(({ method, path }) => `${method} ${path}`)
  expect([new Set(names).size, new Set(addresses).size]).toEqual([names.length, addresses.length])
})
