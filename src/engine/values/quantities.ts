import type { Decimal, Operator } from '../form.ts'
import { parseChineseNumber, plainDecimal, shiftDecimal } from './numbers.ts'
import { halfWidth } from './text.ts'
import { canonicalUnit, leadingUnit } from './units.ts'

/** A number with its unit in prose. `index` counts characters of the text; `noun` is what stands before it in the clause. */
export type Quantity = {
  readonly text: string
  readonly operator: Operator | null
  readonly value: Decimal
  readonly unit: string
  readonly index: number
  readonly noun: string
}

const NUMBER = /(\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十]{1,3}(?=[个次场期名户家项件份册篇套台]))(余|多)?/g
const BREAK = /[,，。;；:：、！？!?()（）\n]/

/** Every number of a text that carries a unit, in order; years, dates, ordinals and item numbers are passed over. */
export function quantitiesIn(text: string): readonly Quantity[] {
  const plain = halfWidth(text)
  const found: Quantity[] = []
  for (const match of plain.matchAll(NUMBER)) {
    const quantity = quantityAt(plain, match.index, match[1] ?? '', match[0])
    if (quantity) found.push(quantity)
  }
  return found
}

function quantityAt(plain: string, index: number, number: string, matched: string): Quantity | undefined {
  const before = plain.slice(Math.max(0, index - 30), index)
  if (/[第〔\d.]$/.test(before) || /[A-Za-z]$/.test(before)) return undefined
  const rest = plain.slice(index + matched.length, index + matched.length + 12)
  const scale = /^[万亿](?!元)/.exec(rest)?.[0]
  const unit = leadingUnit(scale ? rest.slice(1) : rest)
  if (unit === '' || isCalendar(unit, number, rest)) return undefined
  const decimal = plainDecimal(number) ?? chinese(number)
  if (decimal === undefined) return undefined

  const tail = rest.slice((scale ? 1 : 0) + unit.length)
  const clause = before.split(BREAK).at(-1) ?? ''
  return {
    text: plain.slice(index, index + matched.length) + (scale ?? '') + unit,
    operator: operatorAround(clause, tail),
    value: scale ? shiftDecimal(decimal, scale === '万' ? 4 : 8) : decimal,
    unit: canonicalUnit(unit),
    index,
    noun: afterLastNumber(clause)
      .replaceAll(/["“”'‘’《》\s\d.=≥≤<>]/g, '')
      .slice(-12),
  }
}

/** 投入资金13万元对65户: the noun of 65户 starts behind 13万元. */
function afterLastNumber(clause: string): string {
  const rest = clause.split(/\d[\d,.]*/).at(-1) ?? ''
  return rest === clause ? rest : rest.slice(leadingUnit(rest).length)
}

function chinese(text: string): Decimal | undefined {
  const number = parseChineseNumber(text)
  return number === undefined ? undefined : String(number)
}

/** 2024年, 12月, 31日 and 第3季 are dates, 3年 is a quantity only in words like 3年期: dates are left alone. */
function isCalendar(unit: string, number: string, rest: string): boolean {
  if (/^[年月日]$/.test(unit)) return true
  return unit === '季度' || (unit === '点' && /^\d{1,2}$/.test(number) && rest.startsWith('点整'))
}

function operatorAround(clause: string, tail: string): Operator | null {
  if (/^(?:及|或)?以上/.test(tail) || /(?:不少于|不低于|至少|≥)$/.test(clause)) return '≥'
  if (/^(?:及)?以[内下]/.test(tail) || /(?:不超过|不高于|≤|控制在)$/.test(clause)) return '≤'
  if (/=$/.test(clause)) return '='
  return null
}
