import { hasPoints, SELF_EVALUATIONS } from './facts/kinds.ts'
import type { CheckResult, Context, Finding, Rule, Severity } from './finding.ts'
import { findingOf, rowFindings } from './findings-of-rows.ts'
import type { Form } from './form.ts'
import type { Policy } from './policy/policy.ts'
import { rules } from './rules/index.ts'
import { recognisedForm } from './rules/recognised-form.ts'
import { score } from './scoring/index.ts'

/**
 * Scores a form under a pack and runs all rules. Findings stand by severity, then in the order of the form.
 * An unrecognised form gives the one finding that says so. What was said of a row that has not changed is said again, as the same object.
 */
export function check(form: Form, policy: Policy): CheckResult {
  const context: Context = { form, policy, score: score(form, policy) }
  const asked = askedOf(form)
  const byRule = asked.map((rule) => [...wholeFindings(rule, context)])
  const ofRows = rowFindings(asked, context)
  const findings = asked.flatMap((rule, n) => [...(ofRows.get(rule) ?? []), ...(byRule[n] ?? [])])
  const doubted = doubtedRows(form)
  const sorted = inOrder(doubted.size === 0 ? findings : findings.map((finding) => asQuestion(finding, doubted)))
  return { form, score: context.score, findings: sorted, summary: summaryOf(sorted) }
}

/** Whether a rule is asked of a form: of an unrecognised one only the rule that says so. */
export function appliesTo(rule: Rule, form: Form): boolean {
  if (form.kind === 'unrecognised') return rule === recognisedForm
  if (rule.needs === 'points' && !hasPoints(form)) return false
  return (rule.kinds ?? SELF_EVALUATIONS).includes(form.kind)
}

const asked = new Map<string, readonly Rule[]>()

/** The rules asked of a form: one list for each kind of form with or without points. */
function askedOf(form: Form): readonly Rule[] {
  const key = `${form.kind} ${hasPoints(form)}`
  const known = asked.get(key) ?? rules.filter((rule) => appliesTo(rule, form))
  asked.set(key, known)
  return known
}

/** What one rule says of a form, as findings of the public contract: of each row, then of the whole. */
export function findingsOf(rule: Rule, context: Context): readonly Finding[] {
  return [...(rowFindings([rule], context).get(rule) ?? []), ...wholeFindings(rule, context)]
}

function wholeFindings(rule: Rule, context: Context): readonly Finding[] {
  return rule.check ? Array.from(rule.check(context), (found) => findingOf(rule, found)) : []
}

/**
 * What the reader doubts is not yet the unit's error: on a row with a doubtful number an error becomes a warning that
 * sends the person to the original first. Fund amounts hang together, so one doubt touches the whole table.
 */
function asQuestion(finding: Finding, doubted: ReadonlySet<string>): Finding {
  if (finding.severity !== 'error' || !finding.at.some((at) => doubted.has(rowOf(at)))) return finding
  const known = questions.get(finding)
  if (known) return known
  const advice = `这里有读数存疑，先对照原件确认。${finding.advice}`
  const question: Finding = { ...finding, severity: 'warning', advice }
  questions.set(finding, question)
  return question
}

const questions = new WeakMap<Finding, Finding>()

/** Rows that hold a number the reader is not sure of: `indicators/10`, or `funds` for the table. */
function doubtedRows(form: Form): ReadonlySet<string> {
  const rows = new Set<string>()
  for (const at in form.reading) {
    const { status, confidence = 1 } = form.reading[at] ?? {}
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

function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const placed = findings.map((finding) => ({ finding, rank: rankOf(finding) }))
  return placed.sort((a, b) => a.rank - b.rank).map(({ finding }) => finding)
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

const ranks = new WeakMap<Finding, number>()

/** Severity, then place. */
function rankOf(finding: Finding): number {
  const known = ranks.get(finding)
  if (known !== undefined) return known
  const rank = SEVERITIES.indexOf(finding.severity) * 1_000_000_000 + placeOf(finding.at[0] ?? '')
  ranks.set(finding, rank)
  return rank
}

/** A pointer as a number that grows down the form: part, then row. */
function placeOf(pointer: string): number {
  const [, part = '', second = '', third = ''] = pointer.split('/')
  const row = part === 'indicators' ? Number(second) : part === 'funds' ? Number(third) : 0
  const at = PARTS.indexOf(part)
  return (at < 0 ? PARTS.length : at) * 1_000_000 + (Number.isFinite(row) ? row + 1 : 0)
}

function summaryOf(findings: readonly Finding[]): CheckResult['summary'] {
  const summary = { error: 0, warning: 0, notice: 0 }
  for (const { severity } of findings) summary[severity]++
  return summary
}
