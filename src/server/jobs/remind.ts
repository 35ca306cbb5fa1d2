import { z } from 'zod'
import { daysLeft, EDITABLE, windowState } from '#engine'
import { campaignProgress } from '../store/campaign-progress.ts'
import { type Campaign, campaignsOf, windowOf } from '../store/campaigns.ts'
import { accountsWithRole, notify } from '../store/notifications.ts'
import { jobKind, type Task } from './job.ts'
import { idFrom } from './job-id.ts'

/** Days before the end on which clerks are reminded. */
const DAYS = [7, 3, 1, 0]

/** Once a day: clerks whose form is not in yet are told how long is left. */
export const remindJob = jobKind({
  queue: 'remind',
  title: '填报提醒',
  payload: z.object({ day: z.iso.date() }),
  async run(task) {
    const { database, scope, now } = task
    const campaigns = await database.tx(scope, (query) => campaignsOf(query, scope.region))
    let told = 0
    for (const campaign of campaigns) {
      const window = windowOf(campaign)
      const left = daysLeft(window, now())
      const isDue = windowState(window, now()) === 'open' && left !== undefined && DAYS.includes(left)
      if (isDue) told += await remind(task, campaign, left)
    }
    return { message: `提醒了 ${told} 人次` }
  },
})

async function remind(task: Task<{ readonly day: string }>, campaign: Campaign, left: number): Promise<number> {
  const { database, scope, now, payload } = task
  const { region } = scope
  const at = new Date(now()).toISOString()
  const progress = await database.tx(scope, (query) => campaignProgress(query, campaign))
  const open = progress.filter(({ status }) => status === null || EDITABLE.includes(status))
  const text = `“${campaign.title}”${left === 0 ? '今天截止' : `还剩 ${left} 天`}，您单位的表还没有送审`
  let told = 0
  for (const { unit, form } of open) {
    const wanted = { region, units: [unit], roles: ['clerk'], year: campaign.fiscalYear }
    const accounts = await database.asOwner((query) => accountsWithRole(query, wanted, at))
    await database.tx(scope, async (query) => {
      for (const account of accounts)
        await notify(query, {
          region,
          id: idFrom('remind', campaign.id, unit, account, payload.day),
          account,
          form,
          text,
          at,
        })
    })
    told += accounts.length
  }
  return told
}
