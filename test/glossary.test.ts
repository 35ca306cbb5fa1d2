import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const rows = readFileSync(`${root}docs/glossary.md`, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| 中文') && !line.startsWith('| ---'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, chinese = '', english = '', identifier = '', used = '']) => ({
    chinese,
    english,
    identifier: identifier.replaceAll('`', ''),
    used: used === '是',
  }))

const source = readdirSync(`${root}src/engine`, { recursive: true, encoding: 'utf8' })
  .concat(readdirSync(`${root}src/documents`, { encoding: 'utf8' }).map((name) => `../documents/${name}`))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(`${root}src/engine/${name}`, 'utf8'))
  .join('\n')

const repeated = (list: readonly string[]): readonly string[] => list.filter((one, i) => list.indexOf(one) !== i)

describe('the glossary', () => {
  test('has one row a term and one term an identifier', () => {
    expect(rows.length).toBeGreaterThan(60)
    expect(repeated(rows.map(({ chinese }) => chinese))).toEqual([])
    expect(repeated(rows.map(({ english }) => english))).toEqual([])
    expect(repeated(rows.map(({ identifier }) => identifier))).toEqual([])
  })

  test('names identifiers that the code really uses', () => {
    const unused = rows.filter(
      ({ used, identifier }) => used && !new RegExp(`(?<![\\w-])${identifier}(?![\\w-])`).test(source),
    )
    expect(unused.map(({ identifier }) => identifier)).toEqual([])
  })

  test('settles the words that named two things', () => {
    const meanings = (identifier: string) =>
      rows.filter((row) => row.identifier === identifier).map(({ chinese }) => chinese)
    expect(meanings('unit')).toEqual(['填报单位'])
    expect(meanings('review')).toEqual(['审核'])
    expect(meanings('measure')).toEqual([])
    expect(source).not.toMatch(/\breviewedScore\b|\bimprovementMeasure\b/)
  })
})
