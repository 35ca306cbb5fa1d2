import type { Attributes } from '../ooxml/xml.ts'

/** A switch without a value is on. */
export function isOn(attributes: Attributes): boolean {
  return !/^(?:0|false|off)$/.test(val(attributes))
}

/** The prefix of the namespace is free (`w:val` by custom). */
export function val(attributes: Attributes): string {
  return attributes['w:val'] ?? named(attributes, 'val') ?? ''
}

/** The value of an attribute, whatever the prefix of its namespace. */
export function named(attributes: Attributes, name: string): string | undefined {
  const key = Object.keys(attributes).find((each) => each === name || each.endsWith(`:${name}`))
  return key === undefined ? undefined : attributes[key]
}

/** A count as Word writes it; 0 for anything else. */
export function natural(value: string): number {
  return /^\d{1,6}$/.test(value) ? Number(value) : 0
}
