import {
  type CheckResult,
  check,
  choosePolicy,
  type EqualMethod,
  type Form,
  findPolicy,
  overridePolicy,
  type Policy,
  policies,
  type Score,
  score,
} from '#engine'
import { paperTexts } from '../texts/paper.ts'

/** What the panel shows of a form under one pack. `note`: why this pack was taken. */
export type Assessment = { readonly policy: Policy; readonly note: string | undefined; readonly result: CheckResult }

/** The total under one pack, or under the chosen pack with another reading of "=". */
export type Alternative = {
  readonly label: string
  readonly policyId: string
  readonly equal?: EqualMethod
  readonly score: Score
  readonly isChosen: boolean
}

export const EQUAL_METHODS: Readonly<Record<EqualMethod, string>> = {
  strict: paperTexts.equalStrict,
  higher: paperTexts.equalHigher,
  'lower-ratio': paperTexts.equalLowerRatio,
  'lower-decay': paperTexts.equalLowerDecay,
}

const assessed = new WeakMap<Form, Map<string, Assessment>>()
const compared = new WeakMap<Form, Map<string, readonly Alternative[]>>()

/** Check and score, remembered per form: an undo or a look back costs nothing. */
export function assess(form: Form, policyId: string | null): Assessment {
  const known = assessed.get(form) ?? new Map<string, Assessment>()
  assessed.set(form, known)
  const remembered = known.get(policyId ?? '')
  if (remembered) return remembered

  const { policy, note } = policyFor(form, policyId)
  const assessment = { policy, note, result: check(form, policy) }
  known.set(policyId ?? '', assessment)
  return assessment
}

/** What the worker has computed, for `remember`. */
export type Computed = { readonly assessment: Assessment; readonly alternatives: readonly Alternative[] }

/** Takes what the worker has computed already, so that the page need not compute it again. */
export function remember(form: Form, { assessment, alternatives }: Computed): void {
  assessed.set(form, new Map([['', assessment]]))
  compared.set(form, new Map([[assessment.policy.id, alternatives]]))
}

/** The totals of every pack, and of the chosen pack with each other reading of "=". Remembered per form. */
export function alternatives(form: Form, chosen: Policy): readonly Alternative[] {
  const steps = alternativeSteps(form, chosen)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** The same, one score a step. */
export function* alternativeSteps(form: Form, chosen: Policy): Generator<undefined, readonly Alternative[]> {
  const known = compared.get(form) ?? new Map<string, readonly Alternative[]>()
  compared.set(form, known)
  const remembered = known.get(chosen.id)
  if (remembered) return remembered

  const computed: Alternative[] = []
  for (const policy of policies) {
    const { id, title } = policy
    computed.push({ label: title, policyId: id, score: score(form, policy), isChosen: id === chosen.id })
    yield
  }
  for (const equal of equalMethods().filter((one) => one !== chosen.quantitative.equal)) {
    const overrides = { 'quantitative.equal': equal }
    const policy = overridePolicy(chosen, overrides)
    if ('error' in policy) continue
    const label = EQUAL_METHODS[equal]
    computed.push({ label, policyId: chosen.id, equal, score: score(form, policy, overrides), isChosen: false })
    yield
  }
  known.set(chosen.id, computed)
  return computed
}

function policyFor(form: Form, policyId: string | null): { policy: Policy; note: string | undefined } {
  const wanted = policyId === null ? undefined : findPolicy(policyId)
  if (wanted) return { policy: wanted, note: undefined }

  const { policy, note } = choosePolicy(form)
  return { policy, note }
}

function equalMethods(): readonly EqualMethod[] {
  return ['strict', 'higher', 'lower-ratio', 'lower-decay']
}
