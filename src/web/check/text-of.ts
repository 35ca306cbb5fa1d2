import type { Value } from '#engine'

/** A value of the form as text; unknown is the empty text. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  return isValue(value) ? value.text : JSON.stringify(value)
}

function isValue(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && 'text' in value && 'kind' in value
}
