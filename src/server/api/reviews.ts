import { z } from 'zod'
import { pointRows, type Role, reviewedTotal } from '#engine'
import { addReview, type Review, reviewsOf } from '../store/reviews.ts'
import { type Call, endpoint } from './endpoint.ts'
import { EVERYBODY, existing, here, mustBe, namesOf, tell } from './form-access.ts'
import { Refused } from './refused.ts'
import { newId } from './uuid.ts'

/** Who may score a form a second time: not those who have filled or signed it. */
const REVIEWERS: readonly Role[] = ['departmentReviewer', 'financeReviewer', 'performanceOfficer', 'expert']
const Points = z
  .number()
  .min(0)
  .max(1000)
  .refine((n) => Math.abs(n * 100 - Math.round(n * 100)) < 1e-6, '最多两位小数')
const Add = z.object({
  version: z.int().min(1),
  rows: z
    .array(z.object({ at: z.string().max(60), score: Points, cause: z.string().trim().min(1, '要写原因').max(500) }))
    .max(500),
  opinion: z.string().trim().max(2000).default(''),
})

/** Reviews (复核): a second score beside the unit's own, row by row with its cause. */
export const reviewEndpoints = [
  endpoint({
    id: 'listReviews',
    method: 'GET',
    path: '/api/bureaus/:region/forms/:form/reviews',
    title: '一张表的复核',
    access: EVERYBODY,
    handle: list,
  }),
  endpoint({
    id: 'addReview',
    method: 'POST',
    path: '/api/bureaus/:region/forms/:form/reviews',
    title: '复核：写出与自评不同的行、分和原因',
    access: REVIEWERS,
    body: Add,
    handle: add,
  }),
] as const

async function list(call: Call) {
  const who = here(call)
  const reviews = await call.services.database.tx(who.scope, async (query) => {
    const { region, id } = await existing(query, who, call.params.form)
    return reviewsOf(query, region, [id])
  })
  const names = await namesOf(
    call.services,
    reviews.map(({ by }) => by),
  )
  return { body: { reviews, names } }
}

async function add(call: Call<z.infer<typeof Add>>) {
  const { services, body, params, transaction } = call
  const who = here(call)
  const at = new Date(services.now()).toISOString()
  const by = who.session.account.id
  return transaction(async (query) => {
    const stored = await existing(query, who, params.form)
    mustBe(who, stored, REVIEWERS, '复核这张表')
    if (stored.status === 'draft' || stored.status === 'returned')
      throw new Refused('conflict', '这张表还没有送审，不能复核。')
    if (stored.version !== body.version) throw new Refused('conflict', '这张表在您复核时变了，请刷新后再核。')
    const rows = pointRows(stored.form)
    const known = new Map(rows.map((row) => [row.at, row]))
    const given = body.rows.map((one) => {
      const row = known.get(one.at)
      if (!row) throw new Refused('unprocessable', `${one.at} 不是有分值的一行。`)
      if (one.score > row.weight)
        throw new Refused('unprocessable', `“${row.name}”最多 ${row.weight} 分，给了 ${one.score} 分。`)
      return { at: one.at, weight: row.weight, self: row.self, score: one.score, cause: one.cause }
    })
    const score = reviewedTotal(stored.form, new Map(given.map((one) => [one.at, one.score])))
    if (score === null) throw new Refused('unprocessable', '有的行自评没有得分，请给出复核得分。')
    const { region, unit, id: form, version } = stored
    const review: Review = {
      id: newId(services.now()),
      form,
      unit,
      version,
      score,
      rows: given,
      opinion: body.opinion,
      by,
      at,
    }
    if (!(await addReview(query, region, review))) throw new Refused('conflict', '这一版您已经复核过了。')
    const payload = { review: review.id, version, score, rows: given, opinion: body.opinion }
    await tell(query, services, stored, { actor: by, action: 'review', subject: form, payload })
    return { status: 201 as const, body: review }
  })
}
