import type { Operator } from '../../src/engine/index.ts'
import type { Random } from '../damage/random.ts'
import { GIVEN, PLACES, REASONS, SURNAMES, TOWNS, TRADES, type Trade } from './vocabulary.ts'

/** A planned or reached value before any layout prints it. `text` is the phrase where there is no number. */
export type Amount =
  | { readonly kind: 'quantity'; readonly operator: Operator | null; readonly value: string; readonly unit: string }
  | { readonly kind: 'date'; readonly text: string; readonly value: string }
  | { readonly kind: 'range'; readonly min: string; readonly max: string; readonly unit: string }
  | { readonly kind: 'phrase'; readonly text: string }

export type Item = {
  readonly level1: string
  readonly level2: string
  readonly name: string
  readonly initial: Amount
  readonly target: Amount
  readonly actual: Amount
  readonly weight: number
  readonly score: number
  readonly reason: string
}

/** Amounts in fen. */
export type Money = {
  readonly source: string
  readonly initial: number
  readonly annual: number
  readonly execution: number
}

/** What an invented unit has to say, before a layout decides which of it is printed, where and how. */
export type Content = {
  readonly year: number
  /** ISO date. */
  readonly filedOn: string
  readonly department: string
  readonly unit: string
  readonly project: string
  readonly code: string
  readonly contact: string
  readonly leader: string
  readonly phone: string
  readonly funds: readonly Money[]
  readonly fundWeight: number
  readonly expected: string
  readonly reached: string
  readonly items: readonly Item[]
  readonly points: ReadonlyMap<string, number>
  readonly grade: string
  readonly conclusion: string
  readonly problems: string
}

/** What a layout asks of the content. */
export type Wishes = {
  readonly sources: readonly string[]
  /** Money is a multiple of this many fen, so that the printed decimals hold it. */
  readonly step: number
  readonly frame: keyof typeof FRAMES
  readonly rows: 'few' | 'usual' | 'many'
  readonly fundWeight?: number
}

type Group = readonly [level1: string, points: number, seconds: readonly (readonly [level2: string, Kind, number])[]]
type Kind = Exclude<keyof Trade, 'offices' | 'projects'>

/** First and second levels with their points; the number is the least rows of a second level. */
export const FRAMES = {
  national: [
    [
      '产出指标',
      50,
      [
        ['数量指标', 'quantity', 4],
        ['质量指标', 'quality', 1],
        ['时效指标', 'time', 1],
        ['成本指标', 'cost', 1],
      ],
    ],
    [
      '效益指标',
      30,
      [
        ['经济效益指标', 'economy', 1],
        ['社会效益指标', 'society', 1],
        ['生态效益指标', 'nature', 1],
        ['可持续影响指标', 'lasting', 1],
      ],
    ],
    ['满意度指标', 10, [['服务对象满意度指标', 'content', 1]]],
  ],
  cost: [
    ['成本指标', 20, [['经济成本指标', 'cost', 2]]],
    [
      '产出指标',
      40,
      [
        ['数量指标', 'quantity', 3],
        ['质量指标', 'quality', 1],
        ['时效指标', 'time', 1],
      ],
    ],
    [
      '效益指标',
      20,
      [
        ['社会效益指标', 'society', 2],
        ['可持续影响指标', 'lasting', 1],
      ],
    ],
    ['满意度指标', 10, [['服务对象满意度指标', 'content', 1]]],
  ],
  hubei: [
    [
      '产出指标',
      40,
      [
        ['数量指标', 'quantity', 3],
        ['质量指标', 'quality', 1],
        ['时效指标', 'time', 1],
        ['成本指标', 'cost', 1],
      ],
    ],
    [
      '效益指标',
      30,
      [
        ['社会效益指标', 'society', 2],
        ['生态效益指标', 'nature', 1],
      ],
    ],
    ['满意度指标', 10, [['满意度指标', 'content', 1]]],
  ],
} as const satisfies Readonly<Record<string, readonly Group[]>>

