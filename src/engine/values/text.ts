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

/** What is compared when two cells are asked to say the same: half-width, no white space, no line breaks. */
export function compact(text: string): string {
  return halfWidth(text).replaceAll(/\s+/g, '')
}

const PLACEHOLDER = /^(?:[-—－–_*/\\×.…·]+|无|空|null|none|n\/a|暂无)$/i

/** Cells that say nothing: dashes, stars, 无, …… */
export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(compact(text))
}
