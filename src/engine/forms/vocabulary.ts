import { editDistance } from '../reading/similarity.ts'
import { compact, tight } from '../values/text.ts'
import { simplified } from '../values/traditional.ts'

/** What a column of the fund or indicator table holds. */
export type Role =
  | 'source'
  | 'initialBudget'
  | 'annualBudget'
  | 'execution'
  | 'executionRate'
  | 'level1'
  | 'level2'
  | 'name'
  | 'operator'
  | 'unit'
  | 'initialTarget'
  | 'adjustedTarget'
  | 'target'
  | 'actual'
  | 'weight'
  | 'level1Weight'
  | 'level2Weight'
  | 'score'
  | 'reason'
  | 'expectedExecution'
  | 'expectedActual'
  | 'cause'
  | 'likelihood'
  | 'note'
  | 'standard'
  | 'longTermTarget'
  | 'scoreCoefficient'
  | 'isCore'
  | 'other'

/** Headings seen in published forms (domain.md 3.2), without brackets and spaces. */
const ALIASES: Readonly<Record<Exclude<Role, 'other' | 'level1Weight' | 'level2Weight'>, readonly string[]>> = {
  source: ['资金来源', '项目资金', '资金构成'],
  initialBudget: ['年初预算数', '年初预算', '年初批复预算', '年初预算批复数', '年初预算金额'],
  annualBudget: ['全年预算数', '全年预算', '调整后预算数', '预算数', '全年调整预算数', '调整预算数', '全年预算金额'],
  execution: ['全年执行数', '全年执行', '预算执行数', '执行数', '全年支出数', '实际支出数'],
  executionRate: ['执行率', '预算执行率'],
  level1: ['一级指标'],
  level2: ['二级指标'],
  name: ['三级指标', '指标名称', '指标内容', '三级指标名称', '绩效指标名称'],
  operator: ['指标性质', '计算符号', '指标方向', '运算符号'],
  unit: ['度量单位', '计量单位'],
  initialTarget: ['年初指标值', '年初目标值', '初始指标值'],
  adjustedTarget: ['调整指标值', '调整后指标值', '调整目标值'],
  target: ['年度指标值', '指标值', '目标值', '年度目标值', '年度绩效指标值', '预期指标值', '计划指标值'],
  actual: [
    '实际完成值',
    '全年实际值',
    '全年完成值',
    '完成值',
    '实际完成指标值',
    '实际值',
    '全年实际完成值',
    '实际完成情况',
    '执行情况',
  ],
  weight: ['分值', '权重', '指标权重', '权数', '指标分值', '标准分值', '执行率权重', '执行率分值'],
  score: ['得分', '指标得分', '自评得分', '自评分', '自评分数', '执行率得分'],
  reason: [
    '偏差原因分析及改进措施',
    '未完成原因分析',
    '未完成原因及拟采取的改进措施',
    '偏差原因分析',
    '未完成原因',
    '原因分析',
    '原因',
    '未完成原因分析及改进措施',
    '偏差原因及改进措施',
    '未完成原因及改进措施',
    '未完成原因和改进措施',
    '偏差原因',
    '原因说明',
  ],
  expectedExecution: ['全年预计执行数', '预计全年执行数', '全年预计支出数', '全年预计执行', '预计执行数'],
  expectedActual: ['全年预计完成情况', '预计全年完成情况', '全年预计完成值', '预计完成情况', '全年预计完成'],
  cause: ['偏差原因分类', '偏差原因类别', '原因分类'],
  likelihood: ['完成目标可能性', '完成可能性', '目标完成可能性', '年度目标完成可能性'],
  note: ['备注', '说明'],
  standard: ['评分标准', '评分细则', '评价标准', '计分标准', '评分办法', '评分规则'],
  longTermTarget: ['中期指标值', '长期指标值', '实施期指标值', '总体指标值', '中长期指标值'],
  scoreCoefficient: ['得分系数'],
  isCore: ['是否核心指标', '核心指标'],
}
/** Headings that are no column of a value, and captions beside a heading row that look like one. */
const OTHER = [
  '年度绩效指标',
  '长期绩效指标',
  '中期绩效指标',
  '年度指标',
  '长期指标',
  '中期指标',
  '核查分数',
  '扣减分数',
  '佐证材料',
  '指标解释',
  '指标说明',
  '数据来源',
  '评分依据',
]