export function contentOf(random: Random, wishes: Wishes): Content {
  const trade = random.pick(TRADES)
  const place = random.pick(PLACES)
  const year = random.int(2020, 2025)
  const department = place + random.pick(trade.offices)
  const items = itemsOf(random, trade, year, wishes)
  const money = fundsOf(random, wishes)
  const fundWeight = wishes.fundWeight ?? 10
  const total = round(items.reduce((sum, { score }) => sum + score, fundScore(money[0], fundWeight)))
  return {
    ...{ year, department, fundWeight, items },
    filedOn: `${year + 1}-0${random.int(1, 4)}-${String(random.int(2, 28)).padStart(2, '0')}`,
    unit: random.chance(0.5) ? department : `${place}${random.pick(TOWNS)}人民政府`,
    project: `${year}年${random.pick(trade.projects)}`,
    code: `5${String(random.int(10_000, 99_999))}23Y${String(random.int(100_000, 999_999))}00${random.int(100, 999)}`,
    contact: random.pick(SURNAMES) + random.pick(GIVEN),
    leader: random.pick(SURNAMES) + random.pick(GIVEN),
    phone: `0000-${random.int(2_000_000, 8_999_999)}`,
    funds: money,
    ...goalsOf(items, year),
    points: new Map(FRAMES[wishes.frame].map(([level1, points]) => [level1, points])),
    grade: total >= 90 ? '优' : total >= 80 ? '良' : total >= 60 ? '中' : '差',
    conclusion: `${year}年${department}预算执行总体较好，各项任务稳步推进，自评得分${total}分。数量和质量类指标完成较好，个别指标因客观原因未达预期；下一步将细化目标测算，按季度核对进度。`,
    problems: '部分指标年初测算不够精细；资金支付集中在下半年。',
  }
}

export const round = (value: number): number => Math.round(value * 100 + 1e-6) / 100

export function rateOf({ annual, execution }: Money): string {
  return annual === 0 ? '0.00' : (Math.round((execution * 10_000) / annual) / 100).toFixed(2)
}

export function fundScore(total: Money | undefined, weight: number): number {
  return total ? Math.min(weight, round((weight * Number(rateOf(total))) / 100)) : 0
}

function fundsOf(random: Random, { sources, step }: Wishes): readonly Money[] {
  const [total = '资金总额', ...names] = sources
  const even = (fen: number): number => Math.round(fen / step) * step
  const parts = (names.length > 0 ? names : ['']).map((source, i) => {
    const none = i > 0 && random.chance(0.25)
    const initial = none ? 0 : even(random.int(800_000, random.pick([90_000_000, 2_000_000_000])))
    const annual = none ? 0 : Math.max(step, even(initial * (random.chance(0.4) ? 1 : 0.85 + random.unit() * 0.4)))
    const execution = none ? 0 : random.chance(0.5) ? annual : even(annual * (0.8 + random.unit() * 0.19))
    return { source, initial, annual, execution }
  })
  const sum = (key: 'initial' | 'annual' | 'execution'): number => parts.reduce((all, part) => all + part[key], 0)
  const whole = { source: total, initial: sum('initial'), annual: sum('annual'), execution: sum('execution') }
  return names.length > 0 ? [whole, ...parts] : [whole]
}

function itemsOf(random: Random, trade: Trade, year: number, { frame, rows }: Wishes): readonly Item[] {
  const items: Item[] = []
  for (const [level1, points, seconds] of FRAMES[frame]) {
    const plan = seconds.flatMap(([level2, kind, least]) => {
      const list = trade[kind]
      const most = rows === 'few' ? least : rows === 'usual' ? least + (kind === 'quantity' ? 6 : 2) : 99
      const chosen = shuffled(random, list).slice(0, Math.min(list.length, random.int(Math.min(least, most), most)))
      const places = rows === 'many' && kind === 'quantity' ? TOWNS.slice(0, 4) : ['']
      return places.flatMap((place) => chosen.map((entry) => ({ level2, entry, place })))
    })
    const weights = weightsOf(random, points, plan.length)
    for (const [i, { level2, entry, place }] of plan.entries())
      items.push(itemOf(random, { level1, level2, entry, place, year, weight: weights[i] ?? 1 }))
  }
  return items
}

