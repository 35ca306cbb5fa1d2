import type { Declaration, Indicator, Value } from '../../src/engine/index.ts'
import {
  type FundPlan,
  fundBlock,
  headLine,
  type IndicatorPlan,
  indicatorBlock,
  note,
  title,
  yearLine,
} from './blocks.ts'
import type { Amount, Item } from './content.ts'
import { actualTruth, type Draft, type MoneyPrint, printAmount, printMoney, put, targetTruth } from './draft.ts'
import type { Layout } from './layouts.ts'
import { INSIDE, LOOK, PLAIN_FUNDS, SANS, WAN, WIDE } from './layouts-department.ts'

const MONEY: MoneyPrint = WAN

/** 经费保障 and the like are ticked; so is one of the three possibilities. */
const CAUSES = ['经费保障', '制度保障', '人员保障', '硬件条件保障', '其他'] as const
const LIKELIHOODS = ['确定能', '有可能', '完全不可能'] as const

/** What is reached by the end of July, and whether it is on its way. */
function soFar(item: Item): Amount {
  const { actual } = item
  if (actual.kind !== 'quantity') return { kind: 'phrase', text: '有序推进' }
  const places = actual.value.split('.')[1]?.length ?? 0
  return { ...actual, value: (Number(actual.value) * 0.55).toFixed(places) }
}

function soFarTruth(amount: Amount, text: string): Value {
  return amount.kind === 'phrase' ? { text, kind: 'qualitative', outcome: null } : actualTruth(amount, text)
}

const MONITORED: readonly (readonly [label: string, width: number])[] = [
  ['一级指标', 5],
  ['二级指标', 5],
  ['三级指标', 9],
  ['年度指标值', 6],
  ['1-7月执行情况', 6],
  ['全年预计完成情况', 6],
]

function monitoring(draft: Draft): void {
  const { content, truth } = draft
  title(draft, '部门整体支出绩效运行监控表', 'table')
  yearLine(draft, '（YYYY年度）')
  headLine(draft, [{ field: 'department', label: '部门名称', pair: 8, to: draft.width }], 'ruled')
  truth.throughMonth = 7
  monitoredFunds(draft)
  put(draft, 0, 8, '年度总体目标')
  put(draft, 8, draft.width, content.expected, { align: 'left' })
  draft.row += 1
  truth.goals.expected = content.expected
  const edges = [0]
  for (const [, width] of MONITORED) edges.push((edges.at(-1) ?? 0) + width)
  const from = edges.at(-1) ?? 0
  const reasons = from + 3 * CAUSES.length
  const chances = reasons + 8
  const notes = chances + 3 * LIKELIHOODS.length
  for (const [i, [label]] of MONITORED.entries())
    put(draft, edges[i] ?? 0, edges[i + 1] ?? 0, label, { rows: 2, heading: true })
  put(draft, from, chances, '偏差原因分析', { heading: true })
  put(draft, chances, notes, '完成目标可能性', { heading: true })
  put(draft, notes, draft.width, '备注', { rows: 2, heading: true })
  draft.row += 1
  for (const [k, cause] of CAUSES.entries()) put(draft, from + 3 * k, from + 3 * k + 3, cause)
  put(draft, reasons, chances, '原因说明')
  for (const [k, chance] of LIKELIHOODS.entries()) put(draft, chances + 3 * k, chances + 3 * k + 3, chance)
  draft.row += 1
  for (const [i, item] of content.items.entries())
    monitoredRow(draft, item, i, { edges, from, reasons, chances, notes })
}

type Places = {
  readonly edges: readonly number[]
  readonly from: number
  readonly reasons: number
  readonly chances: number
  readonly notes: number
}

