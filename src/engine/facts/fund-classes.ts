import type { Form, FundRow, Indicator, MoneyUnit, Value } from '../form.ts'
import { type Fen, parseFen, printedTolerance, sumFen } from '../money.ts'
import { remembered } from '../narrative/remembered.ts'
import { simplified } from '../values/traditional.ts'
import { eachRow } from './each-row.ts'
import { isCost } from './levels.ts'
import { followsFrom } from './once.ts'

/** Fund classes of the integrated budget system, and the sums that cost rows print of them. */
export type FundClass = 'personnel' | 'operatingPublic' | 'operatingOther' | 'specificTarget'
export type CostClass = FundClass | 'basic' | 'project' | 'total'
export type Column = 'initialBudget' | 'annualBudget' | 'execution'

const CLASSES: readonly (readonly [FundClass, RegExp])[] = [
  ['personnel', /人员(?:类|经费|支出)/],
  ['operatingOther', /其他运转/],
  ['operatingPublic', /公用/],
  ['specificTarget', /特定目标/],
]
const SUMS: readonly (readonly [CostClass, RegExp])[] = [
  ['basic', /基本支出/],
  ['project', /^(?:其中)?项目支出|项目支出(?:小计|合计|总额)/],
  ['total', /资金总额|总支出|支出总额|总成本|成本总额|预算总额|整体支出|总投资|总投入/],
]

/** 基本支出 = 人员类 + 公用经费; 项目支出 = 其他运转类 + 特定目标类. */
export const PARTS: Readonly<Partial<Record<CostClass, readonly FundClass[]>>> = {
  basic: ['personnel', 'operatingPublic'],
  project: ['operatingOther', 'specificTarget'],
}

/** The class a name speaks of; undefined when it speaks of none. */
export function costClassOf(name: string | null): CostClass | undefined {
  return name === null ? undefined : (classOfName(name) ?? undefined)
}

const ALL: readonly (readonly [CostClass, RegExp])[] = [...CLASSES, ...SUMS]
const classOfName = remembered((name): CostClass | null => {
  const plain = simplified(name)
  return ALL.find(([, pattern]) => pattern.test(plain))?.[0] ?? null
}, 8_000)

/** What a class has in the fund table. `source` names the row, or the rows it adds. Undefined when a part is unknown. */
export function fundAmount(form: Form, cls: CostClass, column: Column): FundAmount | undefined {
  const known = amountsOf(form)
  const key = `${cls} ${column}`
  if (!known.has(key)) known.set(key, findAmount(form, cls, column))
  return known.get(key)
}

export type FundAmount = { readonly fen: Fen; readonly source: string; readonly parts: number }
const amountsOf = followsFrom(
  (form: Form) => [form.funds],
  (_funds) => new Map<string, FundAmount | undefined>(),
)

function findAmount(form: Form, cls: CostClass, column: Column): FundAmount | undefined {
  const unit = form.funds.unit
  if (unit === null) return undefined
  const rows = fundRowsOf(form, cls)
  const fen = rows.length === 0 ? undefined : sumFen(rows.map((row) => parseFen(row[column], unit)))
  return fen === undefined ? undefined : { fen, source: rows.map((row) => row.source).join('＋'), parts: rows.length }
}

/** The fund rows of a class: its own row, or the rows of its parts. */
export function fundRowsOf(form: Form, cls: CostClass): readonly FundRow[] {
  const rows = form.funds.rows
  if (cls === 'total') return rows.filter((row) => row.role === 'total').slice(0, 1)
  const own = rows.filter((row) => row.role === 'part' && costClassOf(row.source) === cls)
  if (own.length > 0) return own
  const parts = PARTS[cls] ?? []
  return rows.filter((row) => row.role === 'part' && parts.some((part) => costClassOf(row.source) === part))
}

/** A cost row that prints money of a fund class. */
export type CostRow = { readonly i: number; readonly cls: CostClass; readonly row: Indicator }

/** Cost rows linked to the fund table by their class words. */
export const costRows: (form: Form) => readonly CostRow[] = followsFrom(
  (form) => [costOfRows(form)],
  (rows) => rows.flatMap((cost, i) => (cost ? [{ i, ...cost }] : [])),
)

const costOfRows = eachRow((row) => {
  const cls = isCost(row) ? costClassOf(row.name) : undefined
  return cls && (moneyOf(row.target) || moneyOf(row.actual)) ? { cls, row } : undefined
})

/** An amount of money as printed: exact value, the half of its last place, and its unit. */
export type Money = { readonly fen: Fen; readonly tolerance: Fen; readonly unit: MoneyUnit }

/** The money a target or actual prints; undefined where it prints none. */
export function moneyOf(value: Value | null | undefined): Money | undefined {
  if (value?.kind !== 'quantity' || !value.value) return undefined
  return parseMoney(value.value, value.unit)
}

/** A decimal and its unit as money; undefined for any unit but 元 and 万元. */
export function parseMoney(value: string, unit: string | null | undefined): Money | undefined {
  if (unit !== '元' && unit !== '万元') return undefined
  const fen = parseFen(value, unit)
  return fen === undefined ? undefined : { fen, tolerance: printedTolerance(value, unit), unit }
}

/** Equal as far as the printed places can tell; a sum of parts may have been added from rounded parts. */
export function agrees(money: Money, fund: { readonly fen: Fen; readonly parts: number }): boolean {
  return Math.abs(money.fen - fund.fen) <= money.tolerance * fund.parts
}

/** One of the two is about ten thousand times the other: 元 and 万元 were taken for one another. */
export function isUnitSlip(a: Fen, b: Fen): boolean {
  if (a <= 0 || b <= 0) return false
  const ratio = Math.max(a, b) / Math.min(a, b)
  return ratio > 9_000 && ratio < 11_000
}
