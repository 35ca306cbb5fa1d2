import { type CheckResult, check } from '#engine'
import { type Input, readInput } from './inputs.ts'
import { chosenPolicy } from './policy-option.ts'
import type { Checked } from './reporters/reporter.ts'

/** What a call of `check` asks for: a pack by id (else each form's own) and what-if overrides `KEY=VALUE`. */
export type CheckWish = { readonly policy: string | undefined; readonly sets: readonly string[] }

/** Reads and checks one input: one result a form, or one with problems when no form could be read. */
export async function checkInput(input: Input, { policy, sets }: CheckWish): Promise<readonly Checked[]> {
  const { name, forms, problems } = await readInput(input)
  if (forms.length === 0) return [{ file: name, problems, result: undefined }]
  return forms.map((form, i) => {
    const chosen = chosenPolicy(form, policy, sets)
    return {
      file: name,
      problems: i === 0 ? problems : [],
      result: withOverrides(check(form, chosen.policy), chosen.overrides),
      ...(chosen.note ? { note: chosen.note } : {}),
    }
  })
}

function withOverrides(result: CheckResult, overrides: Readonly<Record<string, string>>): CheckResult {
  return Object.keys(overrides).length === 0 ? result : { ...result, score: { ...result.score, overrides } }
}
