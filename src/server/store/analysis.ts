import type { FormKind } from '#engine'
import type { Query } from './database.ts'

export type AnalysisScope = { readonly region: number; readonly fiscalYear: number; readonly kind: FormKind }

/** Forms that a score was computed for, as one point each. Amounts in 元, rate in %, null where the form does not say. */
export type ScorePoint = {
  readonly form: string
  readonly unit: number
  readonly unitName: string
  readonly projectCode: string
  readonly score: number
  readonly budget: string | null
  readonly executed: string | null
  readonly rate: number | null
}

/**
 * A year's lines and forms are read once each and joined by hash. In the rush before a deadline the planner's figures lag behind: it takes
 * the year for a few lines and would look through all of them again for every form. Holds to the end of the transaction.
 */
export async function joinByHash(query: Query): Promise<void> {
  await query('set local enable_nestloop to off')
}

/** Every form of a year and kind that has been scored, with the total of its fund table. The year stands on the lines too: they are read from the index of the year. */
export async function scorePoints(
  query: Query,
  { region, fiscalYear, kind }: AnalysisScope,
): Promise<readonly ScorePoint[]> {
  const rows = await query(
    `select f.form_id, f.unit_id, u.name as unit_name, f.project_code, f.total_score, t.budget, t.executed
     from form f left join unit u on u.region_id = $1 and u.unit_id = f.unit_id
       left join form_fund t on t.region_id = $1 and t.form_id = f.form_id and t.fiscal_year = $2 and t.role = 'total'
     where f.region_id = $1 and f.fiscal_year = $2 and f.kind = $3 and f.total_score is not null
     order by f.unit_id, f.form_id, t.line_no`,
    [region, fiscalYear, kind],
  )
  const seen = new Set<string>()
  return rows.flatMap((row) => {
    const form = String(row.form_id)
    if (seen.has(form)) return []
    seen.add(form)
    const [budget, executed] = [row.budget, row.executed].map((amount) => (amount === null ? null : String(amount)))
    return {
      form,
      unit: Number(row.unit_id),
      unitName: String(row.unit_name ?? row.unit_id),
      projectCode: String(row.project_code),
      score: Number(row.total_score),
      budget: budget ?? null,
      executed: executed ?? null,
      rate: rateOf(budget ?? null, executed ?? null),
    }
  })
}

/** For a picture: two places are enough, and a budget of zero has no rate. */
function rateOf(budget: string | null, executed: string | null): number | null {
  const whole = Number(budget)
  if (budget === null || executed === null || whole === 0) return null
  return Math.round((Number(executed) / whole) * 10_000) / 100
}

export type FindingCount = { readonly rule: string; readonly forms: number; readonly times: number }

/** The findings of the last checks by rule, the commonest first. */
export async function findingCounts(
  query: Query,
  { region, fiscalYear, kind }: AnalysisScope,
): Promise<readonly FindingCount[]> {
  const rows = await query<{ rule: string; forms: number; times: number }>(
    `select x.rule, count(distinct x.form_id)::int as forms, count(*)::int as times
     from (select form_id, unnest(finding_rules) as rule from form where region_id = $1 and fiscal_year = $2 and kind = $3) x
     group by x.rule order by forms desc, x.rule`,
    [region, fiscalYear, kind],
  )
  return rows
}

export type LevelShare = {
  readonly level1: string | null
  readonly level2: string | null
  readonly rows: number
  /** Rows that have all their points. */
  readonly full: number
  readonly weight: number
  readonly score: number
}

/** By level: how many indicators there are, and how many have full marks. Rows without points are not counted. The year stands on both sides of the join: else the forms of all years are looked up. */
export async function levelShares(
  query: Query,
  { region, fiscalYear, kind }: AnalysisScope,
): Promise<readonly LevelShare[]> {
  const rows = await query(
    `select i.level1, i.level2, count(*)::int as rows, count(*) filter (where i.score >= i.weight)::int as full_rows,
       sum(i.weight) as weight, sum(i.score) as score
     from form_indicator i join form f on f.region_id = $1 and f.form_id = i.form_id
     where i.region_id = $1 and i.fiscal_year = $2 and f.fiscal_year = $2 and f.kind = $3 and i.weight > 0 and i.score is not null
     group by i.level1, i.level2 order by i.level1, i.level2`,
    [region, fiscalYear, kind],
  )
  return rows.map((row) => ({
    level1: row.level1 === null ? null : String(row.level1),
    level2: row.level2 === null ? null : String(row.level2),
    rows: Number(row.rows),
    full: Number(row.full_rows),
    weight: Number(row.weight),
    score: Number(row.score),
  }))
}

export type Peer = {
  readonly form: string
  readonly unit: number
  readonly unitName: string
  readonly name: string
  readonly target: string | null
  readonly targetValue: string | null
  readonly actualValue: string | null
  readonly unitOfMeasure: string | null
  readonly weight: number | null
  readonly score: number | null
}

const MOST_PEERS = 500

/** The same indicator at other units: all whose name holds the text. The names are looked through in the index alone; then only rows of those names are read. */
export async function peersOf(
  query: Query,
  { region, fiscalYear }: Pick<AnalysisScope, 'region' | 'fiscalYear'>,
  name: string,
): Promise<readonly Peer[]> {
  const rows = await query(
    `with named as materialized (
       select distinct name from form_indicator where region_id = $1 and fiscal_year = $2 and name like $3
     ) select i.form_id, i.unit_id, u.name as unit_name, i.name, i.target_text, i.target_value, i.actual_value, i.target_unit, i.weight, i.score
     from named n cross join lateral (
       select * from form_indicator o where o.region_id = $1 and o.fiscal_year = $2 and o.name = n.name order by o.unit_id limit $4
     ) i left join unit u on u.region_id = $1 and u.unit_id = i.unit_id
     order by i.name, i.unit_id limit $4`,
    [region, fiscalYear, `%${name.replaceAll(/[\\%_]/g, '\\$&')}%`, MOST_PEERS],
  )
  return rows.map((row) => ({
    form: String(row.form_id),
    unit: Number(row.unit_id),
    unitName: String(row.unit_name ?? row.unit_id),
    name: String(row.name),
    target: row.target_text === null ? null : String(row.target_text),
    targetValue: row.target_value === null ? null : String(row.target_value),
    actualValue: row.actual_value === null ? null : String(row.actual_value),
    unitOfMeasure: row.target_unit === null ? null : String(row.target_unit),
    weight: row.weight === null ? null : Number(row.weight),
    score: row.score === null ? null : Number(row.score),
  }))
}

/** How many forms of a bureau are not counted in the lines yet: a picture says so. */
export async function uncounted(query: Query, region: number): Promise<number> {
  const [row] = await query<{ count: number }>(
    'select count(*)::int as count from form where region_id = $1 and version <> projected_version',
    [region],
  )
  return row?.count ?? 0
}
