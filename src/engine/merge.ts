import type { Edit } from './finding.ts'
import type { Form } from './form.ts'

/** A place that somebody else changed since the editor last saw it: all three values, for a person to choose. */
export type Conflict = { readonly at: string; readonly base: unknown; readonly mine: unknown; readonly theirs: unknown }

/**
 * Puts edits made on `base` onto `current`, which others may have changed since. Edits whose places nobody touched are merged; the rest
 * are conflicts and nothing at all is applied. Pointers are RFC 6901 (`~1` for a slash in a key); `to` of undefined removes the key.
 */
export function mergeEdits(
  base: Form,
  current: Form,
  edits: readonly Edit[],
): { readonly form: Form } | { readonly conflicts: readonly Conflict[] } {
  const conflicts = edits.flatMap(({ at, to }): Conflict[] => {
    const [was, theirs] = [valueAt(base, at), valueAt(current, at)]
    const isTouched = !isEqual(was, theirs) || rowsMoved(base, current, at)
    return isTouched && !isEqual(theirs, to) ? [{ at, base: was, mine: to, theirs }] : []
  })
  if (conflicts.length > 0) return { conflicts }
  return { form: putEdits(current, edits) }
}

/** The edits as they are, whatever stood there before; nothing is noted in `reading`. */
export function putEdits(form: Form, edits: readonly Edit[]): Form {
  return edits.reduce((changed, { at, to }) => withValue(changed, keysOf(at), to) as Form, form)
}

/** The first place among the edits that `putEdits` would pass over: a row that is not there, a key that is no field's. Undefined when each has one. */
export function placeless(form: Form, edits: readonly Edit[]): string | undefined {
  let now = form
  for (const { at, to } of edits) {
    if (!hasPlace(now, keysOf(at))) return at
    now = withValue(now, keysOf(at), to) as Form
  }
  return undefined
}

function hasPlace(node: unknown, keys: readonly string[]): boolean {
  const [key, ...rest] = keys
  if (key === undefined) return true
  if (key === '__proto__' || (Array.isArray(node) && !node.some((_, i) => String(i) === key))) return false
  return hasPlace((node as Readonly<Record<string, unknown>> | null | undefined)?.[key], rest)
}

/** An edit in a list counts rows: when rows were added or taken out, the same number means another row. */
function rowsMoved(base: Form, current: Form, at: string): boolean {
  const list = /^(.*?)\/\d+(?:\/|$)/.exec(at)?.[1]
  if (list === undefined) return false
  const [before, now] = [valueAt(base, list), valueAt(current, list)]
  return !Array.isArray(before) || !Array.isArray(now) || before.length !== now.length
}

function valueAt(form: Form, at: string): unknown {
  let node: unknown = form
  for (const key of keysOf(at)) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return undefined
    node = (node as Readonly<Record<string, unknown>>)[key]
  }
  return node
}

function withValue(node: unknown, keys: readonly string[], to: unknown): unknown {
  const [key, ...rest] = keys
  if (key === undefined) return to
  // A key that would reach into the language itself is no field of a form.
  if (key === '__proto__') return node
  if (Array.isArray(node)) return node.map((item, i) => (String(i) === key ? withValue(item, rest, to) : item))
  const object = (node ?? {}) as Readonly<Record<string, unknown>>
  if (rest.length > 0 || to !== undefined) return { ...object, [key]: withValue(object[key], rest, to) }
  const { [key]: _, ...others } = object
  return others
}

function keysOf(at: string): readonly string[] {
  if (at === '') return []
  return at
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** Equal as JSON, whatever the order of keys. */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [left, right] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>]
  const keys = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...keys].every((key) => isEqual(left[key], right[key]))
}
