import { z } from 'zod'
import { type Role, rules } from '#engine'
import {
  type AnalysisScope,
  type FindingCount,
  findingCounts,
  joinByHash,
  type LevelShare,
  levelShares,
  type Peer,
  peersOf,
  type ScorePoint,
  scorePoints,
  uncounted,
} from '../store/analysis.ts'
import { type Call, endpoint } from './endpoint.ts'
import { FILED_KINDS, FiscalYearInAddress, here } from './form-access.ts'
import { type Column, tableFile } from './table-file.ts'

const READERS: readonly Role[] = [
  'financeReviewer',
  'performanceOfficer',
  'administrator',
  'auditor',
  'departmentReviewer',
]
const Which = z.object({ year: FiscalYearInAddress, kind: z.enum(FILED_KINDS).default('department-self-evaluation') })
const Export = Which.extend({
  what: z.enum(['scores', 'findings', 'levels']),
  format: z.enum(['csv', 'json', 'xlsx']).default('xlsx'),
})
const Peers = z.object({ year: FiscalYearInAddress, name: z.string().trim().min(2).max(60) })

/** What a bureau looks at when the forms are in: each picture with the rows it is drawn from. */
export const analysisEndpoints = [
  endpoint({
    id: 'getAnalysis',
    method: 'GET',
    path: '/api/bureaus/:region/analysis',
    title: '得分分布、预算执行与得分、最常见的问题、各类指标满分率',
    access: READERS,
    query: Which,
    handle: analyse,
  }),
  endpoint({
    id: 'exportAnalysis',
    method: 'GET',
    path: '/api/bureaus/:region/analysis.file',
    title: '把图所依据的各行写成文件',
    access: READERS,
    query: Export,
    handle: exportRows,
  }),
  endpoint({
    id: 'getPeers',
    method: 'GET',
    path: '/api/bureaus/:region/indicator-peers',
    title: '各单位名称里有这几个字的指标',
    access: READERS,
    query: Peers,
    handle: peers,
  }),
] as const

async function analyse(call: Call<undefined, z.infer<typeof Which>>) {
  const { scope } = here(call)
  const which = scopeOf(call.query, scope.region)
  return call.services.database.tx(scope, async (query) => {
    await joinByHash(query)
    const points = await scorePoints(query, which)
    const findings = (await findingCounts(query, which)).map(named)
    const levels = await levelShares(query, which)
    return { body: { points, findings, levels, uncounted: await uncounted(query, scope.region) } }
  })
}

function scopeOf({ year, kind }: z.infer<typeof Which>, region: number): AnalysisScope {
  return { region, fiscalYear: year, kind }
}

const known = new Map(rules.map((rule) => [rule.id, rule]))

function named({ rule, forms, times }: FindingCount) {
  const { code = '', title = rule, severity = 'notice' } = known.get(rule) ?? {}
  return { rule, code, title, severity, forms, times }
}

const SCORES: readonly Column<ScorePoint>[] = [
  { key: 'unit', head: '单位编码', width: 10, value: ({ unit }) => unit },
  { key: 'unitName', head: '单位', width: 28, value: ({ unitName }) => unitName },
  { key: 'projectCode', head: '项目', width: 16, value: ({ projectCode }) => projectCode },
  { key: 'score', head: '计算总分', width: 10, value: ({ score }) => score },
  { key: 'budget', head: '全年预算数（元）', width: 18, value: ({ budget }) => budget },
  { key: 'executed', head: '全年执行数（元）', width: 18, value: ({ executed }) => executed },
  { key: 'rate', head: '执行率（%）', width: 12, value: ({ rate }) => rate },
]
const FINDINGS: readonly Column<ReturnType<typeof named>>[] = [
  { key: 'code', head: '代码', width: 8, value: ({ code }) => code },
  { key: 'title', head: '问题', width: 50, value: ({ title }) => title },
  { key: 'forms', head: '表数', width: 8, value: ({ forms }) => forms },
  { key: 'times', head: '次数', width: 8, value: ({ times }) => times },
]
const LEVELS: readonly Column<LevelShare>[] = [
  { key: 'level1', head: '一级指标', width: 14, value: ({ level1 }) => level1 },
  { key: 'level2', head: '二级指标', width: 18, value: ({ level2 }) => level2 },
  { key: 'rows', head: '指标数', width: 8, value: ({ rows }) => rows },
  { key: 'full', head: '满分的', width: 8, value: ({ full }) => full },
  { key: 'weight', head: '分值合计', width: 10, value: ({ weight }) => weight },
  { key: 'score', head: '得分合计', width: 10, value: ({ score }) => score },
]

async function exportRows(call: Call<undefined, z.infer<typeof Export>>) {
  const { scope } = here(call)
  const { what, format, ...asked } = call.query
  const which = scopeOf(asked, scope.region)
  const file = await call.services.database.tx(scope, async (query) => {
    await joinByHash(query)
    switch (what) {
      case 'scores':
        return tableFile('得分与执行', SCORES, await scorePoints(query, which), format)
      case 'findings':
        return tableFile('常见问题', FINDINGS, (await findingCounts(query, which)).map(named), format)
      case 'levels':
        return tableFile('各类指标', LEVELS, await levelShares(query, which), format)
    }
  })
  return { body: undefined, file }
}

async function peers(call: Call<undefined, z.infer<typeof Peers>>) {
  const { scope } = here(call)
  const { year, name } = call.query
  const found: readonly Peer[] = await call.services.database.tx(scope, (query) =>
    peersOf(query, { region: scope.region, fiscalYear: year }, name),
  )
  return { body: { peers: found } }
}
