import { halfWidth } from '../values/text.ts'

/** Text of a cell with the spaces that line wraps put between Chinese characters taken out; spaces in Latin text stay. */
export function joinWrapped(text: string): string {
  return text
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll(/(?<=[^ -~])\s+|\s+(?=[^ -~])/g, '')
    .replaceAll(/(?<=[,.;:])\s+(?=\d)|(?<=\d)\s+(?=[.,%])/g, '')
    .replaceAll(/(?<=^\d{1,2}\.)\s+/g, '')
}

/** A value cell as the form would print it: no spaces at all, damaged or not. */
export function joinValue(text: string): string {
  return halfWidth(text) === text ? text.replaceAll(/\s+/g, '') : text.trim().replaceAll(/\s+/g, '')
}
