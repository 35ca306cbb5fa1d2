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