/** Headings that name a period of months: 1-7月执行数, 1—6月执行情况, 半年度执行情况. */
const MONTHS = '(?:截至|截止)?(?:1[-—–~至到])?\\d{1,2}月(?:份|底|末)?'
const BY_PERIOD: readonly (readonly [RegExp, Role])[] = [
  [new RegExp(`^(?:${MONTHS}|上半年|半年度?)(?:预算)?(?:实际)?(?:执行数|支出数)$`), 'execution'],
  [new RegExp(`^(?:${MONTHS}|上半年|半年度?)(?:预算)?执行率$`), 'executionRate'],
  [new RegExp(`^(?:${MONTHS}|上半年|半年度?)(?:指标)?(?:实际)?(?:执行情况|完成情况|完成值|执行值)$`), 'actual'],
]

const BY_ALIAS: ReadonlyMap<string, Role> = new Map([
  ...Object.entries(ALIASES).flatMap(([role, names]) => names.map((name) => [name, role as Role] as const)),
  ...OTHER.map((name) => [name, 'other'] as const),
])
/** Headings as they are looked for in a line without borders, the longest first; 执行率得分 is two of them there. */
export const HEADINGS: readonly string[] = [...BY_ALIAS.keys()]
  .filter((name) => !isTwoHeadings(name))
  .sort((a, b) => b.length - a.length)

function isTwoHeadings(name: string): boolean {
  return [...name].some((_, i) => BY_ALIAS.has(name.slice(0, i)) && BY_ALIAS.has(name.slice(i)))
}

const LONG_ALIASES = [...BY_ALIAS.keys()].filter((alias) => alias.length >= 5)

/** Heading text as it is looked up: no white space, brackets, letters of formulas or trailing colons. */
export function headingKey(text: string): string {
  return compact(text)
    .replaceAll(/[(（][^()（）]*[)）]/g, '')
    .replaceAll(/[（()）:：*]/g, '')
    .replace(/\/(?:百万|千|万|亿)?元$/, '')
    .replace(/(?<=数|值|率)[AB]$/, '')
}

/** The role a heading names; long headings may have one misread character when `fuzzy`. */
export function roleOf(text: string, fuzzy: 'fuzzy' | 'strict'): Role | undefined {
  const key = headingKey(text)
  const exact = BY_ALIAS.get(key) ?? BY_PERIOD.find(([pattern]) => pattern.test(key))?.[1]
  if (exact !== undefined || fuzzy === 'strict' || key.length < 4) return exact
  const near = LONG_ALIASES.find((alias) => editDistance(alias, key, 1) <= 1)
  return near === undefined ? undefined : BY_ALIAS.get(near)
}

/** Second-level indicators and the first level each belongs to. */
const FAMILY: Readonly<Record<string, string>> = {
  数量指标: '产出指标',
  质量指标: '产出指标',
  时效指标: '产出指标',
  进度指标: '产出指标',
  成本指标: '产出指标',
  经济效益指标: '效益指标',
  社会效益指标: '效益指标',
  生态效益指标: '效益指标',
  环境效益指标: '效益指标',
  可持续影响指标: '效益指标',
  服务对象满意度指标: '满意度指标',
  满意度指标: '满意度指标',
  经济成本指标: '成本指标',
  社会成本指标: '成本指标',
  生态环境成本指标: '成本指标',
}
const LEVEL1: readonly string[] = [
  '产出指标',
  '效益指标',
  '满意度指标',
  '成本指标',
  '投入',
  '过程',
  '效果',
  '决策',
  '履职效能',
  '管理效率',
  '运行成本',
  '社会效应',
]

/** Stems of all level names, the longest first. */
export const LEVEL_NAMES: readonly string[] = [...LEVEL1, ...Object.keys(FAMILY)]
  .map((name) => name.replace(/指标$/, ''))
  .sort((a, b) => b.length - a.length)

/** The first level a second level belongs to; null for names outside the national frame. */
export function familyOf(level2: string | null): string | null {
  return level2 === null ? null : (FAMILY[level2] ?? null)
}