function shuffled<T>(random: Random, list: readonly T[]): readonly T[] {
  return list
    .map((value) => ({ value, key: random.unit() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value)
}

/** Points spread over the rows in halves, or in hundredths where there are many. */
function weightsOf(random: Random, points: number, rows: number): readonly number[] {
  const unit = rows * 0.5 > points ? 0.1 : rows * 2 > points ? 0.5 : 1
  const weights = Array.from({ length: rows }, () => Math.max(unit, Math.floor(points / rows / unit) * unit))
  const rest = points - weights.reduce((sum, weight) => sum + weight, 0)
  const last = random.int(0, rows - 1)
  weights[last] = round((weights[last] ?? 0) + rest)
  return weights.map(round)
}

type Plan = {
  readonly level1: string
  readonly level2: string
  readonly entry: string
  readonly place: string
  readonly year: number
  readonly weight: number
}

function itemOf(random: Random, { level1, level2, entry, place, year, weight }: Plan): Item {
  const [name = '', operator = '', least = '', most = '', unit = '', decimals = '0'] = entry.split('|')
  const base = { level1, level2, name: place + name, weight }
  if (operator === '日期') return { ...base, ...deadline(random, year), score: weight, reason: '' }
  if (operator === '词') {
    const phrase: Amount = { kind: 'phrase', text: least }
    const isMet = random.chance(0.85)
    const actual: Amount = { kind: 'phrase', text: isMet ? '达成预期指标' : '部分达成预期指标并具有一定效果' }
    const score = isMet ? weight : round(weight * 0.7)
    return { ...base, initial: phrase, target: phrase, actual, score, reason: isMet ? '' : random.pick(REASONS) }
  }
  const places = Number(decimals)
  const print = (value: number): string => value.toFixed(places)
  const planned = Number(least) + random.unit() * (Number(most) - Number(least))
  const isShort = random.chance(0.15)
  const factor = operator === '=' && !isShort ? 1 : (operator === '≤') === isShort ? 1.02 + random.unit() * 0.15 : 0.8
  const reach = operator === '≤' && !isShort ? 0.86 + random.unit() * 0.14 : factor
  const shown = print(planned)
  const cap = unit === '%' ? 100 : Number.POSITIVE_INFINITY
  const value = operator === '=' && !isShort ? shown : print(Math.min(cap, Number(shown) * reach))
  const target: Amount = { kind: 'quantity', operator: operator as Operator, value: shown, unit }
  const initial: Amount = random.chance(0.3) ? { ...target, value: print(planned * 0.9) } : target
  const actual: Amount = { kind: 'quantity', operator: null, value, unit }
  const missed = operator === '≤' ? Number(value) > Number(shown) : Number(value) < Number(shown)
  const share = operator === '≤' ? Number(shown) / Number(value) : Number(value) / Number(shown)
  const score = missed ? round(weight * Math.max(0, Math.min(1, share))) : weight
  return { ...base, initial, target, actual, score, reason: missed ? random.pick(REASONS) : '' }
}

function deadline(random: Random, year: number): Pick<Item, 'initial' | 'target' | 'actual'> {
  const month = random.int(6, 12)
  const day = random.pick([10, 20, 30])
  const iso = (d: number): string => `${year}-${String(month).padStart(2, '0')}-${String(d).padStart(2, '0')}`
  const target: Amount = { kind: 'date', text: `${year}年${month}月${day}日前`, value: iso(day) }
  const done = day - random.int(1, 8)
  const actual: Amount = { kind: 'date', text: `${year}年${month}月${done}日`, value: iso(done) }
  return { initial: target, target, actual }
}

const words: Readonly<Record<string, string>> = { '≥': '不少于', '≤': '控制在', '=': '' }

function goalsOf(items: readonly Item[], year: number): { readonly expected: string; readonly reached: string } {
  const numbers = items.filter(({ target, level2 }) => target.kind === 'quantity' && level2 === '数量指标').slice(0, 6)
  const line = ({ name, target }: Item): string =>
    target.kind === 'quantity' ? `${name}${words[target.operator ?? '='] ?? ''}${target.value}${target.unit}` : name
  const done = ({ name, actual }: Item): string =>
    actual.kind === 'quantity' ? `${name}${actual.value}${actual.unit}` : name
  return {
    expected: numbers.map((item, i) => `目标${i + 1}：${line(item)}。`).join(''),
    reached: `${year}年各项工作按计划推进：${numbers.map((item, i) => `${i + 1}.${done(item)}`).join('；')}。`,
  }
}
