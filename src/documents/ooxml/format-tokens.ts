type DatePart = 'year' | 'month' | 'day' | 'weekday' | 'hour' | 'totalHours' | 'minute' | 'second' | 'halfDay'

/** `0,000.0#` taken apart: fewest whole digits, fewest and most decimals. */
export type Digits = {
  readonly kind: 'digits'
  readonly whole: number
  readonly minimum: number
  readonly maximum: number
  readonly grouped: boolean
  /** Commas behind the digits or before the point, each dividing by 1000. */
  readonly thousandths: number
  readonly exponent: boolean
}

/** One piece of a number format section. */
export type Token =
  | Digits
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'date'; readonly part: DatePart; readonly length: number }
  | { readonly kind: 'condition'; readonly test: (value: number) => boolean }
  | { readonly kind: 'percent' }
  | { readonly kind: 'general' }
  | { readonly kind: 'text' }

/** Quoted text, escapes, fill and padding marks, brackets, digit patterns, date letters, or one character. */
const PIECE =
  /"([^"]*)"?|\\(.)|_.|\*.|\[([^\]]*)\]|(General|G\/通用格式)|([0#?][0#?,]*(?:\.[0#?]*)?(?:[Ee][+-][0#?]+)?|\.[0#?]+)(,*)|(AM\/PM|A\/P|上午\/下午)|(yyyy|yy?|e+|m+|d+|aaa+|h+|s+)|(.)/giu

/** The sections of a format code, each as tokens in order. */
export function tokenize(code: string): readonly (readonly Token[])[] {
  return splitSections(code).map((section) => {
    const tokens: Token[] = []
    for (const match of section.matchAll(PIECE)) {
      const token = tokenOf(match)
      if (token) tokens.push(token)
    }
    return minutes(tokens)
  })
}

/** Semicolons part sections, but not inside quotes, brackets or after a backslash. */
function splitSections(code: string): readonly string[] {
  const sections: string[] = ['']
  for (const [piece] of code.matchAll(/"[^"]*"?|\\.|\[[^\]]*\]|./gsu)) {
    if (piece === ';') sections.push('')
    else sections[sections.length - 1] += piece
  }
  return sections
}

function tokenOf(match: RegExpExecArray): Token | undefined {
  const [, quoted, escaped, bracket, general, digits, commas = '', halfDay, date, other] = match
  if (quoted !== undefined) return { kind: 'literal', text: quoted }
  if (escaped !== undefined) return { kind: 'literal', text: escaped }
  if (bracket !== undefined) return bracketToken(bracket)
  if (general) return { kind: 'general' }
  if (digits) return digitsToken(digits + commas)
  if (halfDay) return { kind: 'date', part: 'halfDay', length: 1 }
  if (date) return { kind: 'date', part: partOf(date), length: /^e/i.test(date) ? 4 : date.length }
  if (other === '%') return { kind: 'percent' }
  if (other === '@') return { kind: 'text' }
  return other === undefined ? undefined : { kind: 'literal', text: other }
}

function partOf(letters: string): DatePart {
  switch (letters[0]?.toLowerCase()) {
    case 'm':
      return 'month'
    case 'd':
      return 'day'
    case 'a':
      return 'weekday'
    case 'h':
      return 'hour'
    case 's':
      return 'second'
    default:
      return 'year'
  }
}

/** Colours and locales print nothing; `[$¥-804]` prints its sign; `[>=1]` decides whether the section is taken. */
function bracketToken(content: string): Token | undefined {
  const currency = /^\$([^-]*)/.exec(content)
  if (currency) return { kind: 'literal', text: currency[1] ?? '' }
  if (/^h+$/i.test(content)) return { kind: 'date', part: 'totalHours', length: content.length }

  const condition = /^(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)$/.exec(content)
  if (!condition) return undefined
  const [, operator, text] = condition
  const limit = Number(text)
  return { kind: 'condition', test: (value) => holds(value, operator ?? '=', limit) }
}

function holds(value: number, operator: string, limit: number): boolean {
  switch (operator) {
    case '<=':
      return value <= limit
    case '>=':
      return value >= limit
    case '<>':
      return value !== limit
    case '<':
      return value < limit
    case '>':
      return value > limit
    default:
      return value === limit
  }
}

function digitsToken(pattern: string): Digits {
  const [mantissa = '', exponent] = pattern.split(/[Ee]/)
  const trailing = /,*$/.exec(mantissa)?.[0].length ?? 0
  const [written = '', fraction = ''] = mantissa.slice(0, mantissa.length - trailing).split('.')
  const whole = written.replace(/,+$/, '')
  return {
    kind: 'digits',
    whole: whole.replaceAll(/[^0]/g, '').length,
    minimum: fraction.replaceAll(/[^0]/g, '').length,
    maximum: fraction.length,
    grouped: whole.includes(','),
    thousandths: trailing + written.length - whole.length,
    exponent: exponent !== undefined,
  }
}

/** `m` is a minute after an hour or before a second, a month elsewhere. */
function minutes(tokens: readonly Token[]): readonly Token[] {
  const dates = tokens.filter((token) => token.kind === 'date')
  return tokens.map((token) => {
    if (token.kind !== 'date' || token.part !== 'month' || token.length > 2) return token
    const i = dates.indexOf(token)
    const before = dates[i - 1]?.part
    const isMinute = before === 'hour' || before === 'totalHours' || dates[i + 1]?.part === 'second'
    return isMinute ? { ...token, part: 'minute' } : token
  })
}
