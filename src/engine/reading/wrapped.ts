import { halfWidth } from '../values/text.ts'

// Blanks are matched from the first of a run only: tried from each of them a long run would take its square in time.

/** Text of a cell with the spaces that line wraps put between Chinese characters taken out; spaces in Latin text stay. */
export function joinWrapped(text: string): string {
  return text
    .trim()
    .replaceAll(/(?<!\s)\s*\n\s*/g, ' ')
    .replaceAll(/(?<=[^ -~])\s+|(?<!\s)\s+(?=[^ -~])/g, '')
    .replaceAll(/(?<=[,.;:])\s+(?=\d)|(?<=\d)\s+(?=[.,%])/g, '')
    .replaceAll(/(?<=^\d{1,2}\.)\s+/g, '')
}

/** A value cell as the form would print it: no spaces at all, damaged or not. */
export function joinValue(text: string): string {
  return halfWidth(text) === text ? text.replaceAll(/\s+/g, '') : text.trim().replaceAll(/\s+/g, '')
}

/** A cell's text as one line: in text that a machine read all spaces between Chinese characters are damage, in a table only line breaks are. */
export function cellText(text: string, positions: 'exact' | 'loose'): string {
  if (positions === 'loose') return joinWrapped(text)
  return text
    .trim()
    .replaceAll(/(?<=[^ -~])(?<!\s)\s*\n\s*|(?<!\s)\s*\n\s*(?=[^ -~])/g, '')
    .replaceAll(/(?<!\s)\s*\n\s*/g, ' ')
}
