import type { Random } from './random.ts'

/** A form of an invented unit, as filled before any damage. Amounts in 元 with two decimals. */
export type Truth = {
  readonly department: string
  readonly filedOn: string
  readonly year: number
  readonly funds: readonly TruthFund[]
  readonly goals: string
  readonly results: string
  readonly rows: readonly TruthRow[]
  readonly total: string
}

export type TruthFund = {
  readonly source: string
  readonly initial: string
  readonly annual: string
  readonly execution: string
}

export type TruthRow = {
  readonly level1: string
  readonly points: number
  readonly level2: string
  readonly name: string
  readonly target: string
  readonly actual: string
  readonly weight: string
  readonly score: string
  readonly reason: string
}

const PLACES = ['云岭州', '青禾县', '临溪区', '北屏市', '南浦县', '松原里区']
const OFFICES = ['图书档案馆', '河湖守护中心', '气象服务站', '文化馆', '农机推广站', '残疾人服务中心', '地质灾害监测站']
const ACTS = ['开展', '组织', '完成', '举办', '建设', '编印', '更新', '巡查', '修复', '培训']
const THINGS = [
  '流动阅览',
  '河道保洁',
  '灾害隐患点',
  '阅读推广',
  '设备检修',
  '基层骨干',
  '水质监测',
  '惠民演出',
  '古籍整理',
  '农机手',
  '宣传展板',
  '应急演练',
  '监测站点',
  '便民窗口',
  '服务手册',
  '志愿者队伍',
  '村级网点',
  '科普讲座',
  '数字资源',
  '展陈空间',
  '档案目录',
  '无障碍通道',
  '雨量设备',
  '病虫害防治',
  '土样检测',
]
const TAILS = ['活动', '工作', '项目', '任务', '行动', '场次', '数量', '']
const UNITS = ['次', '个', '场次', '期', '人次', '处', '套', '份', '项', '公里']
const SOURCES = ['人员类项目', '运转类公用经费项目', '其他运转类', '特定目标类项目']

export function truthOf(random: Random): Truth {
  const year = random.int(2021, 2025)
  const rows = rowsOf(random)
  const funds = fundsOf(random)
  return {
    department: random.pick(PLACES) + random.pick(OFFICES),
    filedOn: `${year + 1}-01-${String(random.int(5, 28)).padStart(2, '0')}`,
    year,
    funds,
    goals: rows
      .filter((row) => row.level2 === '数量指标')
      .map((row, i) => `${i + 1}. ${row.name}${row.target.replace('=', '').replace('≥', '不少于')}。`)
      .join(''),
    results: '全年各项工作按计划推进，受益群众反映良好。',
    rows,
    total: '',
  }
}

const money = (fen: number): string =>
  `${String(Math.floor(fen / 100)).replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',')}.${String(fen % 100).padStart(2, '0')}`

function fundsOf(random: Random): readonly TruthFund[] {
  const parts = SOURCES.map((source, i) => {
    const zero = i === 2 && random.chance(0.5)
    const initial = zero ? 0 : random.int(3_000_000, 400_000_000)
    const annual = zero ? 0 : Math.max(1, initial + random.int(-900_000, 5_000_000))
    const execution = zero ? 0 : random.chance(0.6) ? annual : annual - random.int(0, Math.floor(annual / 12))
    return { source, initial, annual, execution }
  })
  const sum = (key: 'initial' | 'annual' | 'execution') => parts.reduce((all, part) => all + part[key], 0)
  const all = [
    { source: '资金总额', initial: sum('initial'), annual: sum('annual'), execution: sum('execution') },
    ...parts,
  ]
  return all.map((row) => ({
    source: row.source,
    initial: money(row.initial),
    annual: money(row.annual),
    execution: money(row.execution),
  }))
}

function rowsOf(random: Random): readonly TruthRow[] {
  const names = new Set<string>()
  const name = (): string => {
    for (;;) {
      const text = random.pick(ACTS) + random.pick(THINGS) + random.pick(TAILS)
      // Names that differ by one glyph are no fair test: nobody could tell a slip from another row.
      if (![...names].some((known) => known.slice(0, 6) === text.slice(0, 6))) {
        names.add(text)
        return text
      }
    }
  }
  const rows: TruthRow[] = []
  const quantity = random.int(6, 14)
  const weights = split(random, 40, quantity)
  for (let i = 0; i < quantity; i++) rows.push(quantityRow(random, name(), weights[i] ?? 1))
  rows.push(fixedRow('产出指标', 50, '质量指标', '年度任务质量达标率', '≥95%', `${random.int(95, 99)}%`, 5))
  rows.push(fixedRow('产出指标', 50, '时效指标', '各项任务完成时限', '按时完成', '达成预期指标', 5))
  rows.push(fixedRow('效益指标', 30, '社会效益指标', '服务覆盖乡镇占比', '≥80%', `${random.int(80, 96)}%`, 15))
  rows.push(fixedRow('效益指标', 30, '可持续影响指标', '长效管护机制', '健全', '达成预期指标', 15))
  rows.push(fixedRow('满意度指标', 10, '服务对象满意度指标', '受益群众满意度', '≥90%', `${random.int(90, 98)}%`, 10))
  return rows
}

function split(random: Random, total: number, parts: number): readonly number[] {
  const base = Math.floor(total / parts)
  const weights = Array.from({ length: parts }, () => base)
  for (let rest = total - base * parts; rest > 0; rest--) {
    const at = random.int(0, parts - 1)
    weights[at] = (weights[at] ?? 0) + 1
  }
  return weights
}

function quantityRow(random: Random, name: string, weight: number): TruthRow {
  const unit = random.pick(UNITS)
  const planned = random.chance(0.8) ? random.int(1, 30) : random.int(100, 9000)
  const operator = random.pick(['=', '≥'])
  const short = random.chance(0.12) && planned > 4
  const reached = short
    ? Math.ceil(planned * 0.8)
    : operator === '='
      ? planned
      : planned + random.int(0, Math.ceil(planned / 8))
  const score = short ? Math.round((weight * 100 * reached) / planned) / 100 : weight
  return {
    ...fixedRow('产出指标', 50, '数量指标', name, `${operator}${planned}${unit}`, `${reached}${unit}`, weight),
    score: String(score),
    reason: short ? '受天气影响部分任务顺延，已列入下年计划' : '',
  }
}

function fixedRow(
  level1: string,
  points: number,
  level2: string,
  name: string,
  target: string,
  actual: string,
  weight: number,
): TruthRow {
  return { level1, points, level2, name, target, actual, weight: String(weight), score: String(weight), reason: '' }
}
