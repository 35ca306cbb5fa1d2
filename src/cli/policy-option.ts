import { choosePolicy, type Form, findPolicy, overridePolicy, type Policy, policies } from '#engine'
import { Failure } from './failure.ts'

/** The pack a call means: `--policy`, else the form's own; `--set` overrides on top. `note` explains a choice made for the user. */
export type Chosen = {
  readonly policy: Policy
  readonly note?: string
  readonly overrides: Readonly<Record<string, string>>
}

export function chosenPolicy(form: Form, id: string | undefined, sets: readonly string[]): Chosen {
  const base = id === undefined ? choosePolicy(form) : { policy: namedPolicy(id) }
  const overrides = Object.fromEntries(sets.map(pair))
  const policy = overridePolicy(base.policy, overrides)
  if ('error' in policy) throw new Failure(policy.error)
  const note = 'note' in base ? base.note : undefined
  return { policy, overrides, ...(note === undefined ? {} : { note }) }
}

/** A Failure for an unknown pack or override, before any file is read. */
export function refuseWrongPolicy(id: string | undefined, sets: readonly string[]): void {
  const base = id === undefined ? policies[0] : namedPolicy(id)
  const policy = base && overridePolicy(base, Object.fromEntries(sets.map(pair)))
  if (policy && 'error' in policy) throw new Failure(policy.error)
}

/** A pack by id, or a Failure that lists the ids there are. */
export function namedPolicy(id: string): Policy {
  const policy = findPolicy(id)
  if (!policy) throw new Failure(`没有办法“${id}”。可用：${policies.map((one) => one.id).join('、')}。`)
  return policy
}

function pair(text: string): readonly [string, string] {
  const at = text.indexOf('=')
  if (at < 1) throw new Failure(`--set 要写成 键=值，这里是“${text}”。`)
  return [text.slice(0, at), text.slice(at + 1)]
}
