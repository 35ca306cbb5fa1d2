import type { Decimal, MoneyUnit } from '../form.ts'

/** Units of money that forms print; a record holds 元 or 万元 only. */
export type WrittenUnit = MoneyUnit | '千元' | '百万元' | '亿元'

const POWER: Readonly<Record<WrittenUnit, number>> = { 元: 0, 千元: 3, 万元: 4, 百万元: 6, 亿元: 8 }

/** The source of a pattern for the word of a unit of money. */
export const MONEY_WORD = '(?:百万|千|万|亿)?元'

/** The unit a word names; 万 and 亿 behind an amount are 万元 and 亿元. */
export function unitOfWord(word: string | undefined): WrittenUnit | undefined {
  const unit = word === '万' || word === '亿' ? `${word}元` : word
  return (Object.keys(POWER) as WrittenUnit[]).find((known) => known === unit)
}

/** The unit a record has for amounts printed in another: the smallest that keeps their printed places. */
export function recordUnit(printed: WrittenUnit | null): MoneyUnit | null {
  return printed === null || printed === '元' ? printed : '万元'
}

/** An amount in another unit of money, exactly: only the point moves. */
export function inUnit(value: Decimal, from: WrittenUnit, to: WrittenUnit): Decimal {
  const places = POWER[from] - POWER[to]
  if (places === 0) return value
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? []
  const point = whole.length + places
  const digits = `${'0'.repeat(Math.max(0, 1 - point))}${whole}${fraction}`.padEnd(point, '0')
  const left = digits.slice(0, Math.max(1, point)).replace(/^0+(?=\d)/, '')
  const right = digits.slice(Math.max(1, point)).replace(/0+$/, '')
  return `${sign}${left}${right === '' ? '' : `.${right}`}`
}
