import { z } from 'zod'
import { daysLeft, findPolicy, type Role, windowState } from '#engine'
import { campaignProgress } from '../store/campaign-progress.ts'
import {
  type Campaign,
  campaignsOf,
  changeCampaign,
  createCampaign,
  findCampaign,
  windowOf,
} from '../store/campaigns.ts'
import { type Call, endpoint } from './endpoint.ts'
import { EVERYBODY, FILED_KINDS, FiscalYear, here, isId, mustHoldInYear, tell } from './form-access.ts'
import { Refused } from './refused.ts'
import { seesYear } from './scope.ts'
import { newId } from './uuid.ts'

const BUREAU: readonly Role[] = ['performanceOfficer', 'administrator']
const Moment = z.iso.datetime({ offset: true, error: '时间要写成 2025-01-31T18:00:00+08:00 的样子' })
const times = { opensAt: Moment, closesAt: Moment, lateUntil: Moment.nullable().default(null) }
const Title = z.string().trim().min(2).max(80)
const Pack = z.string().max(80).nullable().default(null)
const Create = z.object({ fiscalYear: FiscalYear, kind: z.enum(FILED_KINDS), title: Title, policy: Pack, ...times })
const Change = z.object({ title: Title, policy: Pack, ...times })

/** Calls of the bureau: which form, which year, from when to when, and how far they have come. */
export const campaignEndpoints = [
  endpoint({
    id: 'listCampaigns',
    method: 'GET',
    path: '/api/bureaus/:region/campaigns',
    title: '填报任务',
    access: EVERYBODY,
    handle: list,
  }),
  endpoint({
    id: 'createCampaign',
    method: 'POST',
    path: '/api/bureaus/:region/campaigns',
    title: '发起填报任务',
    access: BUREAU,
    isOfBureau: true,
    body: Create,
    handle: create,
  }),
  endpoint({
    id: 'changeCampaign',
    method: 'PATCH',
    path: '/api/bureaus/:region/campaigns/:campaign',
    title: '改填报任务的名称、办法、起止时间（延期）',
    access: BUREAU,
    isOfBureau: true,
    body: Change,
    handle: change,
  }),
  endpoint({
    id: 'getCampaignProgress',
    method: 'GET',
    path: '/api/bureaus/:region/campaigns/:campaign/progress',
    title: '每个单位填到哪一步',
    access: EVERYBODY,
    handle: progress,
  }),
] as const

async function list(call: Call) {
  const { scope } = here(call)
  const now = call.services.now()
  const campaigns = await call.services.database.tx(scope, (query) => campaignsOf(query, scope.region))
  return { body: { campaigns: campaigns.map((one) => withState(one, now)) } }
}

function withState(campaign: Campaign, now: number) {
  const window = windowOf(campaign)
  return { ...campaign, state: windowState(window, now), daysLeft: daysLeft(window, now) ?? null }
}

async function create(call: Call<z.infer<typeof Create>>) {
  const { services, body, transaction } = call
  const who = here(call)
  const { scope, session } = who
  mustHoldInYear(who, BUREAU, body.fiscalYear)
  const id = newId(services.now())
  const at = new Date(services.now()).toISOString()
  const by = session.account.id
  const campaign: Campaign = { id, region: scope.region, ...sound(body), fiscalYear: body.fiscalYear, kind: body.kind }
  return transaction(async (query) => {
    if (!(await createCampaign(query, { ...campaign, by, at })))
      throw new Refused('conflict', '这一年这种表已经有填报任务了，请改它的时间，不要再建一个。')
    const chain = { region: scope.region, unit: 0 }
    await tell(query, services, chain, { actor: by, action: 'createCampaign', subject: id, payload: campaign })
    return { status: 201 as const, body: withState(campaign, services.now()) }
  })
}

async function change(call: Call<z.infer<typeof Change>>) {
  const { services, body, params, transaction } = call
  const who = here(call)
  const { scope, session } = who
  return transaction(async (query) => {
    const before = isId(params.campaign) ? await findCampaign(query, scope.region, params.campaign) : undefined
    if (!before) throw new Refused('not-found', '没有这个填报任务。')
    mustHoldInYear(who, BUREAU, before.fiscalYear)
    const campaign: Campaign = { ...before, ...sound(body) }
    await changeCampaign(query, campaign)
    const chain = { region: scope.region, unit: 0 }
    const event = { actor: session.account.id, action: 'changeCampaign', subject: before.id }
    await tell(query, services, chain, { ...event, payload: { before, after: campaign } })
    return { body: withState(campaign, services.now()) }
  })
}

/** Times in order, in one notation; a pack that exists. */
function sound({ title, policy, opensAt, closesAt, lateUntil }: z.infer<typeof Change>) {
  const [opens, closes, late] = [opensAt, closesAt, lateUntil ?? closesAt].map((text) => Date.parse(text)) as [
    number,
    number,
    number,
  ]
  if (opens >= closes) throw new Refused('unprocessable', '截止时间要在开始时间之后。')
  if (late < closes) throw new Refused('unprocessable', '逾期收到的时间不能早于截止时间。')
  if (policy !== null && !findPolicy(policy)) throw new Refused('unprocessable', `没有计分办法“${policy}”。`)
  const iso = (time: number) => new Date(time).toISOString()
  return { title, policy, opensAt: iso(opens), closesAt: iso(closes), lateUntil: lateUntil === null ? null : iso(late) }
}

async function progress(call: Call) {
  const { services, params } = call
  const { scope } = here(call)
  return services.database.tx(scope, async (query) => {
    const campaign = isId(params.campaign) ? await findCampaign(query, scope.region, params.campaign) : undefined
    if (!campaign) throw new Refused('not-found', '没有这个填报任务。')
    const { fiscalYear } = campaign
    // Of a unit whose forms of that year are out of sight nothing is said: "nothing filed" could be wrong.
    const units = (await campaignProgress(query, campaign)).filter(({ unit }) => seesYear(scope, unit, fiscalYear))
    return { body: { campaign: withState(campaign, services.now()), units } }
  })
}
