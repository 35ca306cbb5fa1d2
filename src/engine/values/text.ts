import { remembered } from '../narrative/remembered.ts'
import { simplified } from './traditional.ts'

const OPERATORS: Readonly<Record<string, string>> = {
  '≧': '≥',
  '⩾': '≥',
  '≦': '≤',
  '⩽': '≤',
  '﹦': '=',
  '﹥': '>',
  '﹤': '<',
  '〉': '>',
  '〈': '<',
  '％': '%',
  '﹪': '%',
  '　': ' ',
  '～': '~',
  '〜': '~',
}

/** Full-width letters, digits and operators to their half-width forms; one character stays one character. */
export function halfWidth(text: string): string {
  return text.replaceAll(/[！-～≧⩾≦⩽﹦﹥﹤〉〈﹪　〜\u00a0]/g, (character) => {
    const mapped = OPERATORS[character]
    if (mapped !== undefined) return mapped
    if (character === '\u00a0') return ' '
    return String.fromCharCode(character.charCodeAt(0) - 0xfee0)
  })
}

/** Half-width, no white space, no line breaks: the characters of a cell as printed. */
export function tight(text: string): string {
  return halfWidth(text).replaceAll(/\s+/g, '')
}

/** What is compared when two cells are asked to say the same: as `tight`, traditional characters as simplified ones. */
export function compact(text: string): string {
  return text.length > SHORT ? simplified(tight(text)) : compactShort(text)
}

/** Names, units and verdicts come again and again; of long texts none is kept. */
const SHORT = 60
const compactShort = remembered((text) => simplified(tight(text)), 8_000)

const PLACEHOLDER = /^(?:[-—－–_*/\\×.…·]+|无|空|null|none|n\/a|暂无)$/i

/** Cells that say nothing: dashes, stars, 无, …… */
export function isPlaceholder(text: string): boolean {
  return text.length > SHORT ? PLACEHOLDER.test(compact(text)) : isShortPlaceholder(text)
}

const isShortPlaceholder = remembered((text) => PLACEHOLDER.test(compact(text)), 8_000)
