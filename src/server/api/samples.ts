import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { BUREAU_ROLES } from '#engine'
import {
  addSample,
  drawable,
  findSample,
  type Review,
  reviewsOf,
  type Sample,
  type SampledForm,
  sampledForms,
  samplesOf,
} from '../store/reviews.ts'
import { type Call, endpoint } from './endpoint.ts'
import { FILED_KINDS, FiscalYear, here, isId, mustHoldInYear, namesOf, tell } from './form-access.ts'
import { Refused } from './refused.ts'
import { type Column, tableFile } from './table-file.ts'
import { newId } from './uuid.ts'

const Draw = z.object({
  fiscalYear: FiscalYear,
  kind: z.enum(FILED_KINDS),
  title: z.string().trim().min(2).max(80),
  size: z.int().min(1).max(2000),
  /** Published before the drawing (a lottery number, a date); without one the server makes one. */
  seed: z.string().trim().min(1).max(100).optional(),
})
const Export = z.object({ format: z.enum(['csv', 'json', 'xlsx']).default('xlsx') })

/** Drawing forms for review (抽查) so that anybody who has the seed gets the same ones. */
export const sampleEndpoints = [
  endpoint({
    id: 'listSamples',
    method: 'GET',
    path: '/api/bureaus/:region/samples',
    title: '抽查',
    access: BUREAU_ROLES,
    isOfBureau: true,
    handle: list,
  }),
  endpoint({
    id: 'drawSample',
    method: 'POST',
    path: '/api/bureaus/:region/samples',
    title: '抽取要复核的表：按 SHA-256(种子|表的编号) 从小到大取',
    access: ['performanceOfficer'],
    isOfBureau: true,
    body: Draw,
    handle: draw,
  }),
  endpoint({
    id: 'getSample',
    method: 'GET',
    path: '/api/bureaus/:region/samples/:sample',
    title: '一次抽查：自评分、计算分、复核分和复核人之间的差',
    access: BUREAU_ROLES,
    isOfBureau: true,
    handle: get,
  }),
  endpoint({
    id: 'exportSample',
    method: 'GET',
    path: '/api/bureaus/:region/samples/:sample/file',
    title: '把一次抽查写成文件',
    access: BUREAU_ROLES,
    isOfBureau: true,
    query: Export,
    handle: exportOne,
  }),
] as const

async function list(call: Call) {
  const { scope } = here(call)
  const samples = await call.services.database.tx(scope, (query) => samplesOf(query, scope.region))
  return { body: { samples: samples.map(({ drawnFrom, ...one }) => ({ ...one, of: drawnFrom.length })) } }
}

/** The ids in the order of their hashes with the seed: the first are drawn. Anybody can do it again with a pocket calculator for hashes. */
export function drawn(ids: readonly string[], seed: string, size: number): readonly string[] {
  const rank = (id: string) => createHash('sha256').update(`${seed}|${id}`).digest('hex')
  return [...ids].sort((a, b) => (rank(a) < rank(b) ? -1 : 1)).slice(0, size)
}

async function draw(call: Call<z.infer<typeof Draw>>) {
  const { services, body, transaction } = call
  const who = here(call)
  const { scope, session } = who
  mustHoldInYear(who, ['performanceOfficer'], body.fiscalYear)
  const seed = body.seed ?? randomBytes(8).toString('hex')
  const id = newId(services.now())
  const at = new Date(services.now()).toISOString()
  const by = session.account.id
  const { fiscalYear, kind, title, size } = body
  return transaction(async (query) => {
    const drawnFrom = await drawable(query, scope.region, body)
    if (drawnFrom.length === 0) throw new Refused('unprocessable', '还没有送审的表，没有可抽的。')
    const forms = drawn(drawnFrom, seed, size)
    const sample: Sample = { id, fiscalYear, kind, title, seed, size: forms.length, drawnFrom, forms, by, at }
    await addSample(query, scope.region, sample)
    const payload = { title, fiscalYear, kind, seed, of: drawnFrom.length, forms }
    await tell(
      query,
      services,
      { region: scope.region, unit: 0 },
      { actor: by, action: 'drawSample', subject: id, payload },
    )
    return { status: 201 as const, body: { id, seed, size: forms.length, of: drawnFrom.length } }
  })
}

