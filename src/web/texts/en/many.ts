import type { Said } from '../language.ts'

/** `1 form`, `2 forms`: a number with its noun, which is given in the plural. */
export function many(count: Said, plural: string): string {
  if (Number(count) !== 1) return `${count} ${plural}`
  return `${count} ${plural.endsWith('ies') ? `${plural.slice(0, -3)}y` : plural.slice(0, -1)}`
}