/** 产出指标(50分) → name and points. `exact` is false when a glyph was corrected. Undefined for no known level name. */
export type LevelName = { readonly name: string; readonly points: number | null; readonly exact: boolean }

export function level1Of(text: string): LevelName | undefined {
  return levelOf(text, LEVEL1)
}

export function level2Of(text: string): LevelName | undefined {
  return levelOf(text, Object.keys(FAMILY))
}

/** No level's name with its points is longer: prose, and text made to be slow, is not looked at. */
const LONGEST_LEVEL = 80

function levelOf(text: string, known: readonly string[]): LevelName | undefined {
  const plain = compact(text)
  if (plain.length > LONGEST_LEVEL) return undefined
  const points = /[(（]?(\d+(?:\.\d+)?)分[)）]?$/.exec(plain)
  const label = plain.replace(/[(（].*$/, '').replace(/\d+(?:\.\d+)?分$/, '')
  const name = known.find((one) => one === label || one === `${label}指标`)
  if (name !== undefined) return { name, points: points ? Number(points[1]) : null, exact: label === name }
  const near = known.find((one) => nearStem(stem(one), label))
  return near === undefined ? undefined : { name: near, points: points ? Number(points[1]) : null, exact: false }
}

const stem = (name: string): string => name.replace(/指标$/, '')

/** One wrong glyph in a stem of three or more, never in the shared 指标: 粉畳指标 must not become 成本指标. */
function nearStem(known: string, label: string): boolean {
  const read = label.replace(/指[标示]?$/, '')
  return known.length >= 3 && read.length >= 3 && editDistance(known, read, 1) <= 1
}

/** Fund rows of the different classes, as printed (domain.md 2.12). */
const FUND_TOTAL =
  /^(?:年度)?(?:项目)?(?:财政)?(?:部门)?(?:整体)?(?:支出)?(?:资金)?(?:总额|合计)$|^年度(?:财政)?资金总额$|^资金总额$/
const FUND_PART =
  /人员类|公用经费|运转类|特定目标类|财政拨款|上年结转|结转资金|其他资金|其它资金|财政资金|专户管理资金|单位资金|单位自筹|银行贷款|社会资金|中央级|省级|地市级|县级|基本支出|项目支出|一般公共预算|政府性基金|国有资本|事业收入|经营收入|自有资金/

/** Labels of fund rows in full, as they end a run of characters into which a caption may have run. */
const FUND_NAMES =
  /(?:(?:年度|项目)?(?:财政)?资金总额|人员类(?:项目|经费)?|(?:运转类)?公用经费(?:项目)?|其他运转类(?:项目)?|特定目标类(?:项目)?|(?:(?:当年|本年|本级)?财政拨款|上年结转(?:资金)?|其[他它]资金|财政(?:专户管理)?资金|单位(?:自筹)?资金|基本支出|项目支出|一般公共预算|政府性基金(?:预算)?|国有资本经营预算|事业收入|经营收入|自有资金|银行贷款|社会资金))(?:拨款)?$/

/** The label that ends a text, where other characters stand before it: 音人员类项目. Undefined for a whole label or none. */
export function trailingFundLabel(text: string): string | undefined {
  const shown = tight(text)
  const name = FUND_NAMES.exec(simplified(shown))?.[0]
  return name === undefined || name.length === shown.length ? undefined : shown.slice(-name.length)
}

export type FundLabel = { readonly source: string; readonly role: 'total' | 'part' }

/** A fund row's label, with 其中: and ordinals taken off; undefined for other texts. */
export function fundLabelOf(text: string): FundLabel | undefined {
  const shown = tight(text)
    .replace(/^其中[:：]?/, '')
    .replace(/^(?:\d+[.、．]|[(（][一二三四\d][)）])/, '')
  const plain = simplified(shown)
  if (plain.length === 0 || plain.length > 24) return undefined
  if (FUND_TOTAL.test(plain.replaceAll(/[(（][^()（）]*[)）]/g, ''))) return { source: shown, role: 'total' }
  return FUND_PART.test(plain) ? { source: shown, role: 'part' } : undefined
}
