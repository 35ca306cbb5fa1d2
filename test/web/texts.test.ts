import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { transform } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { english } from '../../src/web/texts/en/index.ts'

const web = fileURLToPath(new URL('../../src/web/', import.meta.url))
const AREAS = Object.keys(english)
/** Units of money are values of the form's record, not words of the page. */
const VALUES = /"(?:元|万元)"/g

/** `fetching: text`, `unitNumber: (1)`: every text of an area with what it takes. */
function shapeOf(texts: object, above = ''): readonly string[] {
  return Object.entries(texts)
    .flatMap(([key, text]: [string, unknown]) => {
      if (typeof text === 'object' && text !== null) return shapeOf(text, `${above}${key}.`)
      return [`${above}${key}: ${typeof text === 'function' ? `(${text.length})` : typeof text}`]
    })
    .sort()
}

function textsIn(texts: object): readonly string[] {
  return Object.values(texts).flatMap((text: unknown) => {
    if (typeof text === 'function') return [String(text(...Array.from({ length: text.length }, (_, i) => `<${i}>`)))]
    return typeof text === 'object' && text !== null ? textsIn(text) : [String(text)]
  })
}

describe('the texts of the page', () => {
  test('stand in one file an area, each with its English twin', () => {
    const files = (folder: string) =>
      readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.includes('.test.'))
    expect(files(`${web}texts/en`).filter((name) => name !== 'index.ts' && name !== 'many.ts')).toEqual(
      AREAS.map((area) => `${area}.ts`).sort(),
    )
    expect(files(`${web}texts`).filter((name) => name !== 'language.ts')).toEqual(
      AREAS.map((area) => `${area}.ts`).sort(),
    )
  })

  test.each(AREAS)('have every key of %s in both languages, taking the same', async (area) => {
    const { chinese } = (await import(`../../src/web/texts/${area}.ts`)) as { chinese: object }
    const there = english[area as keyof typeof english]
    expect(shapeOf(there)).toEqual(shapeOf(chinese))
    expect(shapeOf(chinese).length).toBeGreaterThan(2)
  })

  test.each(AREAS)('of %s say each thing they are given in both languages', async (area) => {
    const { chinese } = (await import(`../../src/web/texts/${area}.ts`)) as { chinese: object }
    const given = (text: string) => [...new Set(text.match(/<\d>/g))].sort()
    expect(textsIn(english[area as keyof typeof english]).map(given)).toEqual(textsIn(chinese).map(given))
    expect(textsIn(chinese).filter((text) => text.trim() === '')).toEqual([])
  })
})

test('no page, part or hook has a Chinese word of its own', async () => {
  const sources = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !/\.(?:test|d)\.ts$/.test(name) && !name.startsWith('texts'),
  )
  const found: string[] = []
  for (const name of sources) {
    // What esbuild leaves has no comments and no types.
    const { code } = await transform(readFileSync(`${web}${name}`, 'utf8'), {
      loader: name.endsWith('x') ? 'tsx' : 'ts',
      jsx: 'preserve',
      charset: 'utf8',
      legalComments: 'none',
    })
    for (const line of code.split('\n'))
      if (/[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/.test(line.replaceAll(VALUES, '')))
        found.push(`${name}: ${line.trim()}`)
  }
  expect(found).toEqual([])
  expect(sources.length).toBeGreaterThan(100)
})
