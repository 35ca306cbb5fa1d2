import { labelOf } from './facts/place.ts'
import type { Context, Finding, Found, Rule } from './finding.ts'
import type { Indicator } from './form.ts'
import type { Basis, Policy } from './policy/policy.ts'

/** What the rules said of one row at one place, and what they asked of the rest of the form. */
type Said = {
  readonly i: number
  readonly answers: readonly Answered[]
  readonly findings: readonly (readonly [Rule, Finding])[]
}
type Answered = { readonly question: (context: Context) => unknown; readonly answer: unknown }
type Rows = WeakMap<Indicator, Said>

/** By list of rules, then by pack: a row is forgotten when no form holds it any more. */
const remembered = new WeakMap<readonly Rule[], WeakMap<Policy, Rows>>()

/** What the rules that judge row by row say of the rows, by rule; `rules` is one and the same list for all forms it is asked of. */
export function rowFindings(rules: readonly Rule[], context: Context): ReadonlyMap<Rule, readonly Finding[]> {
  const rows = rowsKnown(rules, context.policy)
  const byRule = new Map<Rule, Finding[]>()
  context.form.indicators.forEach((row, i) => {
    const before = rows.get(row)
    const said = before && stands(before, i, context) ? before : ask(rules, row, i, context)
    if (said !== before) rows.set(row, said)
    for (const [rule, finding] of said.findings) {
      const list = byRule.get(rule)
      if (list) list.push(finding)
      else byRule.set(rule, [finding])
    }
  })
  return byRule
}

function stands({ i, answers }: Said, place: number, context: Context): boolean {
  return i === place && answers.every(({ question, answer }) => Object.is(question(context), answer))
}

function ask(rules: readonly Rule[], row: Indicator, i: number, context: Context): Said {
  const answers: Answered[] = []
  const asked = {
    row,
    i,
    at: `/indicators/${i}`,
    label: labelOf(row, i),
    policy: context.policy,
    ask: <Answer>(question: (context: Context) => Answer): Answer => {
      const answer = question(context)
      answers.push({ question, answer })
      return answer
    },
  }
  const findings: (readonly [Rule, Finding])[] = []
  for (const rule of rules) {
    const found = rule.checkRow?.(asked)
    if (found) for (const one of isList(found) ? found : [found]) findings.push([rule, findingOf(rule, one)])
  }
  return { i, answers, findings }
}

function isList(found: Found | readonly Found[]): found is readonly Found[] {
  return Array.isArray(found)
}

function rowsKnown(rules: readonly Rule[], policy: Policy): Rows {
  const byPolicy = remembered.get(rules) ?? new WeakMap<Policy, Rows>()
  remembered.set(rules, byPolicy)
  const rows = byPolicy.get(policy) ?? new WeakMap<Indicator, Said>()
  byPolicy.set(policy, rows)
  return rows
}

/** A finding of the public contract. */
export function findingOf(rule: Rule, { severity, at, message, advice, fix }: Found): Finding {
  return {
    rule: rule.id,
    code: rule.code,
    severity: severity ?? rule.severity,
    at,
    message,
    advice,
    basis: basisOf(rule),
    fix: fix ?? null,
  }
}

const bases = new WeakMap<Rule, string>()

function basisOf(rule: Rule): string {
  const known = bases.get(rule)
  if (known !== undefined) return known
  const basis = formatBasis(rule.basis)
  bases.set(rule, basis)
  return basis
}

/** Document and clause in one line; an unverified source says so. */
export function formatBasis({ document, clause, verified }: Basis): string {
  return `${document}${clause ? `：${clause}` : ''}${verified ? '' : '（出处待核）'}`
}
