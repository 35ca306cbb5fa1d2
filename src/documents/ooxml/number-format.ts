import { formatPlain, parseDecimal, parts, roundTo, shift } from './decimal.ts'
import { type Token, tokenize } from './format-tokens.ts'
import { type DateParts, type DateSystem, serialDate } from './serial-date.ts'

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六']

/** What a cell with this stored value and format code shows on paper. A value that is no number is given back. */
export function formatNumber(stored: string, code: string, system: DateSystem): string {
  const value = parseDecimal(stored)
  if (!value) return stored

  const sections = sectionsOf(code)
  const number = Number(stored)
  const { tokens, signed } = choose(sections, number)
  if (tokens.some((token) => token.kind === 'date')) {
    const date = serialDate(number, system)
    return date ? formatDate(date, tokens) : formatPlain(value)
  }
  if (tokens.length === 0 && sections.length < 2) return formatPlain(value)
  if (tokens.some((token) => token.kind === 'general')) {
    const shown = formatPlain({ ...value, negative: signed && value.negative })
    return tokens.map((token) => (token.kind === 'general' ? shown : literal(token))).join('')
  }
  if (isUncertain(tokens)) return `${formatPlain(value)}（格式 ${code}）`
  return formatDigits(stored, tokens, signed)
}

/**
 * Several patterns share one number (phone masks, `0!.0,"万"`): what is shown then names the format and is no number, so
 * that nobody takes a guess for what the paper says. A fraction equals its plain value.
 */
function isUncertain(tokens: readonly Token[]): boolean {
  const patterns = tokens.filter(({ kind }) => kind === 'digits')
  const isFraction = tokens.some((token) => token.kind === 'literal' && token.text === '/')
  const isEscaped = tokens.some((token) => token.kind === 'literal' && token.text === '!')
  return patterns.length > 0 && ((patterns.length > 1 && !isFraction) || isEscaped)
}

/** Text passes through its own section: `@"元"` shows `10元`. */
export function formatText(text: string, code: string): string {
  const section = sectionsOf(code).find((tokens) => tokens.some((token) => token.kind === 'text'))
  if (!section) return text
  return section.map((token) => (token.kind === 'text' ? text : literal(token))).join('')
}

const cache = new Map<string, readonly (readonly Token[])[]>()

function sectionsOf(code: string): readonly (readonly Token[])[] {
  const known = cache.get(code)
  if (known) return known

  const sections = tokenize(code)
  if (cache.size > 500) cache.clear()
  cache.set(code, sections)
  return sections
}

/** The section for a value, by its conditions or by sign; the negative section prints its own minus, if any. */
function choose(sections: readonly (readonly Token[])[], value: number): { tokens: readonly Token[]; signed: boolean } {
  const numeric = sections.filter((tokens) => !tokens.some((token) => token.kind === 'text'))
  const [first = [], second, third] = numeric
  if (numeric.some((tokens) => tokens.some((token) => token.kind === 'condition'))) {
    const found = numeric.find((tokens) => tokens.every((token) => token.kind !== 'condition' || token.test(value)))
    return { tokens: found ?? first, signed: found === undefined || found === first || value < 0 }
  }
  if (value < 0 && second) return { tokens: second, signed: false }
  if (value === 0 && third) return { tokens: third, signed: false }
  return { tokens: first, signed: true }
}

function formatDigits(stored: string, tokens: readonly Token[], signed: boolean): string {
  const parsed = parseDecimal(stored)
  const patterns = tokens.filter((token) => token.kind === 'digits')
  const [pattern] = patterns
  const percents = tokens.filter((token) => token.kind === 'percent').length
  if (!parsed) return stored
  // A fraction spreads one number over several patterns: the plain value says the same.
  if (patterns.length > 1) return formatPlain(parsed)
  if (!pattern) return tokens.map(literal).join('')

  const scaled = shift(parsed, 2 * percents - 3 * pattern.thousandths)
  if (pattern.exponent) return formatScientific(Number(formatPlain(scaled)), pattern.maximum)
  const value = roundTo(scaled, pattern.maximum)
  const { whole, fraction } = parts(value)
  const padded = whole === '0' && pattern.whole === 0 ? '' : whole.padStart(pattern.whole, '0')
  const grouped = pattern.grouped ? padded.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',') : padded
  // `0.##` shows 10 as "10." in Excel; the bare point says nothing and is left out.
  const tail = fraction.padEnd(pattern.minimum, '0')
  const shown = tail === '' ? grouped : `${grouped}.${tail}`
  const minus = signed && value.negative ? '-' : ''
  return minus + tokens.map((token) => (token === pattern ? shown : literal(token))).join('')
}

function formatScientific(value: number, places: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential(Math.min(places, 20)).split('e')
  const sign = exponent.startsWith('-') ? '-' : '+'
  return `${mantissa}E${sign}${exponent.replace(/^[+-]/, '').padStart(2, '0')}`
}

function literal(token: Token): string {
  if (token.kind === 'literal') return token.text
  return token.kind === 'percent' ? '%' : ''
}

function formatDate(date: DateParts, tokens: readonly Token[]): string {
  const halfDay = tokens.some((token) => token.kind === 'date' && token.part === 'halfDay')
  return tokens.map((token) => (token.kind === 'date' ? datePart(date, token, halfDay) : literal(token))).join('')
}

function datePart(date: DateParts, { part, length }: Token & { kind: 'date' }, halfDay: boolean): string {
  const pad = (n: number) => String(n).padStart(length >= 2 ? 2 : 1, '0')
  switch (part) {
    case 'year':
      return length <= 2 ? String(date.year % 100).padStart(2, '0') : String(date.year)
    case 'month':
      return pad(date.month)
    case 'day':
      return length >= 3 ? `星期${WEEKDAYS[date.weekday]}` : pad(date.day)
    case 'weekday':
      return `${length >= 4 ? '星期' : ''}${WEEKDAYS[date.weekday]}`
    case 'hour':
      return pad(halfDay ? date.hour % 12 || 12 : date.hour)
    case 'totalHours':
      return pad(date.totalHours)
    case 'minute':
      return pad(date.minute)
    case 'second':
      return pad(date.second)
    case 'halfDay':
      return date.hour < 12 ? '上午' : '下午'
  }
}
