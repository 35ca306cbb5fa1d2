import type { Decimal, MoneyUnit } from './form.ts'
import { remembered } from './narrative/remembered.ts'

/** Money in 分, an exact integer: the only form in which amounts are added or compared. */
export type Fen = number & { readonly fen: unique symbol }

const PLACES: Record<MoneyUnit, number> = { 元: 2, 万元: 6 }

/** A decimal text or a number, in the given unit, as 分. Unreadable, unknown or finer than 分 gives undefined, never 0. */
export function parseFen(text: string | null | undefined, unit: MoneyUnit): Fen | undefined {
  return text === null || text === undefined ? undefined : (PARSED[unit](text) ?? undefined)
}

/** Every rule on money asks for the same few amounts. */
const PARSED: Readonly<Record<MoneyUnit, (text: string) => Fen | null>> = {
  元: remembered((text) => readFen(text, '元'), 2_000),
  万元: remembered((text) => readFen(text, '万元'), 2_000),
}

function readFen(text: string, unit: MoneyUnit): Fen | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim().replaceAll(/[,，]/g, ''))
  if (!match) return null

  const [, sign = '', whole = '', fraction = ''] = match
  if (fraction.replace(/0+$/, '').length > PLACES[unit]) return null

  const fen = Number(sign + whole + fraction.slice(0, PLACES[unit]).padEnd(PLACES[unit], '0'))
  return Number.isSafeInteger(fen) ? (fen as Fen) : null
}

/** Σ of amounts; undefined as soon as one is unknown. */
export function sumFen(amounts: readonly (Fen | undefined)[]): Fen | undefined {
  let sum = 0
  for (const amount of amounts) {
    if (amount === undefined) return undefined
    sum += amount
  }
  return Number.isSafeInteger(sum) ? (sum as Fen) : undefined
}

/** Amount with thousands separators in its unit and the unit word: `1,234,567.89 元`. */
export function formatFen(fen: Fen, unit: MoneyUnit): string {
  return `${formatDecimal(fenToDecimal(fen, unit))} ${unit}`
}

/** 分 as a plain decimal in the unit: at least 2 places for 元, trailing zeros beyond 2 places dropped for 万元. */
export function fenToDecimal(fen: Fen, unit: MoneyUnit): Decimal {
  const places = PLACES[unit]
  const digits = String(Math.abs(fen)).padStart(places + 1, '0')
  const fraction = digits.slice(-places).replace(unit === '万元' ? /0{0,4}$/ : /$^/, '')
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -places)}.${fraction}`
}

/** Thousands separators for a plain decimal. */
export function formatDecimal(text: Decimal): string {
  const [whole = '', fraction] = text.split('.')
  const grouped = whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

/** Half of the last printed place, in 分: 12.34 万元 could have been 123 400 元 ± 50 元 = 5000 分. */
export function printedTolerance(text: Decimal, unit: MoneyUnit): Fen {
  const places = text.split('.')[1]?.length ?? 0
  const step = 10 ** Math.max(0, PLACES[unit] - places)
  return Math.floor(step / 2) as Fen
}

/** How many decimals are printed. */
export function placesOf(text: Decimal): number {
  return text.split('.')[1]?.length ?? 0
}