export type SampleLine = SampledForm & {
  /** The mean over the reviewers of the version at hand; null until there is one. */
  readonly reviewed: number | null
  readonly reviewers: number
  /** The widest difference between two reviewers, in 分. */
  readonly spread: number | null
  readonly causes: readonly string[]
}

async function get(call: Call) {
  const { sample, lines, agreement } = await whole(call, call.params.sample)
  const names = await namesOf(call.services, [sample.by])
  const { drawnFrom, ...rest } = sample
  return { body: { sample: { ...rest, of: drawnFrom.length }, lines, agreement, names } }
}

async function whole(call: Call<undefined, unknown>, id: string | undefined) {
  const { scope } = here(call)
  return call.services.database.tx(scope, async (query) => {
    const sample = isId(id) ? await findSample(query, scope.region, id) : undefined
    if (!sample) throw new Refused('not-found', '没有这次抽查。')
    const forms = await sampledForms(query, scope.region, sample.forms)
    const reviews = await reviewsOf(query, scope.region, sample.forms)
    const lines = forms.map((form) => lineOf(form, reviews))
    return { sample, lines, agreement: agreementOf(lines) }
  })
}

function lineOf(form: SampledForm, reviews: readonly Review[]): SampleLine {
  const own = reviews.filter((review) => review.form === form.form && review.version === form.version)
  const scores = own.map(({ score }) => score)
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
  return {
    ...form,
    reviewed: scores.length === 0 ? null : Math.round(mean * 100) / 100,
    reviewers: scores.length,
    spread: scores.length < 2 ? null : Math.round((Math.max(...scores) - Math.min(...scores)) * 100) / 100,
    causes: own.flatMap(({ rows }) => rows.map(({ cause }) => cause)),
  }
}

/** Differences of two points and less are one opinion. */
const CLOSE = 2

/** How far reviewers agree, over the forms that two or more have reviewed. */
function agreementOf(lines: readonly SampleLine[]) {
  const spreads = lines.flatMap(({ spread }) => (spread === null ? [] : [spread]))
  if (spreads.length === 0) return null
  const mean = spreads.reduce((sum, spread) => sum + spread, 0) / spreads.length
  return {
    forms: spreads.length,
    meanSpread: Math.round(mean * 100) / 100,
    closeShare: Math.round((100 * spreads.filter((spread) => spread <= CLOSE).length) / spreads.length),
  }
}

const COLUMNS: readonly Column<SampleLine>[] = [
  { key: 'unit', head: '单位编码', width: 10, value: ({ unit }) => unit },
  { key: 'unitName', head: '单位', width: 28, value: ({ unitName }) => unitName },
  { key: 'form', head: '表的编号', width: 38, value: ({ form }) => form },
  { key: 'claimed', head: '自评分', width: 10, value: ({ claimed }) => claimed },
  { key: 'computed', head: '计算分', width: 10, value: ({ computed }) => computed },
  { key: 'reviewed', head: '复核分', width: 10, value: ({ reviewed }) => reviewed },
  { key: 'reviewers', head: '复核人数', width: 10, value: ({ reviewers }) => reviewers },
  { key: 'spread', head: '复核人之间最大差', width: 16, value: ({ spread }) => spread },
  { key: 'causes', head: '原因', width: 60, value: ({ causes }) => causes.join('；') },
]

async function exportOne(call: Call<undefined, z.infer<typeof Export>>) {
  const { sample, lines } = await whole(call, call.params.sample)
  return { body: undefined, file: tableFile(sample.title, COLUMNS, lines, call.query.format) }
}
