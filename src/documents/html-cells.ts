import type { Token } from 'parse5'

/** A line break that survives the folding of white space. */
export const BREAK = '\u2028'

/** The text of a cell, white space folded as a browser does. */
export function cellText(raw: string): string {
  return raw
    .replaceAll(/[ \t\r\n\f\u00a0]+/g, ' ')
    .split(BREAK)
    .map((line) => line.trim())
    .join('\n')
    .replaceAll(/\n{2,}/g, '\n')
    .trim()
}

/** A span of 0 (to the end of the table) or of nonsense; bounded, and bounded again by the rows that exist. */
export function span(tag: Token.TagToken, name: string, most: number): number {
  const text = tag.attrs.find((attribute) => attribute.name === name)?.value.trim() ?? '1'
  if (!/^\d+$/.test(text)) return 1
  const count = Number(text)
  return count === 0 ? most : Math.min(count, most)
}

/** What stands in a field that shows its text. */
export function inputText(tag: Token.TagToken): string {
  const named = (wanted: string) => tag.attrs.find(({ name }) => name === wanted)?.value
  return /^(?:text|number|date|tel|email|url|search)?$/i.test(named('type') ?? '') ? (named('value') ?? '') : ''
}
