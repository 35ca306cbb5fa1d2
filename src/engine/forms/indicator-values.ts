import type { Operator, Reading, Value } from '../form.ts'
import { shownNumber } from '../reading/cell-amount.ts'
import { type Marks, mark } from '../reading/marks.ts'
import { isoDate } from '../values/dates.ts'
import { halfWidth, isPlaceholder } from '../values/text.ts'
import { parseActual, parseTarget } from '../values/value.ts'
import type { Resolved } from './resolve.ts'

/** What decides how a value cell is read besides its text. */
export type ValueContext = {
  readonly year: number | null
  readonly positions: 'exact' | 'loose'
  readonly unit: string | null
  readonly operator: Operator | null
}

/** A target or actual cell as a Value, with its marks at `at/text` and `at/value`; null where nothing was read. */
export function readValue(
  at: string,
  resolved: Resolved,
  which: 'target' | 'actual',
  context: ValueContext,
  target: Value | null,
  marks: Marks,
): Value | null {
  if (resolved.text === null) {
    if (resolved.reading.status !== 'literal') mark(marks, at, resolved.reading)
    return null
  }
  const unsigned = withoutSign(resolved)
  const mended = context.positions === 'loose' ? mend(unsigned, context.year) : unsigned
  const text = mended.text ?? ''
  const value = which === 'target' ? parseTarget(text, context) : parseActual(text, target, context)
  const isNumber = value.kind === 'quantity' || value.kind === 'range'
  const reading = isNumber && context.positions === 'exact' ? asOne(mended) : mended.reading
  note(marks, `${at}/text`, reading)
  const isReadable = value.kind === 'quantity' || value.kind === 'date'
  if (isReadable) note(marks, `${at}/value`, reading)
  if (value.kind === 'date' && which === 'target' && !/[前内]|≤/.test(text)) {
    mark(marks, `${at}/operator`, { status: 'inferred', how: '没有写“前”，时限按“不晚于”理解', confidence: 0.9 })
  }
  return value
}

function note(marks: Marks, at: string, reading: Reading): void {
  mark(marks, at, reading)
}

/** A footnote's sign behind a plain number; behind a unit (m²) it belongs to the unit. */
const SIGNED = /^([^\d⁰¹²³⁴⁵⁶⁷⁸⁹]{0,8}\d[\d,]{0,20}(?:\.\d{1,6})?%?)[(（]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}[)）]?$/

/** Behind a 汉字 it is a note, but for 米² and 公里². */
const SIGNED_WORDS = /^([^⁰¹²³⁴⁵⁶⁷⁸⁹]*(?![米里])\p{Script=Han})[(（]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}[)）]?$/u

function withoutSign(resolved: Resolved): Resolved {
  const text = resolved.text ?? ''
  const words = SIGNED_WORDS.exec(text)?.[1]
  if (words !== undefined) {
    const status = resolved.reading.status === 'literal' ? 'repaired' : resolved.reading.status
    return { text: words, reading: { ...resolved.reading, confidence: 0.85, status, raw: text, how: '去掉注号' } }
  }
  const number = SIGNED.exec(text)?.[1]
  if (number === undefined) return resolved
  // Behind a whole number it may be a power as well: 10³.
  const isSure = resolved.reading.status === 'literal' && /[.%]/.test(number)
  const status = isSure ? 'repaired' : resolved.reading.status === 'missing' ? 'missing' : 'doubtful'
  const confidence = isSure ? 0.85 : 0.5
  return { text: number, reading: { ...resolved.reading, confidence, status, raw: text, how: '去掉注号' } }
}

/** In a table with borders a blank among the digits is no damage of reading: two numbers may stand in one cell. */
function asOne({ text, reading }: Resolved): Reading {
  if (!/\d\s+\d/.test(text ?? '')) return reading
  return { ...reading, status: 'doubtful', raw: text ?? '', how: '数字之间有空白，可能是两个数', confidence: 0.5 }
}

/** Glyph slips that the value itself betrays: an impossible year beside the form's own, ≥ read as 2, ≤ as W. */
function mend(resolved: Resolved, year: number | null): Resolved {
  const text = resolved.text ?? ''
  return mendYear(resolved, text, year) ?? mendOperator(resolved, text) ?? mendLetters(resolved, text) ?? resolved
}

