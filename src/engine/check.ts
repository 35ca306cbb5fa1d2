import { hasPoints, SELF_EVALUATIONS } from './facts/kinds.ts'
import type { CheckResult, Context, Finding, Rule, Severity } from './finding.ts'
import type { Form } from './form.ts'
import type { Basis, Policy } from './policy/policy.ts'
import { rules } from './rules/index.ts'
import { recognisedForm } from './rules/recognised-form.ts'
import { score } from './scoring/index.ts'

/**
 * Scores a form under a pack and runs all rules. Findings stand by severity, then in the order of the form.
 * An unrecognised form gives the one finding that says so.
 */
export function check(form: Form, policy: Policy): CheckResult {
  const context: Context = { form, policy, score: score(form, policy) }
  const asked = rules.filter((rule) => appliesTo(rule, form))
  const doubted = doubtedRows(form)
  const findings = asked.flatMap((rule) => findingsOf(rule, context)).map((finding) => asQuestion(finding, doubted))
  const places = new Map(findings.map((finding) => [finding, placeOf(finding.at[0] ?? '')]))
  const place = (finding: Finding) => places.get(finding) ?? 0
  const sorted = [...findings].sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || place(a) - place(b),
  )
  return { form, score: context.score, findings: sorted, summary: summaryOf(sorted) }
}

/** Whether a rule is asked of a form: of an unrecognised one only the rule that says so. */
export function appliesTo(rule: Rule, form: Form): boolean {
  if (form.kind === 'unrecognised') return rule === recognisedForm
  if (rule.needs === 'points' && !hasPoints(form)) return false
  return (rule.kinds ?? SELF_EVALUATIONS).includes(form.kind)
}

/** What one rule says of a form, as findings of the public contract. */
export function findingsOf(rule: Rule, context: Context): readonly Finding[] {
  const findings: Finding[] = []
  for (const found of rule.check(context)) {
    findings.push({
      rule: rule.id,
      code: rule.code,
      severity: found.severity ?? rule.severity,
      at: found.at,
      message: found.message,
      advice: found.advice,
      basis: basisOf(rule),
      fix: found.fix ?? null,
    })
  }
  return findings
}

/**
 * What the reader doubts is not yet the unit's error: on a row with a doubtful number an error becomes a warning that
 * sends the person to the original first. Fund amounts hang together, so one doubt touches the whole table.
 */
function asQuestion(finding: Finding, doubted: ReadonlySet<string>): Finding {
  if (finding.severity !== 'error' || !finding.at.some((at) => doubted.has(rowOf(at)))) return finding
  return { ...finding, severity: 'warning', advice: `这里有读数存疑，先对照原件确认。${finding.advice}` }
}

/** Rows that hold a number the reader is not sure of: `indicators/10`, or `funds` for the table. */
function doubtedRows(form: Form): ReadonlySet<string> {
  const rows = new Set<string>()
  for (const [at, { status, confidence = 1 }] of Object.entries(form.reading)) {
    const isOpen = status === 'doubtful' || (status === 'repaired' && confidence < PROVED)
    if (isOpen && /^\/funds\/rows|^\/indicators\/\d+\/(?:target|actual|weight|score|reason)/.test(at))
      rows.add(rowOf(at))
  }
  return rows
}

/** Below this a repair was made by its looks only; the form's own arithmetic gives more. */
const PROVED = 0.9

function rowOf(pointer: string): string {
  const [, part = '', row = ''] = pointer.split('/')
  return part === 'indicators' ? `${part}/${row}` : part
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

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'notice']

/** Where the parts of the paper form stand, from top to bottom. */
const PARTS = [
  'kind',
  'title',
  'fiscalYear',
  'filedOn',
  'department',
  'unit',
  'project',
  'funds',
  'goals',
  'indicators',
  'total',
  'grade',
  'conclusion',
  'contact',
]

/** A pointer as a number that grows down the form: part, then row. */
function placeOf(pointer: string): number {
  const [, part = '', second = '', third = ''] = pointer.split('/')
  const row = part === 'indicators' ? Number(second) : part === 'funds' ? Number(third) : 0
  const at = PARTS.indexOf(part)
  return (at < 0 ? PARTS.length : at) * 1_000_000 + (Number.isFinite(row) ? row + 1 : 0)
}

function summaryOf(findings: readonly Finding[]): CheckResult['summary'] {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length
  return { error: count('error'), warning: count('warning'), notice: count('notice') }
}
