import type { FormKind, Window } from '#engine'
import type { Query, Row } from './database.ts'

/** A call of the bureau for one kind of form of a year (填报任务). Moments are ISO. */
export type Campaign = {
  readonly id: string
  readonly region: number
  readonly fiscalYear: number
  readonly kind: FormKind
  readonly title: string
  /** The rule pack the bureau scores with; null: the form's own place and year decide. */
  readonly policy: string | null
  readonly opensAt: string
  readonly closesAt: string
  readonly lateUntil: string | null
}

export type NewCampaign = Campaign & { readonly by: string; readonly at: string }

/** False when there is one of this kind and year already. */
export async function createCampaign(query: Query, made: NewCampaign): Promise<boolean> {
  const { region, id, fiscalYear, kind, title, policy, opensAt, closesAt, lateUntil, by, at } = made
  const rows = await query(
    `insert into campaign (region_id, campaign_id, fiscal_year, kind, title, policy_id, opens_at, closes_at, late_until, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (region_id, fiscal_year, kind) do nothing returning campaign_id`,
    [region, id, fiscalYear, kind, title, policy, opensAt, closesAt, lateUntil, by, at],
  )
  return rows.length > 0
}

export async function changeCampaign(query: Query, changed: Campaign): Promise<boolean> {
  const { region, id, title, policy, opensAt, closesAt, lateUntil } = changed
  const rows = await query(
    `update campaign set title = $3, policy_id = $4, opens_at = $5, closes_at = $6, late_until = $7
     where region_id = $1 and campaign_id = $2 returning campaign_id`,
    [region, id, title, policy, opensAt, closesAt, lateUntil],
  )
  return rows.length > 0
}

export async function campaignsOf(query: Query, region: number): Promise<readonly Campaign[]> {
  const rows = await query('select * from campaign where region_id = $1 order by fiscal_year desc, kind', [region])
  return rows.map(campaignOf)
}

export async function findCampaign(query: Query, region: number, id: string): Promise<Campaign | undefined> {
  const [row] = await query('select * from campaign where region_id = $1 and campaign_id = $2', [region, id])
  return row && campaignOf(row)
}

export function windowOf({ opensAt, closesAt, lateUntil }: Campaign): Window {
  return {
    opensAt: Date.parse(opensAt),
    closesAt: Date.parse(closesAt),
    lateUntil: lateUntil === null ? null : Date.parse(lateUntil),
  }
}

/** A row of `campaign`; its bureau is that of the statement. */
export function campaignOf(row: Row): Campaign {
  return {
    id: String(row.campaign_id),
    region: Number(row.region_id),
    fiscalYear: Number(row.fiscal_year),
    kind: row.kind as FormKind,
    title: String(row.title),
    policy: row.policy_id === null ? null : String(row.policy_id),
    opensAt: (row.opens_at as Date).toISOString(),
    closesAt: (row.closes_at as Date).toISOString(),
    lateUntil: row.late_until === null ? null : (row.late_until as Date).toISOString(),
  }
}