function monitoredRow(draft: Draft, item: Item, i: number, { edges, from, reasons, chances, notes }: Places): void {
  const { content, truth } = draft
  const reached = soFar(item)
  const texts = [
    ...[item.level1, item.level2, item.name, printAmount(item.target, 'inside')],
    ...[printAmount(reached, 'without-operator'), printAmount(item.actual, 'without-operator')],
  ]
  for (const [k, text] of texts.entries()) {
    const key = k === 0 ? 'level1' : 'level2'
    const same = (other: Item | undefined): boolean =>
      other !== undefined &&
      other.level1 === item.level1 &&
      (k === 0 || other.level2 === item.level2) &&
      other[key] === item[key]
    if (k < 2 && same(content.items[i - 1])) continue
    let rows = 1
    if (k < 2) while (same(content.items[i + rows])) rows++
    put(draft, edges[k] ?? 0, edges[k + 1] ?? 0, text, { rows })
  }
  const isLate = item.reason !== ''
  const causes = isLate ? [CAUSES[i % CAUSES.length] ?? '其他'] : []
  for (const [k, cause] of CAUSES.entries())
    put(draft, from + 3 * k, from + 3 * k + 3, causes.includes(cause) ? '√' : '')
  put(draft, reasons, chances, item.reason, { align: 'left' })
  const chance = isLate ? 1 : 0
  for (const [k] of LIKELIHOODS.entries()) put(draft, chances + 3 * k, chances + 3 * k + 3, k === chance ? '√' : '')
  const remark = i % 4 === 3 ? '已发函提醒' : ''
  put(draft, notes, draft.width, remark)
  draft.row += 1
  const text = (amount: Amount): string => printAmount(amount, 'without-operator')
  truth.indicators.push({
    ...plainRow(item),
    actual: soFarTruth(reached, text(reached)),
    reason: item.reason || null,
    note: remark || null,
    outlook: {
      expected: actualTruth(item.actual, text(item.actual)),
      causes,
      likelihood: isLate ? 'possible' : 'certain',
    },
  })
}

function plainRow(item: Item): Indicator {
  const target = targetTruth(item.target, printAmount(item.target, 'inside'), true)
  const { level1, level2, name } = item
  return { level1, level1Weight: null, level2, name, target, actual: null, weight: null, score: null, reason: null }
}

/** 年初预算数, what is spent by July, and what the year will spend. */
function monitoredFunds(draft: Draft): void {
  const { content, truth, width } = draft
  truth.funds.unit = '万元'
  const edges = [0, 14, 24, 34, 42, width]
  const heads = ['资金来源（万元）', '年初预算数', '1—7月执行数', '1—7月执行率', '全年预计执行数']
  for (const [i, head] of heads.entries()) put(draft, edges[i] ?? 0, edges[i + 1] ?? 0, head, { heading: true })
  draft.row += 1
  const july = (fen: number): number => Math.round((fen * 0.55) / 10_000) * 10_000
  const spent = content.funds.slice(1).reduce((sum, { initial }) => sum + july(initial), 0)
  for (const [i, { source, initial, execution }] of content.funds.entries()) {
    const now = i === 0 && content.funds.length > 1 ? spent : july(initial)
    const rate = initial === 0 ? '0.00' : ((100 * now) / initial).toFixed(2)
    const amounts = [initial, now, execution].map((fen) => printMoney(fen, MONEY))
    const texts = [
      i === 1 ? `其中：${source}` : source,
      amounts[0] ?? '',
      amounts[1] ?? '',
      `${rate}%`,
      amounts[2] ?? '',
    ]
    for (const [k, text] of texts.entries()) put(draft, edges[k] ?? 0, edges[k + 1] ?? 0, text)
    draft.row += 1
    truth.funds.rows.push({
      ...{ source, role: i === 0 ? 'total' : 'part', annualBudget: null, weight: null, score: null },
      ...{
        initialBudget: amounts[0] ?? null,
        execution: amounts[1] ?? null,
        executionRate: rate,
        expectedExecution: amounts[2] ?? null,
      },
    })
  }
}

