import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Form, FormStatus, Role } from '#engine'
import { hashPassword } from '../../src/server/api/passwords.ts'
import { type ServingStore, serveStore } from '../../src/server/main.ts'
import { settingsFrom } from '../../src/server/settings.ts'
import { folderBlobs } from '../../src/server/store/blobs.ts'
import { createCampaign } from '../../src/server/store/campaigns.ts'
import type { Database } from '../../src/server/store/database.ts'
import { moveForm } from '../../src/server/store/form-moves.ts'
import { createForm } from '../../src/server/store/forms.ts'
import { assign, createAccount } from '../../src/server/store/people.ts'
import { createRegion, createUnit } from '../../src/server/store/units.ts'
import { libraryForm } from '../documents/forms.ts'

export const TOWN = 520123
export const YEAR = 2024
export const PASSWORD = '青禾 河畔 2025 春'
const DAY = 86_400_000

export type Town = { readonly serving: ServingStore; readonly database: Database; readonly close: () => Promise<void> }

/** Who works in the town: login, role, unit (0: the bureau). The password of all is `PASSWORD`. */
export const PEOPLE: readonly (readonly [login: string, name: string, role: Role, unit: number])[] = [
  ['jingban', '林小禾', 'clerk', 204],
  ['jingban2', '周岩', 'clerk', 204],
  ['fuze', '陈松', 'unitHead', 204],
  ['zhuguan', '许岚', 'departmentReviewer', 50],
  ['yewu', '高远', 'financeReviewer', 0],
  ['jixiao', '沈清', 'performanceOfficer', 0],
  ['shenji', '丁默', 'auditor', 0],
  ['guanli', '管理员', 'administrator', 0],
]

/** A small town with its people and `units` units, a campaign that ends in five days, one form filled and some on their way; served on a free port. */
export async function openTown(
  database: Database,
  units = 12,
  environment: Readonly<Record<string, string>> = {},
): Promise<Town> {
  const folder = mkdtempSync(join(tmpdir(), 'jiheng-town-'))
  await settle(database, units)
  const settings = settingsFrom({ HOST: '127.0.0.1', PORT: '0', JIHENG_DATA: folder, ...environment })
  const serving = await serveStore(
    { ...settings, port: 0 },
    { database, blobs: folderBlobs(join(folder, 'attachments')), migrated: { applied: [], version: 0 } },
  )
  return {
    serving,
    database,
    async close() {
      await serving.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The library's form of the year as its clerk has it: nothing to correct. */
export function filledForm(unit: string): Form {
  return { ...libraryForm(), fiscalYear: YEAR, department: unit, reading: {} }
}

async function settle(database: Database, units: number): Promise<void> {
  const at = new Date().toISOString()
  const passwordHash = await hashPassword(PASSWORD)
  const scope = { role: 'app_bureau', region: TOWN, units: [] } as const
  await database.asOwner(async (query) => {
    await createRegion(query, TOWN, '青禾区财政局')
    for (const [login, name, role, unit] of PEOPLE) {
      const id = randomUUID()
      await createAccount(query, { id, login, name, passwordHash, at })
      await assign(query, randomUUID(), id, { region: TOWN, unit, role, fromYear: 2020, toYear: null })
    }
  })
  const names = [
    '图书馆',
    '文化馆',
    '博物馆',
    '档案馆',
    '体育中心',
    '河道管理所',
    '职业技术学校',
    '疾病预防控制中心',
    '供排水服务中心',
    '退役军人事务服务中心',
  ]
  const list = Array.from({ length: units }, (_, i) => ({
    id: 204 + i,
    name: `青禾区${names[i % names.length]}${i < names.length ? '' : `第${i}分部`}`,
  }))
  await database.tx(scope, async (query) => {
    await createUnit(query, {
      region: TOWN,
      id: 50,
      name: '青禾区文化和旅游局',
      kind: 'department',
      parent: null,
      fromYear: 2020,
    })
    for (const { id, name } of list)
      await createUnit(query, { region: TOWN, id, name, kind: 'unit', parent: 50, fromYear: 2020 })
    const iso = (days: number) => new Date(Date.now() + days * DAY).toISOString()
    const times = { opensAt: iso(-20), closesAt: iso(5), lateUntil: iso(10) }
    const campaign = {
      id: randomUUID(),
      region: TOWN,
      fiscalYear: YEAR,
      kind: 'department-self-evaluation',
      title: `${YEAR} 年度部门整体支出绩效自评`,
      policy: null,
    } as const
    await createCampaign(query, { ...campaign, ...times, by: randomUUID(), at })
  })
  const statuses: readonly FormStatus[] = [
    'draft',
    'submitted',
    'unitSigned',
    'departmentReviewed',
    'financeReviewed',
    'approved',
    'returned',
  ]
  for (const [i, { id: unit, name }] of list.entries()) {
    if (i % 4 === 3) continue
    const id = randomUUID()
    const status = statuses[i % statuses.length] ?? 'draft'
    await database.tx({ role: 'app_unit', region: TOWN, units: [unit] }, async (query) => {
      const stored = await createForm(query, {
        id,
        region: TOWN,
        unit,
        projectCode: '',
        form: filledForm(name),
        by: randomUUID(),
        at,
      })
      const verdict = {
        total: 88 + (i % 12),
        errors: 0,
        warnings: i % 3,
        rules: ['large-adjustment', 'personal-data'].slice(0, i % 3),
      }
      if (stored && status !== 'draft') await moveForm(query, stored, { to: status, by: randomUUID(), at, verdict })
    })
  }
}
