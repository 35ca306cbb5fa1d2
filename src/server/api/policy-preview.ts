import { z } from 'zod'
import { type CheckResult, check, choosePolicy, type Form, findPolicy, type Policy, type Role } from '#engine'
import type { Database, Scope } from '../store/database.ts'
import { type FormCursor, type FormRow, listForms } from '../store/form-list.ts'
import { findForm } from '../store/forms.ts'
import { type Call, endpoint } from './endpoint.ts'
import { FILED_KINDS, FiscalYearInAddress, here } from './form-access.ts'
import { Refused } from './refused.ts'

const READERS: readonly Role[] = ['performanceOfficer', 'administrator', 'auditor']
/** Forms that one preview scores: an answer while one waits. */
export const MOST_PREVIEWED = 300
const PAGE = 50

const Asked = z.object({
  year: FiscalYearInAddress,
  /** Absent: by the place and year of each form. */
  policy: z.string().max(80).optional(),
  /** What is compared with; absent: by the place and year of each form. */
  against: z.string().max(80).optional(),
  kind: z.enum(FILED_KINDS).default('department-self-evaluation'),
})

/** One form under the pack that was asked for; points in 分. */
export type PreviewedForm = {
  readonly id: string
  readonly unit: number
  readonly unitName: string | null
  readonly projectCode: string
  readonly title: string
  /** What stands in the store: the score under the pack of its campaign or place. null: none is known. */
  readonly before: number | null
  readonly after: number | null
  /** Under the pack that is compared with, computed now. */
  readonly now: number | null
  /** Findings that only the pack compared with gives, and those that only the other gives. */
  readonly findingsGone: number
  readonly findingsNew: number
  /** Why there is no score, or how sure it is. */
  readonly why: string
}

/** What a rule pack would make of forms that are there: nothing is written. */
export const policyPreviewEndpoints = [
  endpoint({
    id: 'previewPolicy',
    method: 'GET',
    path: '/api/bureaus/:region/policy-preview',
    title: '试算：某年的表（最多 300 张）按另一个办法各得多少分、意见有什么不同，不保存',
    access: READERS,
    query: Asked,
    handle: preview,
  }),
] as const

async function preview(call: Call<undefined, z.infer<typeof Asked>>) {
  const { scope } = here(call)
  const { year, kind } = call.query
  const policy = packOf(call.query.policy, kind)
  const against = packOf(call.query.against, kind)
  const { database } = call.services
  const forms: PreviewedForm[] = []
  let hasMore = false
  for (let after: FormCursor | undefined; ; ) {
    const from = after
    const filter = { region: scope.region, fiscalYear: year, kind }
    const page = await database.tx(scope, (query) => listForms(query, filter, from, PAGE))
    for (const row of page.rows.slice(0, MOST_PREVIEWED - forms.length)) {
      if (call.signal.aborted) break
      const one = await previewed(database, scope, row, [against, policy])
      if (one) forms.push(one)
    }
    after = page.next
    hasMore = page.next !== undefined
    if (!hasMore || forms.length >= MOST_PREVIEWED || call.signal.aborted) break
  }
  const { from, to } = policy?.years ?? { from: year, to: year }
  const coversYear = year >= from && (to === null || year <= to)
  const told = { policy: policy?.id ?? null, against: against?.id ?? null, year, kind, coversYear, hasMore }
  return { body: { ...told, forms, ...meansOf(forms), ...changesOf(forms) } }
}

/** Undefined: none is asked for, each form's place and year decide. */
function packOf(id: string | undefined, kind: Policy['kinds'][number]): Policy | undefined {
  if (id === undefined) return undefined
  const policy = findPolicy(id)
  if (!policy) throw new Refused('unprocessable', `没有编号为“${id}”的办法。`)
  if (!policy.kinds.includes(kind)) throw new Refused('unprocessable', `${policy.title}不用于这种表。`)
  return policy
}

/** In a transaction of its own: 300 forms must not hold the database while they are scored. Undefined when it has gone meanwhile. */
async function previewed(
  database: Database,
  scope: Scope,
  row: FormRow,
  [against, policy]: readonly [Policy | undefined, Policy | undefined],
): Promise<PreviewedForm | undefined> {
  const stored = await database.tx(scope, (query) => findForm(query, scope.region, row.id))
  if (!stored) return undefined
  const [old, other] = [checked(stored.form, against), checked(stored.form, policy)]
  const { total } = other.score
  const { id, unit, unitName, projectCode, title, totalScore: before } = row
  const scores = { before, now: old.score.total.value, after: total.value, why: total.why }
  const findings = { findingsGone: onlyIn(old, other), findingsNew: onlyIn(other, old) }
  return { id, unit, unitName, projectCode, title, ...scores, ...findings }
}

function checked(form: Form, policy: Policy | undefined): CheckResult {
  return check(form, policy ?? choosePolicy(form).policy)
}

/** Findings of the one that the other has not word for word. */
function onlyIn({ findings }: CheckResult, other: CheckResult): number {
  const said = (one: CheckResult['findings'][number]) =>
    `${one.rule} ${one.severity} ${one.at.join(' ')} ${one.message}`
  const known = new Set(other.findings.map(said))
  return findings.filter((one) => !known.has(said(one))).length
}

/** How many forms would have another score, other findings, one of both. */
function changesOf(forms: readonly PreviewedForm[]) {
  const hasScore = ({ now, after }: PreviewedForm) => now !== after
  const hasFindings = ({ findingsGone, findingsNew }: PreviewedForm) => findingsGone + findingsNew > 0
  return {
    changedScores: forms.filter(hasScore).length,
    changedFindings: forms.filter(hasFindings).length,
    changed: forms.filter((form) => hasScore(form) || hasFindings(form)).length,
  }
}

/** Means over the forms that have both scores: others would compare different forms. null when there are none. */
function meansOf(forms: readonly PreviewedForm[]) {
  const both = forms.flatMap(({ before, after }) => (before === null || after === null ? [] : [{ before, after }]))
  const mean = (pick: (one: { readonly before: number; readonly after: number }) => number) =>
    both.length === 0 ? null : Math.round((both.reduce((sum, one) => sum + pick(one), 0) / both.length) * 100) / 100
  return { compared: both.length, meanBefore: mean(({ before }) => before), meanAfter: mean(({ after }) => after) }
}
