import type { Decimal, Reading } from '../form.ts'
import { placesOf } from '../money.ts'
import { halfWidth } from '../values/text.ts'
import { amountReadings } from './amounts.ts'
import { inUnit, MONEY_WORD, recordUnit, unitOfWord, type WrittenUnit } from './money-units.ts'

/** What one cell of a table with borders says; `reading` has no place yet. */
export type CellNumber = { readonly value: Decimal | null; readonly reading: Reading }

const SIGNS = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const SIGN = new RegExp(`[${SIGNS}]`, 'g')
/** ¹, ²) and (³) behind a number. */
const LAST_SIGNS = new RegExp(`[(]?[${SIGNS}]+[)]?$`)
/** No number is longer, however it is spaced. */
const LONGEST = 60
const NO_NUMBER = '这一格不是数'
const UNIT_BEHIND = new RegExp(`\\s*(?:${MONEY_WORD}|[万亿])$`)

/**
 * An amount out of one cell, in the unit the record has for its `table` (null where none is printed). `named` is the unit its
 * column or row gives; one in the cell itself goes before it. Another unit than the table's is converted exactly, and the
 * value is doubtful.
 */
export function cellAmount(raw: string, table: WrittenUnit | null, named?: WrittenUnit): CellNumber {
  const shown = shownNumber(raw, UNIT_BEHIND)
  const read = shown && numberOf(raw, shown)
  if (!read || read.value === null) return { value: null, reading: { status: 'missing', raw, how: NO_NUMBER } }
  const own = unitOfWord(shown.suffix.trim()) ?? named
  if (table !== null && (own === undefined || own === table)) return inRecordUnit(read, raw, shown.suffix.trim(), table)
  if (own === undefined) return read
  const moved = table === null ? read.value : inUnit(read.value, own, recordUnit(table) ?? table)
  const unit = table === null ? `这里写的是${own}，表上没有写单位` : `这里写的是${own}，表上是${table}，已换算`
  const how = [read.reading.how, unit].filter(Boolean).join('，')
  const alternatives = moved === read.value ? {} : { alternatives: [read.value] }
  return { value: moved, reading: { status: 'doubtful', raw, how, confidence: 0.6, ...alternatives } }
}

/** Of a table in 千元 or 亿元 in the unit the record has; 万 without 元 is said to be 万元. */
function inRecordUnit(read: CellNumber, raw: string, word: string, table: WrittenUnit): CellNumber {
  const unit = recordUnit(table) ?? table
  const steps = [
    ...(word === '万' || word === '亿' ? [`“${word}”按${word}元理解`] : []),
    ...(unit === table ? [] : [`表上的单位是${table}，换算成${unit}`]),
  ]
  if (steps.length === 0 || read.value === null) return read
  const { reading } = read
  const status = reading.status === 'literal' ? 'repaired' : reading.status
  const how = [reading.how, ...steps].filter(Boolean).join('，')
  const confidence = Math.min(reading.confidence ?? 1, 0.95)
  return { value: inUnit(read.value, table, unit), reading: { ...reading, status, raw, how, confidence } }
}

/** Points or a rate out of one cell, without 分 and %. */
export function cellNumber(raw: string): CellNumber {
  const shown = shownNumber(raw, /\s*[%分]$/)
  return (shown && numberOf(raw, shown)) ?? { value: null, reading: { status: 'missing', raw, how: NO_NUMBER } }
}

/** The unit of money an amount is printed with; undefined for none. */
export function writtenUnit(raw: string): WrittenUnit | undefined {
  return unitOfWord(shownNumber(raw, UNIT_BEHIND)?.suffix.trim())
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
