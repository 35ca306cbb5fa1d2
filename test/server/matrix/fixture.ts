import { createHash, randomUUID } from 'node:crypto'
import type { FormStatus, Role } from '#engine'
import { hashPassword } from '../../../src/server/api/passwords.ts'
import { addAttachment } from '../../../src/server/store/attachments.ts'
import type { Blobs } from '../../../src/server/store/blobs.ts'
import { createCampaign } from '../../../src/server/store/campaigns.ts'
import type { Database } from '../../../src/server/store/database.ts'
import { moveForm } from '../../../src/server/store/form-moves.ts'
import { createForm, type StoredForm } from '../../../src/server/store/forms.ts'
import { cancel, enqueue } from '../../../src/server/store/jobs.ts'
import { appendEvent } from '../../../src/server/store/log.ts'
import { assign, createAccount, openSession } from '../../../src/server/store/people.ts'
import { projectLines } from '../../../src/server/store/projection.ts'
import { createRegion, createUnit } from '../../../src/server/store/units.ts'
import { libraryForm } from '../../documents/forms.ts'
import { NOW, REGION } from '../harness.ts'

const AT = new Date(NOW).toISOString()
const UNTIL = new Date(NOW + 3_600_000).toISOString()
const BY = randomUUID()
/** Of a password that nobody in the matrix gives. */
const passwordHash = await hashPassword('青禾 河畔 2025 春')

/** The bureau that the matrix is asked of: everything below belongs to unit 204 and the year 2024. */
export type Fixture = {
  /** A draft, and a form in each status after it. */
  readonly forms: Readonly<Record<FormStatus, StoredForm>>
  readonly attachment: string
  readonly campaign: string
  readonly job: string
  readonly account: { readonly id: string; readonly login: string }
}

const WAY: readonly FormStatus[] = ['submitted', 'unitSigned', 'departmentReviewed', 'financeReviewed', 'approved']

export async function makeFixture(database: Database, blobs: Blobs): Promise<Fixture> {
  const bureau = { role: 'app_bureau', region: REGION, units: [] } as const
  await database.asOwner((query) => createRegion(query, REGION, '青禾区财政局'))
  await database.tx(bureau, async (query) => {
    const unit = { region: REGION, kind: 'unit', fromYear: 2020 } as const
    await createUnit(query, { ...unit, id: 50, name: '文旅局', kind: 'department', parent: null })
    await createUnit(query, { ...unit, id: 204, name: '图书馆', parent: 50 })
    await createUnit(query, { ...unit, id: 301, name: '档案馆', parent: null })
  })
  const forms: Partial<Record<FormStatus, StoredForm>> = {}
  for (const status of ['draft', 'returned', ...WAY] as const) forms[status] = await formIn(database, status)
  const draft = forms.draft as StoredForm
  const [attachment, campaign, job] = [randomUUID(), randomUUID(), randomUUID()]
  const bytes = new TextEncoder().encode('%PDF-1.7')
  const hash = await blobs.keep(bytes)
  const file = { place: '', name: 'a.pdf', type: 'application/pdf', bytes: bytes.length, hash, removedAt: null }
  await database.tx({ role: 'app_unit', region: REGION, units: [204] }, async (query) => {
    await addAttachment(query, REGION, { id: attachment, form: draft.id, unit: 204, ...file, by: BY, at: AT })
    const event = { actor: BY, action: 'create', subject: draft.id, payload: {}, at: NOW }
    await appendEvent(query, { region: REGION, unit: 204 }, event, 'sm3')
  })
  await database.tx({ role: 'app_system', region: REGION, units: [] }, (query) => projectLines(query, REGION))
  await database.tx(bureau, async (query) => {
    const times = { opensAt: AT, closesAt: UNTIL, lateUntil: null }
    const named = { fiscalYear: 2024, kind: 'department-self-evaluation', title: '自评', policy: null } as const
    await createCampaign(query, { id: campaign, region: REGION, ...named, ...times, by: BY, at: AT })
    await enqueue(query, { region: REGION, id: job, queue: 'rescore', payload: {}, runAt: AT, by: BY, at: AT })
    await cancel(query, REGION, job, AT)
  })
  const account = { id: randomUUID(), login: 'somebody' }
  await database.asOwner(async (query) => {
    await createAccount(query, { ...account, name: '某人', passwordHash, at: AT })
    await assign(query, randomUUID(), account.id, {
      region: REGION,
      unit: 204,
      role: 'auditor',
      fromYear: 2020,
      toYear: null,
    })
  })
  return { forms: forms as Fixture['forms'], attachment, campaign, job, account }
}

/** A form of unit 204 that has gone its way up to a status. */
async function formIn(database: Database, status: FormStatus): Promise<StoredForm> {
  const form = { ...libraryForm(), fiscalYear: 2024 }
  return database.tx({ role: 'app_unit', region: REGION, units: [204] }, async (query) => {
    const made = { id: randomUUID(), region: REGION, unit: 204, projectCode: status === 'draft' ? '' : status }
    let stored = await createForm(query, { ...made, form, by: BY, at: AT })
    const verdict = { total: 95, errors: 0, warnings: 1, rules: ['fund-total'] }
    for (const to of status === 'draft' ? [] : status === 'returned' ? (['submitted', 'returned'] as const) : WAY) {
      if (!stored) break
      stored = await moveForm(query, stored, { to, by: BY, at: AT, verdict })
      if (to === status) break
    }
    if (stored?.status !== status) throw new Error(`no form in ${status}`)
    return stored
  })
}

/** What a browser of somebody with one role sends; without a role, of somebody who has none at all. */
export async function personWith(
  database: Database,
  { role, region, unit, years }: Assigned,
): Promise<Readonly<Record<string, string>>> {
  const id = randomUUID()
  const token = randomUUID()
  await database.asOwner(async (query) => {
    await createAccount(query, { id, login: `${role}-${id}`, name: role, passwordHash, at: AT })
    await assign(query, randomUUID(), id, { region, unit, role, fromYear: years[0], toYear: years[1] })
    const tokenHash = createHash('sha256').update(token).digest()
    await openSession(query, { tokenHash, account: id, kind: 'browser', csrf: 'of-the-page', at: AT, until: UNTIL })
  })
  return { cookie: `jiheng-session=${token}`, 'x-csrf-token': 'of-the-page' }
}

export type Assigned = {
  readonly role: Role
  readonly region: number
  readonly unit: number
  readonly years: readonly [number, number | null]
}
