import type { Form } from '../form.ts'

/** A fact of a form that many rules ask for: found once for each form, which never changes. */
export function onceAForm<Fact>(find: (form: Form) => Fact): (form: Form) => Fact {
  const known = new WeakMap<Form, { readonly fact: Fact }>()
  return (form) => {
    const before = known.get(form)
    if (before) return before.fact
    const fact = find(form)
    known.set(form, { fact })
    return fact
  }
}

/**
 * A fact that follows from some parts of a form and from nothing else: found anew only when one of them is not the part of the form asked
 * last. A part is a field of the form or a list of `eachRow`.
 */
export function followsFrom<Whole, const Parts extends unknown[], Fact>(
  partsOf: (form: Whole) => Parts,
  find: (...parts: Parts) => Fact,
): (form: Whole) => Fact {
  let known: { readonly parts: Parts; readonly fact: Fact } | undefined
  return (form) => {
    const parts = partsOf(form)
    if (known && parts.every((part, i) => Object.is(part, known?.parts[i]))) return known.fact
    const fact = find(...parts)
    known = { parts, fact }
    return fact
  }
}
