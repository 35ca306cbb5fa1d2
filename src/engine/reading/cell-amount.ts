import type { Decimal, MoneyUnit, Reading } from '../form.ts'
import { placesOf } from '../money.ts'
import { halfWidth } from '../values/text.ts'
import { amountReadings } from './amounts.ts'

/** What one cell of a table with borders says; `reading` has no place yet. */
export type CellNumber = { readonly value: Decimal | null; readonly reading: Reading }

const SIGNS = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const SIGN = new RegExp(`[${SIGNS}]`, 'g')
/** ¹, ²) and (³) behind a number. */
const LAST_SIGNS = new RegExp(`[(]?[${SIGNS}]+[)]?$`)
/** No number is longer, however it is spaced. */
const LONGEST = 60
const NO_NUMBER = '这一格不是数'

/**
 * An amount in the unit of its `table` (null where none is printed), out of one cell. `named` is the unit its column or row
 * gives; one in the cell itself goes before it. Another unit than the table's is converted exactly, and the value is doubtful.
 */
export function cellAmount(raw: string, table: MoneyUnit | null, named?: MoneyUnit): CellNumber {
  const shown = shownNumber(raw, /\s*(?:万元|元)$/)
  const read = shown && numberOf(raw, shown)
  if (!read || read.value === null) return { value: null, reading: { status: 'missing', raw, how: NO_NUMBER } }
  const own = moneyUnit(shown.suffix) ?? named
  if (own === undefined || own === table) return read
  const moved = table === null ? read.value : inUnit(read.value, own, table)
  const unit = table === null ? `这里写的是${own}，表上没有写单位` : `这里写的是${own}，表上是${table}，已换算`
  const how = [read.reading.how, unit].filter(Boolean).join('，')
  const alternatives = moved === read.value ? {} : { alternatives: [read.value] }
  return { value: moved, reading: { status: 'doubtful', raw, how, confidence: 0.6, ...alternatives } }
}

/** Points or a rate out of one cell, without 分 and %. */
export function cellNumber(raw: string): CellNumber {
  const shown = shownNumber(raw, /\s*[%分]$/)
  return (shown && numberOf(raw, shown)) ?? { value: null, reading: { status: 'missing', raw, how: NO_NUMBER } }
}

/** The unit of money an amount is printed with; undefined for none. */
export function writtenUnit(raw: string): MoneyUnit | undefined {
  return moneyUnit(shownNumber(raw, /\s*(?:万元|元)$/)?.suffix ?? '')
}

function moneyUnit(text: string): MoneyUnit | undefined {
  const unit = text.trim()
  return unit === '元' || unit === '万元' ? unit : undefined
}

/** A number as it stands in a cell: without what stands behind it, and where it had signs of footnotes. */
export type Shown = { readonly text: string; readonly suffix: string; readonly signs: 'none' | 'behind' | 'inside' }

/** The text of a cell's number, with the `suffix` (分, 元) and raised digits taken off; undefined where it is no number's. */
export function shownNumber(raw: string, suffix: RegExp): Shown | undefined {
  if (raw.length > LONGEST) return undefined
  const plain = halfWidth(raw).trim()
  const unsigned = plain.replace(LAST_SIGNS, '').trimEnd()
  const behind = suffix.exec(unsigned)?.[0] ?? ''
  const body = unsigned.slice(0, unsigned.length - behind.length)
  const text = body.replaceAll(SIGN, '').trim()
  const signs = text !== body.trim() ? 'inside' : unsigned !== plain ? 'behind' : 'none'
  return { text, suffix: behind, signs }
}

function numberOf(raw: string, { text, signs }: Shown): CellNumber | undefined {
  const [best] = amountReadings([text], 6)
  if (!best) return undefined
  const how = [best.how, signs === 'none' ? null : '去掉注号'].filter((step) => step !== null).join('，')
  // With borders a blank between digits is no damage of reading: two numbers may stand in one cell.
  const isTwo = /\d\s+\d/.test(text) || (/\s/.test(text) && placesOf(best.value) > 2)
  const { value } = best
  if (isTwo || best.isGuess || signs === 'inside')
    return { value, reading: { status: 'doubtful', raw, how, confidence: 0.5 } }
  if (how !== '') return { value, reading: { status: 'repaired', raw, how, confidence: 0.85 } }
  // The unit and the % are part of how a number is printed, not damage.
  return { value, reading: { status: 'literal', ...(text === raw.trim() ? {} : { raw }) } }
}

/** An amount in the other unit of money, exactly: the point moves four places. */
export function inUnit(value: Decimal, from: MoneyUnit, to: MoneyUnit): Decimal {
  if (from === to) return value
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? []
  const digits = from === '万元' ? `${whole}${fraction.padEnd(4, '0')}` : `${whole.padStart(5, '0')}${fraction}`
  const places = from === '万元' ? Math.max(0, fraction.length - 4) : fraction.length + 4
  const cut = digits.length - places
  const left = digits.slice(0, cut).replace(/^0+(?=\d)/, '')
  const right = digits.slice(cut).replace(/0+$/, '')
  return `${sign}${left}${right === '' ? '' : `.${right}`}`
}