/** A project's declaration: the money, goals and indicators of all years beside those of one. */
function declaration(draft: Draft): void {
  const { content, truth, width } = draft
  title(draft, '项目支出绩效目标申报表', 'table')
  yearLine(draft, '（YYYY年度）')
  headLine(
    draft,
    [
      { field: 'project', label: '项目名称', pair: 6, to: 26 },
      { field: 'none', label: '项目属性', text: '□新增 ☑延续', pair: 5, to: width },
    ],
    'ruled',
  )
  headLine(
    draft,
    [
      { field: 'department', label: '主管部门', pair: 6, to: 26 },
      { field: 'unit', label: '实施单位', pair: 5, to: width },
    ],
    'ruled',
  )
  const { year } = content
  headLine(
    draft,
    [{ field: 'none', label: '起止时间', text: `${year}年1月至${year + 2}年12月`, pair: 6, to: width }],
    'ruled',
  )
  const years = 3
  put(draft, 0, 6, '项目资金（万元）', { rows: content.funds.length })
  const declared: { source: string; role: 'total' | 'part'; amount: string }[] = []
  truth.funds.unit = '万元'
  for (const [i, { source, initial }] of content.funds.entries()) {
    const [whole, yearly] = i === 0 ? ['项目资金总额', '年度资金申请总额'] : [source, source]
    const [all, own] = [printMoney(years * initial, MONEY), printMoney(initial, MONEY)]
    const mark = i === 1 ? '其中：' : ''
    put(draft, 6, 16, `${mark}${whole}`)
    put(draft, 16, 26, all)
    put(draft, 26, 36, `${mark}${yearly}`)
    put(draft, 36, width, own)
    draft.row += 1
    declared.push({ source: whole ?? '', role: i === 0 ? 'total' : 'part', amount: all })
    truth.funds.rows.push({
      ...{ source: yearly ?? '', role: i === 0 ? 'total' : 'part', initialBudget: own, annualBudget: null },
      ...{ execution: null, weight: null, executionRate: null, score: null },
    })
  }
  const sections = [
    { title: '项目概况', text: `${content.department}承担${content.project.slice(5)}，分三年实施，受益范围覆盖全域。` },
    { title: '立项依据', text: '列入本地三年行动方案，经集体研究同意立项。' },
  ]
  const long = content.items.slice(0, 2)
  const goal = '三年内全面完成建设任务，长效机制健全。'
  for (const [label, text] of [
    ...sections.map(({ title: head, text: body }) => [head, body] as const),
    ['长期目标', goal] as const,
    ['年度目标', content.expected] as const,
  ]) {
    put(draft, 0, 6, label)
    put(draft, 6, width, text, { align: 'left' })
    draft.row += 1
  }
  truth.goals.expected = content.expected
  plannedTable(draft, '长期绩效指标', long)
  plannedTable(draft, '年度绩效指标', content.items)
  truth.indicators.push(...content.items.map(plainRow))
  const facts: Declaration = {
    ...{
      nature: '延续',
      category: null,
      leader: null,
      longTermGoal: goal,
      tasks: [],
      sections,
      projectFunds: declared,
    },
    period: { from: `${year}-01-01`, to: `${year + 2}-12-31` },
    longTermIndicators: long.map(plainRow),
  }
  truth.declaration = facts
  headLine(
    draft,
    [
      { field: 'contact', label: '填报人', to: 26 },
      { field: 'phone', label: '联系电话', to: width },
    ],
    'bare',
  )
}

function plannedTable(draft: Draft, caption: string, items: readonly Item[]): void {
  put(draft, 0, 6, caption, { rows: items.length + 1 })
  const edges = [6, 14, 22, 36, draft.width]
  for (const [k, head] of ['一级指标', '二级指标', '指标内容', '指标值'].entries())
    put(draft, edges[k] ?? 0, edges[k + 1] ?? 0, head, { heading: true })
  draft.row += 1
  for (const item of items) {
    const texts = [item.level1, item.level2, item.name, printAmount(item.target, 'inside')]
    for (const [k, text] of texts.entries()) put(draft, edges[k] ?? 0, edges[k + 1] ?? 0, text)
    draft.row += 1
  }
}

const transferFunds: FundPlan = {
  columns: [
    ['source', '', 20],
    ['annualBudget', '全年预算数（A）', 10],
    ['execution', '全年执行数（B）', 10],
    ['executionRate', '预算执行率（B/A）', 8],
  ],
  money: WAN,
  ...PLAIN_FUNDS,
  ...{ rates: 'all', among: true },
}

const transferTable: IndicatorPlan = {
  columns: [
    ['level1', '一级指标', 6],
    ['level2', '二级指标', 7],
    ['name', '三级指标', 12],
    ['target', '指标值', 7],
    ['actual', '全年实际完成值', 7],
    ['reason', '未完成原因和改进措施', 9],
  ],
  ...INSIDE,
}

function transfer(draft: Draft): void {
  const { content, truth, width } = draft
  title(draft, '中央对地方专项转移支付区域绩效目标自评表', 'table')
  yearLine(draft, '（YYYY年度）')
  note(draft, '单位：万元', true)
  headLine(draft, [{ field: 'project', label: '转移支付名称', pair: 13, to: width }], 'ruled')
  headLine(
    draft,
    [
      { field: 'none', label: '中央主管部门', text: '水利主管部门', pair: 13, to: 25 },
      { field: 'none', label: '地方主管部门', text: content.department, pair: 7, to: width },
    ],
    'ruled',
  )
  truth.department = '水利主管部门'
  fundBlock(draft, transferFunds)
  put(draft, 0, 25, '总体目标', { heading: true })
  put(draft, 25, width, '全年实际完成情况', { heading: true })
  draft.row += 1
  put(draft, 0, 25, content.expected, { align: 'left' })
  put(draft, 25, width, content.reached, { align: 'left' })
  draft.row += 1
  truth.goals = { expected: content.expected, actual: content.reached }
  indicatorBlock(draft, transferTable)
}

