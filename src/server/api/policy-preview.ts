import { z } from 'zod'
import { findPolicy, type Policy, type Role, score } from '#engine'
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
  policy: z.string().max(80),
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
  /** Why there is no score, or how sure it is. */
  readonly why: string
}

/** What a rule pack would make of forms that are there: nothing is written. */
export const policyPreviewEndpoints = [
  endpoint({
    id: 'previewPolicy',
    method: 'GET',
    path: '/api/bureaus/:region/policy-preview',
    title: '试算：某年的表（最多 300 张）按另一个办法各得多少分，不保存',
    access: READERS,
    query: Asked,
    handle: preview,
  }),
] as const

async function preview(call: Call<undefined, z.infer<typeof Asked>>) {
  const { scope } = here(call)
  const { year, policy: id, kind } = call.query
  const policy = findPolicy(id)
  if (!policy) throw new Refused('unprocessable', `没有编号为“${id}”的办法。`)
  if (!policy.kinds.includes(kind)) throw new Refused('unprocessable', `${policy.title}不用于这种表。`)
  const { database } = call.services
  const forms: PreviewedForm[] = []
  let hasMore = false
  for (let after: FormCursor | undefined; ; ) {
    const from = after
    const filter = { region: scope.region, fiscalYear: year, kind }
    const page = await database.tx(scope, (query) => listForms(query, filter, from, PAGE))
    for (const row of page.rows.slice(0, MOST_PREVIEWED - forms.length)) {
      if (call.signal.aborted) break
      const one = await previewed(database, scope, row, policy)
      if (one) forms.push(one)
    }
    after = page.next
    hasMore = page.next !== undefined
    if (!hasMore || forms.length >= MOST_PREVIEWED || call.signal.aborted) break
  }
  const { from, to } = policy.years
  const coversYear = year >= from && (to === null || year <= to)
  return { body: { policy: policy.id, year, kind, coversYear, forms, hasMore, ...meansOf(forms) } }
}

/** In a transaction of its own: 300 forms must not hold the database while they are scored. Undefined when it has gone meanwhile. */
async function previewed(
  database: Database,
  scope: Scope,
  row: FormRow,
  policy: Policy,
): Promise<PreviewedForm | undefined> {
  const stored = await database.tx(scope, (query) => findForm(query, scope.region, row.id))
  if (!stored) return undefined
  const { total } = score(stored.form, policy)
  const { id, unit, unitName, projectCode, title, totalScore } = row
  return { id, unit, unitName, projectCode, title, before: totalScore, after: total.value, why: total.why }
}

/** Means over the forms that have both scores: others would compare different forms. null when there are none. */
function meansOf(forms: readonly PreviewedForm[]) {
  const both = forms.flatMap(({ before, after }) => (before === null || after === null ? [] : [{ before, after }]))
  const mean = (pick: (one: { readonly before: number; readonly after: number }) => number) =>
    both.length === 0 ? null : Math.round((both.reduce((sum, one) => sum + pick(one), 0) / both.length) * 100) / 100
  return { compared: both.length, meanBefore: mean(({ before }) => before), meanAfter: mean(({ after }) => after) }
}