const FAR = 5

function mendYear(resolved: Resolved, text: string, year: number | null): Resolved | undefined {
  const match = /^(\d{4})(年\d{1,2}月.*)$/.exec(halfWidth(text))
  if (!match || year === null || Math.abs(Number(match[1]) - year) <= FAR) return undefined
  const near = [year, year - 1, year + 1].find(
    (one) => [...String(one)].filter((digit, i) => digit !== match[1]?.[i]).length === 1,
  )
  if (near === undefined || isoDate(near, 1, 1) === undefined) return undefined
  const reading: Reading = {
    ...resolved.reading,
    status: 'repaired',
    raw: text,
    how: `年份 ${match[1]} 不可能，按本表年度改为 ${near}`,
    confidence: 0.9,
  }
  return { text: `${near}${match[2]}`, reading }
}

function mendOperator(resolved: Resolved, text: string): Resolved | undefined {
  const slip = /^(2)([1-9]\d(?:\.\d+)?%)$/.exec(text) ?? /^(WX?|w)(\d+(?:\.\d+)?.*)$/.exec(text)
  if (!slip) return undefined
  const operator = slip[1] === '2' ? '≥' : '≤'
  const reading: Reading = {
    ...resolved.reading,
    status: 'doubtful',
    raw: text,
    how: `“${slip[1]}”疑为“${operator}”误读，请核对原件`,
    confidence: 0.6,
    alternatives: [text],
  }
  return { text: `${operator}${slip[2]}`, reading }
}

/** 5OOO头, l2次: letters that look like digits, beside digits. */
function mendLetters(resolved: Resolved, text: string): Resolved | undefined {
  const slip = /^([≥≤=<>]?)([\dOoIl|,]+(?:\.[\dOoIl|]+)?)(%|\p{Script=Han}{0,6})$/u.exec(text)
  const number = slip?.[2] ?? ''
  if (!/[OoIl|]/.test(number) || !/\d/.test(number)) return undefined
  const digits = number.replaceAll(/[Oo]/g, '0').replaceAll(/[Il|]/g, '1')
  const reading: Reading = {
    ...resolved.reading,
    status: 'doubtful',
    raw: text,
    how: '数字里夹着字母，按形近改成数字，请核对原件',
    confidence: 0.7,
    alternatives: [text],
  }
  return { text: `${slip?.[1]}${digits}${slip?.[3]}`, reading }
}

/** Points of a weight or score cell; null with a mark where it is blank or no number. */
export function readPoints(at: string, resolved: Resolved, marks: Marks): number | null {
  if (resolved.text === null || isPlaceholder(resolved.text)) {
    if (resolved.reading.status !== 'literal') mark(marks, at, resolved.reading)
    return null
  }
  const shown = shownNumber(resolved.text, /\s*分$/)
  const plain = shown?.text ?? ''
  if (/^\d{1,3}(?:\.\d{1,2})?%$/.test(plain)) {
    const how = '写成了百分数，按满分 100 分折成分值，请核对'
    mark(marks, at, { ...resolved.reading, status: 'doubtful', raw: resolved.text, how, confidence: 0.7 })
    return Number(plain.slice(0, -1))
  }
  if (!/^-?\d{1,4}(?:\.\d{1,6})?$/.test(plain)) {
    mark(marks, at, { status: 'missing', raw: resolved.text, how: '这一格不是数', ...placeOf(resolved.reading) })
    return null
  }
  const points = Math.round(Number(plain) * 100) / 100
  const steps = [
    ...(shown?.signs === 'none' ? [] : ['去掉注号']),
    ...(points === Number(plain) ? [] : ['多于两位小数，四舍五入到两位']),
  ]
  const status = shown?.signs === 'inside' || resolved.reading.status === 'doubtful' ? 'doubtful' : 'repaired'
  const how = steps.join('，')
  mark(marks, at, steps.length === 0 ? resolved.reading : { ...resolved.reading, status, raw: resolved.text, how })
  return points
}

function placeOf(reading: Reading): Partial<Reading> {
  return reading.source ? { source: reading.source } : {}
}