const RATED: readonly (readonly [level1: string, level2: string, name: string, weight: number, standard: string])[] = [
  ['投入', '目标设定', '绩效目标合理性', 5, '符合职责、与规划衔接得满分，缺一项扣2.5分'],
  ['投入', '预算配置', '在职人员控制率', 5, '≤100%得满分，每超1个百分点扣0.5分'],
  ['投入', '预算配置', '三公经费变动率', 8, '≤0得满分，每增1个百分点扣0.8分'],
  ['过程', '预算执行', '预算完成率', 10, '100%得满分，每低5%扣2分'],
  ['过程', '预算执行', '预算调整率', 6, '0得满分，10%以内得4分，20%以内得2分'],
  ['过程', '预算管理', '资金使用合规性', 12, '符合规定得满分，发现一处不合规扣3分'],
  ['过程', '资产管理', '固定资产利用率', 6, '≥95%得满分，每低1个百分点扣0.5分'],
  ['产出', '职责履行', '重点工作办结率', 24, '按办结比例计分'],
  ['效果', '履职效益', '社会公众满意度', 24, '≥90%得满分，每低1个百分点扣1分'],
]

function framework(draft: Draft): void {
  const { truth } = draft
  title(draft, 'YYYY年度部门整体支出绩效评价指标体系评分表', 'table')
  headLine(draft, [{ field: 'department', label: '部门名称', pair: 7, to: draft.width }], 'ruled')
  const sum = (test: (row: (typeof RATED)[number]) => boolean): number =>
    RATED.filter(test).reduce((all, [, , , weight]) => all + weight, 0)
  const edges = [0, 5, 8, 14, 17, 27, 30, 46, draft.width]
  const heads = ['一级指标', '分值', '二级指标', '分值', '三级指标', '分值', '评分标准', '得分']
  for (const [k, head] of heads.entries()) put(draft, edges[k] ?? 0, edges[k + 1] ?? 0, head, { heading: true })
  draft.row += 1
  let total = 0
  for (const [i, [level1, level2, name, weight, standard]] of RATED.entries()) {
    const score = i % 3 === 2 ? weight - 1 : weight
    total += score
    const first = sum((row) => row[0] === level1)
    const second = sum((row) => row[1] === level2)
    const texts = [level1, String(first), level2, String(second), name, String(weight), standard, String(score)]
    for (const [k, text] of texts.entries()) {
      const level = k < 2 ? 0 : 1
      if (k < 4 && RATED[i - 1]?.[level] === RATED[i]?.[level]) continue
      let rows = 1
      if (k < 4) while (RATED[i + rows]?.[level] === RATED[i]?.[level]) rows++
      put(draft, edges[k] ?? 0, edges[k + 1] ?? 0, text, { rows, align: k === 6 ? 'left' : 'center' })
    }
    draft.row += 1
    const values = { target: null, actual: null, reason: null, weight, score, standard }
    // 一级、二级指标记全称：产出即产出指标。
    truth.indicators.push({
      level1: level1 === '产出' ? '产出指标' : level1,
      level1Weight: first,
      level2,
      level2Weight: second,
      name,
      ...values,
    })
  }
  put(draft, 0, 27, '总分')
  put(draft, 27, 30, '100')
  put(draft, 30, 46, '')
  put(draft, 46, draft.width, String(total))
  draft.row += 1
  truth.total = { weight: 100, score: total }
}

const SOURCES = ['年度资金总额', '财政拨款', '其他资金']

export const kindLayouts: readonly Layout[] = [
  {
    id: 'monitoring',
    kind: 'monitoring',
    width: 76,
    wishes: { sources: SOURCES, step: 1_000_000, frame: 'national', rows: 'usual' },
    look: { ...WIDE, size: 8 },
    draw: monitoring,
  },
  {
    id: 'declaration-project',
    kind: 'target-declaration',
    width: 46,
    wishes: { sources: SOURCES, step: 10_000, frame: 'national', rows: 'usual' },
    look: LOOK,
    draw: declaration,
  },
  {
    id: 'transfer',
    kind: 'transfer-self-evaluation',
    width: 48,
    wishes: { sources: ['年度资金总额', '中央财政资金', '地方资金'], step: 10_000, frame: 'national', rows: 'usual' },
    look: { ...LOOK, font: SANS },
    draw: transfer,
  },
  {
    id: 'framework',
    kind: 'indicator-framework',
    width: 50,
    wishes: { sources: SOURCES, step: 10_000, frame: 'national', rows: 'few' },
    look: WIDE,
    draw: framework,
  },
]
