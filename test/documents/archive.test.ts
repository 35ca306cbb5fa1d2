import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readArchive, readForms, toXlsx } from '#documents'
import { libraryForm } from './forms.ts'

const names = (bytes: Uint8Array) => readArchive(bytes)?.files.map(({ name }) => name)

describe('a zip of many forms', () => {
  test('gives its files one by one, without folders and system entries', async () => {
    const xlsx = toXlsx(libraryForm())
    const zip = zipSync({ '2024': { '图书馆.xlsx': xlsx, '.DS_Store': strToU8('x') }, __MACOSX: { a: strToU8('x') } })
    expect(names(zip)).toEqual(['2024/图书馆.xlsx'])
    const bytes = readArchive(zip)?.files[0]?.bytes()
    expect(bytes).toEqual(xlsx)
    expect((await readForms(bytes ?? new Uint8Array())).forms).toHaveLength(1)
  })

  test('keeps files whose names lead out of the archive or stand twice', () => {
    const zip = zipSync({
      '../a.txt': strToU8('1'),
      'a.txt': strToU8('2'),
      'b.txt': strToU8('3'),
      'c.txt': strToU8('4'),
    })
    for (let at = 0; at < zip.length - 5; at++) {
      if (String.fromCharCode(...zip.subarray(at, at + 5)) === 'c.txt') zip[at] = 'b'.charCodeAt(0)
    }
    const files = readArchive(zip)?.files.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes())])
    expect(files).toEqual([
      ['a.txt', '1'],
      ['a（2）.txt', '2'],
      ['b.txt', '3'],
      ['b（2）.txt', '4'],
    ])
  })

  test('is no workbook, and a workbook is none', () => {
    expect(readArchive(toXlsx(libraryForm()))).toBe(undefined)
    expect(readArchive(strToU8('资金来源'))).toBe(undefined)
  })

  test('reads names that Chinese Windows packed in GBK', () => {
    const zip = zipSync({ 'abcd.txt': strToU8('x') })
    const gbk = [0xb5, 0xa5, 0xce, 0xbb]
    for (let at = 0; at < zip.length - 8; at++) {
      if (String.fromCharCode(...zip.subarray(at, at + 8)) === 'abcd.txt') zip.set(gbk, at)
    }
    expect(names(zip)).toEqual(['单位.txt'])
  })

  test('may be larger than a workbook in number and in bytes', () => {
    const large = new Uint8Array(1_000_000).map((_, i) => (i * i) % 251)
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`${i}.txt`, strToU8(String(i))]))
    const zip = zipSync({ ...many, 'large.bin': large })
    const files = readArchive(zip)?.files ?? []
    expect(files).toHaveLength(3001)
    const last = files.at(-1)
    for (let i = 0; i < 70; i++) expect(last?.bytes()?.length).toBe(1_000_000)
  })

  test('that is cut off is told', () => {
    const zip = zipSync({ 'a.txt': strToU8('x'.repeat(1000)) })
    expect(readArchive(zip.subarray(0, zip.length - 30))).toMatchObject({
      files: [],
      problems: [{ message: expect.stringContaining('损坏') }],
    })
  })
})
