import { z } from 'zod'
import { type FormStatus, ROLE_NAMES, type Role } from '#engine'
import { findForm } from '../store/forms.ts'
import { accountsWithRole, notify } from '../store/notifications.ts'
import { unitsIn } from '../store/units.ts'
import { jobKind } from './job.ts'
import { idFrom } from './job-id.ts'

/** Who has a form next, by where it stands. */
const NEXT: Readonly<Record<FormStatus, { readonly role: Role; readonly says: string }>> = {
  draft: { role: 'clerk', says: '回到了草稿' },
  returned: { role: 'clerk', says: '被退回，请看意见、改好后再送' },
  submitted: { role: 'unitHead', says: '等您签发' },
  unitSigned: { role: 'departmentReviewer', says: '等您审核' },
  departmentReviewed: { role: 'financeReviewer', says: '等您审核' },
  financeReviewed: { role: 'performanceOfficer', says: '等您批复' },
  approved: { role: 'clerk', says: '已批复' },
}

/** Tells whoever has a form next that it is there. A form that has moved on since is not told of. */
export const notifyJob = jobKind({
  queue: 'notify',
  title: '通知下一位',
  payload: z.object({ form: z.uuid(), version: z.int() }),
  async run({ database, scope, payload, now }) {
    const { region } = scope
    const at = new Date(now()).toISOString()
    const { stored, unit } = await database.tx(scope, async (query) => {
      const stored = await findForm(query, region, payload.form)
      const asked = { region, year: stored?.form.fiscalYear ?? 0, only: stored?.unit ?? 0, most: 1 }
      return { stored, unit: (await unitsIn(query, asked))[0] }
    })
    if (!stored || stored.version !== payload.version) return { message: '这张表已经往下走了，不用通知' }
    const { role, says } = NEXT[stored.status]
    const places = role === 'departmentReviewer' ? [stored.unit, unit?.parent ?? stored.unit] : [stored.unit, 0]
    const wanted = { region, units: places, roles: [role], year: stored.form.fiscalYear ?? 0 }
    const accounts = await database.asOwner((query) => accountsWithRole(query, wanted, at))
    const text = `${unit?.name ?? `单位 ${stored.unit}`}的《${stored.form.title ?? '表'}》（${stored.form.fiscalYear} 年）${says}`
    await database.tx(scope, async (query) => {
      for (const account of accounts)
        await notify(query, {
          region,
          id: idFrom('notify', stored.id, stored.version, account),
          account,
          form: stored.id,
          text,
          at,
        })
    })
    return { message: `通知了 ${accounts.length} 位${ROLE_NAMES[role]}` }
  },
})
