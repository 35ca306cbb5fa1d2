import type { Edit } from './finding.ts'
import type { Form } from './form.ts'

/**
 * The edits that make `after` of `before`, each at the deepest place that differs: what two people change in different cells then merges.
 * A list whose length changed is one edit, since its rows have other numbers afterwards. `to` of undefined takes a key away.
 */
export function editsBetween(before: Form, after: Form): readonly Edit[] {
  return between(before, after, '')
}

function between(before: unknown, after: unknown, at: string): readonly Edit[] {
  if (Object.is(before, after)) return []
  if (Array.isArray(before) && Array.isArray(after)) {
    if (before.length !== after.length) return [{ at, to: after }]
    return after.flatMap((item, i) => between(before[i], item, `${at}/${i}`))
  }
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...keys].flatMap((key) => between(before[key], after[key], `${at}/${escaped(key)}`))
  }
  return [{ at, to: after }]
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** RFC 6901: the keys of `reading` are pointers themselves. */
function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
